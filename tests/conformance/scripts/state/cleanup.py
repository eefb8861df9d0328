import streamlit as st

ss = st.session_state
if "again" in ss:
    ss.again = ss.again
if st.checkbox("Show", True, key="show"):
    st.text_input("Gone with its widget", key="plain")
    st.text_input("Kept", key="kept", persist_state="session")
    st.text_input("Kept on the page", key="paged", persist_state="page")
    st.slider("Unkeyed", 0, 10)
    st.text_input("Reassigned", key="again")
st.write({key: ss[key] for key in sorted(ss)})
