# ruff: noqa: B018
import streamlit as st


def show(n):
    """Docstring: not shown."""
    "second statement: shown"
    n
    if n:
        "first in a branch: shown"
    return n


class Thing:
    "a class docstring"

    1 + 1

    def method(self):
        "a method docstring"
        self.__class__.__name__


for i in range(2):
    i
else:
    "else of for"
n = 0
while n < 1:
    n += 1
    n
with st.container():
    "in with"
try:
    "in try"
    1 / 0
except ZeroDivisionError as error:
    str(error)
    "in except"
finally:
    "in finally"
match n:
    case 1:
        "in case"
show(0)
show(3)
Thing().method()
