import enum

import streamlit as st


class Colour(enum.Enum):
    RED = 1
    BLUE = 2


st.write(repr(st.radio("Strings", ["a", "b", "c"])))
st.write(repr(st.radio("Numbers", [1, 2.5, None], index=1, key="n")))
st.write(repr(st.radio("None yet", ["x", "y"], index=None)))
st.write(repr(st.radio("Formatted", [1, 2], format_func=lambda n: f"no {n}", horizontal=True)))
st.write(repr(st.radio("Empty", [])))
st.write(repr(st.radio("Dict", {"one": 1, "two": 2}, captions=["first"])))
st.write(repr(st.radio("Range", range(3), index=2)))
st.write(str(st.radio("Enum", Colour)))
st.write(repr(st.radio("Generator", (c for c in "pq"))))
st.write(repr(st.radio("One string", "abc")))
for call in [
    lambda: st.radio("x", [1, 2], index=5),
    lambda: st.radio("x", [1, 2], index=-1),
    lambda: st.radio("x", [1, 2], index=1.0),
    lambda: st.radio("x", [1, 2], index="1"),
    lambda: st.radio("x", [1, 2], captions=[1, 2]),
    lambda: st.radio("x", 5),
]:
    try:
        call()
    except Exception as error:
        st.text(type(error).__name__)
