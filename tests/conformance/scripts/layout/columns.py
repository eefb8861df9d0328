import streamlit as st

left, middle, right = st.columns([1, 2, 1], gap="large")
right.text("right first")
with left:
    st.text("left")
    inner = st.columns(2)
    inner[1].text("inner right")
    inner[0].button("inner left")
middle.columns(1)[0].text("deep")
with middle:
    st.sidebar.text("sidebar ignores with")
    right.text("right second")
left.text("left again")
for spec in [0, -1, [], [1, 0], "2", [1, "a"], 2.5]:
    try:
        st.columns(spec)
    except Exception as error:
        st.text(f"{spec!r}: {type(error).__name__}")
try:
    st.columns(2, gap="vast")
except Exception as error:
    st.text(type(error).__name__)
