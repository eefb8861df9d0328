import streamlit as st

st.sidebar.title("Side")
with st.sidebar:
    st.text("with sidebar")
    n = st.number_input("N", 1, 5)
    with st.columns(2)[1]:
        st.text("column in the sidebar")
st.text(f"main {n}")
st.sidebar.write("late", n)
for i in range(int(n)):
    st.sidebar.text(i)
