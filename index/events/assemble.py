"""From the sayings of one event to the event: its name, days, place, people, tellers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from msgspec import Struct, field

from index.article import Interval, Known, Precision, Publication
from index.events.model import ArticleRole, Event, Role
from index.events.record import ArticleEvents
from index.events.roles import Part, part_of
from index.events.sayings import Saying
from index.events.tally import Tally

Place = tuple[bool, str, str, str]
"""What orders the articles of an event: reporters first, then by publication, then by content."""

_NARROW = timedelta(days=31)


class EventDraft(Struct, frozen=True):
    """An event in the making: the sayings, what they add up to, each article's part."""

    sayings: tuple[Saying, ...]
    name: str
    kind: str
    interval: Interval
    precision: Precision
    place: str
    participants: tuple[str, ...]
    tally: Tally
    parts: Mapping[str, Part] = field(default_factory=dict)

    @property
    def reporters(self) -> tuple[str, ...]:
        return tuple(key for key, part in self.parts.items() if part.role is Role.REPORTS)


def draft(
    sayings: Sequence[Saying],
    records: Mapping[str, ArticleEvents],
    since: Callable[[Saying], Interval],
) -> EventDraft:
    """The event that ``sayings`` are of.

    ``records`` are those of all their articles, with the best that is known of
    their publication; ``since`` gives the days of the event that bounds a saying
    from below, empty where none does.
    """
    tally = tally_of(sayings)
    interval, precision = tally.when() or _bounded(tally, sayings, records, since)
    parts = parts_of(sayings, records, interval)
    for saying in sayings:
        tally.meet(saying.participants, reported=parts[saying.article].role is Role.REPORTS)
    return EventDraft(
        tuple(sayings),
        tally.name(interval),
        tally.kind,
        interval,
        precision,
        tally.place(),
        tally.participants(),
        tally,
        parts,
    )


def tally_of(sayings: Sequence[Saying]) -> Tally:
    """What ``sayings`` of one event add up to, but for its people."""
    tally = Tally(sayings[0].kind)
    for saying in sayings:
        tally.hear(saying)
    return tally


def parts_of(
    sayings: Sequence[Saying], records: Mapping[str, ArticleEvents], interval: Interval
) -> dict[str, Part]:
    """The part of each article in an event of these days: that of its weightiest saying."""
    parts: dict[str, Part] = {}
    for saying in sayings:
        part = part_of(records[saying.article], saying, interval)
        known = parts.get(saying.article)
        if known is None or part.weight > known.weight:
            parts[saying.article] = part
    return parts


def event_of(made: EventDraft, records: Mapping[str, ArticleEvents]) -> Event:
    """The finished event; reporters first, each kind by date, then by content."""
    return Event(
        made.name,
        made.kind,
        made.interval,
        made.precision,
        made.place,
        made.participants,
        roles_of(made.sayings, made.parts, records),
        tuple(sorted(saying.member for saying in made.sayings)),
    )


def roles_of(
    sayings: Sequence[Saying], parts: Mapping[str, Part], records: Mapping[str, ArticleEvents]
) -> tuple[ArticleRole, ...]:
    """What articles do with an event, in their order."""
    spans: dict[str, list[Saying]] = {}
    for saying in sayings:
        spans.setdefault(saying.article, []).append(saying)
    return tuple(
        ArticleRole(
            key,
            parts[key].role,
            tuple(sorted(span for saying in spans[key] for span in saying.spans)),
            parts[key].weight,
        )
        for key in in_order(parts, records)
    )


def in_order(parts: Mapping[str, Part], records: Mapping[str, ArticleEvents]) -> list[str]:
    """Articles of an event: reporters first, then by publication, then by content."""
    return sorted(parts, key=lambda key: place_of(records[key], parts[key].role))


def place_of(record: ArticleEvents, role: Role) -> Place:
    """The place of an article among those of an event."""
    return place_at(record.published, record.version, record.key, role)


def place_at(published: Publication, version: str, key: str, role: Role) -> Place:
    """The place of an article among those of an event, by what is best known of it.

    One of which only wide bounds are known comes after those with a date.
    """
    begin, end = published.interval.begin, published.interval.end
    narrow = begin and end and end - begin <= _NARROW
    day = begin or end if narrow or published.how is not Known.UNKNOWN else None
    date = day.isoformat() if day else "9999"
    return (role is not Role.REPORTS, date, version, key)


def _bounded(
    tally: Tally,
    sayings: Sequence[Saying],
    records: Mapping[str, ArticleEvents],
    since: Callable[[Saying], Interval],
) -> tuple[Interval, Precision]:
    """The days of an event that nobody dates: a visit was before anyone wrote of it."""
    if tally.kind == "VISIT":
        bounds = _bounds(sayings, records, since)
        return bounds, Precision.WINDOW if bounds else Precision.UNKNOWN
    return Interval(), tally.undated()


def _bounds(
    sayings: Sequence[Saying],
    records: Mapping[str, ArticleEvents],
    since: Callable[[Saying], Interval],
) -> Interval:
    """After the event that bounds it from below, before anyone wrote of it."""
    begins = [days.begin for s in sayings if (days := since(s)) and days.begin]
    ends = [
        end
        for s in sayings
        if records[s.article].published.how is not Known.UNKNOWN
        and (end := records[s.article].published.interval.end)
    ]
    return Interval(max(begins, default=None), min(ends, default=None))
