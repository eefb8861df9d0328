import streamlit as st

if not st.session_state.get("user"):
    with st.container(border=True):
        u = st.text_input("User")
        p = st.text_input("Password", type="password", autocomplete="current-password")
        if st.button("Log in", type="primary", use_container_width=True):
            if p == "secret":
                st.session_state.user = u
                st.rerun()
            else:
                st.error("wrong", icon="🚨")
    st.stop()
st.sidebar.write(f"Hello **{st.session_state.user}**")
if st.sidebar.button("Log out"):
    del st.session_state["user"]
    st.rerun()
st.title("Secret")
with st.expander("More", expanded=True):
    st.markdown("* a\n* b")
