"""What one article says of one event, gathered from its mentions there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple

from msgspec import Struct

from index.article import Interval, Known, Publication, Span
from index.events.kept import Kept
from index.events.lexicon import KINDS
from index.events.model import EventMention, MentionKind
from index.events.record import ArticleEvents
from index.events.wording import telling
from index.events.year_elections import goes_by_year, setting

# An undated event at the top of a dated article happened within so many days of it.
NEWS_BEFORE, NEWS_AFTER = timedelta(days=5), timedelta(days=4)
# A visit of which no date is told was, or will be, within so many days of what tells of it.
_VISIT_BEFORE, _VISIT_AFTER = timedelta(days=30), timedelta(days=30)
# Kinds of which an undated one is taken to be of the weeks around publication.
_OF_THESE_WEEKS = frozenset({"VISIT", "TRIAL"})
# So many names of one event an article is compared by, those it uses most.
_MOST_NAMES = 6


class Name(NamedTuple):
    """The head noun of a name, and its other words."""

    head: str
    words: frozenset[str]


class Claim(NamedTuple):
    """All of a saying that decides which event it is of; equal claims say the same.

    ``participants`` are the visitors of a visit, else empty; the ``news`` of an undated one,
    and of a trial, are the weeks around publication, wherever it is told. ``told`` is the
    year in which something past is told of without a date, 0 otherwise; ``setting`` the
    country of an election that goes by its year, empty where that is not clear. ``names``
    are those of an event that the article calls by several, of which none holds the others;
    ``words`` are those of all, ``head`` that of the fullest.
    """

    kind: str
    head: str
    ordinal: int | None
    words: frozenset[str]
    place: str
    participants: frozenset[str]
    day: Interval
    news: Interval
    partial: str
    told: int
    setting: str = ""
    names: tuple[Name, ...] = ()

    @property
    def called(self) -> tuple[Name, ...]:
        """The names by which the article calls the event: head and words of each."""
        return self.names or (Name(self.head, self.words),)

    @property
    def sort_key(self) -> tuple[str, ...]:
        """An order of claims by their content."""
        edition = "" if self.ordinal is None else f"{self.ordinal:04}"
        days = f"{self.day.begin}..{self.day.end}", f"{self.news.begin}..{self.news.end}"
        names = " ".join(sorted(self.words)), ",".join(sorted(self.participants))
        others = (f"{name.head} {' '.join(sorted(name.words))}" for name in self.names)
        rest = self.partial, str(self.told), self.setting, *others
        return (self.kind, self.head, edition, *names, self.place, *days, *rest)


class Saying(Struct, frozen=True):
    """One article's word on one event.

    ``day`` is the narrowest interval it states, stretched by a stated last day;
    ``news`` the days around publication where the event opens a dated article and no date
    is stated; ``fresh`` says that it is told to be of these days, ``ahead`` is the day of
    publication where it is told as still to come. ``partial`` are month and day where no
    year is said.
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
    fresh: bool
    ahead: date | None
    partial: str
    background: bool
    lead: bool
    since: int
    mentions: tuple[EventMention, ...]
    claim: Claim

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where the article names the event; a headline only if it does so nowhere else."""
        headline = MentionKind.HEADLINE
        named = [m for m in self.mentions if m.mention_kind is not headline]
        return tuple(Span(m.start, m.end) for m in named or self.mentions)

    @property
    def member(self) -> str:
        """The name of this saying (see :mod:`index.events.repository`)."""
        return f"n{self.group}:{self.article}"


# Sayings made already, by the identity of the mentions they are made of: a record is
# met many times while its neighbours settle.
_Made = tuple[tuple[EventMention, ...], tuple[Saying, ...]]
_kept: Kept[tuple[int, str, Publication], _Made] = Kept()


def sayings_of(record: ArticleEvents) -> tuple[Saying, ...]:
    """The sayings of an article of events it names; a bare headline is none."""
    key = (id(record.mentions), record.key, record.published)
    kept = _kept.get(key)
    if kept is None or kept[0] is not record.mentions:
        kept = _kept.keep(key, (record.mentions, tuple(_sayings(record))))
    return kept[1]


def _sayings(record: ArticleEvents) -> Iterator[Saying]:
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
    news = _news(record) if lead and not day and not KINDS[fullest.kind].past else Interval()
    partial = next((m.partial for m in mentions if m.partial and not m.until), "")
    place = max(placed, key=lambda key: (placed[key], key)) if placed else ""
    words = frozenset().union(*(m.words for m in names))
    opening = [m for m in names if m.start < record.lead]
    untimed = any(m.untimed for m in opening)
    claim = Claim(
        fullest.kind,
        fullest.head,
        fullest.ordinal,
        words,
        place,
        frozenset(people) if fullest.kind == "VISIT" else frozenset(),
        day,
        _these_weeks(record) if fullest.kind in _OF_THESE_WEEKS and not day else news,
        partial,
        _told(record) if KINDS[fullest.kind].past and not (day or partial) else 0,
        setting(record.features, words, day) if day and goes_by_year(fullest.head, words) else "",
        _names(names),
    )
    return Saying(
        article=record.key,
        version=record.version,
        group=number,
        kind=fullest.kind,
        head=fullest.head,
        ordinal=fullest.ordinal,
        words=words,
        name=fullest.name,
        place=place,
        participants=tuple(sorted(people, key=lambda key: (-people[key], key))),
        day=day,
        news=Interval() if untimed else news,
        fresh=any(m.fresh for m in opening),
        ahead=_ahead(record) if opening and all(m.ahead for m in opening) and not day else None,
        partial=partial,
        background=background,
        lead=lead,
        since=next((m.since for m in mentions if m.since), 0),
        mentions=tuple(mentions),
        claim=claim,
    )


def _names(mentions: Sequence[EventMention]) -> tuple[Name, ...]:
    """The names of an event that goes by several; empty where one holds all the others."""
    count = Counter(Name(m.head, m.words) for m in mentions if telling(m.words))
    names = sorted(count, key=lambda n: (-count[n], n.head, sorted(n.words)))[:_MOST_NAMES]
    several = any(
        a.head != b.head or not (a.words <= b.words or b.words <= a.words)
        for a, b in combinations(names, 2)
    )
    return tuple(names) if several else ()


def _told(record: ArticleEvents) -> int:
    """The year of publication, 0 if it is not known."""
    end = record.published.interval.end
    return 0 if end is None or record.published.how is Known.UNKNOWN else end.year


def _ahead(record: ArticleEvents) -> date | None:
    """The day from which on what is told as still to come can be; ``None`` if it is not known."""
    return None if record.published.how is Known.UNKNOWN else record.published.interval.begin


def _day(mentions: Sequence[EventMention]) -> Interval:
    dated = [m for m in mentions if m.interval.begin and m.interval.end and not m.until]
    names = [m.interval for m in dated if m.mention_kind is not MentionKind.NOMINAL]
    # What is told of "the election" is its date only where the name does not say otherwise.
    stated = [m.interval for m in dated if not names or m.interval.overlaps(_about(names[0]))]
    last_days = [m.interval.end for m in mentions if m.until and m.interval.end]
    if not stated:
        return Interval()
    return stretched(min(stated, key=_length), last_days)


# "This summer's convention" may be in the first days of September.
_SEASONS, _VAGUE = range(80, 100), timedelta(days=14)


def _about(interval: Interval) -> Interval:
    """What may be meant by a season or the like: some days before and after it, too."""
    days, _ = _length(interval)
    if days not in _SEASONS or interval.begin is None or interval.end is None:
        return interval
    return Interval(interval.begin - _VAGUE, interval.end + _VAGUE)


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
    return _around(record.published, NEWS_BEFORE, NEWS_AFTER)


def _these_weeks(record: ArticleEvents) -> Interval:
    return _around(record.published, _VISIT_BEFORE, _VISIT_AFTER)


def _around(published: Publication, before: timedelta, after: timedelta) -> Interval:
    """The days around publication; empty where it is not known."""
    days = published.interval
    if published.how is Known.UNKNOWN or not (days.begin and days.end):
        return Interval()
    return Interval(days.begin - before, days.end + after)
