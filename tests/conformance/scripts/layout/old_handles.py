import streamlit as st


def changed():
    box.text("from the callback")
    columns[1].text("in a column")
    place.text("taken away by the body")
    aside.text("at the side")
    with box:
        st.text("within")


@st.cache_resource
def cached_box():
    return st.container(border=True)


box = st.container()
box.text("from the body")
columns = st.columns(2)
place = st.empty()
aside = st.sidebar.container()
st.checkbox("Go", key="go", on_change=changed)
kept = cached_box()
kept.text("one")
with kept:
    st.text("two")
    st.text_input("Name", key="name")
