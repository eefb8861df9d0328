"""What date and time fields share: a text field in a format, and in it the sign that opens the browser's own picker."""

from __future__ import annotations

from datetime import date, time
from functools import partial
from typing import Any

from notebook_lit.elements.inputs.domains.date_domain import DateDomain, TimeDomain
from notebook_lit.elements.markup.markdown import plain_text
from notebook_lit.elements.shared.widget_tree import Native


def text_traits(domain: DateDomain | TimeDomain, value: Any) -> dict[str, Any]:
    """Return the traits of a text field that shows a date or time."""
    return {"value": domain.written(value), "placeholder": domain.shape, "continuous_update": False}


def entered(domain: DateDomain | TimeDomain, before: Any, text: str, wire: Any) -> Any:
    """Return what the text of a field means that showed ``before``; a text that means nothing as it is."""
    return before if text.strip() == domain.written(before) else domain.typed(text)


def picked(domain: DateDomain | TimeDomain, chosen: date | time | None, wire: Any) -> Any:
    """Return what a choice in a picker means, which has a button that empties it."""
    return domain.typed("") if chosen is None else chosen


def picker(widget: str, domain: DateDomain | TimeDomain, value: Any, label: str, *, disabled: bool, **traits: Any) -> Native:
    """Return the native that stands at the end of a field and opens the browser's picker.

    It is a field of the browser's, of which only this sign is seen. Its name is for screen readers.
    """
    name = f"Choose {plain_text(label)}".rstrip()
    return Native(
        widget,
        {"value": value, "description": name, "disabled": disabled, **traits},
        trait="value",
        read=partial(picked, domain),
        classes=("lit-picker", "lit-label-heard", "lit-calendar" if widget == "DatePicker" else "lit-clock"),
    )
