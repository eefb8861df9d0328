import streamlit as st

st.write(repr(st.number_input("Defaults")))
st.write(repr(st.number_input("Int", 0, 10, 5, key="i")))
st.write(repr(st.number_input("Float", value=1.5, step=0.5)))
st.write(repr(st.number_input("Min", min_value=3)))
st.write(repr(st.number_input("Max", max_value=3)))
st.write(repr(st.number_input("None", value=None, placeholder="type")))
st.write(repr(st.number_input("None int", value=None, min_value=1, max_value=9)))
st.write(repr(st.number_input("Format", value=2.0, format="%.3f")))
st.write(repr(st.number_input("Bool", value=True)))
st.write(repr(st.number_input("Step 0", value=1, step=0)))
for arguments in [
    {"min_value": 0, "value": 1.5}, {"min_value": 5, "max_value": 1}, {"min_value": 5, "value": 1},
    {"max_value": 5, "value": 9}, {"value": "7"}, {"max_value": -1}, {"value": 1, "format": "%q"},
    {"value": 2**53 + 1}, {"value": 1, "step": 0.5},
]:  # fmt: skip
    try:
        st.write(repr(st.number_input(f"n {arguments}", **arguments)))
    except Exception as error:
        st.text(f"{arguments}: {type(error).__name__}")
