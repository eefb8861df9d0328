"""Nodes of a tested page: thin views onto its elements, made when they are asked for. There is no second tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar, overload

from notebook_lit.elements.data.table_reader import RawTable
from notebook_lit.errors import AppTestError
from notebook_lit.runtime.model import element as drawn

if TYPE_CHECKING:
    from typing_extensions import Self

    from notebook_lit.testing.app_test import AppTest

N_co = TypeVar("N_co", bound="Node", covariant=True)
E_co = TypeVar("E_co", bound="Element", covariant=True)

#: Streamlit's name for the node type where it is not the name of the ``st`` function.
TYPES: Mapping[str, str] = MappingProxyType(
    {
        "altair_chart": "vega_lite_chart",
        "area_chart": "vega_lite_chart",
        "badge": "markdown",
        "bar_chart": "vega_lite_chart",
        "columns": "flex_container",
        "container": "flex_container",
        "data_editor": "dataframe",
        "datetime_input": "date_time_input",
        "form_submit_button": "button",
        "grid": "grid_container",
        "help": "help_info",
        "line_chart": "vega_lite_chart",
        "map": "deck_gl_json_chart",
        "mermaid": "markdown",
        "pills": "button_group",
        "pydeck_chart": "deck_gl_json_chart",
        "pyplot": "image",
        "scatter_chart": "vega_lite_chart",
        "segmented_control": "button_group",
        "tabs": "tab_container",
    }
)

#: The prop that is the ``.value`` of an element without input, where it is none of body, text and label.
_CONTENT: Mapping[str, str] = MappingProxyType({"exception": "message", "help": "name", "progress": "value", "space": "size"})


class Proto:
    """The props of an element, read by attribute."""

    __slots__ = ("_props",)

    def __init__(self, props: Mapping[str, Any]) -> None:
        object.__setattr__(self, "_props", props)

    def __getattr__(self, name: str) -> Any:
        try:
            return self._props[name]
        except KeyError:
            raise AttributeError(f"the element has no {name!r}, only {', '.join(self._props) or 'nothing'}") from None

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"{name!r} cannot be set: a test reads what the script has drawn")

    def __dir__(self) -> list[str]:
        return list(self._props)

    def __repr__(self) -> str:
        return f"Proto({', '.join(f'{name}={value!r}' for name, value in self._props.items())})"


class Node:
    """A node of the page, as a test sees it. Attributes that it does not have itself are the props of the element."""

    def __init__(self, element: drawn.Element, root: AppTest) -> None:
        self._element = element
        self.root = root

    @property
    def type(self) -> str:
        """Streamlit's name for what it is."""
        return TYPES.get(self._element.kind, self._element.kind)

    @property
    def key(self) -> str | None:
        """The author's name for it."""
        return self._element.key

    @property
    def proto(self) -> Proto:
        """The props of the element, read by attribute."""
        return Proto(self._element.props)

    def run(self, *, timeout: float | None = None) -> AppTest:
        """Run the app that drew it (see `AppTest.run`)."""
        return self.root.run(timeout=timeout)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)  # copy, pickle and pytest ask for such names; no prop is meant
        if name in ("set_value", "click"):
            raise AppTestError(f"{described(self)} takes no input, so a test cannot call `{name}` on it.")
        return getattr(self.proto, name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and type(self) is type(other) and self._element == other._element

    __hash__ = None  # type: ignore[assignment]  # equality is by content


class Element(Node):
    """An element without input."""

    @property
    def value(self) -> Any:
        """What it shows: its text, its number, its data."""
        props = self._element.props
        name = _CONTENT.get(self._element.kind)
        if name is not None:
            return props[name]
        return next((props[name] for name in ("body", "text", "label") if name in props), None)

    @property
    def help(self) -> str:
        """The text of the tooltip, empty if there is none."""
        return self._element.props.get("help") or ""

    def __repr__(self) -> str:
        name = f", key={self.key!r}" if self.key else ""
        return f"{type(self).__name__}({self.type!r}, value={self.value!r}{name})"


class Heading(Element):
    """``st.title``, ``st.header`` or ``st.subheader``."""

    @property
    def tag(self) -> str:
        """The HTML tag: h1, h2 or h3."""
        return {"title": "h1", "header": "h2"}.get(self._element.kind, "h3")

    @property
    def anchor(self) -> str:
        """The author's anchor, empty if it is made from the text or left out."""
        return self._element.props["anchor"] or ""

    @property
    def hide_anchor(self) -> bool:
        """Whether the author left the anchor out."""
        return self._element.props["anchor"] is False


class Markdown(Element):
    """``st.markdown``, or something that Streamlit's tests see as one."""

    @property
    def is_caption(self) -> bool:
        """Whether it is a caption."""
        return self._element.kind == "caption"

    @property
    def allow_html(self) -> bool:
        """Whether HTML in it is HTML."""
        return bool(self._element.props.get("allow_html"))


class Code(Element):
    """``st.code``."""

    @property
    def show_line_numbers(self) -> bool:
        """Whether its lines are numbered."""
        return bool(self._element.props["line_numbers"])


class Progress(Element):
    """``st.progress``."""

    @property
    def text(self) -> str:
        """The text above the bar, empty if there is none."""
        return self._element.props["text"] or ""


class Raised(Element):
    """``st.exception``, or an error that nobody caught."""

    @property
    def is_markdown(self) -> bool:
        """Whether its message is Markdown."""
        return bool(self._element.props["message_is_markdown"])


class Frame(Element):
    """``st.dataframe``, ``st.data_editor`` or ``st.table``."""

    @property
    def editing_mode(self) -> str:
        """What the reader can change: "read_only", or the ``num_rows`` of an editor."""
        return str(self._element.props.get("num_rows", "read_only"))

    @property
    def value(self) -> Any:
        """The data, as a pandas DataFrame where it can be one."""
        source = self._element.source
        if not isinstance(source, RawTable):
            return source.to_pandas() if hasattr(source, "to_pandas") else source
        import pandas as pd  # noqa: PLC0415 - optional

        frame = pd.DataFrame(dict(enumerate(source.columns)), index=source.labels)
        frame.columns = pd.Index(source.names)
        return frame


class Image(Element):
    """``st.image`` or ``st.pyplot``."""

    @property
    def value(self) -> list[str]:
        """The URLs of the pictures."""
        return list(self._element.props["urls"])

    @property
    def captions(self) -> list[str]:
        """The captions, empty where there is none."""
        return [caption or "" for caption in self._element.props.get("captions", ())]


class NodeList(Generic[N_co]):
    """Nodes of one type, in the order of the page: by index, by slice, or ``(key="…")``."""

    def __init__(self, found: Sequence[N_co]) -> None:
        self._found = found

    def __len__(self) -> int:
        return len(self._found)

    @property
    def len(self) -> int:
        """How many there are."""
        return len(self)

    @overload
    def __getitem__(self, place: int) -> N_co: ...
    @overload
    def __getitem__(self, place: slice) -> Self: ...
    def __getitem__(self, place: int | slice) -> N_co | Self:
        if isinstance(place, slice):
            return type(self)(self._found[place])
        return self._found[place]

    def __iter__(self) -> Iterator[N_co]:
        return iter(self._found)

    def __call__(self, key: str) -> N_co:
        """Give the first one with that key; raise KeyError if there is none."""
        for node in self._found:
            if node.key == key:
                return node
        raise KeyError(key)

    def __eq__(self, other: object) -> bool:
        return list(self._found) == (list(other._found) if isinstance(other, NodeList) else other)

    __hash__ = None  # type: ignore[assignment]  # equality is by content

    def __repr__(self) -> str:
        return f"{type(self).__name__}({list(self._found)!r})"


class ElementList(NodeList[E_co]):
    """Elements of one type, in the order of the page."""

    @property
    def values(self) -> list[Any]:
        """Their values."""
        return [node.value for node in self._found]


class WidgetList(ElementList[E_co]):
    """Widgets of one type, in the order of the page."""


class BlockList(NodeList[N_co]):
    """Blocks of one type, in the order of the page."""


def described(node: Node) -> str:
    """Name a node in a message."""
    return f"st.{node._element.kind}" + (f' (key="{node.key}")' if node.key else "")
