"""Does an article report an event, or only mention it?

Decided by place in the article, wording, how often the article comes back to
it, and the event's date against the date of publication.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct

from index.article import Interval, Known
from index.events.lexicon import KINDS
from index.events.model import EventMention, MentionKind, Role
from index.events.record import ArticleEvents
from index.events.sayings import Saying

REPORTS_FROM = 3.4
_TOLD_ASIDE = 2.5
_NEWS_DAYS, _OLD_DAYS, _SOON_DAYS, _LONG_DAYS = 10, 45, 5, 62


class Part(Struct, frozen=True):
    """An article's part in an event; ``weight`` orders the events of the article."""

    role: Role
    weight: float


def part_of(record: ArticleEvents, saying: Saying, interval: Interval) -> Part:
    """The part of ``record`` in the event of its ``saying`` that took place on ``interval``.

    ``record.published`` is the best that is known of its publication.
    """
    weight = _place(record, saying) + min(2.0, math.log2(len(saying.mentions) + 1))
    weight += _timing(record, saying, interval)
    if _told_aside(record, saying):
        weight -= _TOLD_ASIDE
    if saying.background:
        weight -= 4.0
    elif any(m.background for m in saying.mentions if m.mention_kind is MentionKind.NAME):
        weight -= 1.0
    reports = weight >= REPORTS_FROM and saying.lead and not saying.background
    return Part(Role.REPORTS if reports else Role.MENTIONS, round(weight, 3))


def _told_aside(record: ArticleEvents, saying: Saying) -> bool:
    """Whether the article is an opinion, or its headline tells of something else."""
    headlines = (m for m in record.mentions if m.mention_kind is MentionKind.HEADLINE)
    return any(m.background or (m.kind and m.group != saying.group) for m in headlines)


def _place(record: ArticleEvents, saying: Saying) -> float:
    if any(m.mention_kind is MentionKind.HEADLINE and not m.background for m in saying.mentions):
        return 3.0
    first = min(m.start for m in saying.mentions if not m.background) if saying.lead else 0
    if saying.lead:
        return 2.0 if first < record.lead * 0.6 else 1.6
    return 0.0


def _any_of_them(saying: Saying, opening: Sequence[EventMention]) -> bool:
    """Whether what opens an article recurs, and nothing but that says which time is meant."""
    return KINDS[saying.kind].recurs and all(
        m.mention_kind is not MentionKind.HEADLINE and m.ordinal is None and not m.fresh
        for m in opening
    )


def _timing(record: ArticleEvents, saying: Saying, interval: Interval) -> float:
    """What the distance between event and publication says."""
    published = record.published.interval
    days = (interval.end - interval.begin).days if interval.begin and interval.end else 0
    long = days > _LONG_DAYS
    if not (interval.begin and interval.end and published.begin and published.end):
        # History without a date is background far more often than news; so is a whole year
        # in an article without one, and what is told as of no day in particular.
        if KINDS[saying.kind].past and not interval:
            return -2.0
        opening = [m for m in saying.mentions if m.start < record.lead]
        untimed = any(m.untimed for m in opening)
        # "GOP primaries" in an article of some day may be all there ever are.
        any_one = published.begin and not interval and _any_of_them(saying, opening)
        return -1.0 if long or any_one or (untimed and not interval.end) else 0.4
    gap = (published.begin - interval.end).days
    if long and gap <= _OLD_DAYS and record.published.how is not Known.UNKNOWN:
        return -1.0
    if gap > 0:
        return 2.0 if gap <= _NEWS_DAYS else -0.5 if gap <= _OLD_DAYS else -5.0
    if interval.begin > published.end:
        gap = (interval.begin - published.end).days
        return 0.5 if gap <= _SOON_DAYS else -2.5
    return 2.0
