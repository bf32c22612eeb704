"""From stories to events: a story reports a named event, or is an event of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from index.article import Interval, Known, Precision, Span
from index.events.assemble import place_of
from index.events.dating import precision_of
from index.events.happening_scores import headline_of
from index.events.headline_words import LABEL_WORDS, tells_news
from index.events.lexicon import KIND_UNTOLD
from index.events.model import ArticleRole, Event, Role, Story, telling_of
from index.events.record import ArticleEvents
from index.events.roles import part_of
from index.events.sayings import Saying, sayings_of
from index.events.scoring import judge

_PEOPLE = 8
# "EXCLUSIVE:" before a headline, "| Fox News" and "(+video)" behind it.
_AROUND = re.compile(
    r"^(?:exclusive|breaking(?: news)?|watch|video|photos|trending|updated?|live|just in)\s?[:|]"
    r"|\s\|[^|]{1,40}$|\s\(\+?\s?videos?\)\s*$",
    re.IGNORECASE,
)
_HULL_DAYS = 7
# What the most central articles of a story are about tells what it is about.
_JUDGED = 8
_HEADLINE_WEIGHT = 5.0


def name_of(records: Iterable[ArticleEvents]) -> str:
    """What articles, the most central first, call their news.

    The first headline of a report that tells it: no question, no list, not in
    capitals, and if there is such a one, of more than a few words; if there is
    none, the first there is.
    """
    found = list(records)
    found = [record for record in found if not tells_opinion(record)] or found
    names = [name for record in found if (name := _headline_text(record))]
    telling = [name for name in names if tells_news(name) and not name.isupper()]
    full = (name for name in telling if len(name.split()) > LABEL_WORDS)
    return next(full, next(iter(telling or names), ""))


def _headline_text(record: ArticleEvents) -> str:
    """The title without what an outlet puts around it.

    A label at the top of a text has the first sentence instead.
    """
    title = _AROUND.sub("", record.title).strip()
    headline = headline_of(record)
    if headline is None or len(title.split()) > LABEL_WORDS:
        return title or record.title
    return headline.name


def main_saying(record: ArticleEvents) -> Saying | None:
    """What an article says of the named event it reports above all, by its own word alone."""
    parts = [
        (part.weight, -saying.group, saying)
        for saying in sayings_of(record)
        if (part := part_of(record, saying, saying.day or saying.news)).role is Role.REPORTS
    ]
    return max(parts, key=lambda part: part[:2])[2] if parts else None


def subject(articles: Sequence[str], records: Mapping[str, ArticleEvents]) -> Saying | None:
    """The named event that articles are about: it is the main event of more than half of
    them. Given as the saying of the most central one."""
    mains = [main for key in articles if (main := main_saying(records[key])) is not None]
    for main in mains:
        if 2 * sum(_same(main, other) for other in mains) > len(articles):
            return main
    return None


def _same(a: Saying, b: Saying) -> bool:
    return a is b or judge(a.claim, b.claim).linked


def happening(articles: Sequence[str], records: Mapping[str, ArticleEvents]) -> Event | None:
    """The event of the articles of one happening, the most central first.

    Put together from what their headlines say. Its articles report it, by date, then opinions
    mention it. ``None`` where a named event says it all (they are about it and each names
    it), where all are opinions, and for a single article whose headline tells of no event.
    """
    named = subject(articles, records)
    if named is not None and all(
        any(_same(named, saying) for saying in sayings_of(records[key])) for key in articles
    ):
        return None
    reporting = [key for key in articles if not tells_opinion(records[key])]
    told = [m for key in reporting if (m := headline_of(records[key])) is not None]
    kinds = Counter(m.kind for m in told if m.kind)
    if not reporting or (len(articles) == 1 and not kinds):
        return None
    people = Counter(key for m in told for key in m.participants)
    places = Counter(m.place for m in told if m.place)
    # Days that the texts themselves give come before those they were published on.
    dated = [m for m in told if m.precision is Precision.DAY] or told
    interval = _days([m.interval for m in dated], [records[key] for key in reporting])
    sure = any(m.precision is Precision.DAY for m in told)
    roles = [story_role(records[key]) for key in by_date(articles, records)]
    return Event(
        name_of(records[key] for key in reporting),
        max(kinds, key=lambda kind: (kind != KIND_UNTOLD, kinds[kind], kind), default=KIND_UNTOLD),
        interval,
        precision_of(interval) if sure or not interval.is_day else Precision.WINDOW,
        max(places, key=lambda key: (places[key], key)) if places else "",
        tuple(sorted(people, key=lambda key: (-people[key], key))[:_PEOPLE]),
        tuple(sorted(roles, key=lambda role: role.role is not Role.REPORTS)),
        tuple(map(telling_of, sorted(articles))),
    )


def _days(told: Sequence[Interval], records: Sequence[ArticleEvents]) -> Interval:
    """The day most headlines were told on; a few days if they do not agree."""
    days = Counter(i.begin for i in told if i.is_day)
    if not days:
        ends = [i for i in told if i.begin and i.end]  # with one end open it is no date
        return min(ends, key=str) if ends else Interval()
    first = min(day for day in days if day)
    last = max(day for day in days if day)
    published = [
        r.published.interval.begin
        for r in records
        if r.published.how is not Known.UNKNOWN and r.published.interval.begin
    ]
    if (last - first).days < _HULL_DAYS or not published:
        return Interval(first, last)
    common = max(days, key=lambda day: (days[day], -(day.toordinal() if day else 0)))
    return Interval(common, common)


def story_role(record: ArticleEvents) -> ArticleRole:
    """The part of an article in the event of its story: the headline of a report tells it."""
    headline = headline_of(record)
    spans = (Span(headline.start, headline.end),) if headline else ()
    if tells_opinion(record):
        return ArticleRole(record.key, Role.MENTIONS, spans)
    return ArticleRole(record.key, Role.REPORTS, spans, _HEADLINE_WEIGHT)


def tells_opinion(record: ArticleEvents) -> bool:
    """Whether an article tells what somebody thinks of the news and does not report it."""
    headline = headline_of(record)
    return headline is not None and headline.background


def by_date(keys: Sequence[str], records: Mapping[str, ArticleEvents]) -> list[str]:
    """Articles by publication, then by content."""
    return sorted(keys, key=lambda key: place_of(records[key], Role.REPORTS))


def story_of(articles: Sequence[str], records: Mapping[str, ArticleEvents]) -> Story:
    """The story of ``articles``, the most central first."""
    named = subject(articles[:_JUDGED], records)
    published = [records[key].published.interval for key in articles]
    published = [interval for interval in published if interval.begin and interval.end]
    begins = [i.begin for i in published if i.begin]
    ends = [i.end for i in published if i.end]
    return Story(
        tuple(articles),
        name_of(records[key] for key in articles),
        Interval(min(begins, default=None), max(ends, default=None)),
        named.member if named is not None else telling_of(articles[0]),
    )
