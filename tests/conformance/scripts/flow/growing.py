import streamlit as st

rows = st.slider("rows", 0, 8, 3)
if rows % 2:
    st.caption("odd")
for i in range(rows):
    st.text(f"row {i}")
    if i % 3 == 0:
        st.checkbox(f"check {i}")
st.text("end")
