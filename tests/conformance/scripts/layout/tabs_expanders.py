import streamlit as st

one, two = st.tabs(["One", "Two"])
two.text("in two")
with one as bound:
    st.text("in one")
    st.write(bound is one)
with st.expander("More", expanded=True) as more:
    st.text("in more")
    st.write(more is None)
    with st.expander("Deeper", icon="🙂"):
        st.button("deep")
with st.sidebar.expander("Side"):
    st.text("side")
for call in [
    lambda: st.tabs([]),
    lambda: st.tabs(["a", 1]),
    lambda: st.tabs(["a"], default="b"),
    lambda: st.expander("x", icon="none"),
]:
    try:
        call()
    except Exception as error:
        st.text(type(error).__name__)
