import streamlit as st

upper = st.checkbox("Upper")
style = str.upper if upper else str.lower
st.write(st.selectbox("Keyed", ["a", "b"], format_func=style, key="k"))
st.write(st.selectbox("Unkeyed", ["a", "b"], format_func=style))
st.write(st.multiselect("Keyed multi", ["a", "b"], format_func=style, key="m"))
st.write(st.radio("Same text", ["a", "b"], format_func=lambda o: "x" + o))
