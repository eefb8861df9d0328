import streamlit as st

st.success("good")
st.info("  indented\n  info", icon="ℹ️")
st.warning(7)
st.error("bad", icon=":material/error:")
for call in [
    lambda: st.info("x", icon="no emoji"),
    lambda: st.info("x", icon="🙂🙂"),
    lambda: st.error("x", width=-1),
]:
    try:
        call()
    except Exception as error:
        st.text(type(error).__name__)
