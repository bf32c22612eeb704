"""From the sayings of one event to the event: its name, days, place, people, tellers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from index.article import Interval, Known, Precision
from index.events.dating import precision_of
from index.events.lexicon import KINDS
from index.events.model import ArticleRole, Event, MentionKind, Role
from index.events.record import ArticleEvents
from index.events.roles import Part, part_of
from index.events.sayings import Saying, stretched

_DAY_LENGTH = 7
_PEOPLE = 8
# "Trump's general election": whose it was is no part of the name where others leave it out.
_OWNER = re.compile(r"[\w. -]{1,40}['’]s?\s")
_OFTEN = 3
# One word on the date is not enough where so many speak of the event …
_MANY = 8
# A place is the event's where one saying in so many names it.
_PLACED = 3
# … and a day that only one gives is doubted where so many give dates.
_SEVERAL = 4
# … and of very many, so large a part has to give it.
_SUPPORT = 100


@dataclass(frozen=True, slots=True)
class Draft:
    """An event in the making: the sayings, what they add up to, each article's part."""

    sayings: tuple[Saying, ...]
    name: str
    kind: str
    interval: Interval
    precision: Precision
    place: str
    participants: tuple[str, ...]
    parts: Mapping[str, Part] = field(default_factory=dict)

    @property
    def reporters(self) -> tuple[str, ...]:
        return tuple(key for key, part in self.parts.items() if part.role is Role.REPORTS)


def draft(
    sayings: Sequence[Saying],
    records: Mapping[str, ArticleEvents],
    since: Callable[[Saying], Interval],
) -> Draft:
    """The event that ``sayings`` are of.

    ``records`` are those of all their articles, with the best that is known of
    their publication; ``since`` gives the days of the event that bounds a saying
    from below, empty where none does.
    """
    interval, precision = when(sayings, records, since)
    parts: dict[str, Part] = {}
    for saying in sayings:
        part = part_of(records[saying.article], saying, interval)
        known = parts.get(saying.article)
        if known is None or part.weight > known.weight:
            parts[saying.article] = part
    places = Counter(s.place for s in sayings if s.place)
    # A place that few name is where they were, or a mistake.
    told = {key: count for key, count in places.items() if _PLACED * count >= len(sayings)}
    people = Counter({key: 0 for s in sayings for key in s.participants})
    for saying in sayings:
        for key in saying.participants:
            people[key] += 2 if parts[saying.article].role is Role.REPORTS else 1
    return Draft(
        tuple(sayings),
        _name(sayings, interval),
        Counter(s.kind for s in sayings).most_common(1)[0][0],
        interval,
        precision,
        max(told, key=lambda key: (told[key], key)) if told else "",
        tuple(sorted(people, key=lambda key: (-people[key], key))[:_PEOPLE]),
        parts,
    )


def event_of(made: Draft, records: Mapping[str, ArticleEvents]) -> Event:
    """The finished event; reporters first, each kind by date, then by content."""
    spans: dict[str, list[Saying]] = {}
    for saying in made.sayings:
        spans.setdefault(saying.article, []).append(saying)
    roles = tuple(
        ArticleRole(
            key,
            made.parts[key].role,
            tuple(sorted(span for saying in spans[key] for span in saying.spans)),
            made.parts[key].weight,
        )
        for key in in_order(made.parts, records)
    )
    return Event(
        made.name,
        made.kind,
        made.interval,
        made.precision,
        made.place,
        made.participants,
        roles,
        tuple(saying.member for saying in made.sayings),
    )


def in_order(parts: Mapping[str, Part], records: Mapping[str, ArticleEvents]) -> list[str]:
    """Articles of an event: reporters first, then by publication, then by content."""

    def place(key: str) -> tuple[bool, str, str, str]:
        published = records[key].published.interval
        day = published.begin or published.end
        date = day.isoformat() if day else "9999"
        return (parts[key].role is not Role.REPORTS, date, records[key].version, key)

    return sorted(parts, key=place)


