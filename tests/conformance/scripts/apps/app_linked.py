import streamlit as st


def c2f():
    st.session_state.f = st.session_state.c * 9 / 5 + 32


def f2c():
    st.session_state.c = (st.session_state.f - 32) * 5 / 9


a, b = st.columns(2)
a.number_input("C", -100.0, 100.0, 0.0, key="c", on_change=c2f)
b.number_input("F", -148.0, 212.0, 32.0, key="f", on_change=f2c)
st.slider("C", -100.0, 100.0, st.session_state.c, disabled=True)
if st.button("reset"):
    for k in list(st.session_state.keys()):
        del st.session_state[k]
    st.rerun()
