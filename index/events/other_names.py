"""One event under several names in one article: by its venue, its town, its country.

An article calls one shooting "the Charleston church massacre", "the shooting at Emanuel
AME Church" and "the South Carolina shooting". It says itself what lies in what ("Emanuel
AME Church in Charleston, South Carolina"); where one name is of a place within that of
another, and nothing else in the article could be meant, both are one event. So are a name
that tells only when ("the 2012 massacre", told to be in Newtown) and the one event there,
and "the Senate trial" and the only trial that has a defendant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct, field
from msgspec.structs import replace

from index.article import Interval
from index.events.known_events import year_of as known_year
from index.events.lexicon import KINDS, SORTS
from index.events.model import EventMention, MentionKind
from index.events.reading import Reading
from index.events.refusals import said_of_one
from index.events.scoring import days_apart
from index.events.towns import is_region, regions_of
from index.events.wording import content_words, telling, where
from index.language.model import EntityType

# What happens once in a place, so that the place tells it; storms have names of their own.
_PLACED = frozenset({"ATTACK", "DISASTER"})
_NAMED = frozenset({"storm"})
# What is held, and can be where something happens.
_HELD = frozenset({"SPORT", "FESTIVAL"})
# So wide that every second event of the news is there.
_EVERYWHERE = (frozenset(["us"]), frozenset(["states", "united"]), frozenset(["america"]))
_LONG_AGO, _NEWS = timedelta(days=300), timedelta(days=5)
_A_YEAR, _A_MONTH = 300, 31
_SAME_SORT = {"theatre": "theater", "cinema": "theater", "nightclub": "club"}
_WITHIN = re.compile(r"(?:,\s|\s\(|,?\s(?:in|at|near|outside)\s(?:the\s)?(?:[a-z]{4,10}\sof\s)?)\Z")
_WHERE = frozenset({EntityType.PLACE, EntityType.ORG, EntityType.EVENT, EntityType.MISC})
_DEEP = 3
# At least one time in so many that the article names whom it names most.
_MUCH = 3

Words = frozenset[str]


class _Event(Struct):
    """A group of mentions: what its names say of where, of what sort, and when."""

    groups: set[int]
    kind: str
    head: str
    wheres: set[Words] = field(default_factory=set)
    told_in: set[Words] = field(default_factory=set)
    sorts: set[str] = field(default_factory=set)
    days: list[Interval] = field(default_factory=list)
    telling: Words = frozenset()
    heads: set[str] = field(default_factory=set)

    def take(self, other: _Event) -> None:
        self.groups |= other.groups
        self.wheres |= other.wheres
        self.told_in |= other.told_in
        self.sorts |= other.sorts
        self.days += other.days
        self.telling |= other.telling
        self.heads |= other.heads


def joined(reading: Reading, found: Sequence[EventMention]) -> list[EventMention]:
    """Grouped mentions, with the groups joined that this article tells to be one event."""
    events = _events(found)
    into: dict[int, int] = {}
    by_kind: dict[str, list[_Event]] = {}
    for event in events:
        by_kind.setdefault(event.kind, []).append(event)
    inside: Mapping[Words, set[Words]] | None = None
    for kind, some in by_kind.items():
        if len(some) < 2:
            continue
        if kind == "TRIAL":
            made = _trials(some, _much_named(reading))
        else:
            inside = _inside(reading) if inside is None else inside
            made = _by_place(some, _Places(inside, reading.publication.interval.begin))
        for event in made:
            into.update(dict.fromkeys(event.groups, min(event.groups)))
    told = [replace(m, group=into.get(m.group, m.group)) for m in found]
    attacks = {m.group: m for m in told if m.kind == "ATTACK" and len(m.words) > 1}
    return [_attacked(m, attacks.values()) for m in told] if attacks else told


def _attacked(mention: EventMention, attacks: Iterable[EventMention]) -> EventMention:
    """A mention of what was attacked ("the Boston Marathon") as one of the attack at it."""
    if mention.kind not in _HELD or mention.ordinal is not None or mention.interval:
        return mention
    names = mention.words | {mention.head}
    attack = next((a for a in attacks if mention.words and names <= a.words), None)
    if attack is None:
        return mention
    return replace(
        mention,
        kind=attack.kind,
        head=attack.head,
        words=attack.words,
        group=attack.group,
        background=True,
    )


def _events(found: Sequence[EventMention]) -> list[_Event]:
    events: dict[int, _Event] = {}
    for m in found:
        placed = m.kind in _PLACED and m.head not in _NAMED
        if m.mention_kind is not MentionKind.NAME or not (placed or m.kind == "TRIAL"):
            continue
        event = events.setdefault(m.group, _Event({m.group}, m.kind, m.head))
        event.heads.add(m.head)
        event.telling |= telling(m.words)
        event.sorts |= {_SAME_SORT.get(w, w) for w in m.words & SORTS}
        if place := where(m.words):
            event.wheres.add(place)
        elif m.place:
            event.told_in.add(content_words(m.place.partition(":")[2]))
        if m.interval.begin and m.interval.end:
            event.days.append(m.interval)
    return list(events.values())


def _much_named(reading: Reading) -> Words:
    """The words of the names of those whom the article names much."""
    people = Counter(
        key
        for mention, key in zip(reading.mentions, reading.entity_of, strict=True)
        if key and mention.type is EntityType.PERSON
    )
    most = max(people.values(), default=0)
    much = (key for key, count in people.items() if _MUCH * count >= most)
    names = (content_words(key.partition(":")[2].partition("@")[0]) for key in much)
    return frozenset().union(*names)


def _trials(events: list[_Event], much_named: Words) -> list[_Event]:
    """Trials with those without a defendant put to the only one that has one.

    The only one named may be an earlier one, that is recalled: it has to be the trial of
    somebody whom the article names much.
    """
    named = [event for event in events if event.telling]
    bare = [event for event in events if not event.telling and not event.days]
    if len(named) != 1 or named[0].days or not named[0].telling & much_named:
        return events
    for event in bare:
        named[0].take(event)
    return [event for event in events if not any(event is one for one in bare)]


class _Places(Struct, frozen=True):
    """What lies in what: as the article says, and as towns are known to."""

    inside: Mapping[Words, set[Words]]
    published: date | None

    def reached(self, some: set[Words]) -> set[Words]:
        """The places that some places are, or can lie in."""
        reached = set(some)
        for _ in range(_DEEP):
            told = {
                wide
                for narrow, wides in self.inside.items()
                if any(place <= narrow for place in reached)
                for wide in wides
            }
            reached |= told | {region for place in reached for region in regions_of(place)}
        return reached.difference(_EVERYWHERE)

    def holds(self, broad: _Event, narrow: _Event) -> bool:
        """Whether one event was where another, named by a wider place, is told to be."""
        wide = [place for place in broad.wheres or broad.told_in if place not in _EVERYWHERE]
        reached = self.reached(narrow.wheres)
        if not any(place <= near for place in wide for near in reached):
            return False
        # "The Florida shooting" of today's news is not that of years ago.
        again = any(map(is_region, wide)) and not broad.days and bool(narrow.days)
        return not (again and all(self._long_ago(day) for day in narrow.days))

    def _long_ago(self, day: Interval) -> bool:
        return bool(day.end and self.published and day.end + _LONG_AGO < self.published)


def _by_place(events: list[_Event], places: _Places) -> list[_Event]:
    """Events with those joined that are in one place."""
    events = list(events)
    while (pair := next(_pairs(events, places), None)) is not None:
        one, other = pair
        one.take(other)
        events = [event for event in events if event is not other]
    return events


def _pairs(events: Sequence[_Event], places: _Places) -> Iterator[tuple[_Event, _Event]]:
    """Pairs that are one event: first those of one place, then the only one within another."""
    for index, one in enumerate(events):
        for other in events[index + 1 :]:
            same = one.wheres & other.wheres
            if not same.issubset(_EVERYWHERE) and _may_be_one(one, other):
                yield one, other
    for broad in events:
        within = [
            other
            for other in events
            if other is not broad and _may_be_one(broad, other) and places.holds(broad, other)
        ]
        if len(within) == 1:
            yield within[0], broad
    for bare in events:
        if bare.wheres or bare.told_in or not bare.days:
            continue
        then = [
            other
            for other in events
            if other is not bare and _of_those_days(bare, other, places.published)
        ]
        if len(then) == 1:
            yield then[0], bare


def _of_those_days(bare: _Event, other: _Event, published: date | None) -> bool:
    """Whether a name that is only a day or month can be the other event, which then was.

    An event without a date was then if all say so, or if that day is news.
    """
    if max(map(_length, bare.days)) > _A_MONTH or not _may_be_one(bare, other):
        return False
    ends = [day.end for day in bare.days if day.end]
    if published is not None and all(abs(published - end) <= _NEWS for end in ends):
        return True
    known = {known_year(other.kind, place) for place in other.wheres}
    return bool(other.days) or not known.isdisjoint(end.year for end in ends)


def _may_be_one(one: _Event, other: _Event) -> bool:
    if one.sorts and other.sorts and not one.sorts & other.sorts:
        return False
    heads = all(a == b or said_of_one(a, b) for a in one.heads for b in other.heads)
    return heads and all(_near(a, b, one.kind) for a in one.days for b in other.days)


def _near(a: Interval, b: Interval, kind: str) -> bool:
    """Whether two intervals can be of one event; of two years that are told, they cannot."""
    gap = days_apart(a, b)
    return gap == 0 or (gap <= KINDS[kind].days and min(map(_length, (a, b))) < _A_YEAR)


def _length(interval: Interval) -> int:
    assert interval.begin is not None
    assert interval.end is not None
    return (interval.end - interval.begin).days


def _inside(reading: Reading) -> Mapping[Words, set[Words]]:
    """What the article tells to lie in what: words of a name → those of wider places."""
    found: dict[Words, set[Words]] = {}
    last = None
    for mention, key in zip(reading.mentions, reading.entity_of, strict=True):
        narrow = _words(reading, mention.start, mention.end)
        before, comma, after = reading.low[mention.start : mention.end].rpartition(", ")
        if comma:
            found.setdefault(content_words(before), set()).add(content_words(after))
        if mention.type is EntityType.PLACE and last is not None:
            joint = reading.low[last.end : mention.start]
            if len(joint) < 24 and _WITHIN.match(joint):
                wide = content_words(key.partition(":")[2]) or narrow
                whole = _words(reading, last.start, last.end)
                known = regions_of(whole)
                # "Utah, Nevada, California" are three, and so are "Vegas, California, Texas".
                listed = is_region(whole) or (known and is_region(wide) and wide not in known)
                if whole and wide and not wide <= whole and not listed:
                    found.setdefault(whole, set()).add(wide)
        last = mention if mention.type in _WHERE else None
    return found


def _words(reading: Reading, start: int, end: int) -> Words:
    return content_words(reading.low[start:end])
