import streamlit as st

st.code("print(1)")
st.code("\nx = 1\n\n")
st.code("SELECT 1", language="sql")
st.code("plain", language=None)
st.code("a\nb", line_numbers=True, wrap_lines=True)
st.code(5)
st.code("")
st.code("    indented\n        more")
