import streamlit as st

options = [["x"], ["y"]]
one = st.selectbox("One", options, format_func=lambda option: option[0])
several = st.multiselect("Several", options, options[:1], format_func=lambda option: option[0])
st.text(f"the very objects: {any(one is option for option in options)}, {several[0] is options[0]}")
