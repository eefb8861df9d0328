"""`streamlit.components.v1` can be imported in each way, and what is called says what to do instead."""

from __future__ import annotations

import pytest

from notebook_lit.testing import AppTest

IMPORTS = [
    "import streamlit.components.v1 as components\nhtml = components.html",
    "from streamlit.components.v1 import html",
    "from streamlit.components import v1\nhtml = v1.html",
    "import streamlit as st\nhtml = st.components.v1.html",
]


@pytest.mark.parametrize("imports", IMPORTS)
def test_a_script_that_imports_components_and_uses_none_runs(imports: str) -> None:
    app = AppTest.from_string(f"{imports}\nimport streamlit as st\nst.text(callable(html))").run()
    assert not app.exception
    assert app.text[0].value == "True"


@pytest.mark.parametrize(
    ("call", "way"),
    [
        ("html('<b>x</b>')", "`st.html` shows HTML without scripts"),
        ("iframe('https://example.org', height=300)", "`IPython.display.IFrame`"),
        ("declare_component('mine', path='.')", "write an anywidget"),
    ],
)
def test_what_a_component_is_called_for_says_what_to_do_instead(call: str, way: str) -> None:
    app = AppTest.from_string(f"import streamlit as st\nst.components.v1.{call}").run()
    assert way in app.exception[0].message
