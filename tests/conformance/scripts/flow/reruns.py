import streamlit as st

ss = st.session_state
ss.runs = ss.get("runs", 0) + 1
limit = st.number_input("limit", 1, 9, 3)
clicked = st.button("Reset")
if clicked:
    ss.runs = 0
    st.rerun()
st.write("run", ss.runs, clicked)
if ss.runs < limit:
    st.rerun()
st.text("settled")
