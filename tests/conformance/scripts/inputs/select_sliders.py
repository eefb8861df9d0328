import streamlit as st

st.write(repr(st.select_slider("Plain", ["s", "m", "l"])))
st.write(repr(st.select_slider("Value", [1, 2, 3], value=2, key="v")))
st.write(repr(st.select_slider("Pair", ["a", "b", "c", "d"], value=("b", "d"))))
st.write(repr(st.select_slider("Reversed", ["a", "b", "c"], value=["c", "a"])))
st.write(repr(st.select_slider("Formatted", [1, 10, 100], format_func=lambda n: f"{n} kg")))
for call in [
    lambda: st.select_slider("x", []),
    lambda: st.select_slider("x", [1, 2], value=3),
    lambda: st.select_slider("x", [1, 2], value=(1,)),
    lambda: st.select_slider("x", [1, 2], value=(1, 2, 1)),
]:
    try:
        call()
    except Exception as error:
        st.text(type(error).__name__)
