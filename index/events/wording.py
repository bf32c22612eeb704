"""Small tools over folded text that finding events is written with."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from index.article import Interval, Span
from index.events.lexicon import FILLERS

WORD = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")
_SENTENCE_END = re.compile(r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?…][\"')\]]*\s+|\n+")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PLURALS = {
    "elections": "election",
    "by-election": "election",
    "attacks": "attack",
    "bombings": "bombing",
    "shootings": "shooting",
    "caucuses": "caucus",
    "primaries": "primary",
    "championships": "championship",
    "quake": "earthquake",
    "riots": "riot",
    "floods": "flood",
    "flooding": "flood",
    "wildfires": "wildfire",
    "protests": "protest",
    "visits": "visit",
    "trips": "trip",
}


@dataclass(frozen=True, slots=True)
class Sentences:
    """Where the sentences of a text lie; a line end always ends one."""

    starts: tuple[int, ...]
    length: int

    def around(self, position: int) -> Span:
        """The sentence that holds ``position`` (code points, as everywhere)."""
        index = bisect_right(self.starts, position) - 1
        end = self.starts[index + 1] if index + 1 < len(self.starts) else self.length
        return Span(self.starts[index], end)


def sentences(folded: str) -> Sentences:
    """The sentences of a folded text. Abbreviations of up to three letters end none."""
    starts = [0, *(match.end() for match in _SENTENCE_END.finditer(folded))]
    return Sentences(tuple(starts), len(folded))


def days_in_words(interval: Interval) -> str:
    """Days as a person writes them: ``19 Dec 2023 – 23 Dec 2023``; an open side is left out."""
    days = [
        f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        for day in (interval.begin, interval.end)
        if day is not None
    ]
    return " – ".join(dict.fromkeys(days))


def head_of(word: str) -> str:
    """The one form under which a head noun is compared: ``elections`` gives ``election``."""
    return _PLURALS.get(word, word)


def content_words(folded_low: str) -> frozenset[str]:
    """The words of a folded, lower-case name that tell it from others."""
    words = (word.removesuffix("'s") for word in WORD.findall(folded_low))
    return frozenset(word for word in words if word not in FILLERS and len(word) > 1)


def first_at_or_after(starts: Sequence[int], position: int) -> int:
    """The index of the first of the sorted ``starts`` that is not before ``position``."""
    return bisect_right(starts, position - 1)
