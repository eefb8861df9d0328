"""Widgets that survive an edit of the cell keep their values, whatever was inserted, removed or moved around them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from notebook_lit.notebook.app.app import App
from notebook_lit.notebook.widgets.handle import Handle
from tests.kernel.driving.edits import Editor
from tests.kernel.driving.kernel import Kernel
from tests.notebook.fake_notebook import Notebook

CASES = 200
EDITS = 4


@pytest.fixture(scope="module")
def notebook() -> Iterator[Notebook]:
    started = Notebook()
    yield started
    started.close()


def shown(app: App) -> dict[str, object]:
    """Give the wire values that the live widgets have, by id."""
    values: dict[str, object] = {}
    todo: list[Handle] = list(app._session.view.roots[0].slots)
    while todo:
        handle = todo.pop()
        if not handle.hole:
            todo += [*handle.parts, *handle.slots]
            if handle.native.trait not in (None, "click") and handle.element is not None and handle.element.id is not None:
                read = handle.native.read(getattr(handle.widget, handle.native.trait), handle.element.value)
                assert values.setdefault(handle.element.id, read) == read
    return values


@pytest.mark.parametrize("seed", range(CASES))
def test_widgets_that_survive_keep_their_values(notebook: Notebook, seed: int) -> None:
    editor = Editor(seed)
    app = notebook.app(editor.text, "edited")
    for _ in range(EDITS):
        for _ in range(2):
            if (move := editor.operate()) is not None:
                app[move[0]] = move[1]
        editor.edit()
        assert notebook.app(editor.text, "edited") is app
        assert app._session.reports[-1].outcome == "done", editor.text
        assert {name: app[name] for name in editor.expected} == editor.expected, editor.text
        values = shown(app)
        for element in app._session.engine.page.walk():
            if element.id in values:
                assert values[element.id] == element.value, (element, editor.text)
        alive, standing = app._session.view.census()
        assert alive == standing
    notebook.registry.discard("edited")


@pytest.mark.parametrize("seed", [1001, 1002, 1003])
def test_they_do_so_in_a_kernel(kernel: Kernel, seed: int) -> None:
    editor = Editor(seed)
    kernel.run("%load_ext notebook_lit\nimport notebook_lit as lit")
    for _ in range(EDITS):
        kernel.run(f"%%litapp edited\n{editor.text}")
        values = f"app = lit.apps['edited']; {{n: app[n] for n in {list(editor.expected)}}}"
        assert kernel.run(values).result == repr(editor.expected)
        if (move := editor.operate()) is not None:
            kernel.run(f"app[{move[0]!r}] = {move[1]!r}")
        editor.edit()
