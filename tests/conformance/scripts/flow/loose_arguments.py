import datetime

import numpy as np
import streamlit as st

HELP = """
    The first line.
      An indented one.
"""

st.title("Title", text_alignment=None, help=HELP)
st.header("Header", divider=None, text_alignment=None)
st.subheader("Subheader", divider=0)
st.markdown("Markdown", text_alignment=None)
st.caption("Caption", text_alignment=None)
st.text("Text", text_alignment=None)
for place in st.columns(np.int64(2)):
    place.text("in a column")
for body in (b"x", bytearray(b"x"), {"a": b"x"}):
    st.json(body)
st.code("plain", language="")
st.expander(b"Bytes").text("inside")

st.button("Button", help=HELP, icon="🎲", icon_position=None)
st.checkbox("Checkbox", help=HELP)
st.toggle("Toggle", help=HELP)
st.radio("Radio", "ab", help=HELP)
st.selectbox("Selectbox", "ab", help=HELP)
st.multiselect("Multiselect", "ab", help=HELP)
st.select_slider("Select slider", "ab", help=HELP)
st.slider("Slider", help=HELP)
st.number_input("Number", help=HELP)
st.text_input("Line", help=HELP, autocomplete="email")
st.text_area("Area", help=HELP)
st.date_input("Date", datetime.date(2024, 1, 1), help=HELP)
st.time_input("Time", datetime.time(1, 2), help=HELP)
st.color_picker("Colour", help=HELP)

st.number_input("NumPy ints", np.int64(1), np.int64(5), step=np.int64(2), key="ints")
st.number_input("NumPy floats", np.float64(1), np.float64(5), 1.5, np.float64(0.5), key="floats")
st.number_input("Bools", False, True, key="bools")
st.date_input("Until", None, max_value=datetime.datetime(2060, 1, 1))

for number, call in enumerate([
    lambda: st.columns(2, wrap="x"), lambda: st.columns(2, wrap=0), lambda: st.columns(np.int64(0)), lambda: st.columns(2.0),
    lambda: st.container(wrap=0), lambda: st.container(wrap=None), lambda: st.container(wrap=False),
    lambda: st.container(wrap=0, horizontal=True), lambda: st.container(wrap="x", horizontal=True),
    lambda: st.container(autoscroll=0), lambda: st.container(autoscroll=1, height=100), lambda: st.container(autoscroll="x"),
    lambda: st.container(key=""), lambda: st.container(key=""), lambda: st.container(key="$$ID-a"),
    lambda: st.container(key="$$ID-a"), lambda: st.container(key=1.5),
    lambda: st.expander("b", key="", on_change="rerun"), lambda: st.button("c", key=""),
    lambda: st.image(np.zeros((2, 2, 3)), channels="bgr"), lambda: st.image(np.zeros((2, 2, 3)), output_format="GIF"),
    lambda: st.image(np.zeros((2, 2, 3)), output_format="jpg"), lambda: st.image(np.zeros((2, 2, 3)), channels=None),
    lambda: st.image(np.zeros((0, 0))), lambda: st.image(np.zeros(2)), lambda: st.progress(float("nan")),
    lambda: st.button("d", icon_position=""), lambda: st.header("e", divider=1.0), lambda: st.text("f", text_alignment=""),
]):  # fmt: skip
    try:
        call()
    except Exception as error:
        st.text(f"{number}: {type(error).__name__}")
