import streamlit as st

change = st.selectbox("Change", ["nothing", "label", "default", "help", "disabled", "max", "step", "max_chars", "kind"])
changed = change != "nothing"
st.write(
    st.slider(
        "Renamed" if change == "label" else "Name",
        0,
        20 if change == "max" else 10,
        5 if change == "default" else 3,
        2 if change == "step" else 1,
        help="help" if change == "help" else None,
        disabled=change == "disabled",
        key="s",
    )
)
st.write(
    st.number_input(
        "Renamed" if change == "label" else "Number",
        0,
        6 if change == "max" else 10,
        5 if change == "default" else 3,
        2 if change == "step" else 1,
        key="n",
    )
)
st.write(
    st.text_input(
        "Renamed" if change == "label" else "Text",
        "new" if change == "default" else "old",
        max_chars=4 if change == "max_chars" else None,
        key="t",
    )
)
if change == "kind":
    st.write(st.toggle("Flag", key="f"))
else:
    st.write(st.checkbox("Flag", key="f"))
