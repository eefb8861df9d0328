import streamlit as st

for scope in ["fragment", "unknown", "", [], 5, b"app"]:
    try:
        st.rerun(scope=scope)
    except Exception as error:
        st.text(f"{scope!r}: {type(error).__name__}")
