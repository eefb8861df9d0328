"""A file that is saved in an editor, and what the reader sees of it."""

from __future__ import annotations

import os

from playwright.sync_api import expect

from tests.browser.driving.app import LOAD, OpenApp
from tests.browser.driving.lab import Lab

# 50 lines, as such apps are: inputs, loops, a table, texts; the last line says which version it is.
SCRIPT = """import streamlit as st
st.title("Orders")
st.caption("What came in, by day")
with st.sidebar:
    region = st.selectbox("Region", ["North", "South", "West"])
    only_open = st.checkbox("Only open ones")
name = st.text_input("Customer")
days = st.slider("Days", 1, 30, 7)
left, right = st.columns(2)
left.metric("Orders", days * 3)
right.metric("Late", days // 2)
""" + "\n".join(f'st.write(f"Day {day}: {{days * {day}}} orders in {{region}}")' for day in range(38))


def test_every_save_is_seen_in_its_turn_with_no_gap_and_takes_nothing_from_the_reader(lab: Lab) -> None:
    file = lab.server.work / "orders.py"
    file.write_text(SCRIPT + '\nst.write("version 0")\n')
    notebook = lab.open([LOAD, "%litapp orders.py"])
    notebook.run_all()
    app = OpenApp(notebook)
    app.shows("version 0")
    app.input("Customer").fill("Ada")
    app.page.keyboard.press("Enter")
    app.watch("version")
    versions = [f"version {number}" for number in range(9)]
    for number, version in enumerate(versions[1:]):
        text = f"{SCRIPT}\nst.write({version!r})\n"
        if number % 2:
            file.write_text(text)
        else:
            file.with_name("orders.py.tmp").write_text(text)
            os.replace(file.with_name("orders.py.tmp"), file)
        app.shows(version)
    seen = app.watched()
    assert seen["texts"] == [versions]
    assert seen["absent"] == 0
    expect(app.input("Customer")).to_have_value("Ada")
    assert not notebook.errors


def test_a_broken_save_shows_a_banner_over_the_living_page(lab: Lab) -> None:
    file = lab.server.work / "banner.py"
    good = 'st.title("App")\nn = st.slider("n", 0, 100, 10)\nst.write(f"{n} rows")\n'
    file.write_text(good)
    notebook = lab.open([LOAD, "%litapp banner.py"])
    notebook.run_all()
    app = OpenApp(notebook)
    app.shows("10 rows")
    app.watch("10 rows")
    file.write_text(good + "if n\n")
    banner = app.root.locator(".lit-notice")
    expect(banner).to_contain_text("What was saved cannot run")
    expect(banner).to_contain_text("SyntaxError")
    title = app.root.get_by_role("heading", name="App").bounding_box()
    box = banner.bounding_box()
    assert box is not None
    assert title is not None
    assert box["y"] < title["y"]
    notebook.screenshot("reload-banner")
    assert app.watched()["absent"] == 0
    app.handle().focus()
    app.page.keyboard.press("ArrowRight")
    app.shows("11 rows")
    file.write_text(good + "st.write('healed')\n")
    app.shows("healed")
    app.shows("11 rows")
    expect(banner).to_be_hidden()


def test_an_app_that_asks_shows_a_button(lab: Lab) -> None:
    file = lab.server.work / "asks.py"
    file.write_text('st.write("old")')
    notebook = lab.open([LOAD, "%litapp asks.py --watch ask"], dark=True)
    notebook.run_all()
    app = OpenApp(notebook)
    app.shows("old")
    file.write_text('st.write("new")')
    app.shows("Source changed")
    app.shows("old")
    notebook.screenshot("reload-asks")
    app.root.get_by_role("button", name="Rerun").click()
    app.shows("new")
    expect(app.root.get_by_text("Source changed")).to_be_hidden()
