"""From text and zones to blocks: what is set apart from what on the page.

A block is a stretch of one line of the text that is drawn as a paragraph of
its own. What the page shows elsewhere (the header, the headline) is no block;
small zones inside a line (a dateline, a credit) stay where they are.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import pairwise

from msgspec import Struct

from index.article import Span, Zone, ZoneKind


class Role(IntEnum):
    """What a line of the page is."""

    BODY = 0
    SUBHEAD = 1
    QUOTE = 2
    CAPTION = 3
    ASIDE = 4
    HEADLINE = 5
    FACTS = 6
    FOLD = 7
    BLANK = 8


_BLOCK_ROLES: dict[ZoneKind, Role] = {
    ZoneKind.SUBHEAD: Role.SUBHEAD,
    ZoneKind.QUOTE: Role.QUOTE,
    ZoneKind.CAPTION: Role.CAPTION,
    ZoneKind.CREDIT: Role.ASIDE,
    ZoneKind.BOILERPLATE: Role.ASIDE,
}
FOLDABLE = frozenset({Role.CAPTION, Role.ASIDE})

# A zone that touches an end of its line is set apart only when it is this long.
_OWN_LINE = 24
_SOFT_LINE_END = re.compile(r"(?<=[^\n]{45})\n(?=\S)")
_LONGEST_HARD_LINE = 100
_SAMPLE = 20_000


class Block(Struct, frozen=True):
    """``[start, end)`` of the text, without blanks at its ends; ``gap`` blank lines precede it."""

    start: int
    end: int
    role: Role
    gap: int


def with_soft_line_ends(text: str) -> str:
    """``text`` with the line ends inside paragraphs made blanks, one for one.

    Only for texts whose lines were broken at some width by whoever made them;
    every other text is returned as it is.
    """
    return _SOFT_LINE_END.sub(" ", text) if _is_hard_wrapped(text[:_SAMPLE]) else text


def _is_hard_wrapped(sample: str) -> bool:
    lines = sample.split("\n")[:-1]
    written = [line for line in lines if line.strip()]
    if len(written) < 6 or any(len(line) > _LONGEST_HARD_LINE for line in written):
        return False
    going_on = [
        after for line, after in pairwise(lines) if len(line) >= 45 and after and after[0] != " "
    ]
    in_lower_case = sum(1 for line in going_on if line[0].islower())
    return len(going_on) * 2 >= len(written) and in_lower_case * 3 >= len(going_on)


class Blocks:
    """The blocks of one text, made for any part of it on demand."""

    def __init__(self, text: str, zones: Sequence[Zone]) -> None:
        """``zones`` do not overlap. Of several headlines the first is the page's."""
        self._text = text
        self._zones = sorted(zones)
        self._starts = [zone.start for zone in self._zones]
        self._ends = [zone.end for zone in self._zones]
        self.headline = next(
            (_trimmed(text, z.start, z.end) for z in self._zones if z.kind is ZoneKind.HEADLINE),
            None,
        )
        self._spaced = text.count("\n\n") * 4 < text.count("\n")

    def within(self, start: int, end: int) -> Iterator[Block]:
        """The blocks of ``text[start:end]``, in order; the range must begin a line or a word."""
        text = self._text
        previous: Block | None = None
        while start < end:
            line_end = text.find("\n", start, end)
            if line_end < 0:
                line_end = end
            for first, last, role in self._parts_of_line(start, line_end):
                block = Block(first, last, role, self._gap(first, role, previous))
                yield block
                previous = block
            start = line_end + 1

    def inline(self) -> Iterator[tuple[Zone, bool]]:
        """Every zone that stays inside its line: datelines, short credits and the like."""
        for zone in self._zones:
            if zone.kind in (ZoneKind.HEADER, ZoneKind.HEADLINE):
                continue
            line = self._line_around(zone)
            yield zone, _BLOCK_ROLES.get(zone.kind) is not None and self._is_apart(zone, line)

    def _line_around(self, zone: Zone) -> Span:
        start = self._text.rfind("\n", 0, zone.start) + 1
        end = self._text.find("\n", zone.end)
        return Span(start, len(self._text) if end < 0 else end)

    def _parts_of_line(self, start: int, end: int) -> list[tuple[int, int, Role]]:
        """The visible parts of one line of the text, trimmed, with their roles."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end)
        zones = self._zones[first:last]
        parts: list[tuple[int, int, Role]] = []
        line = Span(start, end)
        position = start
        for zone in zones:
            lifted = zone.kind in (ZoneKind.HEADER, ZoneKind.HEADLINE)
            if not lifted and not self._is_apart(zone, line):
                continue
            parts.append((position, zone.start, Role.BODY))
            if not lifted:
                parts.append((max(zone.start, start), min(zone.end, end), _BLOCK_ROLES[zone.kind]))
            position = max(position, min(zone.end, end))
        parts.append((position, end, Role.BODY))
        trimmed = ((_trimmed(self._text, a, b), role) for a, b, role in parts if a < b)
        return [(span.start, span.end, role) for span, role in trimmed if len(span) > 0]

    def _is_apart(self, zone: Zone, line: Span) -> bool:
        """Whether a zone is set apart from the rest of its line."""
        if zone.kind not in _BLOCK_ROLES:
            return False
        at_start = not self._text[line.start : max(line.start, zone.start)].strip()
        at_end = not self._text[min(line.end, zone.end) : line.end].strip()
        return (at_start and at_end) or ((at_start or at_end) and len(zone.span) >= _OWN_LINE)

    def _gap(self, start: int, role: Role, previous: Block | None) -> int:
        """How many blank lines to leave before the block that begins at ``start``."""
        before = self._text[max(0, start - 200) : start]
        between = before[len(before.rstrip()) :]
        at = start - len(between)
        if at == 0 or self._is_lifted(at - 1):
            return 1
        line_ends = between.count("\n")
        if previous is not None and previous.role is role is Role.ASIDE:
            return 0
        if previous is not None and previous.role is Role.SUBHEAD and role is Role.BODY:
            return 0
        if line_ends == 0:
            return 0 if previous is None or previous.role is role else 1
        return 1 if line_ends > 1 or self._spaced else int(self._role_at(at - 1) is not role)

    def _zone_at(self, offset: int) -> Zone | None:
        index = bisect_right(self._starts, offset) - 1
        zone = self._zones[index] if index >= 0 else None
        return zone if zone is not None and offset < zone.end else None

    def _is_lifted(self, offset: int) -> bool:
        zone = self._zone_at(offset)
        return zone is not None and zone.kind in (ZoneKind.HEADER, ZoneKind.HEADLINE)

    def _role_at(self, offset: int) -> Role:
        zone = self._zone_at(offset)
        return _BLOCK_ROLES.get(zone.kind, Role.BODY) if zone is not None else Role.BODY


def _trimmed(text: str, start: int, end: int) -> Span:
    """``[start, end)`` without the white space at both ends."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return Span(start + left, start + max(left, len(piece.rstrip())))
