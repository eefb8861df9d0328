import streamlit as st

st.write(repr(st.slider("Steps", -10, -1, -5, 2)))
