"""What is known about names before any text is read: lists and the gazetteer.

Phrases are compared by *phrase key*: the keys of their tokens joined by single
spaces, so that ``McDonald's`` is found as the tokens ``McDonald`` and ``'s``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from msgspec import Struct

from index.language.model import EntityType
from index.language.wordlists import read_data, section, sections

_PHRASE_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W_]+)*(?:'(?!s\b)[^\W\d_]+)?|'s\b|\d+[\d.,]*\w*|\S")
LONGEST_PHRASE = 7
# Kinds of place a reader of world news knows without being told; a ``town`` may
# as well be somebody's family name.
FIRM_PLACES = frozenset({"known", "country", "capital", "state", "city"})


def phrase_key(entry: str) -> str:
    """The phrase key of a match key."""
    return " ".join(_PHRASE_TOKEN.findall(entry))


class Lexicon(Struct, frozen=True):
    """``known``: phrase key → type of well-known names. ``places``: phrase key →
    kind of place. ``peoples``: phrase keys of nationalities, peoples, faiths and
    political families. ``given``/``family``: personal names, single words.
    ``known_reach``/``places_reach``: first word → words of the longest entry that
    begins so."""

    known: dict[str, EntityType]
    places: dict[str, str]
    peoples: frozenset[str]
    given: frozenset[str]
    family: frozenset[str]
    known_reach: dict[str, int]
    places_reach: dict[str, int]

    def is_people(self, key: str) -> bool:
        """Whether ``key`` is a people or its plural in -s."""
        if key in self.peoples:
            return True
        return key.endswith("s") and key[:-1] in self.peoples and key not in self.places


@cache
def lexicon() -> Lexicon:
    """The lists, read when first asked for (some 60 ms)."""
    known: dict[str, EntityType] = {}
    places: dict[str, str] = {}
    for title, entries in sections("known_names.txt").items():
        kind = EntityType(title.split()[0])
        for entry in entries:
            known.setdefault(phrase_key(entry), kind)
            if kind is EntityType.PLACE:
                places[phrase_key(entry)] = "known"
    for line in read_data("gazetteer.txt").splitlines():
        place_kind, _, names = line.partition("\t")
        for name in names.split("|"):
            places.setdefault(name, place_kind)
    peoples = section(
        "peoples.txt",
        "demonyms",
        "continents",
        "peoples",
        "more_peoples",
        "plural_peoples",
        "religions",
        "politics",
    )
    persons = sections("person_names.txt", built=True)
    return Lexicon(
        known=known,
        places=places,
        peoples=frozenset(phrase_key(entry) for entry in peoples),
        given=persons["given"],
        family=persons["family"],
        known_reach=_reach(known),
        places_reach=_reach(places),
    )


def _reach(phrases: Iterable[str]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for phrase in phrases:
        first, *rest = phrase.split(" ")
        longest[first] = max(longest.get(first, 0), 1 + len(rest))
    return longest


@cache
def known_organisations() -> frozenset[str]:
    """The match keys of organisations that every reader knows by that name alone."""
    titles = [title for title in sections("known_names.txt") if title.startswith("ORG")]
    return section("known_names.txt", *titles)
