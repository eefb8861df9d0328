import streamlit as st

mode = st.radio("Mode", ["all", "stop", "raise", "rerun", "hide"], key="mode")
if mode == "stop":
    st.stop()
if mode == "raise":
    raise RuntimeError("cut short")
if mode == "rerun" and not st.session_state.get("done"):
    st.session_state.done = True
    st.rerun()
if mode != "hide":
    st.write("value", st.text_input("Later", key="later"))
st.write(st.session_state.get("later", "nothing"))
