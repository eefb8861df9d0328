"""The selection of a table, as the script reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from notebook_lit.errors import (
    StreamlitIncompatibleParametersError,
    StreamlitInvalidParameterTypeError,
    StreamlitValueError,
    ValueRefused,
)
from notebook_lit.runtime.model.state import Domain

MODES = (
    "single-row", "single-row-required", "multi-row", "single-column", "multi-column", "single-cell", "multi-cell",
)  # fmt: skip


class Selection(dict[str, Any]):
    """A read-only dict with access by attribute: ``event.selection.rows``."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"A selection has no {name!r}. It has {', '.join(self)}.") from None

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("A selection is what the reader chose; the script can only read it.")

    __setitem__ = __delitem__ = __setattr__ = update = pop = popitem = clear = setdefault = __ior__ = _refuse

    def __deepcopy__(self, memo: dict[int, Any]) -> Selection:
        return Selection({key: value if isinstance(value, Selection) else list(value) for key, value in self.items()})


def selection_state(rows: Iterable[int] = (), columns: Iterable[str] = (), cells: Iterable[Any] = ()) -> Selection:
    """Return the selection state of a table."""
    return Selection(selection=Selection(rows=list(rows), columns=list(columns), cells=[tuple(cell) for cell in cells]))


def checked_modes(mode: Any) -> frozenset[str]:
    """Check a ``selection_mode`` argument.

    Raises
    ------
    StreamlitValueError
        If a mode is not known.
    StreamlitIncompatibleParametersError
        If two modes select the same things.
    """
    modes = frozenset((mode,) if isinstance(mode, str) else mode)
    for name in modes:
        if name not in MODES:
            raise StreamlitValueError(f"`selection_mode` is {name!r}. Give one or several of {', '.join(MODES)}.")
    for thing in ("row", "column", "cell"):
        rivals = sorted(name for name in modes if f"-{thing}" in name)
        if len(rivals) > 1:
            raise StreamlitIncompatibleParametersError(
                f"`selection_mode` has {' and '.join(rivals)}. Give one of them: both select {thing}s."
            )
    return modes


class SelectionDomain(Domain):
    """The selections that a table allows.

    Parameters
    ----------
    default : Selection
        The first selection.
    modes : frozenset of str
        What can be selected.
    rows : int
        How many rows there are.
    columns : tuple of str
        The names of the columns.
    """

    __slots__ = ("columns", "modes", "rows")

    def __init__(self, default: Selection, modes: frozenset[str], rows: int, columns: tuple[str, ...]) -> None:
        super().__init__(default)
        self.modes = modes
        self.rows = rows
        self.columns = columns

    def parse(self, wire: Any) -> Any:
        """Refuse every value: a front end cannot select in a static table."""
        raise ValueRefused("the rows of this table cannot be selected")

    def keep(self, value: Any) -> Any:
        """Return the selection without what the table does not have or does not allow to be selected."""
        if not isinstance(value, Mapping) or not isinstance(value.get("selection", {}), Mapping):
            raise StreamlitInvalidParameterTypeError(f'A selection is {{"selection": {{"rows": [0]}}}}; this is {value!r}.')
        chosen = value.get("selection", {})
        rows = [row for row in chosen.get("rows", ()) if type(row) is int and 0 <= row < self.rows]
        columns = [column for column in chosen.get("columns", ()) if column in self.columns]
        cells = [cell for cell in map(tuple, chosen.get("cells", ())) if len(cell) == 2 and cell[1] in self.columns]
        rows, columns, cells = (
            self._allowed("row", rows),
            self._allowed("column", columns),
            self._allowed("cell", cells),
        )
        if not rows and self.rows and "single-row-required" in self.modes:
            rows = [0]
        return selection_state(rows, columns, cells)

    def _allowed(self, thing: str, chosen: list[Any]) -> list[Any]:
        if f"multi-{thing}" in self.modes:
            return chosen
        return chosen[:1] if any(mode.startswith(f"single-{thing}") for mode in self.modes) else []
