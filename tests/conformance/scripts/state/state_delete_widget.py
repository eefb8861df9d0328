import streamlit as st

ss = st.session_state
if st.button("Delete before") and "t" in ss:
    del ss["t"]
st.write("value", st.text_input("T", "default", key="t"))
st.write("u" in ss)
if st.checkbox("Second"):
    st.text_input("U", key="u")
    del ss.u
    st.write("u" in ss)
    st.stop()
