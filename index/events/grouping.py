"""Which mentions of one article are of one event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from index.article import Interval
from index.events.lexicon import KINDS
from index.events.model import EventMention


@dataclass(slots=True)
class _Group:
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

    def takes(self, mention: EventMention) -> bool:
        """Whether ``mention``, which comes later in the text, is of this event."""
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
            return False
        # "The 1999 shooting" is another one unless this one was in 1999.
        if not mention.words and self.words and mention.interval and mention.ordinal is None:
            return any(mention.interval.overlaps(known) for known in self.intervals)
        return not any(_apart(mention.interval, known, self.kind) for known in self.intervals)


def _apart(a: Interval, b: Interval, kind: str) -> bool:
    """Whether two intervals lie too far apart for one event of ``kind``."""
    if not (a.begin and a.end and b.begin and b.end):
        return False
    gap = max((a.begin - b.end).days, (b.begin - a.end).days)
    return gap > KINDS[kind].days


def group_mentions(found: Sequence[EventMention]) -> list[EventMention]:
    """The mentions, given in text order, numbered by event from 1."""
    groups: list[_Group] = []
    numbered = []
    for mention in found:
        fitting = [group for group in groups if group.takes(mention)]
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
