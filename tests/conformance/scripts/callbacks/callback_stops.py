import streamlit as st


def end():
    st.text("before the stop")
    st.stop()


st.checkbox("Stop", on_change=end)
st.button("Other")
st.text("body")
