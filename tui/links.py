"""Web addresses in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

LONGEST = 2_000
_ADDRESS = re.compile(
    rf"(?<![\w@./-])(?:https?://|www\.)[^\s<>\"“”„«»‹›|^`{{}}\\]{{3,{LONGEST}}}", re.IGNORECASE
)
_BEHIND = ".,;:!?'’”)]…"
"""What ends a sentence or a bracket rather than an address."""


class Link(NamedTuple):
    """A web address: where it stands in the text (half-open), and what it leads to."""

    start: int
    end: int
    url: str


def links_in(text: str, start: int = 0, end: int | None = None) -> Iterator[Link]:
    """The addresses that begin in ``text[start:end]``, in order. Linear in its length."""
    stop = len(text) if end is None else end
    for match in _ADDRESS.finditer(text, start, min(len(text), stop + LONGEST)):
        if match.start() >= stop:
            return
        written = _trimmed(match.group())
        url = written if written.lower().startswith("http") else f"https://{written}"
        yield Link(match.start(), match.start() + len(written), url)


def link_at(text: str, offset: int) -> Link | None:
    """The address at ``offset``, if one is there."""
    line = max(text.rfind("\n", 0, offset) + 1, offset - LONGEST)
    found = (link for link in links_in(text, line, offset + 1) if link.end > offset)
    return next(found, None)


def _trimmed(written: str) -> str:
    """An address without what stands behind it."""
    end = len(written)
    opened, closed = written.count("("), written.count(")")
    while end and written[end - 1] in _BEHIND:
        if written[end - 1] == ")":
            if closed <= opened:
                break
            closed -= 1
        end -= 1
    return written[:end]
