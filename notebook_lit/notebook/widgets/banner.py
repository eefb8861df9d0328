"""The banner at the top of an app: what is wrong with its source, or that the source has changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ipywidgets import HTML, Button, HBox, Layout

from notebook_lit.notebook.widgets.client_messages import guard


class Banner:
    """A banner that shows a text, or a question with a button.

    Parameters
    ----------
    layout : Layout
        The Layout that the widgets of the chrome share.
    style : object
        The style of its HTML.
    rerun : callable
        What the button does.
    """

    def __init__(self, layout: Layout, style: Any, rerun: Callable[[], None]) -> None:
        self._text = HTML(layout=layout, style=style, _dom_classes=("lit-notice-text",))
        self._button = Button(description="Rerun", tooltip="Run the changed source", layout=layout)
        self._button.add_class("lit-button")
        self._button.on_click(lambda _: rerun())
        self.root = HBox((self._text,), layout=layout, _dom_classes=("lit-notice", "lit-hole"))
        self._shown = ("", False)
        for widget in (self._text, self._button, self._button.style, self.root):
            guard(widget)

    def show(self, html: str, *, ask: bool = False) -> None:
        """Show the HTML, with the button if ``ask``; hide the banner if it is empty."""
        if (html, ask) == self._shown:
            return
        self._shown = html, ask
        self._text.value = html
        self.root.children = (self._text, self._button) if ask else (self._text,)
        kind = "lit-notice-asks" if ask else "lit-notice-says"
        self.root._dom_classes = ("lit-notice", kind) if html else ("lit-notice", "lit-hole")

    def close(self) -> None:
        """Close the widgets."""
        for widget in (self.root, self._text, self._button, self._button.style):
            widget.close()
