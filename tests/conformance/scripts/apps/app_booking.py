import datetime

import streamlit as st

today = datetime.date(2024, 6, 10)
rng = st.date_input(
    "Stay",
    (today, today + datetime.timedelta(3)),
    min_value=today,
    max_value=datetime.date(2024, 12, 31),
    format="DD.MM.YYYY",
    key="stay",
)
t = st.time_input("Arrival", datetime.time(15, 0), step=900)
guests = st.number_input("Guests", 1, 6, 2, help="up to 6")
extras = {e: st.checkbox(e, key=f"ex_{e}") for e in ("breakfast", "parking")}
if len(rng) < 2:
    st.warning("choose an end")
    st.stop()
nights = (rng[1] - rng[0]).days
price = nights * (80 + 10 * guests + 12 * extras["breakfast"] * guests) + 5 * extras["parking"]
st.metric("Price", f"{price} EUR", delta=f"{nights} nights", delta_color="off")
st.write(f"{rng[0]:%d.%m.} at {t}", nights)
