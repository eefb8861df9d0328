import datetime

import streamlit as st

day = datetime.date(2024, 3, 1)
moment = datetime.datetime(2024, 3, 1, 12, 30)
st.write(repr(st.slider("Date", value=day)))
st.write(repr(st.slider("Dates", datetime.date(2024, 1, 1), datetime.date(2024, 12, 31), (day, day), key="d")))
st.write(repr(st.slider("Moment", value=moment)))
st.write(repr(st.slider("Time", value=datetime.time(8, 15))))
st.write(repr(st.slider("Times", value=(datetime.time(8), datetime.time(17, 30)), step=datetime.timedelta(minutes=30))))
