"""Annotations of copies that could be made on an article, too. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from index.article import Span
from index.notes.model import Placed

MOSTLY = 0.5
"""The part of the longer of two passages that they share when they are about the same words."""


def still_offered(offered: Sequence[Placed], made: Sequence[Placed]) -> tuple[Placed, ...]:
    """What of ``offered`` is about words that are not marked yet, each passage once.

    ``made`` are the annotations that the article has; both are placed in its text.
    """
    marked = [one.placement.span for one in made if one.placement.span is not None]
    kept = []
    for one in offered:
        span = one.placement.span
        if span is not None and not any(_same(span, other) for other in marked):
            kept.append(one)
            marked.append(span)
    return tuple(kept)


def _same(one: Span, other: Span) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0 and shared >= MOSTLY * max(len(one), len(other))
