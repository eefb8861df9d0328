"""Blocks of a tested page, with the queries that find what lies below them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_args, get_origin, overload

from notebook_lit.errors import AppTestError
from notebook_lit.runtime.model import element as drawn
from notebook_lit.runtime.model.state import Domain
from notebook_lit.testing import widgets
from notebook_lit.testing.nodes import (
    BlockList,
    Code,
    Element,
    ElementList,
    Frame,
    Heading,
    Image,
    Markdown,
    Node,
    NodeList,
    Progress,
    Raised,
    WidgetList,
)

if TYPE_CHECKING:
    from typing_extensions import Self

    from notebook_lit.testing.app_test import AppTest

L_co = TypeVar("L_co", bound="NodeList[Any]", covariant=True)

#: What takes a place on our page and none in a test: a spinner and the place that it leaves.
_UNSEEN = frozenset({"gone", "spinner"})


class Query(Generic[L_co]):
    """A property: the list of all nodes of some kinds below the block, found anew each time it is read.

    Parameters
    ----------
    give : type
        The kind of list.
    *kinds : str
        The ``st`` names of the nodes; none means the name of the property.
    """

    def __init__(self, give: type[L_co], *kinds: str) -> None:
        self.give = give
        self.kinds = kinds

    def __set_name__(self, owner: type[Block], name: str) -> None:
        self.kinds = self.kinds or (name,)

    @overload
    def __get__(self, at: None, owner: type[Block]) -> Self: ...
    @overload
    def __get__(self, at: Block, owner: type[Block]) -> L_co: ...
    def __get__(self, at: Block | None, owner: type[Block]) -> L_co | Self:
        if at is None:
            return self
        return self.give([node for node in at.below() if node._element.kind in self.kinds])


class Block(Node):
    """A block of the page, as a test sees it.

    Each property that has the name of an ``st`` function gives all of that kind below the block, in reading order.

    Examples
    --------
    >>> at.sidebar.slider(key="rows").set_value(20).run()    # doctest: +SKIP
    """

    _element: drawn.Block

    def __init__(self, element: drawn.Block, root: AppTest) -> None:
        super().__init__(element, root)

    @property
    def children(self) -> dict[int, Node]:
        """What lies directly in it, by place."""
        seen = (child for child in self._element.shown() if child.kind not in _UNSEEN)
        return {place: view(child, self.root) for place, child in enumerate(seen)}

    def below(self) -> Iterator[Node]:
        """Go through all nodes below this one, in reading order."""
        for child in self.children.values():
            yield child
            if isinstance(child, Block):
                yield from child.below()

    def __iter__(self) -> Iterator[Node]:
        yield self
        yield from self.below()

    def __len__(self) -> int:
        return len(self.children)

    def __bool__(self) -> bool:
        return True  # a block without children is still there

    def __getitem__(self, place: int) -> Node:
        return self.children[place]

    def get(self, element_type: str) -> list[Node]:
        """Find nodes by the name of their property here, or by their ``type``.

        Parameters
        ----------
        element_type : str
            For example ``"button"``, ``"tabs"``, ``"popover"``, ``"vega_lite_chart"``.

        Returns
        -------
        list of Element or Block
            In reading order; empty if there are none.
        """
        query = getattr(type(self), element_type, None)
        kinds = query.kinds if isinstance(query, Query) else ()
        return [node for node in self.below() if node._element.kind in kinds or (not kinds and node.type == element_type)]

    def get_by_key(self, key: str) -> Node:
        """Find the one node with that key.

        Raises
        ------
        KeyError
            If there is none.
        AppTestError
            If there are several.
        """
        found = [node for node in self.below() if node.key == key]
        if not found:
            raise KeyError(key)
        if len(found) > 1:
            raise AppTestError(f'{len(found)} elements have the key "{key}". Look below one container.')
        return found[0]

    def __repr__(self) -> str:
        lines = [f"{type(self).__name__}({self.type!r}" + (f", key={self.key!r})" if self.key else ")")]
        lines += ["    " + line for child in self.children.values() for line in repr(child).splitlines()]
        return "\n".join(lines)

    audio_input = Query(WidgetList[widgets.Widget])
    button = Query(WidgetList[widgets.Button], "button", "form_submit_button")
    button_group = Query(WidgetList[widgets.ButtonGroup], "pills", "segmented_control")
    camera_input = Query(WidgetList[widgets.Widget])
    caption = Query(ElementList[Markdown])
    chat_input = Query(WidgetList[widgets.Widget])
    chat_message = Query(BlockList["Block"])
    checkbox = Query(WidgetList[widgets.Checkbox])
    code = Query(ElementList[Code])
    color_picker = Query(WidgetList[widgets.ColorPicker])
    columns = Query(BlockList["Block"], "column")
    container = Query(BlockList["Block"])
    data_editor = Query(ElementList[Frame])
    dataframe = Query(ElementList[Frame], "dataframe", "data_editor")
    date_input = Query(WidgetList[widgets.DateInput])
    datetime_input = Query(WidgetList[widgets.Widget])
    divider = Query(ElementList[Markdown])
    download_button = Query(WidgetList[widgets.Button])
    error = Query(ElementList[Element])
    exception = Query(ElementList[Raised])
    expander = Query(BlockList["Block"])
    feedback = Query(WidgetList[widgets.Widget])
    file_uploader = Query(WidgetList[widgets.Widget])
    form = Query(BlockList["Block"])
    form_submit_button = Query(WidgetList[widgets.Button])
    grid = Query(BlockList["Block"])
    header = Query(ElementList[Heading])
    help = Query(ElementList[Element])
    html = Query(ElementList[Element])
    image = Query(ElementList[Image], "image", "pyplot")
    info = Query(ElementList[Element])
    json = Query(ElementList[Element])
    latex = Query(ElementList[Markdown])
    link_button = Query(ElementList[Element])
    markdown = Query(ElementList[Markdown], "markdown", "badge", "mermaid")
    menu_button = Query(WidgetList[widgets.Widget])
    metric = Query(ElementList[Element])
    multiselect = Query(WidgetList[widgets.Multiselect])
    number_input = Query(WidgetList[widgets.NumberInput])
    page_link = Query(ElementList[Element])
    pagination = Query(WidgetList[widgets.Widget])
    pills = Query(WidgetList[widgets.ButtonGroup])
    progress = Query(ElementList[Progress])
    radio = Query(WidgetList[widgets.Radio])
    segmented_control = Query(WidgetList[widgets.ButtonGroup])
    select_slider = Query(WidgetList[widgets.SelectSlider])
    selectbox = Query(WidgetList[widgets.Selectbox])
    slider = Query(WidgetList[widgets.Slider])
    space = Query(ElementList[Element])
    status = Query(BlockList["Block"])
    subheader = Query(ElementList[Heading])
    success = Query(ElementList[Element])
    table = Query(ElementList[Frame])
    tabs = Query(BlockList["Block"], "tab")
    text = Query(ElementList[Element])
    text_area = Query(WidgetList[widgets.TextInput])
    text_input = Query(WidgetList[widgets.TextInput])
    time_input = Query(WidgetList[widgets.TimeInput])
    title = Query(ElementList[Heading])
    toast = Query(ElementList[Element])
    toggle = Query(WidgetList[widgets.Checkbox])
    warning = Query(ElementList[Element])


def _views() -> Iterator[tuple[str, type[Element]]]:
    for query in vars(Block).values():
        if isinstance(query, Query) and not issubclass(get_origin(query.give) or query.give, BlockList):
            for kind in query.kinds:
                yield kind, get_args(query.give)[0]


#: By which class the elements of each kind are seen, as the queries say.
VIEWS: Mapping[str, type[Element]] = MappingProxyType(dict(_views()))


def view(element: drawn.Element, root: AppTest) -> Node:
    """Make the view of an element."""
    if isinstance(element, drawn.Block):
        return Block(element, root)
    seen_as = VIEWS.get(element.kind, Element)
    if seen_as is Element and isinstance(element.source, Domain):
        seen_as = widgets.Widget
    return seen_as(element, root)
