import streamlit as st

ss = st.session_state
ss.setdefault("log", [])


def again():
    ss.log.append("again")
    st.rerun()


def after():
    ss.log.append("after")


clicked = st.button("Again", on_click=again)
st.checkbox("After", on_change=after)
st.write("clicked", clicked, ss.log)
