import streamlit as st

st.json({"a": [1, 2, {"b": None}]})
st.json('{"text": true}')
st.json([1, 2], expanded=False)
st.json({"deep": {"er": 1}}, expanded=1)
st.json("[1.5]")
st.json({1: "int key", None: "none key"})
