import streamlit as st

st.title("A title")
st.title("  dedented\n  lines ", anchor="own-anchor")
st.title(42, anchor=False)
st.header("Header", divider=True)
st.header("Header", divider="red", help="helpful")
st.header(":red[colour] and $x^2$", anchor=None)
st.subheader(None)
st.subheader("Sub", divider="rainbow", anchor=False)
st.subheader(["a", 1])
for call in [
    lambda: st.header("x", divider="pink-ish"),
    lambda: st.title("x", anchor=5),
    lambda: st.title("x", width="wide"),
]:
    try:
        call()
    except Exception as error:
        st.text(type(error).__name__)
