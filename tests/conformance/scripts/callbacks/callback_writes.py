import streamlit as st


def greet():
    st.text("from the callback")
    st.sidebar.text("callback in the sidebar")


st.title("Page")
st.checkbox("Greet", on_change=greet)
st.sidebar.text("sidebar")
st.text("end")
