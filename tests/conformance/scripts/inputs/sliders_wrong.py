import datetime

import streamlit as st

for arguments in [
    (0, 10, 1.5), (0, 1.0), (0, 10, 5, 1.0), (0, 0), (0, 10, "5"), (0, 10, (1, 2, 3)), (0, 10, 5, 0), (0, 10, (1, 2.5)),
    (0, 2**53 + 1), (datetime.date(2024, 1, 1), 5), ("a", "b"), (0, 10, {1, 2}), (0.0, 1.0, 0.5, 1),
    (0, 10, datetime.date(2024, 1, 1)),
]:  # fmt: skip
    try:
        st.write(repr(st.slider(f"s {arguments}", *arguments)))
    except Exception as error:
        st.text(f"{arguments}: {type(error).__name__}")
