"""A long text cut into parts that are broken into lines one by one, when they are needed."""

from __future__ import annotations

from index.article import Span
from tui.rendering.cells import cluster_start

PART = 6_000
"""Code points after which a part ends with the next paragraph."""
_LONGEST_PART = 24_000


def part_ranges(text: str) -> list[Span]:
    """``text`` cut into parts, at line ends; a line too long for one, at blanks."""
    spans: list[Span] = []
    start = 0
    while start < len(text):
        line_end = text.find("\n", start + PART, start + _LONGEST_PART)
        if line_end >= 0:
            end = line_end + 1
        elif len(text) - start <= _LONGEST_PART:
            end = len(text)
        else:
            end = _cut_in_line(text, start)
        spans.append(Span(start, end))
        start = end
    return spans or [Span(0, 0)]


def _cut_in_line(text: str, start: int) -> int:
    """Where to cut a line that is too long for one part; beyond ``start``."""
    limit = start + _LONGEST_PART
    blank = text.rfind(" ", start + PART, limit)
    if blank >= 0:
        return blank + 1
    cluster = cluster_start(text, limit, start)
    return cluster if cluster > start else limit
