import pandas as pd
import streamlit as st

st.write(1, "a", pd.DataFrame({"n": [1, 2]}), "b")
st.write("x", "y", "z")
st.write("one", {"two": 2}, "three", 4, None, [5])
st.write()
st.write("")
st.write("a", ValueError("wrong"), "b")
with st.container():
    st.write("in", "side")
try:
    st.container().write("in", "side")
except Exception as error:
    st.text(type(error).__name__)
try:
    st.empty().write("in", "side")
except Exception as error:
    st.text(type(error).__name__)
