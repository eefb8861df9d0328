import streamlit as st

ss = st.session_state
ss.setdefault("log", [])


def note(name):
    ss.log.append(f"{name}: a={ss.a} b={ss.b} c={ss.c}")


st.text_input("A", key="a", on_change=note, args=("a",))
st.slider("B", 0, 10, key="b", on_change=note, args=("b",))
st.checkbox("C", key="c", on_change=note, kwargs={"name": "c"})
for line in ss.log:
    st.text(line)
