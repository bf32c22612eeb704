"""Lines made as long as the page is wide, by wider blanks between their words: arithmetic."""

from __future__ import annotations

from collections.abc import Sequence

WIDEST = 3
"""Cells that a blank may get; a line that would need wider ones stays as it is."""

Gap = tuple[int, int]
"""The offset of a blank, and the cells that it has more than one."""


def gaps(text: str, start: int, end: int, missing: int) -> Sequence[Gap]:
    """Where ``missing`` cells go in the line ``text[start:end]``, spread over all its blanks.

    Empty when there is nothing to spread, or too much.
    """
    blanks = [
        offset
        for offset in range(start + 1, end - 1)
        if text[offset] == " " and text[offset - 1] != " "
    ]
    if missing <= 0 or not blanks or missing > (WIDEST - 1) * len(blanks):
        return ()
    each, rest = divmod(missing, len(blanks))
    count = len(blanks)
    found = []
    for number, offset in enumerate(blanks):
        more = each + ((number + 1) * rest // count > number * rest // count)
        if more:
            found.append((offset, more))
    return found


def stretched(found: Sequence[Gap], offset: int) -> int:
    """The cells that blanks before ``offset`` have more than one each."""
    return sum(more for blank, more in found if blank < offset)


def widened(text: str, start: int, end: int, found: Sequence[Gap]) -> str:
    """``text[start:end]`` with its blanks as wide as they are drawn."""
    drawn, position = [], start
    for blank, more in found:
        if start <= blank < end:
            drawn += [text[position : blank + 1], " " * more]
            position = blank + 1
    return "".join((*drawn, text[position:end]))
