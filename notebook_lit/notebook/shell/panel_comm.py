"""The wire to the JupyterLab panel: which apps live in this kernel, how they do, and what the panel wants of them.

Rules
-----
1. The comm is silent: its id is well known, its opening is not announced. A front end that does not know our target would
   answer an announcement by closing the comm, for everybody. Messages of unknown comms are ignored by all.
2. Nothing is computed or sent while nobody listens. A front end that listens has a lease; it renews it at quiet times. When a
   lease has run out, the next change asks once whether somebody is there, and then there is silence. So does the first
   change in a kernel: that is how a panel hears of it, after a restart too.
3. What changes is sent at most every `PAUSE` seconds, by one thread of ours: whatever the apps do, it never delays a run, and a
   burst of runs is one message with the last of them. Only what has changed is sent. Whoever listens with ``brief`` (the count
   on the icon of the sidebar) causes a message only when an app begins or ends a long run, an error or its life.
4. A request is looked at where it arrives (on the main thread or a subshell's) and executed on our thread; `stop` alone acts at
   once. No exception gets out. Every request with a number is answered, with an error in words if it failed.

What front ends send: ``{"do": …, "client": …, "request": …, "app": …}`` with `DEEDS`. What they get, by ``type``: ``list`` (all
apps, for all that listen), ``change`` (``apps`` that changed, names that are ``gone``), ``why`` (the last runs of one app, for
one client), ``answer`` (for one client), ``ask`` (rule 2).
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

import comm

from notebook_lit.notebook.app.registry import Registry
from notebook_lit.notebook.app.session import AppSession
from notebook_lit.notebook.output.thread_ownership import OURS
from notebook_lit.notebook.shell.panel_messages import app_summary, run_timeline, without_elapsed
from notebook_lit.notebook.widgets.comm_routing import route_comm
from notebook_lit.runtime.cache.decorators import clear_session
from notebook_lit.runtime.writing.run import beside_runs

_log = logging.getLogger("notebook_lit")

#: The well-known name of the comm, and its target.
COMM_ID, TARGET = "notebook-lit-apps", "notebook_lit"
#: Seconds between two messages about changes, and before the first: the run's own messages go ahead.
PAUSE = 0.4
#: Seconds that a front end counts as listening after it last said so; so many may listen.
LEASE, MOST_CLIENTS = 300.0, 100
#: Seconds after which a run is a long one.
LONG = 1.0
#: So many requests may wait; what comes on top is refused.
MOST_REQUESTS = 200
DEEDS = ("listen", "leave", "list", "rerun", "stop", "clear_cache", "close", "why")


def silent_comm() -> Any:
    """Make the comm without telling anybody (rule 1)."""
    made = comm.create_comm(target_name=TARGET, comm_id=COMM_ID, primary=False)
    comm.get_comm_manager().register_comm(made)
    return made


class PanelComm:
    """Tells the panels of all front ends what the apps of this kernel do, and does what they ask for.

    Parameters
    ----------
    registry : Registry
        The apps of the kernel.
    connect : callable, optional
        Makes the comm.
    clock : callable
        Seconds, monotonic.
    """

    def __init__(
        self, registry: Registry, connect: Callable[[], Any] = silent_comm, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._registry = registry
        self._clock = clock
        self._clients: dict[str, float] = {}  # until when each front end listens
        self._brief: set[str] = set()  # those that want to know only what state an app is in
        self._asked = False  # whether somebody listens: once, after the last lease
        self._dirty: dict[str, AppSession] = {}
        self._sent: dict[str, dict[str, Any]] = {}
        self._requests: deque[Mapping[str, Any]] = deque()
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._closed = False
        self._thread: threading.Thread | None = None
        self._comm = connect()
        self._serve_in_context = beside_runs(self._serve)  # of the cell that loads the extension
        route_comm(self._comm)  # a request to stop must not wait for the cell that runs
        self._comm.on_msg(self._hear)
        registry.subscribe(self.note)

    def close(self) -> None:
        """End the thread and the comm."""
        self._closed = True
        self._wake.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(2.0)
        self._comm.close()

    # -- from any thread -----------------------------------------------------------------------------------------------

    def note(self, app: AppSession) -> None:
        """Note that something about an app may have changed. Cheap, and harmless wherever it is called."""
        if not self._clients:
            if not self._asked and not self._closed:
                self._asked = True
                self._send({"type": "ask"})
            return
        with self._lock:
            first = not self._dirty
            self._dirty[app.name] = app
        if first:
            self._wake.set()

    def _hear(self, message: Any) -> None:
        """Take a message of a front end (rule 4)."""
        try:
            request = message["content"]["data"]
            if not isinstance(request, dict) or request.get("do") not in DEEDS or self._closed:
                return
            client = request.get("client")
            if not isinstance(client, str) or not 0 < len(client) <= 64:
                return
            if request["do"] == "leave":
                self._leave(client)
                return
            if request["do"] == "stop":
                self._stop(request)
            self._queue(client, request)
        except BaseException:  # noqa: BLE001  # one that got out would leave the front end waiting, or end the kernel (rule 4)
            _log.exception("a request of the panel could not be taken")

    def _queue(self, client: str, request: Mapping[str, Any]) -> None:
        with self._lock:
            if len(self._requests) >= MOST_REQUESTS:
                return
            if request["do"] == "listen" and (client in self._clients or len(self._clients) < MOST_CLIENTS):
                self._clients[client] = self._clock() + LEASE
                (self._brief.add if request.get("brief") is True else self._brief.discard)(client)
            self._requests.append(request)
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve_in_context, name=f"{OURS}panel", daemon=True)
                self._thread.start()
        self._wake.set()

    def _leave(self, client: str) -> None:
        with self._lock:
            self._clients.pop(client, None)
            self._brief.discard(client)
            if not self._clients:
                self._dirty.clear()

    def _stop(self, request: Mapping[str, Any]) -> None:
        app = self._registry.get(str(request.get("app")))
        if app is not None:
            app.stop()
            self.note(app)

    # -- on our thread -------------------------------------------------------------------------------------------------

    def _serve(self) -> None:
        due = 0.0  # when the next message about changes may go, once there is something to tell
        while not self._closed:
            self._wake.wait(max(0.0, due - self._clock()) if due else None)
            self._wake.clear()
            self._answer_all()
            if self._dirty and not due:
                due = self._clock() + PAUSE
            if due and self._clock() >= due:
                due = 0.0
                self._guarded(self._tell_changes)

    def _answer_all(self) -> None:
        while self._requests and not self._closed:
            request = self._requests.popleft()
            self._guarded(lambda request=request: self._answer(request))  # type: ignore[misc]

    def _guarded(self, act: Callable[[], None]) -> None:
        try:
            act()
        except Exception:  # noqa: BLE001  # a fault of one app or message: the thread must live on for the others
            _log.exception("the panel could not be told")

    def _answer(self, request: Mapping[str, Any]) -> None:
        deed, client = request["do"], request["client"]
        if deed in ("listen", "list"):
            self._tell_all()
            return
        try:
            self._do(deed, self._found(str(request.get("app"))), request)
        except KeyError as error:
            self._send({"type": "answer", "to": client, "request": request.get("request"), "error": str(error.args[0])})
        except Exception as error:  # noqa: BLE001  # whatever an author's objects raise is told to who asked
            words = f"{type(error).__name__}: {error}"
            self._send({"type": "answer", "to": client, "request": request.get("request"), "error": words})
        else:
            self._send({"type": "answer", "to": client, "request": request.get("request"), "error": None})

    def _do(self, deed: str, app: AppSession, request: Mapping[str, Any]) -> None:
        if deed == "rerun":
            app.run("rerun in the panel")
        elif deed == "clear_cache":
            clear_session(app.engine.state)
        elif deed == "close":
            self._registry.retire(app)
        elif deed == "why":
            count = request.get("count")
            runs = run_timeline(app, count if type(count) is int and count > 0 else 20)
            self._send({"type": "why", "to": request["client"], "app": app.name, "runs": runs})

    def _tell_all(self) -> None:
        """Send the whole list: who has it already learns nothing wrong."""
        with self._lock:
            self._dirty.clear()
            entries = [app_summary(app) for app in self._registry.sessions()]
            self._sent = {entry["name"]: without_elapsed(entry) for entry in entries}
        self._send({"type": "list", "apps": entries})

    def _tell_changes(self) -> None:
        """Send what has changed since the last message, to all that listen (rules 2 and 3)."""
        self._forget_silent()
        with self._lock:
            dirty, self._dirty = self._dirty, {}
            if not self._clients:
                return
            changed, gone, brief = [], [], self._brief.issuperset(self._clients)
            for name, app in dirty.items():
                if self._registry.get(name) is not app or app.status == "closed":
                    if self._registry.get(name) is None and self._sent.pop(name, None) is not None:
                        gone.append(name)
                    continue
                entry = app_summary(app)
                news, before = without_elapsed(entry), self._sent.get(name)
                if brief and _is_small(entry, before):
                    continue
                if news != before:
                    self._sent[name] = news
                    changed.append(_without(entry, before))
        if changed or gone:
            self._send({"type": "change", "apps": changed, "gone": gone} if gone else {"type": "change", "apps": changed})

    def _found(self, name: str) -> AppSession:
        app = self._registry.get(name)
        if app is None:
            known = ", ".join(repr(session.name) for session in self._registry.sessions()) or "none"
            raise KeyError(f"no app has the name {name!r}; there are: {known}")
        return app

    def _forget_silent(self) -> None:
        now = self._clock()
        with self._lock:
            silent = [client for client, until in self._clients.items() if until < now]
            for client in silent:
                del self._clients[client]
                self._brief.discard(client)
            ask = bool(silent) and not self._clients
        if ask:
            self._asked = True
            self._send({"type": "ask"})

    def _send(self, data: dict[str, Any]) -> None:
        self._comm.send(data)


def _is_small(entry: Any, before: Mapping[str, Any] | None) -> bool:
    """Return whether something is no news to those that listen briefly."""
    if before is None:
        return False
    state: str = entry["state"]
    return state == before["state"] or (state == "running" and entry["elapsed"] < LONG)


def _without(entry: Any, before: Mapping[str, Any] | None) -> dict[str, Any]:
    """Leave out what the front ends know already and does not change with a run."""
    known = {key for key in ("model", "file") if before is not None and before.get(key) == entry.get(key)}
    return {key: value for key, value in entry.items() if key not in known}
