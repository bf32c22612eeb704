"""What one article says of one event, gathered from its mentions there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from index.article import Interval, Known, Precision, Span
from index.events.lexicon import KINDS
from index.events.model import EventMention, MentionKind
from index.events.record import ArticleEvents

# An undated event at the top of a dated article happened within so many days of it.
_NEWS_BEFORE, _NEWS_AFTER = timedelta(days=5), timedelta(days=4)


@dataclass(frozen=True, slots=True)
class Saying:
    """One article's word on one event.

    ``day`` is the narrowest interval it states, stretched by a stated last day;
    ``news`` the days around publication where the event opens a dated article
    and no date is stated; ``partial`` month and day where no year is said.
    """

    article: str
    version: str
    group: int
    kind: str
    head: str
    ordinal: int | None
    words: frozenset[str]
    name: str
    place: str
    participants: tuple[str, ...]
    day: Interval
    news: Interval
    partial: str
    background: bool
    lead: bool
    since: int
    mentions: tuple[EventMention, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(Span(m.start, m.end) for m in self.mentions)

    @property
    def member(self) -> str:
        """The name of this saying (see :mod:`index.events.repository`)."""
        return f"n{self.group}:{self.article}"

    @property
    def series(self) -> bool:
        """Whether a recurring event is named as such, and no occurrence of it is meant."""
        named = [m for m in self.mentions if m.mention_kind is MentionKind.NAME]
        series = all(m.precision is Precision.SERIES for m in named)
        return bool(named) and series and not (self.day or self.partial or self.lead)


def sayings_of(record: ArticleEvents) -> Iterator[Saying]:
    """The sayings of an article of events it names; a bare headline is none."""
    groups: dict[int, list[EventMention]] = {}
    for mention in record.mentions:
        groups.setdefault(mention.group, []).append(mention)
    for number, mentions in sorted(groups.items()):
        names = [m for m in mentions if m.mention_kind in (MentionKind.NAME, MentionKind.PHRASE)]
        if names:
            yield _saying(record, number, names, mentions)


def _saying(
    record: ArticleEvents,
    number: int,
    names: Sequence[EventMention],
    mentions: Sequence[EventMention],
) -> Saying:
    fullest = max(names, key=lambda m: (m.ordinal is not None, len(m.words), -m.start))
    placed = Counter(m.place for m in mentions if m.place)
    people = Counter(key for m in mentions for key in m.participants)
    background = all(m.background for m in names)
    lead = any(m.start < record.lead and not m.background for m in mentions)
    day = _day(mentions)
    return Saying(
        article=record.key,
        version=record.version,
        group=number,
        kind=fullest.kind,
        head=fullest.head,
        ordinal=fullest.ordinal,
        words=frozenset().union(*(m.words for m in names)),
        name=fullest.name,
        place=max(placed, key=lambda key: (placed[key], key)) if placed else "",
        participants=tuple(sorted(people, key=lambda key: (-people[key], key))),
        day=day,
        news=_news(record) if lead and not day and not KINDS[fullest.kind].past else Interval(),
        partial=next((m.partial for m in mentions if m.partial and not m.until), ""),
        background=background,
        lead=lead,
        since=next((m.since for m in mentions if m.since), 0),
        mentions=tuple(mentions),
    )


def _day(mentions: Sequence[EventMention]) -> Interval:
    stated = [m.interval for m in mentions if m.interval.begin and m.interval.end and not m.until]
    last_days = [m.interval.end for m in mentions if m.until and m.interval.end]
    if not stated:
        return Interval()
    return stretched(min(stated, key=_length), last_days)


def _length(interval: Interval) -> tuple[int, date]:
    assert interval.begin is not None
    assert interval.end is not None
    return (interval.end - interval.begin).days, interval.begin


def stretched(interval: Interval, last_days: Sequence[date]) -> Interval:
    """``interval`` up to the latest of some stated last days, within a month of its end."""
    begin, end = interval.begin, interval.end
    if begin is None or end is None:
        return interval
    near = [day for day in last_days if timedelta() <= day - end <= timedelta(days=31)]
    return Interval(begin, max([end, *near]))


def _news(record: ArticleEvents) -> Interval:
    published = record.published
    if published.how is Known.UNKNOWN or not (published.interval.begin and published.interval.end):
        return Interval()
    return Interval(published.interval.begin - _NEWS_BEFORE, published.interval.end + _NEWS_AFTER)
