/** The content of a new app: a few widgets and a result, nothing to install. It runs under Streamlit as well. */
export const TEMPLATE = `"""A first app. Change something, save, and look at the right."""

import math

import streamlit as st

st.title("My app")
st.write("Everything below runs again when you move a slider, and when you save this file.")

left, right = st.columns(2)
waves = left.slider("Waves", 1, 10, 3)
height = right.slider("Height", 0.1, 2.0, 1.0)
shift = st.checkbox("Begin at the top")

start = math.pi / 2 if shift else 0.0
angles = [waves * 2 * math.pi * step / 72 for step in range(73)]
values = [height * math.sin(start + angle) for angle in angles]

first, second, third = st.columns(3)
first.metric("Highest", f"{max(values):.2f}")
second.metric("Lowest", f"{min(values):.2f}")
third.metric("Points", len(values))
st.table({"angle": [round(angle, 2) for angle in angles[:6]], "value": [round(value, 3) for value in values[:6]]})
`;
