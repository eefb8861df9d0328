import streamlit as st

first = st.text("first")
second = st.text("second")
first.markdown("replaced")
with second:
    st.title("replaced in with")
    st.caption("and again")
third = st.text("third")
third.empty()
inside = st.container().text("inside")
inside.code("inside replaced")
bar = st.progress(0)
for step in range(4):
    bar.progress(step * 25)
