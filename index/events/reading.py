"""A text with all that is known of it, as the finders of events share it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from index.article import Interval, Precision, Publication, Span, Zone, ZoneKind
from index.events.dating import When, precision_of
from index.events.lexicon import AT_HOME
from index.events.wording import Sentences, first_at_or_after
from index.language.entity_keys import country_named
from index.language.model import EntityType, Mention, Timex

_TAKEN_FOR_GRANTED, _CLEARLY = "united states", 3
_AMONG_THEM = 2
# Where a text says when it was written, and by whom: not when what it tells of was.
BESIDE_THE_STORY = frozenset(
    {ZoneKind.HEADER, ZoneKind.DATELINE, ZoneKind.BOILERPLATE, ZoneKind.CREDIT}
)
# News is told within so many days; a weekday further back is as often one to come.
_FRESH = 3
_ARCHIVED = re.compile(r"\bfile(?: photo| picture| image)?\b|\barchive\b")
_QUOTATION = re.compile(r"“[^“”\n]{1,3000}”|\"[^\"\n]{1,3000}\"")
# "On a sunny Sunday", "one Sunday … back in February": not the last one before publication.
# But "a blaze on Monday" is the last one.
_ANY_DAY = re.compile(
    r"\b(?:an?|one)\s(?:(?!(?:on|last|this|next|late|early|by|from|since|until|for)\s)[a-z-]{2,15}\s){0,2}\Z"
)
_BACK_IN = re.compile(
    r"\bback in\s(?:(?:the|early|mid|late)[ -])?(?:january|february|march|april|may|june|july"
    r"|august|september|october|november|december|spring|summer|fall|autumn|winter|jan\b|feb\b"
    r"|mar\b|apr\b|jun\b|jul\b|aug\b|sept?\b|oct\b|nov\b|dec\b)"
)
_LEAD_MIN, _LEAD_MAX, _LEAD_SHARE = 500, 900, 0.12


class Reading(Struct, frozen=True):
    """A text with everything that is known of it before events are sought.

    ``entity_of`` gives for each mention the key of its entity, "" without one;
    ``coming`` are the timexes as events that are called for a date mean them, ``upcoming`` as
    those do that are planned for some day.
    """

    text: str
    folded: str
    low: str
    zones: Sequence[Zone]
    mentions: Sequence[Mention]
    entity_of: Sequence[str]
    timexes: Sequence[Timex]
    sentences: Sentences
    publication: Publication
    lead: int
    mention_starts: Sequence[int]
    timex_starts: Sequence[int]
    coming: Sequence[Timex]
    upcoming: Sequence[Timex]

    def caption_at(self, position: int) -> Span | None:
        """The picture's text that ``position`` is in, if it is in one."""
        for zone in self.zones:
            if zone.kind is ZoneKind.CAPTION and zone.start <= position < zone.end:
                return zone.span
        return None

    def beside_the_story(self, position: int) -> bool:
        """Whether ``position`` is in a dateline, a line of the head or the like."""
        return any(
            zone.kind in BESIDE_THE_STORY and zone.start <= position < zone.end
            for zone in self.zones
        )

    def dateline_at(self, position: int) -> bool:
        """Whether ``position`` is in a dateline."""
        return any(
            zone.kind is ZoneKind.DATELINE and zone.start <= position < zone.end
            for zone in self.zones
        )

    def from_the_archive(self, position: int) -> bool:
        """Whether ``position`` is in the text of a picture that was not taken for this article."""
        caption = self.caption_at(position)
        if caption is None:
            return False
        if _ARCHIVED.search(self.low, caption.start, caption.end):
            return True
        first = first_at_or_after(self.timex_starts, caption.start)
        days = [t.interval for t in self.timexes[first:] if t.start < caption.end and t.interval]
        fresh = fresh_days(self.publication.interval)
        return bool(fresh and days) and not any(day.overlaps(fresh) for day in days)

    def keys_in(self, span: Span, *kinds: EntityType) -> frozenset[str]:
        """Keys of the entities of some kinds that are named within ``span``."""
        return frozenset(
            key for mention, key in self.named_in(span) if key and mention.type in kinds
        )

    def named_in(self, span: Span) -> Iterator[tuple[Mention, str]]:
        """The mentions that start within ``span``, each with its entity's key."""
        for index in range(first_at_or_after(self.mention_starts, span.start), len(self.mentions)):
            if self.mentions[index].start >= span.end:
                return
            yield self.mentions[index], self.entity_of[index]


