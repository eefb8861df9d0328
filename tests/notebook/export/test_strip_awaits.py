"""Top-level awaits become calls that wait; what cannot be one is said."""

from __future__ import annotations

import pytest

from notebook_lit.notebook.export.strip_awaits import IMPORT, WAIT, without_awaits

TOOLS = "import asyncio\nasync def twice(x):\n    await asyncio.sleep(0)\n    return 2 * x\n"


def result(text: str) -> object:
    """Execute a text without its awaits; return what it binds to ``result``."""
    plain = without_awaits(TOOLS + text)
    assert plain is not None
    names: dict[str, object] = {}
    exec(f"{IMPORT}\n{WAIT}\n{plain}", names)  # noqa: S102
    names["_loop"].close()  # type: ignore[attr-defined]
    return names["result"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("result = await twice(2)", 4),
        ("ü = 'ü'; result = ü + str(await twice(2))", "ü4"),
        ("result = await (twice(2))", 4),
        ("result = [await twice(x) for x in (1, 2)]", [2, 4]),
        ("result = f'{await twice(2)}'", "4"),
        ("result = await asyncio.gather(\n    twice(1),\n    twice(2),\n)", [2, 4]),
        ("if await twice(1) == 2:\n    result = await twice(3)", 6),
        ("task = await asyncio.sleep(0) or asyncio.ensure_future\nresult = await twice(await_ if (await_ := 2) else 0)", 4),
    ],
)
def test_each_await_becomes_a_call_that_gives_the_same(text: str, expected: object) -> None:
    assert result(text) == expected


@pytest.mark.parametrize("text", [TOOLS, "x = 1", "async def f():\n    async with g() as h:\n        await h"])
def test_awaits_inside_functions_stay(text: str) -> None:
    assert without_awaits(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "await f(await g())",
        "async with lock:\n    pass",
        "async for x in rows():\n    pass",
        "[x async for x in rows()]",
        "await (\n    f()\n)",
    ],
)
def test_what_has_no_such_call_is_none(text: str) -> None:
    assert without_awaits(text) is None
