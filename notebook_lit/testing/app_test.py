"""AppTest: runs an app as a reader would meet it, without a screen."""

from __future__ import annotations

import copy
import inspect
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn
from zlib import crc32

from notebook_lit import st
from notebook_lit.aliases import ALIASES, SHARED
from notebook_lit.elements.catalog import ELEMENT_TYPES
from notebook_lit.elements.shared.app_test_view import WidgetView, described
from notebook_lit.elements.text.exception import exception_element
from notebook_lit.elements.write.write import show
from notebook_lit.errors import AppTestError, ValueRefused
from notebook_lit.runtime.engine.engine import Engine
from notebook_lit.runtime.engine.event_queue import WidgetEvent
from notebook_lit.runtime.engine.interfaces import Surroundings
from notebook_lit.runtime.engine.interrupter import Interrupter
from notebook_lit.runtime.model import element as drawn
from notebook_lit.runtime.model.session_state import StateBetweenRuns
from notebook_lit.runtime.script.main_module import as_main
from notebook_lit.runtime.script.source import CellSource, FileSource, Source
from notebook_lit.runtime.writing.run import Run
from notebook_lit.testing.block import Block

#: For how long (seconds) a script that ran out of time may take to unwind.
_UNWIND = 2.0


def _surroundings(names: dict[str, Any]) -> Surroundings:
    """Return the script what a cell finds: bare expressions are written, and ``import streamlit`` gives our ``st``."""
    return Surroundings(
        show=show,
        error_element=exception_element,
        aliases=ALIASES,
        names=lambda: {"st": st, **names},
        around=_around,
    )


@contextmanager
def _around(run: Run, builtins: dict[str, Any]) -> Iterator[None]:
    """Let the script be ``__main__``, as in an app, and keep tables as they are when they are drawn."""
    run.keep = _as_drawn
    with as_main(run.argv, shared=SHARED):
        yield


def _as_drawn(data: Any) -> Any:
    """Return a table that what the script does to its own later does not change."""
    try:
        return copy.deepcopy(data)
    except Exception:  # noqa: BLE001 - a table of the author's may be of any class, and not every one can be copied
        return data


def _in_a_cell(name: str, text: str) -> CellSource:
    """Make the source of a text, with a file name that no other text has, so that tracebacks show its own lines."""
    return CellSource(text, name, version=crc32(text.encode("utf-8", "surrogatepass")))


