import streamlit as st


def attempt(call):
    try:
        call()
    except Exception as error:
        st.text(f"{type(error).__name__} {isinstance(error, st.errors.StreamlitAPIException)}")


st.button("Same")
attempt(lambda: st.button("Same"))
st.sidebar.button("Same")
attempt(lambda: st.sidebar.button("Same"))
left, right = st.columns(2)
attempt(lambda: left.button("Same"))
right.button("Same", key="one")
attempt(lambda: st.checkbox("Other kind", key="one"))
attempt(lambda: st.container(key="one"))
st.container(key="box")
attempt(lambda: st.text_input("In use", key="box"))
st.text_input("Disabled", disabled=True)
attempt(lambda: st.text_input("Disabled"))
st.text_input("Width")
st.text_input("Width", width=100)
attempt(lambda: st.text_input("Width", on_change=print))
attempt(lambda: st.text_input("Width", label_visibility="hidden"))
st.selectbox("Options", [1, 2])
st.selectbox("Options", [1, 2, 3])
attempt(lambda: st.selectbox("Options", ["1", "2"]))
st.text("end")
