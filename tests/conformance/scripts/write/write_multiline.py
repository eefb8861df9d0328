import streamlit as st


class Lines:
    def __str__(self):
        return "first\nsecond"


class Ticks:
    def __str__(self):
        return "a `quoted` word"


class Html:
    def _repr_html_(self):
        return "<b>bold</b>"

    def __str__(self):
        return "plain"


st.write(Lines())
st.write(Ticks())
st.write("*Markdown*", Ticks(), 3)
st.write(Html())
