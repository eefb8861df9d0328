import streamlit as st

st.write(repr(st.text_input("Plain")))
st.write(repr(st.text_input("Default", "start", key="t")))
st.write(repr(st.text_input("None", None)))
st.write(repr(st.text_input("Number", 5)))
st.write(repr(st.text_input("Limited", max_chars=3)))
st.write(repr(st.text_input("Password", type="password", placeholder="secret")))
st.write(repr(st.text_area("Area", "a\nb")))
st.write(repr(st.text_area("Area none", None, height=100)))
st.write(repr(st.text_area("Area limited", max_chars=4, placeholder="say")))
for call in [
    lambda: st.text_input("x", type="secret"),
    lambda: st.text_input("x", on_change="nothing"),
    lambda: st.text_input("x", width="narrow"),
    lambda: st.text_area("x", height="tall"),
]:
    try:
        call()
    except Exception as error:
        st.text(type(error).__name__)
