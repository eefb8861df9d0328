import streamlit as st

place = st.radio("Place", ["main", "sidebar", "column", "expander"], key="place")
left, right = st.columns(2)
box = st.expander("Box")
at = {"main": st, "sidebar": st.sidebar, "column": right, "expander": box}[place]
st.write("keyed", at.text_input("Keyed", key="moving"))
st.write("unkeyed", at.text_input("Unkeyed"))
