"""Annotations on the page, made ready for drawing and for going from one to the next. Pure.

They become one layer, made anew when one changes. Each has a *lane*, so that
bars of overlapping ones stand beside each other in the margin. What was marked
in a copy of the article is *offered* here; of what is gone a *ghost* is left.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from index.article import Span
from index.notes.model import Annotation, Colour, Placed, PlacementStatus
from tui.rendering.layers import LOOK_OF_COLOUR, MARKED_SPAN, Layer, Look, flatten
from tui.widgets.reader_look import BARS, DIGITS, OFFERED, OFFERED_ON


class Mark(Struct, frozen=True):
    """An annotation on the page. ``annotation`` is ``None`` while it is being saved.

    One that is ``offered`` belongs to a copy of the article and could be made here.
    """

    span: Span
    colour: Colour
    annotation: Annotation | None
    lane: int = 0
    status: PlacementStatus = PlacementStatus.EXACT
    offered: bool = False

    @property
    def id(self) -> str:
        """The id of the annotation; empty while it has none."""
        return self.annotation.id if self.annotation is not None else ""

    @property
    def is_ghost(self) -> bool:
        """Whether the passage is gone: the span is the empty place where it would be."""
        return len(self.span) == 0

    @property
    def has_note(self) -> bool:
        return self.annotation is not None and bool(self.annotation.note)

    @property
    def looks(self) -> int:
        """How its passage is drawn, as a set of looks."""
        if self.offered:
            return Look.OFFERED.bit
        pending = 0 if self.annotation else Look.PENDING.bit
        return LOOK_OF_COLOUR[self.colour].bit | pending


class Pending(Struct, frozen=True):
    """A passage that is being saved in ``colour``."""

    span: Span
    colour: Colour


class Marks(Struct, frozen=True):
    """All annotations of the open article, in the order of their passages.

    ``marks`` have a place in the text, ``ghosts`` are those whose passages are
    gone, ``stops`` both.
    """

    marks: tuple[Mark, ...] = ()
    ghosts: tuple[Mark, ...] = ()
    stops: tuple[Mark, ...] = ()
    layer: Layer = field(default_factory=Layer)
    _lanes: tuple[tuple[Mark, ...], ...] = ()
    _longest: int = 0
    _by_id: Mapping[str, Mark] = field(default_factory=dict)
    _stop_of: Mapping[str, int] = field(default_factory=dict)

    def at(self, offset: int) -> list[Mark]:
        """The annotations on ``offset``, the article's own first, then the shortest."""
        first = bisect_left(self.marks, offset - self._longest, key=lambda mark: mark.span.start)
        last = bisect_right(self.marks, offset, key=lambda mark: mark.span.start)
        found = [mark for mark in self.marks[first:last] if offset < mark.span.end]
        return sorted(found, key=lambda mark: (mark.offered, len(mark.span)))

    def beginning_in(self, start: int, end: int) -> Sequence[Mark]:
        """The annotations that begin in ``[start, end)``, in order."""
        first = bisect_left(self.marks, start, key=lambda mark: mark.span.start)
        return self.marks[first : bisect_left(self.marks, end, key=lambda mark: mark.span.start)]

    def in_margin(self, start: int, end: int) -> Iterator[Mark]:
        """For each lane the last annotation that touches ``[start, end)``."""
        for lane in self._lanes:
            index = bisect_left(lane, end, key=lambda mark: mark.span.start) - 1
            if index >= 0 and lane[index].span.end > start:
                yield lane[index]

    def find(self, id: str) -> Mark | None:
        """The mark or ghost of one annotation."""
        return self._by_id.get(id)

    def beside(self, offset: int, here: Mark | None, step: int, count: int) -> Mark | None:
        """The ``count``-th stop on from ``here``, else from ``offset`` (``step`` -1: back).

        The last one there is when there are fewer; ``None`` when there is none.
        """
        at = self._stop_of.get(here.id) if here is not None else None
        if at is not None:
            first = at + step
        elif step > 0:
            first = bisect_right(self.stops, offset, key=lambda mark: mark.span.start)
        else:
            first = bisect_left(self.stops, offset, key=lambda mark: mark.span.start) - 1
        if not 0 <= first < len(self.stops):
            return None
        return self.stops[max(0, min(len(self.stops) - 1, first + step * (count - 1)))]

    @property
    def inserts(self) -> tuple[tuple[int, str], ...]:
        """What the page says where passages are gone, for its laying out."""
        return tuple((ghost.span.start, ghost_words(ghost)) for ghost in self.ghosts)


