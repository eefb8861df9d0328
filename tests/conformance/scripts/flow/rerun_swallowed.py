import streamlit as st

ss = st.session_state
ss.setdefault("runs", 0)
ss.runs += 1
if st.button("Swallow"):
    try:
        st.rerun()
    except BaseException:
        st.text("swallowed")
if st.button("Pass through"):
    try:
        st.rerun()
    except Exception:
        st.text("never here")
st.write("runs", ss.runs)
