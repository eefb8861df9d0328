"""Writes random scripts out of the first elements, and random readers who operate what they find on the page.

Everything follows from a seed. The readers go by what the AppTest shows, so the same reader serves both AppTests.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from random import Random
from typing import Any

#: Operations per script.
STEPS = 6

_TEXTS = [
    "plain",
    "**bold** and `code`",
    ":red[red]",
    "  indented\n    text",
    "",
    "a\nb",
    "é 🙂",
    "<b>html</b>",
    "$x^2$",
    "1. one",
]
_VALUES = [
    "1",
    "-2.5",
    "None",
    "True",
    "(1, 'a')",
    "[1, 'b', None]",
    "{'k': [1]}",
    "'text'",
    "datetime.date(2024, 2, 29)",
    "{1}",
]
_OPTIONS = [["a", "b", "c"], ["one"], [1, 2, 3], [1.5, True, "x"], ["Same", "same"], []]
_STATIC = [
    "st.write({value})", "st.write({text!r}, {value})", "{value}", "st.markdown({text!r})", "st.text({text!r})",
    "st.caption({text!r}, help={text!r})", "st.title({text!r})", "st.header({text!r}, divider={flag})",
    "st.subheader({text!r}, anchor=False)",
    "st.code({text!r}, language={language!r})", "st.latex({text!r})", "st.divider()", "st.json([{value}])",
    "st.success({text!r})", "st.info({text!r}, icon='🙂')", "st.warning({value})", "st.error({text!r})",
    "st.metric({text!r}, {number}, {number})", "st.progress({number} % 101, text={text!r})", "st.exception(KeyError({text!r}))",
    "st.table({{'n': [{number}, 2]}})", "st.dataframe({{'n': [{number}], 't': [{text!r}]}})", "st.empty()",
]  # fmt: skip
_WIDGETS = [
    "st.button({label}{key}{callback_click})", "st.checkbox({label}, {flag}{key}{callback})",
    "st.toggle({label}{key}{disabled})",
    "st.radio({label}, {options}{index}{key}{callback})", "st.radio({label}, {options}, horizontal={flag}{key})",
    "st.selectbox({label}, {options}{index}{key}{disabled})", "st.selectbox({label}, {words}, format_func=str.upper{key})",
    "st.multiselect({label}, {options}{key}{callback})", "st.multiselect({label}, {words}, ['a']{key})",
    "st.slider({label}, {low}, {high}{key}{callback})", "st.slider({label}, {low}, {high}, ({low}, {high}){key})",
    "st.slider({label}, {low}.0, {high}.0, {low}.5, 0.5{key})", "st.slider({label}, value=datetime.date(2024, 1, 31){key})",
    "st.select_slider({label}, {words}{key})", "st.select_slider({label}, {words}, ('a', 'c'){key}{callback})",
    "st.number_input({label}, {low}, {high}{key}{disabled})", "st.number_input({label}, value={low}.5, step=0.5{key})",
    "st.number_input({label}, value=None, max_value={high}{key})", "st.text_input({label}, {text!r}{key}{callback})",
    "st.text_input({label}, None, max_chars=9{key})", "st.text_area({label}, {text!r}{key})",
    "st.date_input({label}, datetime.date(2024, 2, 29){key})", "st.date_input({label}, None, datetime.date(2020, 1, 1){key})",
    "st.selectbox({label}, {words}[: 1 + ss.runs % 3]{key})", "st.radio({label}, {words}[ss.runs % 2 :], index=None{key})",
    "st.multiselect({label}, {words}[ss.runs % 2 :]{key})", "st.select_slider({label}, {words}[ss.runs % 2 :]{key})",
    "st.slider({label}, 0, 5 + ss.runs // 3{key})", "st.slider({label}, 0, 9, ss.runs{key}{callback})",
    "st.number_input({label}, 0, 2 + ss.runs % 3{key})", "st.text_input({label}, str(ss.runs){key})",
    "st.checkbox({label} + '!' * (ss.runs % 2){key})", "st.toggle({label}, help=str(ss.runs % 2){key})",
    "st.checkbox({label}, key='p{place}', persist_state='session') if ss.runs % 3 else None",
    "st.time_input({label}, datetime.time({low}, 30){key}{callback})", "st.color_picker({label}, '#aabbcc'{key})",
]  # fmt: skip
#: What a script assigns to a key before it draws the widget with that key.
_ASSIGNED = [
    ("'set'", "st.text_input({label}, 'default', key='a{place}')"),
    ("ss.runs", "st.slider({label}, 0, 20, key='a{place}')"),
    ("True", "st.checkbox({label}, key='a{place}'{callback})"),
    ("'b'", "st.selectbox({label}, {words}, key='a{place}')"),
    ("['c', 'a']", "st.multiselect({label}, {words}, key='a{place}')"),
    ("99", "st.number_input({label}, 0, 9, key='a{place}')"),
    ("'z'", "st.radio({label}, {words}, 1, key='a{place}')"),
    ("(1, 3)", "st.slider({label}, 0, 9, (2, 4), key='a{place}')"),
    ("datetime.time(1)", "st.time_input({label}, datetime.time(2), key='a{place}')"),
    ("4", "st.slider({label}, 0, 9, key='a{place}')"),
    ("'#123456'", "st.color_picker({label}, key='a{place}')"),
    ("None", "st.selectbox({label}, {words}, key='a{place}')"),
]
_BLOCKS = [
    "with st.container(border={flag}):", "with st.columns(2)[{bit}]:", "with st.columns([1, 2, 3])[{bit}]:",
    "with st.expander({text!r}):", "with st.tabs(['A', 'B'])[{bit}]:", "with st.sidebar:", "with st.empty():",
    "with st.empty().container():", "for i in range({bit} + 1):", "if {seen}:", "if not {seen}:", "with st.spinner('…'):",
    "try:",
]  # fmt: skip
_ENDS = ["if {seen} and ss.runs > 3: st.stop()", "if {seen} and ss.runs == 4: 1 / 0", "if {seen} and ss.runs == 3: st.rerun()"]


class _Writer:
    """Writes one script."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.lines = [
            "import datetime",
            "import streamlit as st",
            "ss = st.session_state",
            "ss.runs = ss.get('runs', 0) + 1",
            "ss.setdefault('calls', [])",
            "def called(name): ss.calls.append(name)",
        ]
        self.names: list[str] = []  # the variables that hold the value of a widget
        self.count = 0

    def script(self) -> str:
        """Write it."""
        calls = self.random.randint(3, 25)
        while self.count < calls:
            self.statement("", calls)
        self.lines.append("st.write(len(ss.calls), ss.runs)")
        return "\n".join(self.lines) + "\n"

    def statement(self, indent: str, calls: int) -> None:
        """Write one statement, perhaps with others in it."""
        self.count += 1
        kind = self.random.random()
        if kind < 0.45:
            self.widget(indent)
        elif kind < 0.75 or len(indent) > 8:
            self.lines.append(indent + self.filled(self.random.choice(_STATIC)))
        elif kind < 0.8 and self.names and not indent:
            self.lines.append(self.filled(self.random.choice(_ENDS)))
        elif kind < 0.82:
            value, call = self.random.choice(_ASSIGNED)
            when = self.random.choice(["ss.runs % 2", "ss.runs == 1", "'a{place}' not in ss", "ss.runs == 4", "{seen}"])
            self.lines.append(indent + self.filled(f"if {when}: ss['a{{place}}'] = {value}"))
            self.lines.append(indent + self.filled(call))
            if not indent and self.random.random() < 0.3:
                self.lines.insert(-2, indent + self.filled("if ss.runs == 3 and 'a{place}' in ss: del ss['a{place}']"))
        elif kind < 0.85:
            name = f"late{self.count}"
            self.lines.append(f"{indent}{name} = {self.random.choice(['st.empty()', 'st.container()', 'st.sidebar'])}")
            self.statement(indent, calls)
            self.lines.append(indent + self.filled(self.random.choice(_STATIC[3:9])).replace("st.", f"{name}.", 1))
        else:
            self.block(indent, calls)

    def widget(self, indent: str) -> None:
        """Write a widget and a name for its value."""
        name = f"w{self.count}"
        call = self.filled(self.random.choice(_WIDGETS))
        if " i in range" in "".join(self.lines[-2:]) and self.random.random() < 0.5:
            call = call.replace("'L", "f'{i} L", 1)
        self.lines.append(f"{indent}{name} = {call}")
        self.names.append(name)
        if self.random.random() < 0.4:
            self.lines.append(f"{indent}{self.random.choice(['st.write', 'st.text', ''])}({name})")
        if not indent:
            return
        self.names.pop()  # it may not be reached

    def block(self, indent: str, calls: int) -> None:
        """Write a block with one to four statements in it."""
        head = self.filled(self.random.choice(_BLOCKS))
        self.lines.append(indent + head)
        for _ in range(self.random.randint(1, 4)):
            if head == "with st.empty():":  # Streamlit's AppTest fails where a block in it is replaced by an element
                self.widget(indent + "    ")
            else:
                self.statement(indent + "    ", calls)
        if head == "try:":
            self.lines += [f"{indent}except Exception as error:", f"{indent}    st.write(type(error).__name__)"]

    def filled(self, template: str) -> str:
        """Fill the places of a template at random."""
        random, number = self.random, self.count
        low = random.randint(0, 5)
        key = f", key='k{number}'" if random.random() < 0.5 else ""
        some = random.choice(_OPTIONS)
        return template.format(
            text=random.choice(_TEXTS),
            value=random.choice(_VALUES),
            flag=random.choice([True, False]),
            bit=random.choice([0, 1]),
            number=random.randint(0, 200),
            place=number,
            language=random.choice(["python", None, "sql"]),
            label=f"'L{number if random.random() < 0.9 else 0}'",
            key=key if random.random() < 0.98 else ", key='again'",
            disabled=", disabled=True" if random.random() < 0.2 else "",
            callback=f", on_change=called, args=('c{number}',)" if random.random() < 0.4 else "",
            callback_click=f", on_click=called, args=('c{number}',)" if random.random() < 0.4 else "",
            options=some,
            index=random.choice(["", "", ", index=None", f", index={max(len(some) - 1, 0)}"]),
            words=["a", "b", "c"],
            low=low,
            high=low + random.randint(1, 9),
            seen=random.choice(self.names) if self.names else "ss.runs % 2",
        )


