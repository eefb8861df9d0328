"""App: what users hold of an app, in the notebook and in its registry ``lit.apps``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from notebook_lit.notebook.app.notebook_names import NotebookNames
from notebook_lit.notebook.app.run_history import SHOWN, RunTable
from notebook_lit.notebook.app.session import AppSession
from notebook_lit.notebook.app.widget_access import Namespace, WidgetAccess
from notebook_lit.notebook.export.export import export, repro
from notebook_lit.notebook.saved.snapshot import document
from notebook_lit.runtime.cache.decorators import clear_session
from notebook_lit.runtime.model.session_state import SessionState, StateBetweenRuns


class App:
    """An app that lives in this kernel: what a cell with ``%%litapp`` or ``%litapp FILE`` has made.

    ``app["rows"]`` reads a widget by its key or label, ``app["rows"] = 5`` sets it as its reader would and waits for the run
    that follows, ``list(app)`` lists their names.

    Parameters
    ----------
    session : AppSession
        What it shows and steers.

    Examples
    --------
    >>> app = lit.apps["sales"]    # doctest: +SKIP
    >>> app["rows"] = 20
    >>> app.ns.df.shape
    (20, 4)
    """

    def __init__(self, session: AppSession) -> None:
        self._session = session
        self._widgets = WidgetAccess(lambda: session.engine, session.view.elements)
        self._state = StateBetweenRuns(lambda: session.engine.state)

    # -- what it is --------------------------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The name of the app: what stands after ``%%litapp``, or was made up from its cell or file.

        Returns
        -------
        str
            The name under which ``lit.apps`` has it.

        Examples
        --------
        >>> lit.apps["sales"].name    # doctest: +SKIP
        'sales'
        """
        return self._session.name

    @property
    def status(self) -> str:
        """What the app is doing.

        Returns
        -------
        {"idle", "running", "closed"}
            "closed" once its output was deleted or `close` was called.

        Examples
        --------
        >>> lit.apps["sales"].status    # doctest: +SKIP
        'idle'
        """
        return self._session.status

    @property
    def state(self) -> SessionState:
        """The ``st.session_state`` of the app. What is set here is seen by the next run; it starts none.

        Returns
        -------
        SessionState
            A mutable mapping; keys are attributes, too.

        Raises
        ------
        KeyError, AttributeError
            On access, if it has no such key.

        Examples
        --------
        >>> lit.apps["sales"].state["page"] = 2    # doctest: +SKIP
        >>> lit.apps["sales"].run()
        """
        return self._state

    @property
    def ns(self) -> Namespace:
        """The names that the last run has bound, as attributes.

        Returns
        -------
        Namespace
            ``list(app.ns)`` lists them; names of the notebook that the script only read are there, but not listed.

        Raises
        ------
        AttributeError
            On access, if the last run bound no such name.

        Examples
        --------
        >>> lit.apps["sales"].ns.df.head()    # doctest: +SKIP
        """
        session = self._session
        given = session.names.seen if isinstance(session.names, NotebookNames) else None
        return Namespace(session.engine.namespace, given or {})

    # -- running it --------------------------------------------------------------------------------------------------------

    def run(self, *, wait: bool = True, timeout: float | None = None, reason: str = "run") -> None:
        """Run the script again, with the values that the widgets have.

        Parameters
        ----------
        wait : bool
            Whether to wait until that run is over.
        timeout : float, optional
            Wait at most so many seconds.
        reason : str
            What `why` shall say.

        Examples
        --------
        >>> lit.apps["sales"].run()    # doctest: +SKIP
        """
        self._session.run(reason)
        if wait:
            self._session.wait(timeout)

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until no run is under way or due. A kernel interrupt during the wait stops the script, not only the wait.

        Parameters
        ----------
        timeout : float, optional
            Seconds to wait at most; by default as long as it takes.

        Returns
        -------
        bool
            False if it took longer, or if the app's own script asks.

        Examples
        --------
        >>> lit.apps["sales"].wait(5)    # doctest: +SKIP
        True
        """
        return self._session.wait(timeout)

    def stop(self) -> None:
        """Stop the run that is under way; what it has written stays. Safe in a signal handler.

        Examples
        --------
        >>> lit.apps["sales"].stop()    # doctest: +SKIP
        """
        self._session.stop()

    def close(self) -> None:
        """End the app: its threads, its widgets, its entry in ``lit.apps``. Closing twice does nothing.

        Examples
        --------
        >>> lit.apps["sales"].close()    # doctest: +SKIP
        """
        self._session.close()

    def clear_cache(self) -> None:
        """Forget what the cached functions that this app has called keep, on disk too.

        Those that only other apps have called keep theirs; ``st.cache_data.clear()`` clears all.

        Examples
        --------
        >>> lit.apps["sales"].clear_cache()    # doctest: +SKIP
        """
        clear_session(self._session.engine.state)

    # -- looking at it -----------------------------------------------------------------------------------------------------

    def why(self, count: int = SHOWN) -> RunTable:
        """Explain the last runs: what started each, which values changed, how long it took, what was drawn and sent.

        Parameters
        ----------
        count : int
            How many runs, at most 100.

        Returns
        -------
        RunTable
            A table; its ``runs`` are the records, the newest last.

        Examples
        --------
        >>> lit.apps["sales"].why(1)    # doctest: +SKIP
        """
        return self._session.history.why(count)

    def snapshot(self) -> None:
        """Renew the picture of the app that is saved with the notebook, wherever the app is displayed.

        The picture is renewed by itself when the cell runs, and in JupyterLab with our extension also
        when the notebook is saved.

        Examples
        --------
        >>> lit.apps["sales"].snapshot()    # doctest: +SKIP
        """
        self._session.renew_picture()

    def to_html(self) -> str:
        """Return the app as it is now as an HTML page of its own: a picture, with no script in it and no password.

        Returns
        -------
        str
            A document for a file or a mail.

        Examples
        --------
        >>> Path("sales.html").write_text(lit.apps["sales"].to_html(), encoding="utf-8")    # doctest: +SKIP
        """
        self._session.complete_picture()
        return document(self._session.name, self._session.picture())

    def export(self, path: str | PathLike[str] | None = None) -> str:
        """Return the app as a plain Streamlit script.

        What it needs from the notebook is imported or written out where that is possible, else named in its header.

        Parameters
        ----------
        path : str or path, optional
            A file to write it to as well, over what was there.

        Returns
        -------
        str
            The script.

        Raises
        ------
        OSError
            If the file cannot be written.

        Examples
        --------
        >>> lit.apps["sales"].export("sales.py")    # doctest: +SKIP
        """
        text = export(self._session.name, self._session.engine.source.read().lstrip("\n"), self._variables)
        if path is not None:
            Path(path).write_text(text, encoding="utf-8")
        return text

    def repro(self) -> str:
        """Return a script that brings a new run of the app into the state of this one.

        Returns
        -------
        str
            A program that uses `notebook_lit.testing.AppTest`; passwords are left out.

        Examples
        --------
        >>> print(lit.apps["sales"].repro())    # doctest: +SKIP
        """
        engine = self._session.engine
        text = engine.source.read().lstrip("\n")
        return repro(self._session.name, text, self._variables, engine.state, self._session.view.elements())

    @property
    def _variables(self) -> Mapping[str, Any]:
        names = self._session.names
        return names.variables if isinstance(names, NotebookNames) else {}  # a file finds none

    # -- its widgets -------------------------------------------------------------------------------------------------------

    def __getitem__(self, name: str) -> Any:
        """Return the value of a widget, by its key or else its label; a KeyError if there is none, or several."""
        return self._widgets.get(name)

    def __setitem__(self, name: str, value: Any) -> None:
        """Set a widget as its reader would, and wait for the run that follows; ``True`` clicks a button.

        A ValueError if it cannot have that value or is disabled, a KeyError as in reading.
        """
        self._session.submit(self._widgets.event(name, value))
        self._session.wait()

    def __contains__(self, name: object) -> bool:
        return name in self._widgets.names()

    def __iter__(self) -> Iterator[str]:
        return iter(self._widgets.names())

    def _ipython_key_completions_(self) -> list[str]:
        return self._widgets.names()

    def __repr__(self) -> str:
        return repr(self._session)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return self._session.bundle.mime_bundle()
