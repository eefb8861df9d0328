import streamlit as st

offer = st.radio("Offer", ["all", "fewer", "other", "numbers", "none"], key="offer")
options = {"all": ["a", "b", "c"], "fewer": ["c", "b"], "other": ["x", "y"], "numbers": [1, 2], "none": []}[offer]
st.write(repr(st.selectbox("Box", options, key="box")))
st.write(repr(st.radio("Radio", options, key="radio")))
st.write(repr(st.multiselect("Multi", options, key="multi")))
if options:
    st.write(repr(st.select_slider("Slide", options, key="slide")))
st.write(repr(st.selectbox("Index 1", options, index=1 if len(options) > 1 else None, key="box1")))
