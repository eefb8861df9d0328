import streamlit as st

ss = st.session_state
if "items" not in ss:
    ss["items"] = []
alias = ss["items"]
if st.button("Append"):
    alias.append(len(alias))
st.write(ss["items"])
picked = st.multiselect("Pick", ["a", "b"], ["a"], key="m")
picked.append("mutated")
st.write(ss.m, picked)
