import streamlit as st

ss = st.session_state
ss.runs = ss.get("runs", 0) + 1
version = ss.runs


def seen():
    ss.seen = version


st.checkbox("Check", on_change=seen)
st.write("seen", ss.get("seen"))
st.selectbox("Options", ["a", "b"], on_change=None)
