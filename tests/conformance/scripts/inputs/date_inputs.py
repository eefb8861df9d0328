import datetime

import streamlit as st

day = datetime.date(2024, 2, 29)
st.write(repr(st.date_input("Day", day)))
st.write(repr(st.date_input("Moment", datetime.datetime(2024, 1, 2, 3, 4), key="d")))
st.write(repr(st.date_input("Text", "2023-12-31")))
st.write(repr(st.date_input("None", None, min_value=day, max_value=datetime.date(2025, 1, 1))))
st.write(repr(st.date_input("Pair", (day, datetime.date(2024, 3, 5)))))
st.write(repr(st.date_input("Half", [day])))
st.write(repr(st.date_input("Bounds", day, datetime.date(2024, 1, 1), datetime.date(2024, 12, 31), format="DD.MM.YYYY")))
for call in [
    lambda: st.date_input("x", day, min_value=datetime.date(2025, 1, 1)),
    lambda: st.date_input("x", day, max_value=datetime.date(2023, 1, 1)),
    lambda: st.date_input("x", 5),
    lambda: st.date_input("x", [day, day, day]),
    lambda: st.date_input("x", day, format="whatever"),
    lambda: st.date_input("x", "no date"),
]:
    try:
        call()
    except Exception as error:
        st.text(type(error).__name__)
