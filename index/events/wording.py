"""Small tools over folded text that finding events is written with."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from index.article import Interval, Span
from index.events.background import background_of
from index.events.lexicon import FILLERS, MANNERS, SMALL_MODIFIERS, SORTS
from index.language.entity_keys import country_named

WORD = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")
# A stop ends no sentence after a capital letter or a capitalised word of up to three.
_SENTENCE_END = re.compile(r"[.!?…][\"')\]]*\s+|\n+")
_ABBREVIATED = re.compile(r"(?:[A-Z]|\b[A-Z][a-z]{1,2})\Z")
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
    "hurricane": "storm",
    "typhoon": "storm",
    "cyclone": "storm",
}


class Sentences(Struct, frozen=True):
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
    starts = [0]
    for match in _SENTENCE_END.finditer(folded):
        stop = match.start()
        if "\n" in match[0] or not _ABBREVIATED.search(folded, max(0, stop - 4), stop):
            starts.append(match.end())
    return Sentences(tuple(starts), len(folded))


def days_in_words(interval: Interval) -> str:
    """Days as a person writes them: ``19 Dec 2023 – 23 Dec 2023``; an open side is left out."""
    days = [
        f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        for day in (interval.begin, interval.end)
        if day is not None
    ]
    return " – ".join(dict.fromkeys(days))


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of some words, longest first, by first letter: so it fails quickly."""
    rests: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in sorted(rests.items()))


def head_of(word: str) -> str:
    """The one form under which a head noun is compared: ``elections`` gives ``election``."""
    return _PLURALS.get(word, word)


def content_words(folded_low: str) -> frozenset[str]:
    """The words of a folded, lower-case name that tell it from others.

    A people stands for its country: "Syrian" is "syria".
    """
    words = (_of_country(word.removesuffix("'s")) for word in WORD.findall(folded_low))
    return frozenset(word for word in words if word not in FILLERS and len(word) > 1)


@lru_cache(maxsize=16_384)
def _of_country(word: str) -> str:
    country = country_named(word)
    if country == "united states":
        return "us"
    return country if country and " " not in country else word


def worth_of(word: str) -> float:
    """How much a word of a name tells, at least 0: the rarer in news, the more."""
    background = background_of("en")
    return 0.0 if word in background.stop or word == "us" else background.idf("words", word)


def telling(words: frozenset[str]) -> frozenset[str]:
    """``words`` without those that only say what sort of event it is."""
    return words - SMALL_MODIFIERS


def where(words: frozenset[str]) -> frozenset[str]:
    """``words`` of a name but for those of what sort of place it struck, how, and on which day."""
    return frozenset(word for word in words - SORTS - MANNERS if "/" not in word)


def first_at_or_after(starts: Sequence[int], position: int) -> int:
    """The index of the first of the sorted ``starts`` that is not before ``position``."""
    return bisect_right(starts, position - 1)