def marks_of(
    placed: Sequence[Placed],
    pending: Iterable[Pending] = (),
    offered: Sequence[Placed] = (),
    length: int = 0,
) -> Marks:
    """The annotations of a text of ``length``, with those being saved and those ``offered``."""
    ghosts = ghosts_of(placed, length)
    unlaned = [
        *_with_place(placed),
        *(replace(mark, offered=True) for mark in _with_place(offered)),
        *(Mark(item.span, item.colour, None) for item in pending),
    ]
    unlaned.sort(key=lambda mark: (mark.span.start, -mark.span.end, mark.id))
    lanes: list[list[Mark]] = []
    marks = []
    for mark in unlaned:
        number = next(
            (n for n, lane in enumerate(lanes) if lane[-1].span.end <= mark.span.start), len(lanes)
        )
        laned = replace(mark, lane=number)
        marks.append(laned)
        if number == len(lanes):
            lanes.append([])
        lanes[number].append(laned)
    stops = tuple(sorted((*marks, *ghosts), key=lambda mark: mark.span.start))
    return Marks(
        tuple(marks),
        ghosts,
        stops,
        _layer(marks),
        tuple(map(tuple, lanes)),
        max((len(mark.span) for mark in marks), default=0),
        {mark.id: mark for mark in stops if mark.annotation is not None},
        {mark.id: number for number, mark in enumerate(stops) if mark.annotation is not None},
    )


def _with_place(placed: Sequence[Placed]) -> Iterator[Mark]:
    for one in placed:
        span = one.placement.span
        if span is not None and len(span) > 0:
            yield Mark(span, one.annotation.colour, one.annotation, status=one.placement.status)


def _layer(marks: Sequence[Mark]) -> Layer:
    spans: list[MARKED_SPAN] = [(mark.span.start, mark.span.end, mark.looks) for mark in marks]
    return flatten(spans, crowded=Look.OVERLAP.bit)


def ghosts_of(placed: Sequence[Placed], length: int) -> tuple[Mark, ...]:
    """The annotations without a place in a text of ``length``, where they would be."""
    ghosts = []
    for one in placed:
        span = one.placement.span
        if span is None or len(span) == 0:
            near = min(one.placement.near, length)
            status = one.placement.status
            ghosts.append(
                Mark(Span(near, near), one.annotation.colour, one.annotation, status=status)
            )
    return tuple(sorted(ghosts, key=lambda ghost: ghost.span.start))


def ghost_words(ghost: Mark) -> str:
    """What the page says where a passage is gone."""
    quote = " ".join(ghost.annotation.exact.split()) if ghost.annotation else ""
    return f"╌ {DIGITS[ghost.colour]} gone from here: “{quote}”"


MORE = "+"
"""The sign in the margin where there are more marks than it has room for."""


def margin_of(
    marks: Marks, start: int, end: int, lanes: int
) -> tuple[dict[int, tuple[str, Colour]], bool]:
    """What stands in the margin beside the line ``[start, end)``; whether a note begins there.

    A sign and its colour for each of the ``lanes`` that is not empty; lane 0 is the one next
    to the text. Of marks without a lane of their own, one that begins here has the free lane.
    """
    begin = marks.beginning_in(start, end)
    signs: dict[int, tuple[str, Colour]] = {}
    hidden = list(begin)
    for mark in marks.in_margin(start, end):
        if mark.lane < lanes:
            signs[mark.lane] = _sign(mark, mark in begin), mark.colour
            hidden = [other for other in hidden if other is not mark]
        elif mark not in begin:
            hidden.append(mark)
    if hidden:
        free = next((lane for lane in range(lanes) if lane not in signs), None)
        has_room = free is not None and len(hidden) == 1 and hidden[0] in begin
        sign = _sign(hidden[0], True) if has_room else MORE
        signs[lanes - 1 if free is None else free] = sign, hidden[-1].colour
    return signs, any(mark.has_note for mark in begin)


def _sign(mark: Mark, begins: bool) -> str:
    if mark.offered:
        return OFFERED if begins else OFFERED_ON
    return DIGITS[mark.colour] if begins else BARS[mark.colour]
