import streamlit as st

ss = st.session_state
st.write("checkbox", st.checkbox("Agree", key="agree", disabled=ss.get("agree", False)))
st.write("button", st.button("Go", key="go", disabled=ss.get("go", False)))
