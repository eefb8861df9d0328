import streamlit as st

st.text("before")
with st.spinner("working"):
    st.text("inside")
st.text("after")
with st.spinner():
    pass


@st.spinner("decorating")
def work():
    st.text("decorated")


work()
st.text("end")
