"""What a text reads, binds and mentions, found without running it."""

from __future__ import annotations

from time import thread_time

import pytest

from notebook_lit.runtime.script.name_analysis import code_names, names_in
from tests.elements.counting import calls_made

READS = [
    ("st.write(df)", {"st", "df"}),
    ("df = load()\nst.write(df)", {"load", "st"}),
    ("x = x + 1", {"x"}),
    ("x += 1", {"x"}),
    ("if flag:\n    y = 1\nst.write(y)", {"flag", "st", "y"}),
    ("if flag:\n    y = 1\nelse:\n    y = 2\nst.write(y)", {"flag", "st"}),
    ("for i in rows:\n    i\ni", {"rows", "i"}),
    ("with a as b:\n    c = b\nc", {"a"}),
    ("try:\n    import pd\nexcept E as e:\n    pd = e\npd", {"E"}),
    ("try:\n    import pd\nexcept E:\n    pass\npd", {"E", "pd"}),
    ("[i + k for i in rows if i]", {"rows", "k"}),
    ("[x for x in x]", {"x"}),
    ("lambda a, *b, c=d: a + b + c + e", {"d", "e"}),
    ("def f(a, b=c):\n    g = a\n    return g + n + late\nlate = 1", {"c", "n"}),
    ("@dec\nclass A(Base):\n    k = v\n    m = k\n    def f(self):\n        return df", {"dec", "Base", "v", "df"}),
    ("match m:\n    case [a, *rest] if a > n:\n        rest", {"m", "n"}),
    ("print(y := z, y)", {"print", "z"}),
    ("del df", {"df"}),
    ("f'{df:>{width}}'", {"df", "width"}),
    ("a.b[c].d = e", {"a", "c", "e"}),
    ("async with a as b:\n    await b", {"a"}),
    ("x: int = y", {"int", "y"}),
    ("from __future__ import annotations\nx: int = y\ndef f(a: int = b) -> c: pass", {"y", "b"}),
    ("def f(a: int = b) -> c: pass", {"int", "b", "c"}),
    ("return", set()),
    ("no python", set()),
    ("x = '\0'", set()),
]


@pytest.mark.parametrize(("text", "names"), READS, ids=[text for text, _ in READS])
def test_a_text_reads_what_it_has_not_surely_bound_before(text: str, names: set[str]) -> None:
    assert names_in(text).reads == names


@pytest.mark.parametrize(
    ("text", "binds"),
    [
        ("df = df[df.x > 0]", {"df"}),
        ("a, (b, *c) = 1, (2, 3)", {"a", "b", "c"}),
        ("import a.b, c as d\nfrom e import f as g", {"a", "d", "g"}),
        ("for i in x:\n    pass", {"i"}),
        ("del df", {"df"}),
        ("def f(): h = 1", {"f"}),
        ("df['x'] = 1", set()),
        ("df.drop(columns='x', inplace=True)", set()),
    ],
)
def test_a_text_binds_what_it_assigns_imports_defines_and_deletes(text: str, binds: set[str]) -> None:
    assert names_in(text).binds == binds


@pytest.mark.parametrize("text", ["df['x'] = 1", "df.x = 1", "df.loc[0].y[1] = 2", "df += 1", "del df['x']", "df.at(1).x = 2"])
def test_a_text_changes_what_it_assigns_a_part_of(text: str) -> None:
    assert names_in(text).changes == {"df"}


def test_names_in_strings_are_hints_only_where_names_are_looked_up_by_text() -> None:
    assert "limit" in names_in("df.query('x > @limit')").hints
    assert "df" in names_in("eval('df')").hints
    assert names_in("st.write('df')").hints == frozenset()


def test_a_code_object_names_its_globals_and_not_its_attributes() -> None:
    namespace: dict[str, object] = {}
    exec("def f():\n    global n\n    n = 1\n    return a.b + (lambda: c)()", namespace)  # noqa: S102  # our own text
    function = namespace["f"]
    assert code_names(function.__code__) == ({"a", "c"}, {"n"})  # type: ignore[attr-defined]


def test_a_long_script_costs_a_few_calls_a_line() -> None:
    text = "".join(f"x{number} = {number} + 1\n" for number in range(2_000))
    assert calls_made(lambda: names_in(text)) < 2_000 * 40  # 168 once


def test_branches_of_a_long_script_take_linear_time() -> None:
    def seconds(count: int) -> float:
        text = "".join(f"x{number} = 1\nif x{number}:\n    y = 1\n" for number in range(count))
        began = thread_time()
        names_in(text)
        return thread_time() - began

    seconds(100)  # what is built on first use
    # The work is in copies of sets, which no counter of calls sees. It is 16 times as much where it is
    # linear, 256 times where it is quadratic: the processor time of this thread never differs that much between two moments.
    assert seconds(16_000) < 64 * seconds(1_000)


def test_what_a_branch_binds_is_not_surely_bound_behind_it() -> None:
    branches = "for a in x:\n    b = 1\nif x:\n    c = d = 1\nelse:\n    d = 2\ntry:\n    e = 1\nexcept E as f:\n    e = 2\n"
    assert names_in(f"{branches}print(a, b, c, d, e, f)").reads == {"x", "a", "b", "c", "E", "f", "print"}
