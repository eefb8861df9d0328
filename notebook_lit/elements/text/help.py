"""The element help: an object's name, type, signature, documentation and members.

Nothing of the object runs but its ``repr``: properties are named, not read, and ``__getattr__`` is not asked.
"""

from __future__ import annotations

import inspect
import re
import reprlib
import sys
import types
from typing import Any

from notebook_lit.elements.markup.markdown import escape
from notebook_lit.elements.shared.app_test_view import ElementView
from notebook_lit.elements.shared.element_type import ElementType
from notebook_lit.elements.shared.place import Place, given, size_style
from notebook_lit.elements.shared.type_detection import is_default_repr
from notebook_lit.elements.shared.validation import checked_width
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.writing.container import emit

_MOST_MEMBERS = 200
_LONGEST = 20_000  # characters of documentation
_FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType)
_ABSENT = object()
_DOCTEST = re.compile(r" *# doctest: .*")  # words for the test runner, not for readers

_brief = reprlib.Repr()
_brief.maxstring = _brief.maxother = _brief.maxlong = 80


class _StPlaceholder:
    """Represents ``st`` itself, which this layer cannot import."""

    def __repr__(self) -> str:
        return "st"


_ST = _StPlaceholder()


def help(at: Place, obj: Any = _ST, *, width: int | str = "stretch") -> Place:
    """Show the help of an object: its type, signature, documentation and members.

    Parameters
    ----------
    obj : object
        Anything: a function, a class, a module, a value. ``st`` itself if it is left out.
    width : int or {"stretch"}
        Pixels, or as wide as the container.

    Returns
    -------
    DeltaGenerator
        Its place: writing there replaces it.

    Raises
    ------
    StreamlitInvalidWidthError
        If ``width`` is not one of its values.

    Examples
    --------
    >>> st.help(pd.DataFrame.merge)    # doctest: +SKIP
    """
    if obj is _ST:
        obj = sys.modules.get("notebook_lit.st", sys.modules["notebook_lit"])
    # not remembered: an object may have changed since it was last explained
    element = Element("help", {**_facts(obj), "width": checked_width(width)}, source=obj)
    return emit(at, given, element)  # type: ignore[no-any-return]


def _facts(obj: Any) -> dict[str, Any]:
    """Return the properties of an object that are shown."""
    named = isinstance(obj, (*_FUNCTIONS, type, types.ModuleType))
    module = getattr(obj if named else type(obj), "__module__", None)  # modules have none
    doc = _documentation(obj)
    return {
        "name": _name(obj) if named else _text(obj),
        "type": _type(obj),
        "module": module if isinstance(module, str) else "",
        "signature": _signature(obj) if named else "",
        "doc_string": doc if len(doc) <= _LONGEST else doc[:_LONGEST] + " …",
        "members": () if isinstance(obj, _FUNCTIONS) else _members(obj),
    }


def _name(obj: Any) -> str:
    name = getattr(obj, "__qualname__", None) or getattr(obj, "__name__", None)
    return name if isinstance(name, str) else _text(obj)


def _type(obj: Any) -> str:
    if isinstance(obj, type):
        return "class"
    return "function" if isinstance(obj, types.FunctionType) else type(obj).__name__


def _text(obj: Any) -> str:
    """Return a short repr of a value without addresses, which differ from run to run."""
    try:
        text = _brief.repr(obj)
    except Exception as error:  # noqa: BLE001 (an author's __repr__ may do anything, and there is more to say)
        return f"<{type(obj).__name__} whose repr fails with {type(error).__name__}>"
    return f"<{type(obj).__name__}>" if is_default_repr(text) else text


def _signature(obj: Any) -> str:
    if not callable(obj):
        return ""
    try:
        return str(inspect.signature(obj))
    except (ValueError, TypeError):  # functions written in C need not have one
        return ""


def _documentation(obj: Any) -> str:
    doc = inspect.getdoc(obj)
    if doc is None and not isinstance(obj, (*_FUNCTIONS, types.ModuleType, type)):
        doc = inspect.getdoc(type(obj))
    return _DOCTEST.sub("", doc) if isinstance(doc, str) else ""


def _members(obj: Any) -> tuple[tuple[str, str, str], ...]:
    """Return the public members: name, type, and first line of the documentation."""
    listed = getattr(obj, "__all__", None) if isinstance(obj, types.ModuleType) else None
    names = [name for name in (listed or dir(obj)) if isinstance(name, str) and not name.startswith("_")]
    members = []
    for name in names[:_MOST_MEMBERS]:
        member = inspect.getattr_static(obj, name, _ABSENT)
        if member is not _ABSENT:
            members.append((name, *_member(member)))
    return tuple(members)


def _member(member: Any) -> tuple[str, str]:
    """Return the type of a member and the first line of its documentation."""
    if isinstance(member, staticmethod | classmethod):
        member = member.__func__
    if isinstance(member, types.ModuleType):
        return "module", ""
    if isinstance(member, property | types.MemberDescriptorType | types.GetSetDescriptorType):
        return "property", _first_line(inspect.getdoc(member))
    if isinstance(member, type):
        return "class", _first_line(member.__doc__)
    if isinstance(member, (*_FUNCTIONS, types.MethodDescriptorType, types.WrapperDescriptorType)):
        return "function", _first_line(member.__doc__)
    return type(member).__name__, _text(member)


def _first_line(doc: object) -> str:
    return doc.strip().partition("\n")[0] if isinstance(doc, str) else ""


def _draw(element: Element) -> str:
    props = element.props
    module = f"<small>{escape(props['module'])}</small>" if props["module"] not in ("", "__main__", "builtins") else ""
    head = (
        f"<p><b>{escape(props['type'])}</b> "
        f"<code>{escape(props['name'])}<i>{escape(props['signature'])}</i></code> {module}</p>"
    )
    doc = (
        f'<pre class="lit-code lit-wrap">{escape(props["doc_string"])}</pre>'
        if props["doc_string"]
        else "<p>It has no documentation.</p>"
    )
    rows = "".join(
        f"<tr><th>{escape(name)}</th><td>{escape(kind)}</td><td>{escape(line)}</td></tr>"
        for name, kind, line in props["members"]
    )
    if rows:
        rows = f"<details><summary>{len(props['members'])} members</summary><table>{rows}</table></details>"
    return f'<div class="lit-doc"{size_style(props["width"])}>{head}{doc}{rows}</div>'


class HelpView(ElementView):
    """``st.help``, as `AppTest` sees it."""

    content = "name"


HELP = ElementType("help", help, html=_draw, view=HelpView, node_type="help_info")
