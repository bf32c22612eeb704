"""What the sayings of one event add up to: counts, to which one more is soon added.

The name, the days, the place and the people of an event follow from these counts
alone, so that an event that hundreds of articles tell can be told with one more
without a look at any of the others.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from msgspec import Struct, field

from index.article import Interval, Precision
from index.events.dating import precision_of
from index.events.lexicon import KINDS
from index.events.model import MentionKind
from index.events.sayings import Saying, stretched

_DAY_LENGTH = 7
_PEOPLE = 8
# "Trump's general election": whose it was is no part of the name where others leave it out.
_OWNER = re.compile(r"[\w. -]{1,40}['’]s?\s")
# "September 11, 2012 attacks", "December's school shooting": its date is told beside the name.
_DATED = re.compile(
    r"(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z.]*(?:['’]s)?\s|\d{1,2}\s)"
)
_OFTEN, _SELDOM = 3, 2
# One word on the date is not enough where so many speak of the event …
_MANY = 8
# A place is the event's where one saying in so many names it.
_PLACED = 3
# … and a day that only one gives is doubted where so many give dates.
_SEVERAL = 4
# … and of very many, so large a part has to give it.
_SUPPORT = 100

_Form = tuple[int, bool]


class Tally(Struct):
    """Counts over the sayings of an event of ``kind``.

    ``forms`` are its names and how often each is used, ``traits`` of each how many words
    it has and whether a number; ``days`` the intervals that sayings state, ``last_days`` the
    stated last days, ``news`` the days around publication where nothing is stated, of
    ``newsy`` sayings, and ``fresh`` whether one is told to be of these days; ``ahead`` are the
    days of publication of ``coming`` sayings that tell it as still to come;
    ``people`` count twice where they are in a report. ``numbered`` is set where a saying has
    an edition.
    """

    kind: str
    sayings: int = 0
    numbered: bool = False
    forms: Counter[str] = field(default_factory=Counter)
    traits: dict[str, _Form] = field(default_factory=dict)
    days: Counter[Interval] = field(default_factory=Counter)
    last_days: set[date] = field(default_factory=set)
    news: set[Interval] = field(default_factory=set)
    newsy: int = 0
    fresh: bool = False
    ahead: set[date] = field(default_factory=set)
    coming: int = 0
    places: Counter[str] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)

    def hear(self, saying: Saying) -> None:
        """Count one more saying, but for its people."""
        self.sayings += 1
        self.numbered |= saying.ordinal is not None
        for mention in saying.mentions:
            if mention.mention_kind in (MentionKind.NAME, MentionKind.PHRASE):
                self.forms[mention.name] += 1
            words, numbered = self.traits.get(mention.name, (0, False))
            trait = (max(words, len(mention.words)), numbered or mention.ordinal is not None)
            self.traits[mention.name] = trait
            if mention.until and mention.interval.end:
                self.last_days.add(mention.interval.end)
        if saying.day.begin and saying.day.end:
            self.days[saying.day] += 1
        if saying.news:
            self.news.add(saying.news)
            self.newsy += 1
            self.fresh |= saying.fresh
        if saying.ahead:
            self.ahead.add(saying.ahead)
            self.coming += 1
        if saying.place:
            self.places[saying.place] += 1

    def meet(self, people: Iterable[str], *, reported: bool) -> None:
        """Count the people of one saying."""
        for key in people:
            self.people[key] += 2 if reported else 1

    def copy(self) -> Tally:
        return tally_from(tally_json(self))

    # -- what follows ----------------------------------------------------------

    def when(self) -> tuple[Interval, Precision] | None:
        """The days of the event; ``None`` where the sayings tell none at all."""
        exact = Counter({d: n for d, n in self.days.items() if length_of(d) <= _DAY_LENGTH})
        traits = KINDS[self.kind]
        if traits.lasting or (traits.past and self.sayings >= _MANY):
            interval = _most_told(self.days, 2 if self.sayings >= _MANY else 1)
            return interval, precision_of(interval)
        if traits.point and self.days.total() >= _SEVERAL:
            interval = _supported(self.days)
            return interval, precision_of(interval)
        if traits.point and exact:
            exact = Counter([_most_told(exact)])
        exact = _without_weeks(exact)
        last_days = sorted(self.last_days)
        if exact:
            days = [(d.begin, d.end) for d in exact if d.begin and d.end]
            hull = Interval(min(begin for begin, _ in days), max(end for _, end in days))
            interval = stretched(hull, last_days)
            return interval, Precision.DAY if length_of(interval) <= 31 else Precision.WINDOW
        if self.days:
            interval = min(self.days, key=lambda day: (length_of(day), day.begin or day.end))
            return stretched(interval, last_days), precision_of(interval)
        # That one article opens with an event says little of when it was; that several do at
        # the same time, or that it is told beside a day, says more.
        if self.newsy > 1 or self.fresh:
            return _common(self.news), Precision.WINDOW
        if 2 * self.coming > self.sayings:
            return Interval(max(self.ahead), None), Precision.WINDOW
        return None

    def undated(self) -> Precision:
        """How nothing is known of the days of an event that no saying dates."""
        is_series = KINDS[self.kind].recurs and not self.numbered
        return Precision.SERIES if is_series else Precision.UNKNOWN

    def name(self, interval: Interval) -> str:
        """The fullest form a person would use, with the year where the name recurs."""

        often = max(self.forms.values())

        def fitness(name: str) -> tuple[bool | int | str, ...]:
            accents = sum(not char.isascii() for char in name)
            words, numbered = self.traits[name]
            return (
                numbered,
                not name.isupper(),
                not _OWNER.match(name),
                not _DATED.match(name),
                # A form that few use is no name, however full.
                _SELDOM * self.forms[name] >= often,
                min(self.forms[name], _OFTEN),
                " " in name,
                not name[0].islower(),
                words,
                accents,
                self.forms[name],
                -len(name),
                name,
            )

        best = max(self.forms, key=fitness)
        recurs = KINDS[self.kind].recurs and not self.traits[best][1] and self.kind != "VISIT"
        if recurs and interval.begin and interval.end and interval.begin.year == interval.end.year:
            year = str(interval.begin.year)
            if year not in best:
                best = f"{best} ({year})"
        return best

    def place(self) -> str:
        """A place that few name is where they were, or a mistake."""
        told = {key: n for key, n in self.places.items() if _PLACED * n >= self.sayings}
        return max(told, key=lambda key: (told[key], key)) if told else ""

    def participants(self) -> tuple[str, ...]:
        """The keys of the people, those of most reports first."""
        people = self.people
        return tuple(sorted(people, key=lambda key: (-people[key], key))[:_PEOPLE])


def tally_json(tally: Tally) -> str:
    """The tally as one line of JSON; :func:`tally_from` gives it back, equal."""
    return json.dumps(
        [
            tally.kind,
            tally.sayings,
            tally.numbered,
            tally.forms,
            tally.traits,
            [[_interval_to(day), count] for day, count in tally.days.items()],
            [day.isoformat() for day in sorted(tally.last_days)],
            sorted(_interval_to(news) for news in tally.news),
            tally.newsy,
            tally.fresh,
            [day.isoformat() for day in sorted(tally.ahead)],
            tally.coming,
            tally.places,
            tally.people,
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def tally_from(line: str) -> Tally:
    """The tally that :func:`tally_json` wrote."""
    (
        kind, sayings, numbered, forms, traits, days, last_days,
        news, newsy, fresh, ahead, coming, places, people,
    ) = json.loads(line)  # fmt: skip
    return Tally(
        kind,
        sayings,
        numbered,
        Counter(forms),
        {name: (words, number) for name, (words, number) in traits.items()},
        Counter({_interval_from(day): count for day, count in days}),
        {date.fromisoformat(day) for day in last_days},
        {_interval_from(days) for days in news},
        newsy,
        fresh,
        {date.fromisoformat(day) for day in ahead},
        coming,
        Counter(places),
        Counter(people),
    )


def _interval_to(interval: Interval) -> str:
    return f"{interval.begin or ''}/{interval.end or ''}"


def _interval_from(value: str) -> Interval:
    begin, end = (date.fromisoformat(day) if day else None for day in value.split("/"))
    return Interval(begin, end)


def _without_weeks(days: Counter[Interval]) -> Counter[Interval]:
    """``days`` without whole weeks ("this week's summit") that others, told day by day, lie in."""
    few = {day for day in days if length_of(day) < _DAY_LENGTH}
    told = few if len(few) > 1 else set()
    kept = (day for day in days if day in few or not any(day.overlaps(one) for one in told))
    return Counter({day: days[day] for day in kept})


def _most_told(days: Mapping[Interval, int], least: int = 1) -> Interval:
    """What most say, and at least ``least``; among equals the shortest, then the first."""
    kept = [day for day in days if days[day] >= least]
    return min(
        kept,
        key=lambda day: (-days[day], length_of(day), day.begin or date.min),
        default=Interval(),
    )


def _supported(days: Counter[Interval]) -> Interval:
    """The most exact of what two say, and one in a hundred; without such what most say."""
    least = max(2, days.total() // _SUPPORT)
    kept = [day for day in days if days[day] >= least]
    if not kept:
        return _most_told(days)
    return min(kept, key=lambda day: (length_of(day), -days[day], day.begin or date.min))


def _common(intervals: Iterable[Interval]) -> Interval:
    """The days that all share; of intervals that do not, the first and the last day."""
    known = list(intervals)
    begins = [i.begin for i in known if i.begin]
    ends = [i.end for i in known if i.end]
    if not begins or not ends:
        return Interval()
    if max(begins) <= min(ends):
        return Interval(max(begins), min(ends))
    return Interval(min(begins), max(ends))


def length_of(interval: Interval) -> int:
    """The days of an interval; very many where it is open."""
    if interval.begin is None or interval.end is None:
        return 10**6
    return (interval.end - interval.begin + timedelta(days=1)).days
