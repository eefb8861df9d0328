import numpy as np
import streamlit as st

pixels = np.zeros((2, 3, 3), dtype=np.uint8)
st.image(pixels)
st.image(pixels, caption="black")
st.image([pixels, pixels], caption=["one", "two"])
st.image(np.zeros((2, 2), dtype=np.uint8), width=20)
for call in [lambda: st.image([pixels, pixels], caption=["one"]), lambda: st.image("no such file.png")]:
    try:
        call()
    except Exception as error:
        st.text(type(error).__name__)
