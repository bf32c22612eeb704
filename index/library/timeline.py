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
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from index.article import Interval, Precision
from index.events.model import Role
from index.library.entities import names_of_keys
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


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which events are wanted: all for which everything that is given holds.

    ``articles``: told by one of these (ids). ``entity``: in which this one (its id) takes
    part. ``kind``: of this kind. ``mentioned``: with those that are only mentioned.
    """

    articles: Sequence[int] | None = None
    entity: int | None = None
    kind: str = ""
    mentioned: bool = True


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the axis: the position of its first event, and its days.

    The days are those within which its events lie; without any, their dates are unknown.
    """

    start: int
    days: Interval


@dataclass(frozen=True, slots=True)
class Timeline:
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


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """What is said of one event on the axis.

    ``reports`` and ``mentions`` count articles, ``outlets`` the outlets that report it
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
        facts = library.archive.analyses.entities([wanted.entity]).get(wanted.entity)
        allowed &= set(events.events_of_entity(facts.key, -1)) if facts is not None else set()
    kinds: Counter[str] = Counter()
    placed = []
    for number, kind, begin, end, precision in events.event_days():
        if number not in allowed:
            continue
        kinds[kind] += 1
        if wanted.kind and kind != wanted.kind:
            continue
        days = interval_of(begin, end)
        stretch = stretch_of(days, Precision(precision), unit)
        placed.append((*_order(stretch, days), -told.get(number, 0), number, days, stretch))
    placed.sort(key=lambda one: one[:6])
    stretches: list[Stretch] = []
    for position, (*_, stretch) in enumerate(placed):
        if not stretches or stretches[-1].days != stretch:
            stretches.append(Stretch(position, stretch))
    ends = [_ends(days) for *_, days, stretch in placed if stretch]
    axis, outside = _axis(ends)
    return Timeline(
        unit,
        array("q", (one[5] for one in placed)),
        array("i", (_ends(days)[0] if stretch else 0 for *_, days, stretch in placed)),
        tuple(stretches),
        tuple(sorted(kinds.items(), key=lambda item: (-item[1], item[0]))),
        axis,
        _density(ends, axis),
        outside,
    )


_LAST = date.max.toordinal()


def _order(stretch: Interval, days: Interval) -> tuple[int, int, int, int]:
    """Where an event stands: by its stretch, the longer first, and in it by its own days."""
    if stretch.begin is None or stretch.end is None:
        return (_LAST + 1, 0, 0, 0)
    begin, end = _ends(days)
    return (stretch.begin.toordinal(), -stretch.end.toordinal(), begin, end)


def _ends(days: Interval) -> tuple[int, int]:
    """The first and the last day; an open side is taken for the other."""
    first, last = days.begin or days.end, days.end or days.begin
    return (first.toordinal(), last.toordinal()) if first and last else (0, 0)


def _axis(ends: Sequence[tuple[int, int]]) -> tuple[Interval, tuple[int, int]]:
    """The time that is drawn, and how many events lie before and after it.

    The few farthest are left off where they would take half of it or more.
    """
    if not ends:
        return Interval(), (0, 0)
    begins, lasts = sorted(begin for begin, _ in ends), sorted(end for _, end in ends)
    few = len(ends) // OUTSIDE
    first, last = begins[0], lasts[-1]
    if 2 * (lasts[-1] - begins[few]) <= last - first:
        first = begins[few]
    if 2 * (lasts[-1 - few] - first) <= last - first:
        last = max(first, lasts[-1 - few])
    left_off = (sum(end < first for _, end in ends), sum(begin > last for begin, _ in ends))
    return Interval(date.fromordinal(first), date.fromordinal(last)), left_off


def _density(ends: Sequence[tuple[int, int]], axis: Interval) -> tuple[float, ...]:
    bins = [0.0] * BINS
    if axis.begin is None or axis.end is None:
        return tuple(bins)
    first = axis.begin.toordinal()
    per_day = BINS / (axis.end.toordinal() - first + 1)
    for begin, end in ends:
        start, stop = (begin - first) * per_day, (end + 1 - first) * per_day
        weight = 1 / (stop - start)
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
    outlet_of |= {row.id: row.outlet for row in archive.rows(missing)}
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
            len(outlets.get(number, ())),
        )
        for number in ids
        if (event := events.get(number)) is not None
    ]
