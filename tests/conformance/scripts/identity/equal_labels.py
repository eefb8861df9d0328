import streamlit as st

st.selectbox("Box", [1, "1"])
st.selectbox("Other", ["x", "X"], format_func=str.upper, key="other")
st.button("Again")
