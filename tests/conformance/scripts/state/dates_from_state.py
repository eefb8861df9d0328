import datetime

import streamlit as st

if "far" not in st.session_state:
    st.session_state.far = datetime.date(2005, 1, 1)
    st.session_state.span = (datetime.date(2005, 1, 1), datetime.date(2006, 2, 2))
    st.session_state.none = None
    st.session_state.late = datetime.date(2005, 1, 1)
    st.session_state.given = datetime.date(2005, 1, 1)


def move():
    st.session_state.far = datetime.date(1950, 5, 5)
    st.session_state.free = datetime.date(1950, 5, 5)


st.button("Move", on_click=move)
st.write(st.date_input("Far", key="far"))
st.write(st.date_input("Span", key="span"))
st.write(st.date_input("None", key="none"))
st.write(st.date_input("Late", max_value=datetime.date(2040, 1, 1), key="late"))
st.write(st.date_input("Given", datetime.date(2010, 1, 1), key="given"))
st.write(st.date_input("Free", key="free", min_value=datetime.date(1900, 1, 1)))
