import streamlit as st

st.write(st.checkbox("Plain"))
st.write(st.checkbox("On", value=True, key="on"))
st.write(st.checkbox("Truthy", value="yes"))
st.write(st.checkbox("Help", help="  tip\n  tip"))
st.write(st.toggle("Toggle", key=7))
st.write(st.toggle("Toggle on", True, disabled=True))
st.write(st.checkbox("Hidden", label_visibility="hidden"))
st.write(sorted(st.session_state.items()))
try:
    st.checkbox("x", label_visibility="gone")
except Exception as error:
    st.text(type(error).__name__)
