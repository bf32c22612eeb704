"""The page: a text with its headline and facts, broken into lines, part by part.

A page is made of *parts*: the head (headline and facts) and stretches of some
thousand characters of the text. A part is broken into lines when one of its
lines is first needed, so a very long article opens as fast as a short one.
Lines are named by :class:`Place` (part, line within it) and never renumbered.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from index.article import Span, Zone, ZoneKind
from tui.rendering.blocks import FOLDABLE, Block, Blocks, Role, with_soft_line_ends
from tui.rendering.cells import Cluster, clusters, fit, is_plain, width_of
from tui.rendering.justify import Gap, gaps, stretched
from tui.rendering.parts import part_ranges
from tui.rendering.wrap import wrap

_INDENTS: dict[Role, int] = {Role.QUOTE: 4, Role.CAPTION: 2}
_FOLD_NAMES: dict[Role, str] = {Role.CAPTION: "caption", Role.ASIDE: "other matter"}
_JUSTIFIED = frozenset({Role.BODY, Role.QUOTE, Role.CAPTION})
_CLUSTERS_KEPT = 256


class Place(NamedTuple):
    """A line of the page: its part, and which line of the part."""

    part: int
    line: int


class PageLine(NamedTuple):
    """A line of the page.

    A line of the text covers ``[start, end)``. A line that only says something
    (facts, a made-up headline, a fold) carries ``label`` instead; a fold covers
    what it hides. ``indent`` is in cells, and so is ``room``, which a line fills by
    wider blanks (0: it does not).
    """

    start: int
    end: int
    role: Role
    indent: int = 0
    label: str = ""
    room: int = 0

    @property
    def holds_text(self) -> bool:
        """Whether the caret can stand on this line."""
        return self.role not in (Role.BLANK, Role.FACTS) and not (
            self.role is Role.HEADLINE and self.label
        )


ROOM_FOR_REMARKS = 60
"""Cells from which remarks in the head may take more than a line."""


class Cell(NamedTuple):
    """Where an offset is on the page: its line, and the cells before it in the line."""

    place: Place
    x: int


class Head(Struct, frozen=True):
    """What stands above the text.

    ``title`` is drawn unless the text has a headline of its own, which then is
    drawn in its place. ``facts`` are paragraphs; ``remarks`` too, but in a narrow
    page each has one line only, so that the text begins on the first screen.
    """

    title: str = ""
    facts: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


class _Part:
    """Lines of one part, with what is needed to find an offset in them."""

    __slots__ = ("_rows", "_starts", "lines")

    def __init__(self, lines: list[PageLine]) -> None:
        self.lines = lines
        self._rows = [row for row, line in enumerate(lines) if line.holds_text]
        self._starts = [lines[row].start for row in self._rows]

    def row_of(self, offset: int) -> int | None:
        """The line that holds ``offset`` or is the last to begin before it."""
        if not self._rows:
            return None
        return self._rows[max(0, bisect_right(self._starts, offset) - 1)]


class Page:
    """A text laid out for one width. Immutable to its users; lines are made on demand."""

    def __init__(
        self,
        text: str,
        zones: Sequence[Zone],
        width: int,
        head: Head | None = None,
        *,
        folded: bool = False,
        justified: bool = False,
        inserts: Sequence[tuple[int, str]] = (),
    ) -> None:
        """``width`` is the measure in cells; with ``folded``, captions and the like are hidden,
        and ``justified`` paragraphs end in one line at the right, too.

        ``inserts`` are words on a line of their own that belong to a place of the
        text: below the paragraph that goes on there, else above the next.
        """
        self.width = max(1, width)
        self.length = len(text)
        self._text = _flowing(text, zones)
        self.head = head or Head()
        self._folded = folded
        self._justified = justified
        self._gaps: dict[tuple[int, int], Sequence[Gap]] = {}
        self.inserts = tuple(sorted(inserts))
        self._blocks = Blocks(self._text, zones)
        self._ranges = [Span(0, 0), *part_ranges(self._text)]
        self._range_starts = [span.start for span in self._ranges[1:]]
        self._parts: dict[int, _Part] = {}
        self._clusters: dict[tuple[int, int], list[Cluster]] = {}

    @property
    def text(self) -> str:
        """The text as it is drawn: line ends inside paragraphs are blanks, one for one."""
        return self._text

    @property
    def headline(self) -> Span | None:
        """The headline in the text, if it has one; it is drawn above everything else."""
        return self._blocks.headline

    @property
    def blocks(self) -> Blocks:
        """What is set apart from what in this text."""
        return self._blocks

    # Lines

    @property
    def top(self) -> Place:
        """The first line of the page."""
        return Place(0, 0)

    @property
    def bottom(self) -> Place:
        """The last line of the page."""
        return self._last_line_before(len(self._ranges))

    def line(self, place: Place) -> PageLine:
        """The line at ``place``."""
        return self._part(place.part).lines[place.line]

    def step(self, place: Place, count: int) -> Place:
        """The line ``count`` lines on (or back, when negative), at most the last (first)."""
        while count > 0:
            left = len(self._part(place.part).lines) - 1 - place.line
            if count <= left:
                return Place(place.part, place.line + count)
            following = self._first_line_from(place.part + 1)
            if following is None:
                return Place(place.part, place.line + left)
            count -= left + 1
            place = following
        while count < 0:
            if -count <= place.line:
                return Place(place.part, place.line + count)
            before = self._last_line_before(place.part)
            if before.part == place.part:
                return Place(place.part, 0)
            count += place.line + 1
            place = before
        return place

    def step_text(self, place: Place, count: int) -> Place:
        """As :meth:`step`, counting only lines on which the caret can stand."""
        direction = 1 if count > 0 else -1
        best = place
        for _ in range(abs(count)):
            following = self.step(best, direction)
            while not self.line(following).holds_text:
                beyond = self.step(following, direction)
                if beyond == following:
                    return best
                following = beyond
            if following == best:
                break
            best = following
        return best

    def lines_from(self, place: Place, count: int) -> list[Place]:
        """``place`` and the lines below it, ``count`` at most."""
        places: list[Place] = []
        part, row = place
        while len(places) < count and part < len(self._ranges):
            available = len(self._part(part).lines)
            places += [Place(part, number) for number in range(row, available)]
            part, row = part + 1, 0
        return places[:count]

    def lines_between(self, above: Place, below: Place, most: int) -> int:
        """How many lines ``below`` is below ``above``, at most ``most``."""
        if below <= above:
            return 0
        count = -above.line
        for part in range(above.part, below.part):
            count += len(self._part(part).lines)
            if count > most:
                return most
        return min(most, count + below.line)

    # Offsets and cells

    def place_of(self, offset: int) -> Place:
        """The line that shows ``offset``; for hidden text, the nearest line before it."""
        headline = self._blocks.headline
        if headline is not None and headline.start <= offset < headline.end:
            row = self._part(0).row_of(offset)
            if row is not None:
                return Place(0, row)
        number = max(1, bisect_right(self._range_starts, offset))
        for part in (*range(number, 0, -1), *range(number + 1, len(self._ranges)), 0):
            row = self._part(part).row_of(offset)
            if row is not None:
                return Place(part, row)
        return Place(0, 0)

    def cell_of(self, offset: int) -> Cell:
        """Where ``offset`` is. Behind the end of its line it is in the cell after the line."""
        place = self.place_of(offset)
        line = self.line(place)
        if line.label or offset <= line.start:
            return Cell(place, line.indent)
        end = min(offset, line.end)
        x = line.indent + stretched(self.gaps_of(line), end)
        if is_plain(self._text, line.start, line.end):
            return Cell(place, x + end - line.start)
        for cluster in self.clusters_of(line):
            if cluster.end > end:
                break
            x += cluster.width
        return Cell(place, x)

    def offset_at(self, place: Place, x: int) -> int:
        """The start of the cluster drawn at cell ``x`` of a line; its end when ``x`` is behind."""
        line = self.line(place)
        x -= line.indent
        if line.label or x <= 0:
            return line.start
        for blank, more in self.gaps_of(line):
            before = width_of(self._text, line.start, blank)
            if x <= before:
                break
            x = max(before, x - more)
        if is_plain(self._text, line.start, line.end):
            return min(line.start + x, line.end)
        for cluster in self.clusters_of(line):
            if x < cluster.width:
                return cluster.start
            x -= cluster.width
        return line.end

    def clusters_of(self, line: PageLine) -> list[Cluster]:
        """The clusters of a line of the text."""
        key = (line.start, line.end)
        found = self._clusters.get(key)
        if found is None:
            if len(self._clusters) >= _CLUSTERS_KEPT:
                self._clusters.clear()
            found = self._clusters[key] = clusters(self._text, line.start, line.end)
        return found

    def gaps_of(self, line: PageLine) -> Sequence[Gap]:
        """The blanks of a line that are wider than a cell."""
        if not line.room:
            return ()
        key = (line.start, line.end)
        found = self._gaps.get(key)
        if found is None:
            if len(self._gaps) >= _CLUSTERS_KEPT:
                self._gaps.clear()
            missing = line.room - width_of(self._text, line.start, line.end)
            found = self._gaps[key] = gaps(self._text, line.start, line.end, missing)
        return found

    def is_hidden(self, offset: int) -> bool:
        """Whether ``offset`` lies in text that is folded away."""
        line = self.line(self.place_of(offset))
        return line.role is Role.FOLD and line.start <= offset < line.end

    # Making parts

    def _part(self, number: int) -> _Part:
        part = self._parts.get(number)
        if part is None:
            lines = self._head_lines() if number == 0 else self._text_lines(self._ranges[number])
            part = self._parts[number] = _Part(lines)
        return part

    def _first_line_from(self, part: int) -> Place | None:
        for number in range(part, len(self._ranges)):
            if self._part(number).lines:
                return Place(number, 0)
        return None

    def _last_line_before(self, part: int) -> Place:
        for number in range(part - 1, -1, -1):
            count = len(self._part(number).lines)
            if count:
                return Place(number, count - 1)
        return Place(0, 0)

    def _head_lines(self) -> list[PageLine]:
        lines: list[PageLine] = []
        headline = self._blocks.headline
        if headline is not None:
            ranges = wrap(self._text, headline.start, headline.end, self.width)
            lines += [PageLine(start, end, Role.HEADLINE) for start, end in ranges]
        elif self.head.title:
            lines += self._labels(self.head.title, Role.HEADLINE)
        for fact in self.head.facts:
            lines += self._labels(fact, Role.FACTS)
        for remark in self.head.remarks:
            shown = fit(remark, self.width) if self.width < ROOM_FOR_REMARKS else remark
            lines += self._labels(shown, Role.FACTS)
        return lines or [PageLine(0, 0, Role.BLANK)]

    def _labels(self, words: str, role: Role) -> list[PageLine]:
        flat = words.replace("\n", " ")
        return [
            PageLine(0, 0, role, 0, flat[start:end])
            for start, end in wrap(flat, 0, len(flat), self.width)
        ]

    def _text_lines(self, span: Span) -> list[PageLine]:
        lines: list[PageLine] = []
        hidden: list[Block] = []
        waiting = self._inserts_of(span)
        for block in self._blocks.within(span.start, span.end):
            while waiting and waiting[0][0] <= block.start:
                lines.append(self._insert_line(*waiting.pop(0)))
            if self._folded and block.role in FOLDABLE:
                hidden.append(block)
                continue
            lines += _fold_line(hidden)
            hidden = []
            lines += [PageLine(block.start, block.start, Role.BLANK)] * block.gap
            indent = _INDENTS.get(block.role, 0) if self.width > 30 else 0
            room = max(1, self.width - (2 * indent if block.role is Role.QUOTE else indent))
            ranges = wrap(self._text, block.start, block.end, room)
            fills = room if self._justified and block.role in _JUSTIFIED else 0
            lines += [
                # The last line of a paragraph ends where it ends.
                PageLine(start, end, block.role, indent, "", fills if end < ranges[-1][1] else 0)
                for start, end in ranges
            ]
            while waiting and waiting[0][0] <= block.end:
                lines.append(self._insert_line(*waiting.pop(0)))
        rest = [self._insert_line(offset, words) for offset, words in waiting]
        return [*lines, *_fold_line(hidden), *rest]

    def _inserts_of(self, span: Span) -> list[tuple[int, str]]:
        """The inserts that belong to a part of the text; the last part has those at its end."""
        first = bisect_left(self.inserts, (span.start, ""))
        is_last = span.end >= self.length
        last = len(self.inserts) if is_last else bisect_left(self.inserts, (span.end, ""))
        return list(self.inserts[first:last])

    def _insert_line(self, offset: int, words: str) -> PageLine:
        return PageLine(offset, offset, Role.FACTS, 0, fit(words, self.width))


def _flowing(text: str, zones: Sequence[Zone]) -> str:
    """``text`` with blanks for the line ends inside paragraphs and inside the headline."""
    flowing = with_soft_line_ends(text)
    headline = next((zone for zone in sorted(zones) if zone.kind is ZoneKind.HEADLINE), None)
    if headline is not None and "\n" in flowing[headline.start : headline.end]:
        lifted = flowing[headline.start : headline.end].replace("\n", " ")
        flowing = flowing[: headline.start] + lifted + flowing[headline.end :]
    return flowing


def _fold_line(hidden: list[Block]) -> list[PageLine]:
    """The line that stands for blocks folded away, with the blank line before it."""
    if not hidden:
        return []
    names = list(dict.fromkeys(_FOLD_NAMES[block.role] for block in hidden))
    start, end = hidden[0].start, hidden[-1].end
    blank = [PageLine(start, start, Role.BLANK)] * hidden[0].gap
    return [*blank, PageLine(start, end, Role.FOLD, 0, f"▸ {' and '.join(names)}")]
