"""Placing annotations in a new version of the text they were made on.

With the old text, both versions are compared once and every passage is followed
through the comparison (:mod:`.alignment`, :mod:`.placing`). Without it, a passage
is searched by its words and its surroundings (:mod:`.quotes`). An annotation's
own anchor is never changed by this.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.article import Span
from index.notes.anchoring.placing import Comparison
from index.notes.anchoring.quotes import Quote, QuoteFinder
from index.notes.model import Annotation, Placement, PlacementStatus

# Raised when placements of the same texts may come out otherwise than before.
METHOD = 3

__all__ = ["METHOD", "Comparison", "Quote", "QuoteFinder", "place", "place_spans"]


def place_spans(spans: Sequence[Span], old_text: str, new_text: str) -> list[Placement]:
    """Where passages of ``old_text`` are in ``new_text``, in the same order.

    Spans and placements count code points, half-open. Passages before the first
    and behind the last difference cost nothing; only the others need the texts
    to be compared.
    """
    head, tail = _common_ends(old_text, new_text)
    shift = len(new_text) - len(old_text)
    comparison: Comparison | None = None
    placed = []
    for span in spans:
        if span.end <= head:
            placed.append(Placement(PlacementStatus.EXACT, span, span.start))
        elif span.start >= len(old_text) - tail:
            moved = Span(span.start + shift, span.end + shift)
            placed.append(Placement(PlacementStatus.EXACT, moved, moved.start))
        else:
            comparison = comparison or Comparison(old_text, new_text)
            placed.append(comparison.place(span.start, span.end))
    return placed


def place(
    annotations: Sequence[Annotation], old_text: str | None, new_text: str
) -> list[Placement]:
    """Where annotations made on ``old_text`` are in ``new_text``, in the same order.

    ``old_text`` ``None``: it was not kept; passages are found by quote, context
    and old place. All annotations are of one version.
    """
    if old_text is None:
        finder = QuoteFinder(new_text)
        return [
            finder.find(Quote(one.exact, one.prefix, one.suffix, one.start)) for one in annotations
        ]
    return place_spans([Span(one.start, one.end) for one in annotations], old_text, new_text)


def _common_ends(old_text: str, new_text: str) -> tuple[int, int]:
    """How many characters at the beginning and at the end are the same in both texts.

    Where the two would overlap, the longer one stands.
    """
    shorter = min(len(old_text), len(new_text))
    head = _common_head(old_text, new_text)
    tail = _common_head(old_text[::-1], new_text[::-1])
    if head >= tail:
        return head, min(tail, shorter - head)
    return min(head, shorter - tail), tail


def _common_head(a: str, b: str) -> int:
    """How many characters two texts have in common from their beginning on."""
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
