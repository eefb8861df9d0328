import streamlit as st

st.set_page_config(page_title="Sales", page_icon="📈", layout="wide", initial_sidebar_state="collapsed")
st.title("Sales")
months = st.sidebar.slider("Months", 1, 12, 6)
if st.checkbox("Narrow"):
    st.set_page_config(layout="centered", page_icon=":material/home:")
st.write(months)
if months == 12:
    st.set_page_config(layout="full")
st.write("end")
