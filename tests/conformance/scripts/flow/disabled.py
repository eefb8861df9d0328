import streamlit as st

lock = st.toggle("Lock")
st.write(st.text_input("Text", "start", disabled=lock, key="t"))
st.write(st.button("Button", disabled=lock))
st.write(st.slider("Slider", 0, 5, 2, disabled=not lock))
