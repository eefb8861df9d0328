import streamlit as st

box = st.container()
st.write(type(st.write("none back")).__name__, type(st.text("x")).__name__ == type(box).__name__)
st.write(isinstance(st.columns(2), list), isinstance(st.tabs(["a"]), list | tuple))
box.title("t").caption("replaced")
with box:
    with st.container():
        st.text("nested")
    st.text("outer again")
st.text("main")
