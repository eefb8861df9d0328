import streamlit as st

st.markdown("*one*")
st.markdown(
    """
    # indented

        code
    """
)
st.markdown("<b>x</b>", unsafe_allow_html=True)
st.markdown(3.5)
st.markdown("with help", help="  help\n  text")
st.caption("small")
st.caption(("tuple",))
st.text("  fixed\n    width  ")
st.text(None)
st.text(12)
st.latex(r"\frac{a}{b}")
st.latex("  x  ")
st.divider()
st.text("fixed", help="tip")
