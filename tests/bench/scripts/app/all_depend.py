import streamlit as st

ROWS = 100

n = st.slider("slider", 0, 100, 0)
for i in range(ROWS):
    st.markdown(f"In row {i} the slider is at {n}.")
