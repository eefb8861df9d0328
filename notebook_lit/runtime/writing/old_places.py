"""Containers of an earlier run: kept by ``cache_resource`` or in ``st.session_state``, or written to by a callback.

Rules
-----
1. As in Streamlit, such a container stands for a place of the page, by its position: what is written to it goes to what is at
   that position in this run.
2. What this run has not come to yet is a stand-in. When the script comes to the position, what it writes there takes the
   stand-in's place; a container that it opens there keeps what a callback has written into it (`Block.tail`).
3. Writing begins behind all that the earlier run wrote there: else this run would overwrite it.
"""

from __future__ import annotations

from notebook_lit.errors import StreamlitAPIException
from notebook_lit.runtime.model.element import Block, Page


def standing(block: Block, page: Page) -> Block:
    """Return the block of a page that stands where ``block`` stands in the page of an earlier run.

    Raises
    ------
    StreamlitAPIException
        If something else stands there now.
    """
    outer = block.outer
    if outer is None:
        return next(root for root in page.roots if root.kind == block.kind)
    now = standing(outer, page)
    there = now.at(block.place)
    if isinstance(there, Block):
        return there
    if there is not None and there.kind != "gone":
        raise StreamlitAPIException(
            f"A container of an earlier run (`st.{block.kind}`) is written to, and where it stood the page now has "
            f"`st.{there.kind}`. Make the container anew in each run, before what follows it."
        )
    stand_in = Block(block.kind, block.props, root=now.root, value=block.value, source=block.source, binds=block.binds)
    stand_in.line, stand_in.form = block.line, now.form
    take_place(stand_in, now, block.place)
    now.put(block.place, stand_in)
    return stand_in


def take_place(block: Block, outer: Block, index: int) -> None:
    """Note where a block stands, before it is put there; it keeps what it does not overwrite of a block at that place."""
    before = outer.at(index)
    if isinstance(before, Block) and block.tail is None:
        block.tail = before.shown()
    block.outer, block.place, block.depth = outer, index, outer.depth + 1
