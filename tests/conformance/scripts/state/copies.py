import streamlit as st

value = st.multiselect("M", [["x"], ["y"]], format_func=lambda o: o[0])
st.write(repr(value))
pair = st.slider("Pair", 0, 9, (1, 2))
st.write(repr(pair), type(pair).__name__)
text = st.text_input("T", key="t")
st.session_state["copy of t"] = text
st.write(st.session_state["copy of t"])
