import streamlit as st

st.write(st.text_input("Quiet", on_change="ignore", key="q"))
st.write(st.checkbox("Loud", on_change="rerun"))
st.write(st.slider("None", 0, 5, on_change=None))
