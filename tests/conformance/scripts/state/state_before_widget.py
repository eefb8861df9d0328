import streamlit as st

ss = st.session_state
if st.button("Set"):
    ss.name = "assigned"
    ss.n = 7
    ss.pick = "b"
    ss.on = True
st.text_input("Name", "default", key="name")
st.slider("N", 0, 10, key="n")
st.selectbox("Pick", ["a", "b"], key="pick")
st.checkbox("On", key="on")
st.write(ss.name, ss.n, ss.pick, ss.on)
