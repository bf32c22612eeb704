"""Which event a bare noun means: "the election", "the deadly attack", "this summit".

What it is said of stands somewhere else in the article, so that a guess easily tells of
another event. A guess is made only where little else can be meant: of the events with that
noun the article makes most of one, by far if another was named last before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from index.article import Precision, Span
from index.events.grouping import is_history
from index.events.lexicon import KINDS, words_of
from index.events.model import EventMention
from index.events.phrases import YEAR
from index.events.scoring import opposed

_NOUNS = (
    "conference|summit|congress|forum|convention|meeting|election|referendum|war|attack|"
    "earthquake|festival|visit|trip|talks|games|olympics|trial|plenum|symposium"
)
PATTERN = re.compile(
    rf"\b(?:the|this)\s+(?:([\w-]{{1,40}})\s+)?({_NOUNS})\b"
    r"(?!-|\s+(?:of|on|in|between|for|room|centre|center|hall|call|against|with|crimes?|criminals?|hero|heroes|to)\b)"
)
"""A bare noun: what stands before it in group 1, where anything does, the noun in group 2."""
# Said of any event, these say nothing about which it is …
_SAYS_NOTHING = words_of(
    "deadly deadliest bloody brutal cowardly tragic horrific fatal entire whole same annual "
    "historic main current ongoing full divisive contested terror terrorist official"
)
_HOW_LONG = re.compile(r"[\w-]+-(?:hour|day|week|month|year)(?:-(?:long|old))?\Z")
# … and these nothing about an election that a whole country holds.
_OF_A_COUNTRY = words_of("presidential general national federal")
# A name that stands so many code points before a noun, in its paragraph, is what it repeats.
_BESIDE, _JUST_AFTER = 300, 60
# So many times more is made of one event than of the one named last that the noun means it.
_CLEARLY = 2
# A name may also follow within so many code points; further off that of what came suddenly:
# "the attack" is news of its own, and then "the Paris attacks" say which.
_FOLLOWS_SOON, _FOLLOWS = 400, 1_500
# "The attack" of an article is hardly that of so many years ago, named in passing.
_YEARS_AGO = 3
_TOLD_FIRST = frozenset({"ATTACK", "CONFLICT", "DISASTER"})


class BareNoun(Struct, frozen=True):
    """A bare noun at ``span``, with what stands before it and where its line begins."""

    span: Span
    said: str
    line: int


def antecedent(
    bare: BareNoun,
    named: Sequence[EventMention],
    standing: Mapping[int, float],
    published: date | None,
) -> EventMention | None:
    """The mention that a bare noun repeats, ``None`` where that is not clear.

    ``named`` are the names of events with that noun, in text order; ``standing`` tells for
    each group how likely the article means it; ``published`` is the day it appeared.
    """
    words: dict[int, frozenset[str]] = {}
    for mention in named:
        words[mention.group] = words.get(mention.group, frozenset()) | mention.words
    fitting = [m for m in named if _may_be_said(bare.said, m, words[m.group])]
    before = [m for m in fitting if m.end <= bare.span.start]
    beside = [m for m in before if max(bare.line, bare.span.start - _BESIDE) < m.start]
    if beside:
        other = next((m for m in fitting if m.start >= bare.span.end), None)
        near = other is not None and other.start < bare.span.end + _JUST_AFTER
        # "It would help in the war. The Syrian civil war began …": which one is not clear.
        return None if near and other and other.group != beside[-1].group else beside[-1]
    before = [m for m in before if not _long_ago(m, published)]
    if before:
        nearest = before[-1]
        most = max(before, key=lambda m: (standing[m.group], m.start))
        clear = standing[most.group] >= _CLEARLY * standing[nearest.group]
        return most if most.group == nearest.group or clear else None
    if any(m.end <= bare.span.start for m in named) or len(words) > 1:
        return None
    follows = next((m for m in fitting if m.start >= bare.span.end), None)
    if follows is None:
        return None
    reach = _FOLLOWS if follows.kind in _TOLD_FIRST else _FOLLOWS_SOON
    return follows if follows.start - bare.span.end <= reach else None


def _long_ago(mention: EventMention, published: date | None) -> bool:
    """Whether an event may be long over; of a year alone it is, where no date tells otherwise."""
    recurs = KINDS[mention.kind].recurs
    if published is None:
        return recurs and mention.precision is Precision.YEAR
    end = mention.interval.end
    if not recurs and end is not None:
        return published.year - end.year >= _YEARS_AGO
    return is_history(mention, published)


def _may_be_said(said: str, mention: EventMention, words: frozenset[str]) -> bool:
    """Whether what stands before a bare noun can be said of an event with these words."""
    if not said or said in words or said in _SAYS_NOTHING or _HOW_LONG.match(said):
        return True
    if YEAR.match(said):
        begin = mention.interval.begin
        return begin is not None and begin.year == int(said)
    if mention.head != "election" or said not in _OF_A_COUNTRY:
        return False
    return words <= _OF_A_COUNTRY | {"us", "midterm"} and opposed(words, frozenset([said])) is None
