import streamlit as st

for arguments in [{"key": "a", "persist_state": "forever"}, {"persist_state": "session"}]:
    try:
        st.checkbox("x", **arguments)
    except Exception as error:
        st.text(type(error).__name__)
