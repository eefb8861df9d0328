import streamlit as st

ss = st.session_state
a = st.button("A")
b = st.button("B", key="b")
n = st.slider("N", 0, 9)
ss.clicks = ss.get("clicks", 0) + a + b
st.write(a, b, n, ss.clicks, ss.b)
if a:
    st.text("only once")
    st.checkbox("shown with A")
