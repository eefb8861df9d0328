import streamlit as st

st.text_input("Name", key="name")
try:
    st.session_state.name = "late"
except Exception as error:
    st.text(type(error).__name__)
try:
    st.session_state["name"] = "late"
except Exception as error:
    st.text(type(error).__name__)
st.write(st.session_state.name)