def lead_end(length: int) -> int:
    """Where the opening of a text of ``length`` code points ends."""
    return min(length, max(_LEAD_MIN, min(_LEAD_MAX, int(length * _LEAD_SHARE))))


def salient_people(reading: Reading) -> frozenset[str]:
    """Keys of the people whom the article comes back to.

    A sentence that names somebody twice does not come back to them, nor does an article
    in which others speak of them and nothing but quotations names them.
    """
    sentences: dict[str, set[int]] = {}
    told: set[str] = set()
    quotations = [Span(*found.span()) for found in _QUOTATION.finditer(reading.text)]
    begins = [span.start for span in quotations]
    for mention, key in zip(reading.mentions, reading.entity_of, strict=True):
        if key and mention.type is EntityType.PERSON:
            around = reading.sentences.around(mention.start)
            sentences.setdefault(key, set()).add(around.start)
            last = bisect_right(begins, mention.start) - 1
            if last < 0 or quotations[last].end <= mention.start:
                told.add(key)
    return frozenset(key for key, places in sentences.items() if len(places) > 1 and key in told)


def country_abroad(reading: Reading) -> str:
    """The key of the country that an article is set in, where it is clearly another than
    the United States, of which most news in English takes for granted that they are meant."""
    countries: Counter[str] = Counter()
    keys: dict[str, str] = {}
    at_home_names: set[str] = set()
    for mention, key in zip(reading.mentions, reading.entity_of, strict=True):
        name = reading.low[mention.start : mention.end]
        at_home_names |= {name} & AT_HOME
        if mention.type not in (EntityType.PLACE, EntityType.NORP):
            continue
        if country := country_named(name):
            countries[country] += 1
            if mention.type is EntityType.PLACE and key:
                keys.setdefault(country, key)
    at_home = countries.pop(_TAKEN_FOR_GRANTED, 0)
    if not countries or len(at_home_names) >= _AMONG_THEM:
        return ""
    country, count = max(countries.items(), key=lambda item: (item[1], item[0]))
    clear = count >= _CLEARLY * max(1, at_home) and 2 * count >= sum(countries.values())
    return keys.get(country, "") if clear else ""


def fresh_days(published: Interval) -> Interval:
    """The days of which news is told that was ``published`` then; none without both its ends."""
    if published.begin is None or published.end is None:
        return Interval()
    return Interval(published.begin - timedelta(days=_FRESH), published.end)


def _of_another_week(reading: Reading, timex: Timex) -> bool:
    """Whether a day is told as one of many, or in a sentence that looks back to a month."""
    sentence = reading.sentences.around(timex.start)
    before = reading.low[max(sentence.start, timex.start - 40) : timex.start]
    return bool(
        _ANY_DAY.search(before) or _BACK_IN.search(reading.low, sentence.start, sentence.end)
    )


def near_days(reading: Reading, opening: Span, first_two: Span) -> When:
    """The day that the opening of a text gives its own news.

    Where it gives none, the day on which a line above or its dateline says that it was
    written; else the day it appeared, as a ``WINDOW``: it was news by then.
    The day on which a picture was taken is none; nor is, behind the ``first_two`` sentences,
    one before yesterday: there a text begins to tell how it came to its news. ``opening`` ends
    with the first sentence.
    """
    published = reading.publication.interval
    if published.begin is None or published.end is None:
        return When(published, precision_of(published))
    window = fresh_days(published)
    yesterday = Interval(published.begin - timedelta(days=1), published.end)
    near = [
        timex
        for timex in reading.timexes
        if timex.start < reading.lead
        and timex.interval.is_day
        and timex.interval.overlaps(window)
        and reading.caption_at(timex.start) is None
        and not _of_another_week(reading, timex)
        and (timex.start < first_two.end or timex.interval.overlaps(yesterday))
    ]
    told = [timex for timex in near if not reading.beside_the_story(timex.start)]
    if told:
        # What the first sentence says goes before what the next ones add.
        day = max(
            told, key=lambda timex: (timex.start < opening.end, timex.interval.begin or date.min)
        )
        return When(day.interval, Precision.DAY)
    if near:
        in_dateline = reading.dateline_at(near[0].start)
        return When(near[0].interval, Precision.WINDOW if in_dateline else Precision.DAY)
    at_most = Precision.WINDOW if published.is_day else precision_of(published)
    return When(published, at_most)
