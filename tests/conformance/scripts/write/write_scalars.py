import datetime
import decimal
import enum
import fractions
import pathlib

import streamlit as st


class Size(enum.Enum):
    SMALL = 1


for value in [
    1, -0.5, True, None, 1 + 2j, b"bytes", (1, 2), {3}, frozenset(), range(3), ..., datetime.date(2024, 2, 29),
    datetime.timedelta(days=1), decimal.Decimal("1.50"), fractions.Fraction(1, 3), pathlib.PurePosixPath("a/b"), Size.SMALL,
    "text", "", "  indented\n    more", "a\nb",
]:  # fmt: skip
    st.write(value)
