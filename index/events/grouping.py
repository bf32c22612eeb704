"""Which mentions of one article are of one event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct, field
from msgspec.structs import replace

from index.article import Interval
from index.events.lexicon import KINDS
from index.events.model import EventMention
from index.events.scoring import opposed
from index.events.year_elections import goes_by_year

_LONG_AGO = timedelta(days=270)


class _Group(Struct):
    """What is known so far of one event of the article."""

    number: int
    kind: str
    head: str
    ordinal: int | None
    words: frozenset[str]
    participants: frozenset[str]
    place: str
    intervals: list[Interval] = field(default_factory=list)

    def take(self, mention: EventMention) -> None:
        self.words |= mention.words
        if mention.interval.begin and mention.interval.end:
            self.intervals.append(mention.interval)

    def _long_ago(self, published: date | None) -> bool:
        """Whether all its dates are well before the text appeared."""
        if published is None or not self.intervals:
            return False
        return all(_gone(interval, published) for interval in self.intervals)

    def _of_that_year(self, mention: EventMention) -> bool:
        """Whether an election goes by the year of this one, as "2016 American election" does."""
        return (
            goes_by_year(self.head, self.words)
            and goes_by_year(mention.head, mention.words)
            and opposed(self.words, mention.words) is None
            and any(mention.interval == known for known in self.intervals)
        )

    def takes(self, mention: EventMention, published: date | None) -> bool:
        """Whether ``mention``, which comes later in the text, is of this event.

        ``published`` is the day the text appeared, ``None`` if it is not known.
        """
        if mention.kind != self.kind:
            return False
        if self.kind == "VISIT":
            return mention.participants == self.participants and mention.place == self.place
        if mention.head != self.head:
            return False
        # A name that adds an edition is another event; one that drops it looks back.
        if mention.ordinal is not None and mention.ordinal != self.ordinal:
            return False
        if mention.ordinal is None and self.ordinal is not None and not mention.words:
            return False
        if not (mention.words <= self.words or self.words <= mention.words):
            return self._of_that_year(mention)
        if self._long_ago(published) and KINDS[self.kind].recurs and not mention.interval:
            # After "the 2016 primary" an article of 2019 may well mean the next one.
            return mention.ordinal is not None
        # "The 1999 shooting" is another one unless this one was in 1999.
        if not mention.words and self.words and mention.interval and mention.ordinal is None:
            return any(mention.interval.overlaps(known) for known in self.intervals)
        if mention.words and not self.words and self.intervals and mention.ordinal is None:
            return any(mention.interval.overlaps(known) for known in self.intervals)
        return not any(_apart(mention.interval, known, self.kind) for known in self.intervals)


def _gone(interval: Interval, published: date) -> bool:
    """Whether an interval ended long before; a whole year that is over is long ago."""
    if interval.begin is None or interval.end is None:
        return False
    a_year = interval.end - interval.begin >= timedelta(days=360)
    return interval.end + (timedelta() if a_year else _LONG_AGO) < published


def is_history(mention: EventMention, published: date | None) -> bool:
    """Whether a mention names one of what recurs that was long before the text appeared.

    "The election" is then hardly that one.
    """
    if published is None or not KINDS[mention.kind].recurs:
        return False
    return _gone(mention.interval, published)


def _apart(a: Interval, b: Interval, kind: str) -> bool:
    """Whether two intervals lie too far apart for one event of ``kind``."""
    if not (a.begin and a.end and b.begin and b.end):
        return False
    gap = max((a.begin - b.end).days, (b.begin - a.end).days)
    return gap > KINDS[kind].days


def group_mentions(
    found: Sequence[EventMention], published: date | None = None
) -> list[EventMention]:
    """The mentions, given in text order, numbered by event from 1.

    ``published`` is the day the text appeared, if it is known.
    """
    groups: list[_Group] = []
    numbered = []
    for mention in found:
        fitting = [group for group in groups if group.takes(mention, published)]
        if fitting:
            # The nearest in wording, then the latest in the text.
            group = max(fitting, key=lambda g: (len(g.words & mention.words), g.number))
        else:
            group = _Group(
                len(groups) + 1, mention.kind, mention.head, mention.ordinal,
                mention.words, mention.participants, mention.place,
            )  # fmt: skip
            groups.append(group)
        group.take(mention)
        numbered.append(replace(mention, group=group.number))
    return numbered
