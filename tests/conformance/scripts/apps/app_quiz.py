import pandas as pd
import streamlit as st

Q = [("2+2", ["3", "4"], "4"), ("cap", ["Rome", "Paris"], "Paris"), ("x", ["a", "b", "c"], "c")]
ss = st.session_state
if "i" not in ss:
    ss.i, ss.score, ss.log = 0, 0, []
if ss.i >= len(Q):
    st.subheader(f"Score {ss.score}/{len(Q)}")
    st.dataframe(pd.DataFrame(ss.log, columns=["q", "a", "ok"]))
    if st.button("again"):
        ss.clear()
        st.rerun()
else:
    q, opts, right = Q[ss.i]
    a = st.radio(q, opts, index=None, key=f"q{ss.i}")
    if st.button("answer", disabled=a is None):
        ss.log.append((q, a, a == right))
        ss.score += a == right
        ss.i += 1
        st.rerun()
