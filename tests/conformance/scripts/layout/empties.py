import streamlit as st

slot = st.empty()
st.text("after")
slot.text("one")
slot.text("two")
other = st.empty()
with other:
    st.text("first")
    st.text("second")
cleared = st.empty()
cleared.text("gone")
cleared.empty()
unused = st.empty()
box = st.empty()
with box.container():
    st.text("a")
    st.text("b")
    st.text("c")
with box.container():
    st.text("A")
widget = st.empty()
st.write(widget.checkbox("In a slot"))
