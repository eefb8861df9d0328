"""The picture of a page: every element is in it, it stands alone, and nothing in it can run or be a secret."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from time import process_time

import pytest

from notebook_lit.notebook.saved.inline_styles import still
from notebook_lit.notebook.saved.snapshot import CONSOLE, document, snapshot
from notebook_lit.testing import AppTest
from tests.elements.markup.xss_corpus import PAYLOADS, faults

CANARY = "hZ7qWk2pXv9sRt4mBn8cLd3f"


def picture(script: str, console: str = "") -> str:
    """Run a script and give the picture of its page."""
    app = AppTest.from_string(script).run()
    assert not app.exception
    return snapshot(app._engine.page, console)


def words(html: str) -> str:
    """Give the text of HTML, as a page without any style reads."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


class Tags(HTMLParser):
    """Collects the tags and attributes of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


WIDGETS = {
    "st.text_input('Label', 'value')": "Label value",
    "st.text_input('Label', placeholder='type here')": "Label type here",
    "st.text_area('Label', 'one\\ntwo')": "Label one two",
    "st.number_input('Label', value=3)": "Label 3",
    "st.number_input('Label', value=None)": "Label –",
    "st.number_input('Label', value=19.9, format='%.2f', icon='🎲')": "Label 🎲 19.90",
    "st.text_input('Label', 'value', icon='🎲')": "Label 🎲 value",
    "st.slider('Label', 0, 10, 3)": "Label 3",
    "st.slider('Label', 0.0, 1.0, 0.25)": "Label 0.25",
    "st.slider('Label', 0, 10, (3, 7))": "Label 3 – 7",
    "st.select_slider('Label', ['low', 'mid', 'high'], 'mid')": "Label mid",
    "st.select_slider('Label', ['low', 'mid', 'high'], ('mid', 'high'))": "Label mid – high",
    "st.selectbox('Label', ['first', 'second'], 1)": "Label second ▾",
    "st.multiselect('Label', ['a', 'b', 'c'], ['a', 'c'])": "Label a c",
    "st.multiselect('Label', ['a', 'b'])": "Label –",
    "st.radio('Label', ['a', 'b'], 1)": "Label ○ a ◉ b",
    "st.checkbox('Label', True)": "☑ Label",
    "st.toggle('Label')": "☐ Label",
    "st.button('Label')": "Label",
    "st.color_picker('Label', '#12ab34')": "Label &nbsp; #12ab34",
    "import datetime as d; st.date_input('Label', d.date(2026, 2, 3))": "Label 2026/02/03",
    "import datetime as d; st.time_input('Label', d.time(10, 30))": "Label 10:30",
}


@pytest.mark.parametrize(("script", "text"), WIDGETS.items(), ids=list(WIDGETS))
def test_a_widget_is_a_label_and_a_value_also_without_any_style(script: str, text: str) -> None:
    assert words(picture(script)) == text


def test_containers_and_tabs_are_read_one_after_another() -> None:
    script = (
        "one, two = st.tabs(['First tab', 'Second tab'])\none.text('in one')\ntwo.text('in two')\n"
        "with st.expander('More'): st.text('inside')\n"
        "left, right = st.columns(2)\nleft.text('left')\nright.text('right')\n"
        "with st.container(height=100): st.text('low')\nst.sidebar.text('at the side')\n"
    )
    assert words(picture(script)) == "at the side First tab in one Second tab in two More inside left right low"


def test_an_expander_is_as_it_was() -> None:
    assert "<details>" in picture("st.expander('More').text('inside')")
    assert '<details open=""' in picture("st.expander('More', expanded=True).text('inside')")


def test_what_the_script_printed_is_below_and_only_the_end_of_much() -> None:
    assert words(picture("st.text('x')", "said <b>")) == "x said &lt;b&gt;"
    long = picture("st.text('x')", "a" * 10 * CONSOLE)
    assert len(long) < 2 * CONSOLE


def test_a_password_is_dots_and_always_as_many() -> None:
    short = picture("st.text_input('Token', 'a', type='password')")
    assert picture(f"st.text_input('Token', {CANARY!r}, type='password')") == short
    assert "••••••••" in short


def test_nothing_is_left_that_needs_a_stylesheet_or_could_run() -> None:
    script = (
        "import pandas as pd\nst.title('T', help='help')\nst.markdown(':red[r] :material/home: [l](#lit-t) `c` $x^2$')\n"
        "st.code('x = 1')\nst.dataframe(pd.DataFrame({'a': [1], 'b': ['<script>']}))\nst.json({'a': 1})\n"
        "st.metric('m', 1, 2, chart_data=[1, 2])\nst.success('ok')\nst.progress(0.4)\nst.text_input('t')\n"
        "st.spinner('s').__enter__()\n"
    )
    found = Tags(picture(script))
    assert not {"script", "style", "link", "iframe", "object", "svg", "input", "button", "form"} & set(found.tags)
    names = {name for name, _ in found.attributes}
    assert not {"class", "id", "tabindex"} & names
    assert not [name for name in names if name.startswith("on")]
    assert "#lit-t" not in {value for name, value in found.attributes if name == "href"}
    assert '<img alt="home"' in picture("st.markdown(':material/home:')")


def test_what_is_hostile_in_a_live_page_is_harmless_in_the_picture() -> None:
    for payload in PAYLOADS:
        script = (
            f"bad = {payload!r}\nst.html(bad)\nst.markdown(bad, unsafe_allow_html=True)\nst.text_input(bad[:80] or 'x', bad)\n"
            "st.selectbox('s', [bad])\nst.text(bad)"
        )
        html = snapshot(AppTest.from_string(script).run()._engine.page, payload)
        assert not faults(html), (payload, faults(html))


def test_hostile_html_is_harmless_also_when_it_comes_to_the_picture_unchecked() -> None:
    drawing = "img src='data:image/svg+xml,"  # our own sparklines are such; in an img nothing of it runs
    for payload in PAYLOADS:
        assert [fault for fault in faults(still(payload)) if not fault.startswith(drawing)] == [], payload


def test_the_look_of_a_tag_is_its_own_then_its_classes() -> None:
    assert still('<p class="lit-right" onclick="x()">1<script>x()</script></p>') == '<p style="margin:0;text-align:right">1</p>'
    assert still('<div class="lit-bar"><i style="width:40%"></i></div>').count("width:40%") == 1
    assert still("<p><span>a</span><span class='lit-red'>b</span></p>").count("span") == 2


def test_what_only_helps_in_a_live_page_is_left_out() -> None:
    html = '<h1>T<span class="lit-help" title="h"><span>?</span></span><a class="lit-anchor" href="#lit-t">#</a></h1>'
    assert still(html) == '<h1 style="margin:4px 0 0 0">T</h1>'
    assert still("<i hidden>no</i>yes") == "yes"


def test_the_picture_is_at_most_twice_as_large_as_its_images() -> None:
    script = (
        "import numpy as np\nst.title('Noise')\nfor seed in range(3):\n"
        "    st.image(np.random.default_rng(seed).integers(0, 255, (120, 160, 3), dtype='uint8'))\n"
        "st.slider('n', 0, 9)\nst.text_input('t')"
    )
    html = picture(script)
    images = sum(len(found) * 3 // 4 for found in re.findall(r"base64,([^\"]*)", html))
    assert images > 100_000
    assert len(html.encode()) <= 2 * images


def test_a_document_has_the_name_as_its_title_and_no_script() -> None:
    made = document("<sales>", picture("st.text('é')"))
    assert "<title>&lt;sales&gt;</title>" in made
    assert "utf-8" in made
    assert "<script" not in made


@pytest.mark.parametrize("icon", ["🔥", ":material/info:"])
def test_the_icon_of_an_alert_stands_in_its_first_line(icon: str) -> None:
    html = picture(f"st.success('Done', icon={icon!r})")
    assert re.search(r"<p[^>]*>(🔥|<img[^>]*>) Done</p>", html)


ICONS = {
    "st.markdown('{} Word')": "Word",
    "st.title('{} Word')": "Word",
    "st.button('Word', icon='{}')": "Word",
    "st.badge('Word', icon='{}')": "Word",
    "st.checkbox('{} Word')": "Word",
    "st.metric('{} Word', 3)": "Word",
    "st.text_input('t', 'Word', icon='{}')": "Word",
    "st.number_input('n', value=3, icon='{}')": "3",
    "st.selectbox('s', ['Word'], icon='{}')": "Word",
}


@pytest.mark.parametrize("icon", ["🔥", ":material/home:"])
@pytest.mark.parametrize(("script", "word"), ICONS.items(), ids=list(ICONS))
def test_an_icon_stands_in_the_line_of_its_text_whatever_the_page_around_says_of_images(
    script: str, word: str, icon: str
) -> None:
    html = picture(script.format(icon))
    drawn = "🔥" if icon == "🔥" else '<img alt="home"[^>]*display:inline-block[^>]*>'
    assert re.search(rf"{drawn}(</?span[^>]*>)* (</?span[^>]*>)*{word}", html), html


def test_a_table_without_a_height_is_as_high_as_on_the_page() -> None:
    html = picture("import pandas as pd\nst.dataframe(pd.DataFrame({'a': range(100)}))")
    assert "overflow:auto;max-height:400px" in html


CHARTS = {
    '"application/vnd.vegalite.v5+json": {"width": 320, "height": 240, "title": "Rain"}': (
        "Vega chart: Rain",
        "width:320px;height:240px",
    ),
    '"application/vnd.plotly.v1+json": {"layout": {"height": 450, "title": {"text": "Heat"}}}': (
        "Plotly chart: Heat",
        "height:450px",
    ),
    '"application/vnd.unknown+json": {"width": "container"}': ("application/vnd.unknown+json", "height:300px"),
}


@pytest.mark.parametrize(("bundle", "said"), CHARTS.items(), ids=list(CHARTS))
def test_what_only_a_front_end_can_draw_is_a_named_box_of_its_size(bundle: str, said: tuple[str, str]) -> None:
    html = picture(f"class Chart:\n    def _repr_mimebundle_(self, **_):\n        return {{{bundle}}}\nst.write(Chart())")
    assert words(html) == said[0]
    assert said[1] in html


# -- what is too long --------------------------------------------------------------------------------------------------

ENDS_HERE = "The saved picture ends here: the page is too long for one."


@pytest.mark.parametrize(
    "script",
    [
        "st.html('<div>word</div>' * 60_000)",
        "st.text('&' * 300_000)",
        "st.text('word ' * 1_000_000)",
        "st.markdown('a & b\\n\\n' * 200_000)",
        "st.table([[1] * 20] * 5_000)",
        "for number in range(30):\n    st.table([['word'] * 20] * 100)",
        "for number in range(10_000):\n    st.container().checkbox(f'word {number}')",
        "for number in range(25_000):\n    st.container()",
    ],
)
def test_a_picture_ends_where_it_is_too_long_with_a_note(script: str) -> None:
    app = AppTest.from_string(f"import streamlit as st\nst.title('Title')\n{script}\nst.text('the end')").run(timeout=60)
    begin = process_time()
    html = snapshot(app._engine.page)
    assert process_time() - begin < 3  # 0.3 s on an idle machine; they took 2 to 60
    assert len(html) < 3_000_000
    assert words(html).startswith("Title")
    assert html.count(ENDS_HERE) == 1
    assert words(html).endswith(ENDS_HERE)
    assert Tags(html).tags.count("table") == html.count("</table>")


def test_an_image_counts_as_one_tag_however_large_it_is() -> None:
    html = picture("import numpy as np\nimport streamlit as st\nfor _ in range(3):\n    st.image(np.random.rand(1200, 1200))\n")
    assert html.count("data:image/") == 3
    assert ENDS_HERE not in html
