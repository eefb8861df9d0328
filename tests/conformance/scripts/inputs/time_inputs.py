import datetime

import streamlit as st

st.write(repr(st.time_input("Time", datetime.time(8, 45))))
st.write(repr(st.time_input("Moment", datetime.datetime(2024, 1, 2, 3, 4, 5), key="t")))
st.write(repr(st.time_input("Text", "21:15")))
st.write(repr(st.time_input("None", None)))
st.write(repr(st.time_input("Step", datetime.time(0, 0), step=60)))
st.write(repr(st.time_input("Delta", datetime.time(1, 0), step=datetime.timedelta(hours=1))))
for call in [
    lambda: st.time_input("x", "25:00"),
    lambda: st.time_input("x", datetime.time(1), step=0),
    lambda: st.time_input("x", datetime.time(1), step=datetime.timedelta(hours=24)),
    lambda: st.time_input("x", datetime.time(1), step="1 h"),
    lambda: st.time_input("x", 5),
]:
    try:
        call()
    except Exception as error:
        st.text(type(error).__name__)
