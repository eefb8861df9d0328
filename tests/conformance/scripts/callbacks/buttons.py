import streamlit as st

pressed = st.button("Plain")
st.write("plain", pressed)
st.write("keyed", st.button("Keyed", key="b", help="tip"))
st.write("primary", st.button("Primary", type="primary", width=100))
st.write("icon", st.button("Icon", icon="🙂"))
st.write("disabled", st.button("Off", disabled=True))
st.write("tertiary", st.button("Third", type="tertiary", icon=":material/add:"))
st.write(sorted(st.session_state.items()))
for call in [
    lambda: st.button("x", type="huge"),
    lambda: st.button("y", key=""),
    lambda: st.button("z", on_click="rerun"),
    lambda: st.button("w", icon="nothing"),
    lambda: st.button("v", key="$$ID-v"),
]:
    try:
        call()
    except Exception as error:
        st.text(type(error).__name__)
