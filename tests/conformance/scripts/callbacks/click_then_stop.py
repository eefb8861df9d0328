import streamlit as st

if st.button("Stop", key="stop"):
    st.stop()
st.text("end")
