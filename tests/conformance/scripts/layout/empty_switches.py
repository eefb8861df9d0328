import streamlit as st

slot = st.empty()
kind = st.selectbox("Kind", ["text", "container", "nothing", "input"])
if kind == "text":
    slot.markdown("*text*")
elif kind == "container":
    with slot.container():
        st.text("one")
        st.text_input("two", key="two")
elif kind == "input":
    slot.text_input("only", key="two")
st.write(sorted(st.session_state.items()))
