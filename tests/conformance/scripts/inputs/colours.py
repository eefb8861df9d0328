import streamlit as st

st.write(st.color_picker("Default"))
st.write(st.color_picker("Short", "#abc", key="c"))
st.write(st.color_picker("Long", "#A1B2C3"))
for value in ["red", "#12345", 5, "123456"]:
    try:
        st.write(st.color_picker(f"x {value}", value))
    except Exception as error:
        st.text(type(error).__name__)
