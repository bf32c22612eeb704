"""The words that Vietnamese names are told by, with their tones: ``data/vietnamese.txt``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from msgspec import Struct

from index.language.wordlists import as_written

_WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")


class Phrases(Struct, frozen=True):
    """Phrases as tuples of words, the longest first, by the word they begin with."""

    by_first: dict[str, tuple[tuple[str, ...], ...]]

    @classmethod
    def of(cls, entries: Iterable[str]) -> Phrases:
        by_first: dict[str, list[tuple[str, ...]]] = {}
        for entry in entries:
            words = tuple(_WORD.findall(entry))
            by_first.setdefault(words[0], []).append(words)
        return cls({first: tuple(sorted(held, key=len)[::-1]) for first, held in by_first.items()})

    def longest(self, words: Sequence[str], at: int) -> int:
        """How many words the longest phrase has that stands at ``at``; 0: none does."""
        for phrase in self.by_first.get(words[at], ()) if at < len(words) else ():
            if tuple(words[at : at + len(phrase)]) == phrase:
                return len(phrase)
        return 0


class Lists(Struct, frozen=True):
    """The sections of the file; see there what each holds."""

    openers: frozenset[str]
    family: frozenset[str]
    called: Phrases
    titles: Phrases
    prefixes: Phrases
    bodies: Phrases
    no_bodies: Phrases
    alone: Phrases
    fields: Phrases
    small_fields: Phrases
    place_openers: Phrases
    of_names: Phrases
    places: Phrases
    organisations: Phrases


@cache
def vietnamese_words() -> Lists:
    """The lists, read when the first Vietnamese article is."""
    of = as_written("vietnamese.txt")
    return Lists(
        openers=of["opens_sentences"],
        family=of["family"],
        called=Phrases.of(of["called"]),
        titles=Phrases.of(of["titles"]),
        prefixes=Phrases.of(of["prefixes"]),
        bodies=Phrases.of(of["bodies"]),
        no_bodies=Phrases.of(of["no_bodies"]),
        alone=Phrases.of(of["bodies_alone"]),
        fields=Phrases.of(of["fields"]),
        small_fields=Phrases.of(of["fields_small"]),
        place_openers=Phrases.of(of["places_open"]),
        of_names=Phrases.of(of["waters_and_mountains"]),
        places=Phrases.of(of["places"]),
        organisations=Phrases.of(of["organisations"]),
    )
