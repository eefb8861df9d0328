import matplotlib.pyplot as plt
import numpy as np
import streamlit as st

n = st.slider("slider", 0, 100, 0)
x = np.linspace(0, 10, 500)
fig, ax = plt.subplots()
ax.plot(x, np.sin(x + n / 10))
st.pyplot(fig)
plt.close(fig)
st.markdown(f"The slider is at {n}.")
