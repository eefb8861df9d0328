"""Nothing that a value, a label or an error contains may run in the page of the notebook."""

from __future__ import annotations

from tests.browser.driving.app import open_app
from tests.browser.driving.lab import Lab

#: Each would set ``window.litHacked`` or open a dialog if a browser took it for more than text.
ATTACKS = (
    "<img src=x onerror=\"window.litHacked='img';alert(1)\">",
    "<svg/onload=\"window.litHacked='svg'\">",
    "</style></script><script>window.litHacked='script'</script>",
    "\"'><iframe srcdoc=\"<script>parent.litHacked='iframe'</script>\"></iframe>",
    "[click](javascript:window.litHacked='link')",
    "![x](x\" onerror=\"window.litHacked='image')",
    "</textarea><details open ontoggle=\"window.litHacked='toggle'\">",
)
SCRIPT = """
import pandas as pd
for number, bad in enumerate(attacks):
    st.write(bad)
    st.markdown(bad, unsafe_allow_html=True, help=bad)
    st.html(bad)
    st.title(bad, help=bad, anchor=bad)
    st.caption(bad, unsafe_allow_html=True)
    st.text(bad)
    st.code(bad, language="html")
    st.code(bad, language=bad)
    st.latex(bad)
    st.json({bad: [bad]})
    st.metric(bad, bad, bad, help=bad)
    st.badge(bad)
    frame = pd.DataFrame({bad: [bad, "x"]}, index=pd.Index([bad, "y"], name=bad))
    st.dataframe(frame)
    st.table(frame)
    st.success(bad, title=bad)
    st.error(bad)
    st.exception(ValueError(bad))
    st.exception(type("Bad" + bad, (Exception,), {"__module__": bad})(bad))
    st.progress(0.5, text=bad)
    st.help({"a": bad})
    with st.expander(f"{number} {bad}"):
        st.write(bad)
    for tab in st.tabs([bad, f"{number}"]):
        tab.write(bad)
    key = f"{number}"
    st.button(bad, help=bad, key="button" + key)
    st.checkbox(bad, help=bad, key="checkbox" + key)
    st.toggle(bad, help=bad, key="toggle" + key)
    st.radio(bad, [bad, "b"], captions=[bad, bad], help=bad, key="radio" + key)
    st.selectbox(bad, [bad, "b"], help=bad, key="select" + key)
    st.selectbox(bad, ["b"], index=None, placeholder=bad, key="none" + key)
    st.selectbox(bad, [bad], index=None, placeholder=bad, accept_new_options=True, key="combo" + key)
    st.multiselect(bad, [bad, "b"], [bad], placeholder=bad, help=bad, key="several" + key)
    st.select_slider(bad, [bad, "b"], help=bad, key="steps" + key)
    st.slider(bad, 0, 10, help=bad, key="slider" + key)
    st.number_input(bad, help=bad, key="number" + key)
    st.number_input(bad, value=None, placeholder=bad, key="empty" + key)
    st.text_input(bad, bad, help=bad, placeholder=bad, key="text" + key)
    st.text_area(bad, bad, help=bad, placeholder=bad, key="area" + key)
    st.date_input(bad, help=bad, key="date" + key)
    st.time_input(bad, help=bad, key="time" + key)
    st.color_picker(bad, help=bad, key="color" + key)
    st.text_input("l", label_visibility="collapsed", help=bad, key=bad)
with st.spinner(bad):
    st.write("nearly all shown")
st.write("all shown")
raise RuntimeError(attacks[0])
"""


def test_no_text_is_taken_for_more_than_text(lab: Lab) -> None:
    app = open_app(lab, f"attacks = {ATTACKS!r}\n{SCRIPT}")
    app.shows("all shown")
    app.root.get_by_text("RuntimeError").first.wait_for()
    assert app.ask("active") == []
    for tab in app.root.get_by_role("tab").all():
        tab.click()
    for title in app.root.locator(".jupyter-widget-Collapse-header").all():
        title.click()
    app.root.get_by_role("button").first.hover()
    assert app.ask("active") == []
    assert app.page.evaluate("window.litHacked ?? null") is None
    assert app.notebook.dialogs == []
    app.root.locator("input[type=checkbox]").first.click()  # and once more, through an update
    app.page.wait_for_function("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'")
    assert app.page.evaluate("window.litHacked ?? null") is None
    assert app.notebook.dialogs == []
