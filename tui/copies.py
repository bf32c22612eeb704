"""Going from one copy of a text to another without losing the place."""

from __future__ import annotations

from index.article import Span
from index.views import ArticleView
from tui.shelf import Shelf


def copy_beside(reading: ArticleView, delta: int) -> int | None:
    """The copy ``delta`` places after the open article, round and round; ``None``: no other.

    The article that stands for them comes first, the others as they came in.
    """
    others = {copy.id for copy in reading.copies if copy.id}
    if not others:
        return None
    here = reading.article.id
    ring = sorted({here, *others}, key=lambda number: (number != reading.text, number))
    return ring[(ring.index(here) + delta) % len(ring)]


async def place_in(shelf: Shelf, reading: ArticleView, caret: int, copy: int) -> Span:
    """Where the place of the caret is in a copy."""
    here = reading.article.id
    offset = await shelf.do(lambda library: library.same_place(here, caret, copy))
    return Span(offset, offset)
