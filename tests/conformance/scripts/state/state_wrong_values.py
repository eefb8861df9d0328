import streamlit as st

ss = st.session_state


case = st.sidebar.number_input("case", 0, 20, 0)
k = f"k{case}"
for other in [name for name in ss if name != k]:
    del ss[other]
CASES = [
    (20, lambda: st.slider("x", 0, 10, key=k)),
    (-1, lambda: st.slider("x", 0, 10, key=k)),
    ("a", lambda: st.slider("x", 0, 10, key=k)),
    (None, lambda: st.slider("x", 0, 10, key=k)),
    (3.7, lambda: st.slider("x", 0, 10, key=k)),
    (5, lambda: st.text_input("x", key=k)),
    ("yes", lambda: st.checkbox("x", key=k)),
    (1, lambda: st.checkbox("x", key=k)),
    ("z", lambda: st.selectbox("x", ["a", "b"], key=k)),
    ("z", lambda: st.radio("x", ["a", "b"], index=1, key=k)),
    ("z", lambda: st.select_slider("x", ["a", "b"], key=k)),
    (["a", "z"], lambda: st.multiselect("x", ["a", "b"], key=k)),
    (None, lambda: st.multiselect("x", ["a", "b"], key=k)),
    (99, lambda: st.number_input("x", 0, 10, 3, key=k)),
    (4, lambda: st.number_input("x", 0, 10, 3, key=k)),
    (None, lambda: st.selectbox("x", ["a", "b"], key=k)),
    (None, lambda: st.text_input("x", key=k)),
    ((2, 4), lambda: st.slider("x", 0, 10, (1, 3), key=k)),
    (True, lambda: st.button("x", key=k)),
    ("#ff0000", lambda: st.color_picker("x", key=k)),
    (False, lambda: st.toggle("x", True, key=k)),
]
value, make = CASES[case]
ss[k] = value
try:
    st.write(repr(make()))
except Exception as error:
    st.text(f"{value!r}: {type(error).__name__}")