def when(
    sayings: Sequence[Saying],
    records: Mapping[str, ArticleEvents],
    since: Callable[[Saying], Interval],
) -> tuple[Interval, Precision]:
    """The days of the event that ``sayings`` are of, given as to :func:`draft`."""
    stated = [s.day for s in sayings if s.day.begin and s.day.end]
    exact = [day for day in stated if _length(day) <= _DAY_LENGTH]
    traits = KINDS[sayings[0].kind]
    if traits.lasting or (traits.past and len(sayings) >= _MANY):
        interval = _most_told(stated, 2 if len(sayings) >= _MANY else 1)
        return interval, precision_of(interval)
    if traits.point and len(stated) >= _SEVERAL:
        interval = _supported(stated)
        return interval, precision_of(interval)
    if traits.point and exact:
        exact = [_most_told(exact)]
    last_days = [m.interval.end for s in sayings for m in s.mentions if m.until and m.interval.end]
    if exact:
        days = [(d.begin, d.end) for d in exact if d.begin and d.end]
        hull = Interval(min(begin for begin, _ in days), max(end for _, end in days))
        interval = stretched(hull, last_days)
        return interval, Precision.DAY if _length(interval) <= 31 else Precision.WINDOW
    if stated:
        interval = min(stated, key=lambda day: (_length(day), day.begin or day.end))
        return stretched(interval, last_days), precision_of(interval)
    news = _common([s.news for s in sayings if s.news])
    if news:
        return news, Precision.WINDOW
    if sayings[0].kind == "VISIT":
        bounds = _bounds(sayings, records, since)
        return bounds, Precision.WINDOW if bounds else Precision.UNKNOWN
    series = KINDS[sayings[0].kind].recurs and all(s.ordinal is None for s in sayings)
    return Interval(), Precision.SERIES if series else Precision.UNKNOWN


def _most_told(days: Sequence[Interval], least: int = 1) -> Interval:
    """What most say, and at least ``least``; among equals the shortest, then the first."""
    count = Counter(days)
    kept = [day for day in count if count[day] >= least]
    return min(
        kept,
        key=lambda day: (-count[day], _length(day), day.begin or date.min),
        default=Interval(),
    )


def _supported(days: Sequence[Interval]) -> Interval:
    """The most exact of what two say, and one in a hundred; without such what most say."""
    count = Counter(days)
    least = max(2, len(days) // _SUPPORT)
    kept = [day for day in count if count[day] >= least]
    if not kept:
        return _most_told(days)
    return min(kept, key=lambda day: (_length(day), -count[day], day.begin or date.min))


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


def _common(intervals: Sequence[Interval]) -> Interval:
    """The days that all share; of intervals that do not, the first and the last day."""
    begins = [i.begin for i in intervals if i.begin]
    ends = [i.end for i in intervals if i.end]
    if not begins or not ends:
        return Interval()
    if max(begins) <= min(ends):
        return Interval(max(begins), min(ends))
    return Interval(min(begins), max(ends))


def _length(interval: Interval) -> int:
    if interval.begin is None or interval.end is None:
        return 10**6
    return (interval.end - interval.begin + timedelta(days=1)).days


def _name(sayings: Sequence[Saying], interval: Interval) -> str:
    """The fullest form a person would use, with the year where the name recurs."""
    forms = Counter(
        m.name
        for s in sayings
        for m in s.mentions
        if m.mention_kind in (MentionKind.NAME, MentionKind.PHRASE)
    )
    words = {m.name: len(m.words) for s in sayings for m in s.mentions}
    numbered = {m.name: m.ordinal is not None for s in sayings for m in s.mentions}

    def fitness(name: str) -> tuple[bool, bool, bool, int, int, int, int, int, str]:
        accents = sum(not char.isascii() for char in name)
        return (
            numbered[name],
            not name.isupper(),
            not _OWNER.match(name),
            min(forms[name], _OFTEN),
            words[name],
            accents,
            forms[name],
            -len(name),
            name,
        )

    best = max(forms, key=fitness)
    recurs = KINDS[sayings[0].kind].recurs and not numbered[best] and sayings[0].kind != "VISIT"
    if recurs and interval.begin and interval.end and interval.begin.year == interval.end.year:
        year = str(interval.begin.year)
        if year not in best:
            best = f"{best} ({year})"
    return best
