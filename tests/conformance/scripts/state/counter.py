import streamlit as st

st.session_state.setdefault("count", 0)


def add(amount, times=1):
    st.session_state.count += amount * times


st.button("Add one", on_click=add, args=(1,))
st.button("Add six", on_click=add, args=[2], kwargs={"times": 3})
st.write(f"count = {st.session_state.count}")
