"""What is marked in the open article, made ready for drawing. Pure.

Names, events and zones become one layer that lasts as long as the article is
open; annotations another, made anew when one changes. Each annotation also has
a *lane*, so that bars of overlapping ones stand beside each other in the margin.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from index.article import Span, ZoneKind
from index.notes.model import Annotation, Colour, Placed, PlacementStatus
from index.views import EventView, MentionView, Reading
from tui.rendering.layers import LOOK_OF_COLOUR, LOOK_OF_TYPE, MARKED_SPAN, Layer, Look, flatten
from tui.rendering.layout import Page
from tui.widgets.reader_look import DIGITS

_LOOK_OF_ZONE: dict[ZoneKind, Look] = {
    ZoneKind.DATELINE: Look.DATELINE,
    ZoneKind.CAPTION: Look.CAPTION,
    ZoneKind.SUBHEAD: Look.SUBHEAD,
    ZoneKind.QUOTE: Look.QUOTE,
    ZoneKind.CREDIT: Look.ASIDE,
    ZoneKind.BOILERPLATE: Look.ASIDE,
}


def text_layer(reading: Reading, page: Page) -> Layer:
    """Zones, names and event mentions of an article."""
    spans: list[MARKED_SPAN] = [
        (zone.start, zone.end, _LOOK_OF_ZONE[zone.kind].bit)
        for zone in reading.article.zones
        if zone.kind in _LOOK_OF_ZONE
    ]
    spans += [
        (view.mention.start, view.mention.end, LOOK_OF_TYPE[view.mention.type].bit)
        for view in reading.mentions
    ]
    spans += [
        (span.start, span.end, Look.EVENT_MENTION.bit)
        for event in reading.events
        for span in event.spans
        # A headline that is the event as a whole need not be underlined as a whole.
        if page.headline is None or not _covers(span, page.headline)
    ]
    if page.headline is not None:
        spans.append((page.headline.start, page.headline.end, Look.HEADLINE.bit))
    return flatten(spans)


def told_in(reading: Reading) -> object:
    """What :func:`text_layer` shows of what can change while an article is open."""
    return reading.mentions, tuple(event.spans for event in reading.events)


def _covers(span: Span, other: Span) -> bool:
    return span.start <= other.start and other.end <= span.end


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation on the page. ``annotation`` is ``None`` while it is being saved."""

    span: Span
    colour: Colour
    annotation: Annotation | None
    lane: int = 0
    status: PlacementStatus = PlacementStatus.EXACT

    @property
    def is_ghost(self) -> bool:
        """Whether the passage is gone: the span is the empty place where it would be."""
        return len(self.span) == 0

    @property
    def has_note(self) -> bool:
        return self.annotation is not None and bool(self.annotation.note)


@dataclass(frozen=True, slots=True)
class Pending:
    """A passage that is being saved in ``colour``."""

    span: Span
    colour: Colour


@dataclass(frozen=True, slots=True)
class Marks:
    """All annotations of the open article, in the order of their passages."""

    marks: tuple[Mark, ...] = ()
    layer: Layer = field(default_factory=Layer)
    _lanes: tuple[tuple[Mark, ...], ...] = ()
    _longest: int = 0

    def at(self, offset: int) -> list[Mark]:
        """The annotations on ``offset``, the shortest first."""
        first = bisect_left(self.marks, offset - self._longest, key=lambda mark: mark.span.start)
        last = bisect_right(self.marks, offset, key=lambda mark: mark.span.start)
        found = [mark for mark in self.marks[first:last] if offset < mark.span.end]
        return sorted(found, key=lambda mark: len(mark.span))

    def in_margin(self, start: int, end: int) -> Iterator[Mark]:
        """For each lane the last annotation that touches ``[start, end)``."""
        for lane in self._lanes:
            index = bisect_left(lane, end, key=lambda mark: mark.span.start) - 1
            if index >= 0 and lane[index].span.end > start:
                yield lane[index]

    def find(self, id: str) -> Mark | None:
        """The mark of one annotation."""
        for mark in self.marks:
            if mark.annotation is not None and mark.annotation.id == id:
                return mark
        return None


def marks_of(placed: Sequence[Placed], pending: Iterable[Pending] = ()) -> Marks:
    """The annotations that have a place in the text, with those being saved."""
    unlaned = [
        Mark(
            item.placement.span,
            item.annotation.colour,
            item.annotation,
            status=item.placement.status,
        )
        for item in placed
        if item.placement.span is not None and len(item.placement.span) > 0
    ]
    unlaned += [Mark(item.span, item.colour, None) for item in pending]
    unlaned.sort(key=lambda mark: (mark.span.start, -mark.span.end, str(mark.annotation)))
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
    layer = flatten(
        (
            (
                mark.span.start,
                mark.span.end,
                LOOK_OF_COLOUR[mark.colour].bit | (0 if mark.annotation else Look.PENDING.bit),
            )
            for mark in marks
        ),
        crowded=Look.OVERLAP.bit,
    )
    longest = max((len(mark.span) for mark in marks), default=0)
    return Marks(tuple(marks), layer, tuple(map(tuple, lanes)), longest)


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
    return tuple(ghosts)


def ghost_words(ghost: Mark) -> str:
    """What the page says where a passage is gone."""
    quote = " ".join(ghost.annotation.exact.split()) if ghost.annotation else ""
    return f"╌ {DIGITS[ghost.colour]} gone from here: “{quote}”"


def hit_layer(hits: Sequence[Span], current: int | None) -> Layer:
    """Hits of a search; the one with index ``current`` stands out."""
    spans: list[MARKED_SPAN] = [(hit.start, hit.end, Look.HIT.bit) for hit in hits]
    if current is not None and 0 <= current < len(hits):
        spans.append((hits[current].start, hits[current].end, Look.CURRENT_HIT.bit))
    return flatten(spans)


class Spots:
    """Spans to jump between and to find by offset."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = sorted(set(spans))
        self._starts = [span.start for span in self.spans]

    def after(self, offset: int, count: int) -> Span | None:
        """The ``count``-th span that begins after ``offset``, or the last one there is."""
        index = bisect_right(self._starts, offset)
        if index >= len(self.spans):
            return None
        return self.spans[min(index + count, len(self.spans)) - 1]

    def before(self, offset: int, count: int) -> Span | None:
        """The ``count``-th span that begins before ``offset``, or the first one there is."""
        index = bisect_left(self._starts, offset)
        if index == 0:
            return None
        return self.spans[max(0, index - count)]


def mention_at(reading: Reading, offset: int) -> MentionView | None:
    """The name at ``offset``; of several the shortest."""
    found = [m for m in reading.mentions if m.mention.start <= offset < m.mention.end]
    return min(found, key=lambda m: m.mention.end - m.mention.start, default=None)


def event_at(reading: Reading, offset: int) -> tuple[EventView, Span] | None:
    """The event spoken of at ``offset``, and where; of several the one said in fewest words."""
    found = [
        (event, span)
        for event in reading.events
        for span in event.spans
        if span.start <= offset < span.end
    ]
    return min(found, key=lambda pair: len(pair[1]), default=None)
