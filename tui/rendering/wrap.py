"""Breaking a paragraph into lines of a given width.

Lines are broken greedily at blanks, between wide characters where East Asian
typography allows it, and inside a word only when the word alone is wider than
the line. The blanks at a break belong to neither line.
"""

from __future__ import annotations

import re

from tui.rendering.cells import Cluster, clusters, is_plain, is_wide

# Where Japanese and Chinese typesetting (JIS X 4051, GB/T 15834) forbids a break.
_NEVER_FIRST = frozenset(
    "、。，．：；！？）］｝」』】〕〉》”’々ーぁぃぅぇぉっゃゅょァィゥェォッャュョ…—～·%"
)
_NEVER_LAST = frozenset("（［｛「『【〔〈《“‘￥＄")
_HYPHENS = ("—", "–", "-")
_NOT_BLANK = re.compile(r"[^ ]")


def wrap(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    """The lines of ``text[start:end]``, a stretch without line ends, as offset ranges.

    ``width`` is in cells and at least 1; a cluster wider than that has a line
    of its own. Blanks at the start of the stretch are kept, at its end left out.
    The time is linear in the length.
    """
    stretch_end = start + len(text[start:end].rstrip(" "))
    if is_plain(text, start, stretch_end):
        return _wrap_plain(text, start, stretch_end, width)
    return _wrap_clusters(text, clusters(text, start, stretch_end), width) or [(start, start)]


def _wrap_plain(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    lines = []
    while end - start > width:
        blank = text.rfind(" ", start, start + width + 1)
        hyphen = _hyphen_between(text, max(start, blank + 1), start + width)
        line_end = hyphen or (start + width if blank <= start else blank)
        while line_end > start and text[line_end - 1] == " ":
            line_end -= 1
        if line_end == start:  # nothing but blanks fits
            line_end = start + width
        lines.append((start, line_end))
        start = line_end
        if text[start] == " ":
            found = _NOT_BLANK.search(text, start, end)
            start = found.start() if found else end
    lines.append((start, end))
    return lines


def _hyphen_between(text: str, start: int, end: int) -> int:
    """Where a line may end behind a hyphen or dash inside ``text[start:end]``; 0 for nowhere."""
    for mark in _HYPHENS:
        place = text.rfind(mark, start + 1, end)
        if place > start and _may_break_behind(text, place):
            return place + 1
    return 0


def _may_break_behind(text: str, place: int) -> bool:
    """Whether the hyphen at ``place`` stands between letters."""
    around = text[place - 1 : place], text[place + 1 : place + 2]
    return all(char.isalpha() for char in around)


def _wrap_clusters(text: str, pieces: list[Cluster], width: int) -> list[tuple[int, int]]:
    lines = []
    first = 0
    while first < len(pieces):
        behind, following = _line_from(text, pieces, first, width)
        lines.append((pieces[first].start, pieces[behind - 1].end))
        first = following
    return lines


def _line_from(text: str, pieces: list[Cluster], first: int, width: int) -> tuple[int, int]:
    """The line that begins with piece ``first``: the piece behind it, and the next line's first."""
    used = 0
    place: tuple[int, int] | None = None
    index = first
    while index < len(pieces):
        piece = pieces[index]
        if index > first:
            before = pieces[index - 1]
            if _is_blank(text, piece):
                after = _behind_blanks(text, pieces, index)
                place = (index, after)
                used += after - index
                index = after
                continue
            if not _is_blank(text, before) and _may_break_between(text, before, piece):
                place = (index, index)
            if used + piece.width > width:
                return place or (index, index)
        used += piece.width
        index += 1
    return place if place is not None and used > width else (index, index)


def _is_blank(text: str, piece: Cluster) -> bool:
    return text[piece.start : piece.end] == " "


def _behind_blanks(text: str, pieces: list[Cluster], index: int) -> int:
    while index < len(pieces) and _is_blank(text, pieces[index]):
        index += 1
    return index


def _may_break_between(text: str, before: Cluster, after: Cluster) -> bool:
    if text[before.start] in _HYPHENS and before.start > 0:
        return _may_break_behind(text, before.start)
    return (
        (is_wide(text[before.start]) or is_wide(text[after.start]))
        and text[after.start] not in _NEVER_FIRST
        and text[before.start] not in _NEVER_LAST
    )
