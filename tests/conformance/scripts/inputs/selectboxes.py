import pandas as pd
import streamlit as st

df = pd.DataFrame({"c": ["u", "v"], "d": [1, 2]})
st.write(repr(st.selectbox("Strings", ["a", "b", "c"])))
st.write(repr(st.selectbox("Index", ("x", "y"), index=1, key="s")))
st.write(repr(st.selectbox("None", ["p", "q"], index=None, placeholder="choose")))
st.write(repr(st.selectbox("Formatted", [1, 2, 3], format_func=lambda n: "#" * n)))
st.write(repr(st.selectbox("Empty", [])))
st.write(repr(st.selectbox("Frame", df)))
st.write(repr(st.selectbox("Series", df["c"], index=1)))
st.write(repr(st.selectbox("New", ["a"], accept_new_options=True, index=None)))
st.write(repr(st.selectbox("Mixed", [1, "2", 1.5, None, True])))
for call in [
    lambda: st.selectbox("x", [1], index=1),
    lambda: st.selectbox("x", [1], index=-1),
    lambda: st.selectbox("x", [1], index="a"),
    lambda: st.selectbox("x", [1, 2], index=True),
    lambda: st.selectbox("x", [1], filter_mode="none at all"),
]:
    try:
        call()
    except Exception as error:
        st.text(type(error).__name__)