def app(seed: int) -> tuple[str, list[Callable[[Any], Any]]]:
    """Give a script and what a reader does with it."""
    return _Writer(Random(seed)).script(), [_reader(seed * STEPS + step) for step in range(STEPS)]


def _reader(seed: int) -> Callable[[Any], Any]:
    def operate(at: Any) -> None:
        random = Random(seed)
        widgets = [
            widget
            for kind in OPERATIONS
            for widget in getattr(at, kind)
            if not (widget.disabled and random.random() < 0.95)  # now and then one tries what is locked
        ]
        for widget in random.sample(widgets, min(len(widgets), random.choice([1, 1, 2, 3]))):
            OPERATIONS[widget.type](widget, random)

    return operate


def _some(widget: Any, random: Random) -> None:
    widget.set_value(random.sample(list(widget.options), random.randint(0, len(widget.options))))


def _one(widget: Any, random: Random) -> None:
    if widget.options:
        widget.set_value(random.choice(list(widget.options)))


def _place(widget: Any, random: Random) -> Any:
    """Choose a place of a slider."""
    value = widget.value[0] if isinstance(widget.value, list | tuple) else widget.value
    if isinstance(value, datetime.date):
        return datetime.date(2024, 1, 31) + datetime.timedelta(days=random.randint(-14, 14))
    step = 0.5 if isinstance(value, float) else 1
    low = widget.proto.min
    return type(value)(low + step * random.randint(0, int((widget.proto.max - low) / step)))


