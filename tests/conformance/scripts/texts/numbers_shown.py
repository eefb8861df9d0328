import streamlit as st

st.metric("Label", 12)
st.metric("Label", 1.5, 0.5)
st.metric("Label", "text", -3, help="why")
st.metric("Label", None, "-4 %", delta_color="inverse")
st.metric("Label", 3, "", delta_color="off")
st.metric("  L  ", 1, delta="+1", label_visibility="collapsed", border=True)
st.progress(0)
st.progress(50, text="half")
st.progress(0.29)
st.progress(1.0)
st.progress(100)
bar = st.progress(0.1)
bar.progress(0.2, "moved")
for call in [
    lambda: st.progress(101),
    lambda: st.progress(-0.1),
    lambda: st.progress("10"),
    lambda: st.metric("x", [1]),
    lambda: st.metric("x", 1, delta_color="violet-ish"),
    lambda: st.metric("x", 1, delta=[1]),
]:
    try:
        call()
    except Exception as error:
        st.text(type(error).__name__)
