import streamlit as st

st.write(repr(st.slider("Defaults")))
st.write(repr(st.slider("Range", 0, 10, (2, 5), key="r")))
st.write(repr(st.slider("Float", 0.0, 1.0, 0.25, 0.05)))
st.write(repr(st.slider("Stretched", 0, 10, 20)))
st.write(repr(st.slider("Reversed pair", 0, 10, [7, 3])))
st.write(repr(st.slider("Only min", 5)))
st.write(repr(st.slider("Negative", -10, -1, -5, 2, help="neg")))
st.write(repr(st.slider("Empty list", 0, 10, [])))
st.write(repr(st.slider("One in list", 0, 10, [7])))
st.write(repr(st.slider("Float pair", 0.0, 5.0, (1.5, 2.5), format="%.1f")))
st.write(repr(st.slider("Swapped bounds", 10, 0, 5)))
st.write(repr(st.slider("Bool", value=True)))
