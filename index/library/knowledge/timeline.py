"""The time axis: all events in the order of their days, and what is said of a few of them.

A :class:`Timeline` holds of every event its id and its days only, so that it is made for
tens of thousands of them at once; names, places and counts are asked for the few that
are shown (:func:`timeline_rows`).

Events stand together in stretches of time: days, months or years (:class:`Unit`). One
whose date is known less exactly than that stands in the month or the year that it is
known to lie in, before what is known more exactly; one without a date at the end.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from index.article import Interval, Precision
from index.events.model import Role
from index.library.knowledge.entities import names_of_keys
from index.store.values import interval_of

if TYPE_CHECKING:
    from index.library import Library

BINS = 480
"""Equal parts of the axis for which the density is known."""
OUTSIDE = 20
"""At most one dated event in so many, at either end, is left off the axis."""


class Unit(StrEnum):
    """The stretches into which the axis is cut."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Narrowing(Struct, frozen=True):
    """Which events are wanted: all for which everything that is given holds.

    ``articles``: told by one of these (ids). ``entity``: in which this one (its id) takes
    part. ``kind``: of this kind. ``mentioned``: with those that are only mentioned.
    """

    articles: Sequence[int] | None = None
    entity: int | None = None
    kind: str = ""
    mentioned: bool = True


class Stretch(Struct, frozen=True):
    """A stretch of the axis: the position of its first event, and its days.

    The days are those within which its events lie; without any, their dates are unknown.
    """

    start: int
    days: Interval


class Timeline(Struct, frozen=True):
    """Events in the order of time.

    ``begins`` are the first days on which they may have been, as proleptic Gregorian
    ordinals, 0 where none is known. ``kinds`` counts the events of each kind, most first,
    whatever kind was asked for. ``axis`` is the time that most of them lie in, and
    ``density`` says how many fall into each of its :data:`BINS` equal parts; an event
    that may have been on several days counts a little in each. ``outside`` counts those
    that are left off the axis, before and after it.
    """

    unit: Unit
    ids: array[int]
    begins: array[int]
    stretches: tuple[Stretch, ...]
    kinds: tuple[tuple[str, int], ...]
    axis: Interval
    density: tuple[float, ...]
    outside: tuple[int, int] = (0, 0)

    def stretch_at(self, position: int) -> int:
        """The number of the stretch in which the event at ``position`` stands."""
        return bisect_right(self.stretches, position, key=lambda stretch: stretch.start) - 1

    def size(self, stretch: int) -> int:
        """How many events stand in a stretch."""
        following = stretch + 1
        end = self.stretches[following].start if following < len(self.stretches) else len(self.ids)
        return end - self.stretches[stretch].start


class TimelineRow(Struct, frozen=True):
    """What is said of one event on the axis.

    ``reports`` and ``mentions`` count articles, ``outlets`` the known ones that report it
    in words of their own.
    """

    id: int
    name: str
    kind: str
    interval: Interval
    precision: Precision
    place: str
    reports: int
    mentions: int
    outlets: int


def stretch_of(days: Interval, precision: Precision, unit: Unit) -> Interval:
    """The stretch in which an event stands: of ``unit``, or longer where less is known.

    What is known to have lasted several days stands where it began. Of open sides no more
    is known than the year of the other.
    """
    if precision is Precision.UNKNOWN or not days:
        return Interval()
    if days.begin is None or days.end is None:
        bound = days.begin or days.end
        assert bound is not None
        return _period(bound, Unit.YEAR)
    if precision in (Precision.DAY, Precision.SERIES):
        return _period(days.begin, unit)
    for wide in (Unit.DAY, Unit.MONTH, Unit.YEAR)[tuple(Unit).index(unit) :]:
        period = _period(days.begin, wide)
        if period.end is not None and days.end <= period.end:
            return period
    return Interval(date(days.begin.year, 1, 1), date(days.end.year, 12, 31))


