import streamlit as st

ss = st.session_state
ss.runs = ss.get("runs", 0) + 1
if ss.runs == 1:
    ss.n = 40
st.slider("N", 0, 9, key="n")
