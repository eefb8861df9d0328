import streamlit as st

how = st.radio("How", ["exception", "bare", "never"])
st.text("before")
if how == "exception":
    try:
        st.stop()
    except Exception:
        st.text("except Exception does not see it")
elif how == "bare":
    try:
        st.stop()
    except BaseException as error:
        name = type(error).__mro__[1].__name__
    st.text("the next call ends the run")
st.text("after")
