import streamlit as st

change = st.selectbox("Change", ["nothing", "label", "default", "help", "disabled", "visibility", "max", "options", "order"])
label = "Renamed" if change == "label" else "Name"
value = 5 if change == "default" else 3
st.write(
    st.slider(
        label,
        0,
        20 if change == "max" else 10,
        value,
        help="help" if change == "help" else None,
        disabled=change == "disabled",
        label_visibility="hidden" if change == "visibility" else "visible",
    )
)
options = ["a", "b", "c", "d"] if change == "options" else ["a", "b", "c"]
if change == "order":
    options.reverse()
st.write(st.selectbox("Choice", options))
st.write(st.text_input("Text", "x" if change == "default" else "", placeholder="p" if change == "label" else None))
