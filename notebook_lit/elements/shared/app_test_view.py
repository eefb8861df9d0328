"""How `AppTest` sees elements: thin views, made when they are asked for. A family's file adds what its own kinds have.

There is no second tree: a view holds the element of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

from notebook_lit.elements.shared.options import OptionsDomain
from notebook_lit.errors import AppTestError, ValueRefused
from notebook_lit.runtime.model.element import Element
from notebook_lit.runtime.model.state import Domain

if TYPE_CHECKING:
    from typing_extensions import Self


class Root(Protocol):
    """The app under test, as far as its views need it: `notebook_lit.testing.AppTest`."""

    pending: dict[str, Any]

    def run(self, *, timeout: float | None = None) -> Any:
        """Run the app."""

    def value_of(self, element: Element) -> Any:
        """Return the value that a widget has in the app."""

    def node_type(self, kind: str) -> str:
        """Return Streamlit's name for elements of a kind."""


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


class NodeView:
    """A node of the page. Attributes that the view does not have itself are the props of the element."""

    def __init__(self, element: Element, root: Any) -> None:
        self._element = element
        self.root: Root = root

    @property
    def type(self) -> str:
        """Streamlit's name for what it is."""
        return self.root.node_type(self._element.kind)

    @property
    def key(self) -> str | None:
        """The author's name for it."""
        return self._element.key

    @property
    def proto(self) -> Proto:
        """The props of the element, read by attribute."""
        return Proto(self._element.props)

    def run(self, *, timeout: float | None = None) -> Any:
        """Run the app that drew it (see `AppTest.run`)."""
        return self.root.run(timeout=timeout)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)  # copy, pickle and pytest ask for such names; no prop is meant
        if name in ("set_value", "click"):
            raise AppTestError(f"{described(self)} takes no input, so a test cannot call `{name}` on it.")
        return getattr(self.proto, name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NodeView) and type(self) is type(other) and self._element == other._element

    __hash__ = None  # type: ignore[assignment]  # equality is by content

    @property
    def _class_name(self) -> str:
        return type(self).__name__.removesuffix("View")


class ElementView(NodeView):
    """An element without input."""

    #: The prop that is its value; by default its body, text or label.
    content: str = ""

    @property
    def value(self) -> Any:
        """What it shows: its text, its number, its data."""
        props = self._element.props
        names = (self.content,) if self.content else ("body", "text", "label")
        return next((props[name] for name in names if name in props), None)

    @property
    def help(self) -> str:
        """The text of the tooltip, empty if there is none."""
        return self._element.props.get("help") or ""

    def __repr__(self) -> str:
        name = f", key={self.key!r}" if self.key else ""
        return f"{self._class_name}({self.type!r}, value={self.value!r}{name})"


class MarkdownView(ElementView):
    """``st.markdown``, or something that Streamlit's tests see as one."""

    @property
    def is_caption(self) -> bool:
        """Whether it is a caption."""
        return self._element.kind == "caption"

    @property
    def allow_html(self) -> bool:
        """Whether HTML in it is HTML."""
        return bool(self._element.props.get("allow_html"))


class WidgetView(ElementView):
    """An element with a value that the reader changes.

    An operation waits in the `AppTest` until its ``run()``, which sends it to the engine as an event.
    """

    @property
    def id(self) -> str:
        """Its identity between runs."""
        return self._element.id or ""

    @property
    def disabled(self) -> bool:
        """Whether the input is disabled."""
        return bool(self._element.props["disabled"])

    @property
    def domain(self) -> Domain:
        """The values that it can have."""
        domain: Domain = self._element.source
        return domain

    @property
    def value(self) -> Any:
        """The value that waits for the next run, else the one of the app."""
        pending = self.root.pending
        if self.id in pending:
            return pending[self.id]
        return self.root.value_of(self._element)

    def set_value(self, v: Any) -> Self:
        """Set the value, to be sent with the next ``run()``.

        Parameters
        ----------
        v : object
            A value as the script sees it. Where the widget has options, also an option's label.

        Raises
        ------
        AppTestError
            If the widget is disabled.
        """
        if self.disabled:
            raise AppTestError(f"{described(self)} is disabled, so a reader cannot operate it, and a test neither.")
        self.root.pending[self.id] = v
        return self


class OptionView(WidgetView):
    """A widget whose reader chooses from options. Wherever an option is given, its label does as well."""

    @property
    def options(self) -> list[str]:
        """The labels."""
        return list(self._element.props["options"])

    @property
    def format_func(self) -> Callable[[Any], str]:
        """The function that returns the label of an option."""
        return self.label_of

    def label_of(self, option: Any) -> str:
        """Return the label of an option.

        Raises
        ------
        ValueError
            If it is no option, and the reader cannot add any.
        """
        domain = self.domain
        assert isinstance(domain, OptionsDomain)  # all option widgets have such a domain
        try:
            return domain.label_of(option)
        except ValueRefused as refusal:
            raise ValueError(f"{described(self)}: {refusal}") from None


def described(node: NodeView) -> str:
    """Return the name of a node for a message."""
    return f"st.{node._element.kind}" + (f' (key="{node.key}")' if node.key else "")
