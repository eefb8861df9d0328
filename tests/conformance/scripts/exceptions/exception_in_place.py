import streamlit as st

fail = st.checkbox("Fail", key="fail")
st.title("Stays")
with st.container():
    st.text("in the container")
    st.sidebar.text("sidebar stays")
    if fail:
        {}["missing"]
    st.text("after, in the container")
st.text("after")
