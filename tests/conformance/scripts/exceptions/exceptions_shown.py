import streamlit as st


class OwnError(Exception):
    pass


st.exception(ValueError("a value"))
st.exception(OwnError("own"))
st.exception(KeyError("key"))
st.exception(Exception())
try:
    1 / 0
except ZeroDivisionError as error:
    st.exception(error)
st.exception(UserWarning("mind"))
st.text("goes on")