def _period(day: date, unit: Unit) -> Interval:
    if unit is Unit.DAY:
        return Interval(day, day)
    if unit is Unit.MONTH:
        return Interval(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
    return Interval(date(day.year, 1, 1), date(day.year, 12, 31))


def timeline(library: Library, wanted: Narrowing, unit: Unit) -> Timeline:
    """The events that are wanted, cut into stretches of ``unit``; blocks on the disk."""
    events = library.archive.events
    told = events.told(Role.REPORTS, wanted.articles)
    allowed = set(told)
    if wanted.mentioned:
        allowed |= events.told(Role.MENTIONS, wanted.articles).keys()
    if wanted.entity is not None:
        facts = library.archive.entities.facts([wanted.entity]).get(wanted.entity)
        allowed &= set(events.events_of_entity(facts.key, -1)) if facts is not None else set()
    kinds: Counter[str] = Counter()
    chosen: list[tuple[int, tuple[str | None, str | None, str]]] = []
    for row in events.event_days():
        if row[0] in allowed:
            kinds[row[1]] += 1
            if not wanted.kind or row[1] == wanted.kind:
                chosen.append((row[0], row[2:]))
    # Many events were on the same days: these are looked at once.
    known = {days: _placed(days, unit) for days in {days for _, days in chosen}}
    places = sorted(set(known.values()))
    ranks = {place: rank for rank, place in enumerate(places)}
    rank_of = {days: ranks[place] for days, place in known.items()}
    order = sorted((rank_of[days], -told.get(number, 0), number) for number, days in chosen)
    weights = Counter(rank for rank, *_ in order)
    stretches: list[Stretch] = []
    position = 0
    for rank, place in enumerate(places):
        if not stretches or stretches[-1].days != place.stretch:
            stretches.append(Stretch(position, place.stretch))
        position += weights[rank]
    dated = [
        (place.begin, place.end, weights[rank]) for rank, place in enumerate(places) if place.begin
    ]
    axis, outside = _axis(dated)
    return Timeline(
        unit,
        array("q", (number for *_, number in order)),
        array("i", (places[rank].begin for rank, *_ in order)),
        tuple(stretches),
        tuple(sorted(kinds.items(), key=lambda item: (-item[1], item[0]))),
        axis,
        _density(dated, axis),
        outside,
    )


class _Place(NamedTuple):
    """Where events stand: by their stretch, the longer first, and in it by their own days.

    Days are ordinals; 0 stands for what is not known.
    """

    first: int
    longest: int
    begin: int
    end: int

    @property
    def stretch(self) -> Interval:
        if not self.begin:
            return Interval()
        return Interval(date.fromordinal(self.first), date.fromordinal(-self.longest))


_LAST = date.max.toordinal()


def _placed(days: tuple[str | None, str | None, str], unit: Unit) -> _Place:
    """Where events with these days (first, last, precision) stand."""
    begin, end, precision = days
    interval = interval_of(begin, end)
    stretch = stretch_of(interval, Precision(precision), unit)
    if stretch.begin is None or stretch.end is None:
        return _Place(_LAST + 1, 0, 0, 0)
    # An open side is taken for the other.
    first, last = interval.begin or interval.end, interval.end or interval.begin
    assert first is not None
    assert last is not None
    return _Place(
        stretch.begin.toordinal(), -stretch.end.toordinal(), first.toordinal(), last.toordinal()
    )


_Dated = tuple[int, int, int]
"""First and last day, as ordinals, of so many events."""


def _axis(dated: Sequence[_Dated]) -> tuple[Interval, tuple[int, int]]:
    """The time that is drawn, and how many events lie before and after it.

    The few farthest are left off where they would take half of it or more.
    """
    if not dated:
        return Interval(), (0, 0)
    few = sum(count for *_, count in dated) // OUTSIDE
    begins = sorted((begin, count) for begin, _, count in dated)
    ends = sorted(((-end, count) for _, end, count in dated))
    first, last = begins[0][0], -ends[0][0]
    near_first, near_last = _beyond(begins, few), -_beyond(ends, few)
    whole = last - first
    if 2 * (last - near_first) <= whole:
        first = near_first
    if 2 * (near_last - first) <= last - first:
        last = max(first, near_last)
    before = sum(count for _, end, count in dated if end < first)
    after = sum(count for begin, _, count in dated if begin > last)
    return Interval(date.fromordinal(first), date.fromordinal(last)), (before, after)


def _beyond(days: Sequence[tuple[int, int]], few: int) -> int:
    """The first of ``days``, each so many times, after ``few`` of them."""
    passed = 0
    for day, count in days:
        passed += count
        if passed > few:
            return day
    return days[-1][0]


def _density(dated: Sequence[_Dated], axis: Interval) -> tuple[float, ...]:
    bins = [0.0] * BINS
    if axis.begin is None or axis.end is None:
        return tuple(bins)
    first = axis.begin.toordinal()
    per_day = BINS / (axis.end.toordinal() - first + 1)
    for begin, end, count in dated:
        start, stop = (begin - first) * per_day, (end + 1 - first) * per_day
        weight = count / (stop - start)
        for number in range(max(0, int(start)), min(BINS, int(stop) + 1)):
            bins[number] += weight * max(0.0, min(stop, number + 1) - max(start, number))
    return tuple(bins)


def timeline_rows(library: Library, ids: Sequence[int]) -> list[TimelineRow]:
    """What is said of these events, in their order; those that are gone are left out."""
    archive = library.archive
    events = archive.events.events(ids)
    tellers = archive.events.tellers(events)
    firsts = archive.copies.firsts([article for _, article, _, _ in tellers])
    outlet_of = {article: outlet for _, article, _, outlet in tellers}
    # A copy is the text of the one that stands for it, also where that one tells another event.
    missing = [first for first in set(firsts.values()) if first not in outlet_of]
    outlet_of |= {row.id: row.outlet for row in archive.lists.rows(missing)}
    names = names_of_keys(archive, {event.place for event in events.values() if event.place})
    outlets: dict[int, set[str]] = {}
    counts: Counter[tuple[int, str]] = Counter()
    for told, article, role, _ in tellers:
        counts[told, role] += 1
        if role == Role.REPORTS:
            outlets.setdefault(told, set()).add(outlet_of.get(firsts.get(article, article), ""))
    return [
        TimelineRow(
            number,
            event.name,
            event.kind,
            interval_of(event.begin, event.end),
            Precision(event.precision),
            names.get(event.place, event.place.partition(":")[2]),
            counts[number, Role.REPORTS],
            counts[number, Role.MENTIONS],
            len(outlets.get(number, set()) - {""}),
        )
        for number in ids
        if (event := events.get(number)) is not None
    ]
