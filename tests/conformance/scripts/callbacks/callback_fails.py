import streamlit as st

ss = st.session_state
ss.setdefault("log", [])


def fail():
    ss.log.append("fail")
    raise ValueError("in the callback")


def fine():
    ss.log.append("fine")


st.checkbox("First", key="one", on_change=fail)
st.checkbox("Second", key="two", on_change=fine)
st.write("body", ss.log)
