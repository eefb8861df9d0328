import streamlit as st

ROWS = 100

values = [st.slider(f"slider {i}", 0, 100, 0) for i in range(ROWS)]
st.markdown(f"The sum is {sum(values)}.")
