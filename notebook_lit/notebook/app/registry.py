"""The registry of the apps that live in a kernel, and ``lit.apps``, which shows it to users."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from notebook_lit.notebook.app.app import App
from notebook_lit.notebook.app.session import AppSession
from notebook_lit.notebook.files.file_watcher import FileWatcher
from notebook_lit.notebook.output.output_capture import OutputCapture
from notebook_lit.notebook.widgets.style_sheet import StyleSheet

Listener = Callable[[AppSession], None]


class Registry:
    """Opens, finds and closes the apps of a kernel.

    Parameters
    ----------
    output : OutputCapture
        Sends what scripts print to their apps' consoles.
    """

    def __init__(self, output: OutputCapture) -> None:
        self.output = output
        self.watcher = FileWatcher()
        self._sheet = StyleSheet()
        self.apps = Apps(self)
        self._apps: dict[str, App] = {}
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> None:
        """Call ``listener`` whenever something about an app may have changed, on whatever thread that is."""
        self._listeners.append(listener)

    def open(self, name: str, names: Callable[[], dict[str, Any]]) -> AppSession:
        """Return the app of that name, made if there is none."""
        session = self.get(name)
        if session is None or session.status == "closed":
            session = AppSession(
                name, names, self.output, self.watcher, self._sheet, closed=self.retire, changed=self._tell
            )
            self._apps[name] = App(session)
        return session

    def get(self, name: str) -> AppSession | None:
        """Return the app of that name; None if there is none."""
        app = self._apps.get(name)
        return None if app is None else app._session

    def app(self, session: AppSession) -> App:
        """Return what users hold of an app."""
        return self._apps[session.name]

    def sessions(self) -> list[AppSession]:
        """List the live apps."""
        return [app._session for app in list(self._apps.values()) if app.status != "closed"]

    def retire(self, session: AppSession) -> None:
        """Close an app that nobody can see any more, unless its name belongs to another one by now."""
        if self.get(session.name) is session:
            self.discard(session.name)

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
        """Close all apps."""
        for name in list(self._apps):
            self.discard(name)

    def _tell(self, session: AppSession) -> None:
        for listener in self._listeners:
            listener(session)


class Apps(Mapping[str, App]):
    """The apps that live in this kernel, by name.

    Parameters
    ----------
    registry : Registry
        What it shows.

    Examples
    --------
    >>> lit.apps["sales"]    # doctest: +SKIP
    App('sales', idle, 3 runs, last done in 12 ms)
    """

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def __getitem__(self, name: str) -> App:
        try:
            return self._registry._apps[name]
        except KeyError:
            known = ", ".join(map(repr, self)) or "none"
            raise KeyError(f"no app has the name {name!r}; there are: {known}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._registry._apps)

    def __len__(self) -> int:
        return len(self._registry._apps)

    def _ipython_key_completions_(self) -> list[str]:
        return list(self)

    def __repr__(self) -> str:
        return "\n".join(map(repr, self.values())) or "no app is live"
