"""What the open article says of its own text, made ready for drawing and jumping. Pure.

Names, events and zones become one layer that lasts as long as the article is
open; the hits of a search another.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from index.article import Span, ZoneKind
from index.views import ArticleView, EventView, MentionView
from tui.rendering.layers import LOOK_OF_TYPE, MARKED_SPAN, Layer, Look, flatten
from tui.rendering.layout import Page

_LOOK_OF_ZONE: dict[ZoneKind, Look] = {
    ZoneKind.DATELINE: Look.DATELINE,
    ZoneKind.CAPTION: Look.CAPTION,
    ZoneKind.SUBHEAD: Look.SUBHEAD,
    ZoneKind.QUOTE: Look.QUOTE,
    ZoneKind.CREDIT: Look.ASIDE,
    ZoneKind.BOILERPLATE: Look.ASIDE,
}


def text_layer(reading: ArticleView, page: Page) -> Layer:
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


def told_in(reading: ArticleView) -> object:
    """What :func:`text_layer` shows of what can change while an article is open."""
    return reading.mentions, tuple(event.spans for event in reading.events)


def _covers(span: Span, other: Span) -> bool:
    return span.start <= other.start and other.end <= span.end


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

    def within(self, seen: Span) -> Sequence[Span]:
        """The spans that begin in a stretch of the text."""
        first, last = (bisect_left(self._starts, offset) for offset in (seen.start, seen.end))
        return self.spans[first:last]

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


def mention_at(reading: ArticleView, offset: int) -> MentionView | None:
    """The name at ``offset``; of several the shortest."""
    found = [m for m in reading.mentions if m.mention.start <= offset < m.mention.end]
    return min(found, key=lambda m: m.mention.end - m.mention.start, default=None)


def event_at(reading: ArticleView, offset: int) -> tuple[EventView, Span] | None:
    """The event spoken of at ``offset``, and where; of several the one said in fewest words."""
    found = [
        (event, span)
        for event in reading.events
        for span in event.spans
        if span.start <= offset < span.end
    ]
    return min(found, key=lambda pair: len(pair[1]), default=None)
