import streamlit as st

if "counter" in globals():
    st.text("globals survived")
counter = 1
if __name__ == "__main__":
    st.text("run as a script")
st.button("again")


def outer():
    def inner():
        st.text(f"global counter {counter}")

    inner()


outer()
