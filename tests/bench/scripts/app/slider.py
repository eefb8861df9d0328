import streamlit as st

ROWS = 100

n = st.slider("slider", 0, 100, 0)
for i in range(ROWS):
    if i == ROWS // 2:
        st.markdown(f"The slider is at {n}.")
    else:
        st.markdown(f"Row {i} of a page that stays as it is.")
