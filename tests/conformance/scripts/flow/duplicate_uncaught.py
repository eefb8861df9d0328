import streamlit as st

st.text_input("Same")
st.text("between")
st.text_input("Same")
st.text("never")
