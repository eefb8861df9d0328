import streamlit as st

kind = st.selectbox("Kind", ["none", "value", "own", "chained", "warning", "streamlit", "base", "recursion", "assert"])


class OwnError(Exception):
    def __str__(self):
        return "own text"


class OwnBase(BaseException):
    pass


def deep():
    return deep()


st.text("before")
if kind == "value":
    raise ValueError("a message", 2)
if kind == "own":
    raise OwnError
if kind == "chained":
    try:
        1 / 0
    except ZeroDivisionError as error:
        raise TypeError("second") from error
if kind == "warning":
    raise UserWarning("careful")
if kind == "streamlit":
    st.slider("x", 0, 0)
if kind == "recursion":
    deep()
if kind == "assert":
    assert kind == "none", "not none"
st.text("after")
