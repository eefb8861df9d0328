"""The registry of the apps that live in a kernel."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from notebook_lit import st
from notebook_lit.notebook.app.app import App
from notebook_lit.notebook.files.file_watcher import FileWatcher
from notebook_lit.notebook.output.output_capture import OutputCapture


class Apps(Mapping[str, App]):
    """The apps that live in this kernel, by name."""

    def __init__(self, output: OutputCapture) -> None:
        self.grace = 60.0  # seconds that an app lives on after its output is gone; 0: for ever
        self.output = output
        self.baseline: object = None  # what the kernel held before there were apps, for `doctor`
        self.heard: Callable[[App], None] = lambda app: None  # told that something about an app may have changed
        self._closed = False
        self.closing: list[Callable[[], None]] = []  # what ends with the registry
        self.watcher = FileWatcher()
        self._apps: dict[str, App] = {}

    def __getitem__(self, name: str) -> App:
        try:
            return self._apps[name]
        except KeyError:
            known = ", ".join(map(repr, self._apps)) or "none"
            raise KeyError(f"no app has the name {name!r}; there are: {known}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._apps)

    def __len__(self) -> int:
        return len(self._apps)

    def __repr__(self) -> str:
        return "\n".join(map(repr, self._apps.values())) or "no app is live"

    def open(self, name: str, names: Callable[[], dict[str, Any]]) -> App:
        """Give the app of that name, made if there is none."""
        app = self._apps.get(name)
        if app is None or app.status == "closed":
            app = self._apps[name] = App(name, names, self.output, self.watcher)
            app.showing.gone = app.leave = partial(self.retire, app)
            app.changed = lambda: self.heard(app)
        app.showing.grace = self.grace
        return app

    def retire(self, app: App) -> None:
        """Close an app that nobody can see any more, unless its name belongs to another one by now."""
        if self._apps.get(app.name) is app:
            self.discard(app.name)

    def discard(self, name: str) -> None:
        """Close an app and forget it."""
        app = self._apps.pop(name, None)
        if app is not None:
            app.close()

    def stop(self) -> None:
        """Stop what is running. Safe in a signal handler."""
        for app in self._apps.values():
            app.stop()

    def close(self) -> None:
        """Close all apps, and end what serves them."""
        if self._closed:
            return
        self._closed = True
        for end in self.closing:
            end()
        for name in list(self._apps):
            self.discard(name)
        self.output.close()


def file_namespace() -> dict[str, Any]:
    """Give what a file finds in its namespace: nothing but ``st``."""
    return {"st": st}
