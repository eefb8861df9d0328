"""notebook_lit: Streamlit-style apps inside the notebook.

    %load_ext notebook_lit
    ---
    %%litapp
    n = st.slider("rows", 1, 100, 10)
    st.dataframe(df.head(n))

The map of the house, from the ground up (a file imports only from lower floors):

* ``errors``           everything we raise
* ``runtime/``         the engine room: events in, pages out; knows nothing of Jupyter
* ``elements/``        one file a family of ``st`` functions
* ``delta_generator``  the object whose methods write elements
* ``st``               the Streamlit-shaped door
* ``testing``          AppTest: the same engine and page, without a host
* ``notebook/``        the host: ipywidgets, magics, the registry of live apps
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from notebook_lit.notebook.app.registry import Apps
    from notebook_lit.notebook.shell.diagnostics import Diagnostics
    from notebook_lit.notebook.shell.extension import Extension

__all__ = ["__version__", "apps", "doctor"]
__version__ = "0.1.0"

#: The apps that live in this kernel, by name; ``%load_ext notebook_lit`` makes it.
apps: Apps | None = None
_extension: Extension | None = None


def doctor() -> Diagnostics:
    """Show versions, the front end, and what the apps of this kernel hold, each with the number it should have.

    Returns
    -------
    Diagnostics
        A table. Its ``ok`` says whether every count is what it should be.

    Examples
    --------
    >>> notebook_lit.doctor()    # doctest: +SKIP
    """
    from notebook_lit.notebook.shell.diagnostics import examine  # noqa: PLC0415  # as below

    return examine(None, None) if _extension is None else _extension.examine()


def load_ipython_extension(shell: Any) -> None:
    """Make ``%%litapp`` and ``%litapp`` known: what ``%load_ext notebook_lit`` does."""
    global apps, _extension
    from notebook_lit.notebook.shell.extension import Extension  # noqa: PLC0415  # ipywidgets only where there is a shell

    if _extension is None:
        _extension = Extension(shell)
        apps = _extension.registry.apps


def unload_ipython_extension(shell: Any) -> None:
    """Close all apps and take the magics away: what ``%unload_ext notebook_lit`` does."""
    global apps, _extension
    if _extension is not None:
        _extension.close()
        apps = _extension = None
