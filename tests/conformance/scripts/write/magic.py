"""The docstring of the script is not shown."""

# ruff: noqa: B018
import streamlit as st

x = 41
"shown"
x
x + 1
"a", x, [1, 2]
(x,)
f"{x} and more"
None
[n for n in range(3)]
{"a": x}
st.text("calls are not shown twice")
len("abc")
x == 41
x if x else 0
x[0] if isinstance(x, list) else "no list"
(y := 5)
y
...
