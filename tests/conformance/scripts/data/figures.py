import matplotlib.pyplot as plt
import streamlit as st

n = st.slider("points", 2, 10, 3)
fig, ax = plt.subplots(figsize=(1, 1))
ax.plot(range(n))
st.pyplot(fig)
st.write(f"{n} points")
