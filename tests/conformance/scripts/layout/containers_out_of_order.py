import streamlit as st

top = st.container()
bordered = st.container(border=True)
st.text("written first, shown last")
with top:
    st.text("top")
    deep = st.container(key="deep")
    st.text("after deep")
bordered.text("in the border")
deep.text("in deep")
with st.container() as nothing:
    st.write(repr(nothing))
with top, bordered:
    st.text("innermost wins")
    top.text("unless it is named")
st.container(height=100).text("fixed height")
