import streamlit as st

st.write(repr(st.multiselect("Plain", ["a", "b", "c"])))
st.write(repr(st.multiselect("Default", ["a", "b", "c"], default=["c", "a"], key="m")))
st.write(repr(st.multiselect("Scalar default", ["a", "b"], "b")))
st.write(repr(st.multiselect("Formatted", [1, 2, 3], [2], format_func=lambda n: f"n{n}")))
st.write(repr(st.multiselect("Limited", [1, 2, 3], max_selections=2)))
st.write(repr(st.multiselect("Empty", [])))
for call in [
    lambda: st.multiselect("x", [1, 2], default=[3]),
    lambda: st.multiselect("x", [1, 2], default=[1, 2], max_selections=1),
    lambda: st.multiselect("x", [1, 2], max_selections=0),
]:
    try:
        call()
    except Exception as error:
        st.text(type(error).__name__)
