"""``st.components``: what Streamlit has for HTML and JavaScript of one's own.

Imports `notebook_lit.errors`.
Imported by `notebook_lit.st` and `notebook_lit.aliases`.

Examples
--------
>>> import streamlit.components.v1 as components    # doctest: +SKIP
"""

from notebook_lit.components import v1 as v1
