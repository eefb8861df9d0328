import streamlit as st

name = st.text_input("name")
st.write(f"Hello, {name}!")