def _slide(widget: Any, random: Random) -> None:
    if isinstance(widget.value, list | tuple):
        widget.set_range(*sorted([_place(widget, random), _place(widget, random)]))
    else:
        widget.set_value(_place(widget, random))


def _span(widget: Any, random: Random) -> None:
    ends = sorted(random.choices(range(len(widget.options)), k=2))
    if isinstance(widget.value, list | tuple):
        widget.set_range(*(widget.options[end] for end in ends))
    else:
        widget.set_value(widget.options[ends[0]])


def _number(widget: Any, random: Random) -> None:
    if widget.value is None:
        widget.set_value(random.randint(-5, 1))
    else:
        random.choice([widget.increment, widget.decrement])()


def _time(widget: Any, random: Random) -> None:
    widget.set_value(datetime.time(random.randint(0, 23), random.choice([0, 15, 30, 45])))


#: How each type of widget is operated.
OPERATIONS: dict[str, Callable[[Any, Random], Any]] = {
    "button": lambda widget, random: widget.click(),
    "checkbox": lambda widget, random: widget.set_value(not widget.value),
    "toggle": lambda widget, random: widget.set_value(not widget.value),
    "radio": _one,
    "selectbox": _one,
    "multiselect": _some,
    "slider": _slide,
    "select_slider": _span,
    "number_input": _number,
    "text_input": lambda widget, random: widget.input(random.choice(["", "typed", "more words", "ünï 🙂"])),
    "text_area": lambda widget, random: widget.input(random.choice(["", "line\nline"])),
    "date_input": lambda widget, random: widget.set_value(datetime.date(2024, random.randint(1, 12), 7)),
    "time_input": _time,
    "color_picker": lambda widget, random: widget.pick(f"{random.randrange(2**24):06x}"),
}
