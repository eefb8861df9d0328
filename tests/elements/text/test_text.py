"""Markdown, badge, caption, text, divider."""

from __future__ import annotations

import pytest

from notebook_lit import st
from notebook_lit.elements.catalog import html_of
from notebook_lit.elements.shared.help_icon import help_icon
from notebook_lit.runtime.model.state import State
from notebook_lit.runtime.writing.container import bound
from notebook_lit.runtime.writing.run import Memo, Run, Scope, current
from tests.elements.counting import calls_made
from tests.elements.oracle import ours, theirs


def drawn(page: Run) -> list[str]:
    """Give the HTML of what the page holds."""
    return [html_of(element) for element in page.page.main.children]


@pytest.mark.parametrize(
    "script",
    [
        'st.markdown("  a\\n   b\\n")',
        "st.markdown(None)",
        'st.markdown("a", help=3, width="auto", text_alignment="justify", anchors=False, wrap=False)',
        'st.markdown("a", True, wrap=False)',
        'st.markdown("a", wrap=1)',
        'st.markdown("a", width="foo")',
        'st.markdown("a", width=-1)',
        'st.markdown("a", text_alignment="top")',
        'st.caption("  x\\n y", help="a"); st.caption(None)',
        'st.caption("a", True, wrap=False)',
        'st.caption("a", width="auto")',
        'st.text(" a \\n  b "); st.text(3)',
        'st.text("a", width="auto")',
        'st.text("a", wrap="yes")',
        'st.badge("x"); st.badge("  y ", icon="🔥", color="gray", help="h"); st.badge("a[b]c")',
        'st.badge("y", icon=":material/check:", color="primary", width=40)',
        'st.badge("y", icon="foo")',
        'st.badge("y", width="auto")',
        "st.divider(); st.divider(width=100)",
        'st.divider(width="content")',
    ],
)
def test_texts_take_and_refuse_what_streamlit_takes_and_refuses(script: str) -> None:
    assert ours(script) == theirs(script)


def test_one_paragraph_is_one_tag(page: Run) -> None:
    st.markdown("row 17")
    st.caption("row 17")
    st.text("row 17")
    st.divider()
    assert drawn(page) == [
        "<p>row 17</p>",
        '<p class="lit-caption">row 17</p>',
        '<div class="lit-text">row 17</div>',
        '<hr class="lit-divider">',
    ]


@pytest.mark.parametrize("body", ["a\n\nb", "# a", "- a\n- b", "", "a\n\n- b\n\nc", "| a |\n|-|\n| b |", "```\na\n```"])
@pytest.mark.parametrize("html", [False, True])
def test_every_markdown_has_exactly_one_root(page: Run, body: str, html: bool) -> None:
    st.markdown(body, html, help="h")
    st.caption(body, html)
    for root in drawn(page):
        tag = root[1 : min(root.index(">"), root.index(" "))]
        depth, closed_at = 0, []
        for index in range(len(root)):
            depth += root.startswith((f"<{tag} ", f"<{tag}>"), index) - root.startswith(f"</{tag}>", index)
            if depth == 0 and root.startswith(f"</{tag}>", index):
                closed_at.append(index)
        assert closed_at == [len(root) - len(tag) - 3]


def test_html_is_text_unless_allowed_and_harmless_even_then(page: Run) -> None:
    st.markdown("<b onclick=x()>a</b><script>x()</script>")
    st.markdown("<b onclick=x()>a</b><script>x()</script>", unsafe_allow_html=True)
    st.text("<img src=x onerror=x()>\n  two")
    shut, let_in, plain = drawn(page)
    assert "<b" not in shut
    assert "&lt;b onclick" in shut
    assert "<b>a</b>" in let_in
    assert "onclick" not in let_in
    assert "script" not in let_in
    assert plain == '<div class="lit-text">&lt;img src=x onerror=x()&gt;\n  two</div>'


def test_width_alignment_wrap_and_help_are_drawn(page: Run) -> None:
    st.markdown("a", width=300, text_alignment="right")
    st.markdown("**a** b", wrap=False, width="content")
    st.caption("a", help="say *why*")
    st.text("a", width="stretch", text_alignment="center")
    st.text("a", text_alignment="center")
    st.text("a", width="content")
    assert drawn(page) == [
        '<p class="lit-right" style="width:300px">a</p>',
        '<p class="lit-nowrap" style="width:fit-content" title="a b"><strong>a</strong> b</p>',
        f'<p class="lit-caption">a{help_icon({"help": "say *why*"})}</p>',
        '<div class="lit-text lit-center">a</div>',
        '<div class="lit-text lit-center" style="width:fit-content">a</div>',
        '<div class="lit-text">a</div>',
    ]


def test_a_badge_is_a_coloured_label_whose_brackets_stay(page: Run) -> None:
    st.badge("a[b]", color="green")
    assert drawn(page) == ['<p style="width:fit-content"><span class="lit-badge lit-green">a[b]</span></p>']


def test_writing_to_a_text_replaces_it(page: Run) -> None:
    place = st.text("first")
    place.markdown("second")
    assert drawn(page) == ["<p>second</p>"]


def test_a_wrong_argument_is_told_before_anything_remembered_is_used(page: Run) -> None:
    st.text("a")
    with pytest.raises(st.errors.StreamlitValueError, match="`wrap` is 1"):
        st.text("a", wrap=1)


@pytest.mark.parametrize("name", ["markdown", "caption", "text"])
def test_what_did_not_change_is_the_same_object_and_costs_a_few_calls(name: str) -> None:
    call = getattr(st, name)
    rows = [f"row {number}" for number in range(1000)]
    memo, state = Memo(), State()

    def once() -> tuple[int, Run]:
        run = Run(state, memo)
        token = current.set(Scope(run, bound(run, run.page.main)))
        calls = calls_made(lambda: [call(row) for row in rows])
        current.reset(token)
        memo.sweep(run.number)
        return calls, run

    _, before = once()
    calls, after = once()
    assert all(one is two for one, two in zip(before.page.main.children, after.page.main.children, strict=True))
    assert calls <= 10 * len(rows)  # 8 at the time of writing, 21 for a text that is new
