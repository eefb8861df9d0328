import collections
import types

import streamlit as st

Point = collections.namedtuple("Point", "x y")

st.write({"a": 1, "b": [1, 2, {"c": None}]})
st.write([1, "two", 3.5])
st.write([])
st.write({})
st.write(Point(1, 2))
st.write(collections.OrderedDict(a=1))
st.write(collections.Counter("aab"))
st.write(types.MappingProxyType({"k": "v"}))
st.write({"a": 1}.keys())
st.write(collections.ChainMap({"x": 1}, {"y": 2}))
st.write(collections.UserList([1, 2]))
st.write(collections.deque([1]))
