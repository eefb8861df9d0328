import streamlit as st

name = st.text_input("Name")
if not name:
    st.warning("a name, please")
    st.stop()
st.success(f"Hello {name}")
try:
    if name == "finally":
        st.stop()
finally:
    st.session_state.cleaned = name
