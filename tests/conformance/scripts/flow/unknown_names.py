import streamlit as st

for call in [
    lambda: st.sidebar.no_such_element("x"),
    lambda: st.container().session_state,
    lambda: st.container().add_rows([1]),
    lambda: st.no_such_function,
]:
    try:
        call()
    except Exception as error:
        st.text(type(error).__name__)
st.write(st.container() == st.container(), isinstance(st.text("x"), type(st.container())))