class AppTest(Block):
    """An app under test: its page, and what a reader can do with it.

    Made by `from_string`, `from_file` or `from_function`; nothing has run then. All queries of `Block` work on it.

    Parameters
    ----------
    script_path : str or Path
        The file of the script.
    default_timeout : float
        Seconds that one ``run()`` may take.
    args, kwargs : optional
        What the script finds as ``__args`` and ``__kwargs``.

    Examples
    --------
    >>> at = AppTest.from_string("import streamlit as st\\nst.text_input('Name', key='name')").run()    # doctest: +SKIP
    >>> at.text_input(key="name").input("Ada").run().session_state["name"]    # doctest: +SKIP
    'Ada'
    """

    def __init__(
        self,
        script_path: str | Path,
        *,
        default_timeout: float = 3,
        args: tuple[Any, ...] | None = None,
        kwargs: dict[str, Any] | None = None,
    ) -> None:
        self._start(FileSource(Path(script_path)), default_timeout, args, kwargs)

    def _start(
        self, source: Source, default_timeout: float, args: Sequence[Any] | None, kwargs: Mapping[str, Any] | None
    ) -> None:
        names = {"__args": tuple(args or ()), "__kwargs": dict(kwargs or {})}
        self.default_timeout = default_timeout
        self.pending: dict[str, Any] = {}
        self._source = source
        self._text: str | None = None
        self._engine = Engine(source, _surroundings(names))
        self.session_state = StateBetweenRuns(lambda: self._engine.state)
        super().__init__(drawn.Block("root"), self)
        self._element.children = list(self._engine.page.roots)

    @classmethod
    def _from(cls, source: Source, timeout: float, args: Sequence[Any] | None = None, kwargs: Any = None) -> AppTest:
        at = cls.__new__(cls)
        at._start(source, timeout, args, kwargs)
        return at

    @classmethod
    def from_string(cls, script: str, *, default_timeout: float = 3) -> AppTest:
        """Test a script that is given as text.

        Parameters
        ----------
        script : str
            The script; common indentation is removed.
        default_timeout : float
            Seconds that one ``run()`` may take.
        """
        return cls._from(_in_a_cell("AppTest", textwrap.dedent(script)), default_timeout)

    @classmethod
    def from_function(
        cls,
        script: Callable[..., Any],
        *,
        default_timeout: float = 3,
        args: tuple[Any, ...] | None = None,
        kwargs: dict[str, Any] | None = None,
    ) -> AppTest:
        """Test the body of a function.

        Parameters
        ----------
        script : callable
            A function whose source can be found. It runs apart from the module it stands in, so it must import what it
            needs.
        default_timeout : float
            Seconds that one ``run()`` may take.
        args, kwargs : optional
            Its arguments.
        """
        text = textwrap.dedent(inspect.getsource(script))
        text += f"\n{script.__name__}(*__args, **__kwargs)\n"
        return cls._from(_in_a_cell(script.__name__, text), default_timeout, args, kwargs)

    @classmethod
    def from_file(cls, script_path: str | Path, *, default_timeout: float = 3) -> AppTest:
        """Test a script in a file.

        Parameters
        ----------
        script_path : str or Path
            Its path; a relative one starts at the folder of the file that calls this.
        default_timeout : float
            Seconds that one ``run()`` may take.

        Raises
        ------
        FileNotFoundError
            If there is no such file.
        """
        path = Path(sys._getframe(1).f_code.co_filename).parent / script_path
        if not path.is_file():
            raise FileNotFoundError(f"No script {str(path)!r}: a relative path starts at the file that calls this.")
        return cls._from(FileSource(path), default_timeout)

    # -- running -----------------------------------------------------------------------------------------------------

    def run(self, *, timeout: float | None = None) -> AppTest:
        """Send what the test has operated, and run the script.

        Parameters
        ----------
        timeout : float, optional
            Seconds that the run may take; default ``default_timeout``.

        Returns
        -------
        AppTest
            Itself.

        Raises
        ------
        ValueError
            If a widget cannot have the value that the test has set; nothing runs then.
        RuntimeError
            If the time is over; the script is stopped.
        SyntaxError
            If the script cannot be compiled.
        """
        for event in self._events():
            self._engine.submit(event)
        self.pending.clear()
        text = self._source.read()
        if text != self._text:
            self._engine.load(self._source)
            self._text = text
        else:
            self._engine.request("run")
        self._run_within(self.default_timeout if timeout is None else timeout)
        self._element.children = list(self._engine.page.roots)
        return self

    def _events(self) -> list[WidgetEvent]:
        """Turn what the test has operated into events, in the order of the page."""
        events = []
        for node in self.below():
            if isinstance(node, WidgetView) and node.id in self.pending:
                value = self.pending[node.id]
                if node.domain.trigger and not value:
                    continue
                try:
                    wire = node.domain.accept(value)
                    node.domain.parse(wire)
                except ValueRefused as refusal:
                    raise ValueError(f"{described(node)} cannot be set to {value!r}: {refusal}.") from None
                events.append(WidgetEvent(node.id, wire))
        return events

    def _run_within(self, seconds: float) -> None:
        faults: list[BaseException] = []

        def serve() -> None:
            try:
                self._engine.run_due()
            except BaseException as fault:  # noqa: BLE001 - it is raised again in the thread of the test
                faults.append(fault)

        thread = threading.Thread(target=serve, name="AppTest script", daemon=True)
        thread.start()
        thread.join(seconds)
        if thread.is_alive():
            self._end(thread)
            raise RuntimeError(f"AppTest script run timed out after {seconds}(s)")
        if faults:
            raise faults[0]

    def _end(self, thread: threading.Thread) -> None:
        """Stop a script that took too long: at a yield point, else between two lines, else give its thread up."""
        engine = self._engine
        engine.stop()
        thread.join(0.2)
        if thread.is_alive() and engine.script is not None and thread.ident is not None:
            interrupter = Interrupter()
            interrupter.arm(engine.script.codes(), thread.ident)
            thread.join(_UNWIND)
            interrupter.disarm()
        if thread.is_alive():
            engine.abandon()

    def node_type(self, kind: str) -> str:
        """Return Streamlit's name for elements of a kind."""
        return (kind in ELEMENT_TYPES and ELEMENT_TYPES[kind].node_type) or kind

    def value_of(self, element: drawn.Element) -> Any:
        """Return the value that a widget has in the app."""
        record = self._engine.state.record(element.id or "")
        if record is None or record.domain.trigger:
            return element.value
        return record.value

    # -- the page ----------------------------------------------------------------------------------------------------

    @property
    def main(self) -> Block:
        """The main part of the page."""
        return self._root_block(0)

    @property
    def sidebar(self) -> Block:
        """The sidebar."""
        return self._root_block(1)

    def _root_block(self, place: int) -> Block:
        return Block(self._engine.page.roots[place], self)

    # -- what notebook_lit does not offer ------------------------------------------------------------------------------

    @property
    def query_params(self) -> NoReturn:
        """The query parameters of the app: not offered."""
        raise AppTestError("Query parameters cannot be tested: notebook_lit has no `st.query_params`.")

    @property
    def secrets(self) -> NoReturn:
        """The secrets of the app: not offered."""
        raise AppTestError("Secrets cannot be tested: notebook_lit has no `st.secrets`.")

    @property
    def user(self) -> NoReturn:
        """The reader's identity: not offered."""
        raise AppTestError("The user cannot be tested: notebook_lit has no `st.user`.")

    @property
    def context(self) -> NoReturn:
        """What the browser tells: not offered."""
        raise AppTestError("The context cannot be tested: notebook_lit has no `st.context`.")

    def switch_page(self, page_path: str) -> NoReturn:
        """Go to another page of the app: not offered."""
        raise AppTestError(f"The test cannot go to {page_path!r}: notebook_lit has no `st.switch_page`.")
