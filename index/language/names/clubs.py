"""Clubs that news of sport calls by their city: ``Liverpool beat Leipzig 2-0``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from index.language.model import EntityType
from index.language.names.found import Found
from index.language.names.lexicon import lexicon
from index.language.names.tokens import Tokens
from index.language.wordlists import section

_LEAST_SPORT = 5  # different words of sport that a text must use
_MOST_DIGITS = 3
_CITIES = frozenset({"city", "town", "capital"})


def clubs(tokens: Tokens, found: Sequence[Found]) -> list[Found]:
    """``found`` with the cities that play turned into clubs; unchanged where the text is
    not about sport."""
    sport = _section("sport_words")
    if len(sport.intersection(tokens.keys)) < _LEAST_SPORT:
        return list(found)
    plays: Counter[str] = Counter()
    for name in found:
        if _is_city(tokens, name):
            plays[tokens.key(name.first, name.last)] += _plays(tokens, name)
    return [
        Found(name.first, name.last, EntityType.ORG, "plays")
        if _is_city(tokens, name)
        and plays[tokens.key(name.first, name.last)] > 0
        and not _is_where(tokens, name)
        else name
        for name in found
    ]


def _is_city(tokens: Tokens, name: Found) -> bool:
    return (
        name.type is EntityType.PLACE
        and lexicon().places.get(tokens.key(name.first, name.last)) in _CITIES
    )


def _plays(tokens: Tokens, name: Found) -> int:
    """Whether this mention is of a club: it beats, is beaten, scores, has a striker."""
    if _is_where(tokens, name):
        return 0
    before = tokens.keys[name.first - 1] if name.first else ""
    after = tokens.keys[name.last + 1] if name.last + 1 < len(tokens) else ""
    following = tokens.words[name.last + 2] if name.last + 2 < len(tokens) else ""
    return int(
        after in _section("plays_after")
        or before in _section("plays_before")
        or (_is_score(after) and (_is_score(before) or following == "-" or following[:1].isupper()))
    )


def _is_score(word: str) -> bool:
    return word.isdigit() and len(word) <= _MOST_DIGITS


def _is_where(tokens: Tokens, name: Found) -> bool:
    """Whether the words around it make it a place: ``in Liverpool``, ``Leipzig, Germany``."""
    before = tokens.keys[name.first - 1] if name.first else ""
    if before in {"in", "near", "outside"}:
        return True
    at = name.last + 1
    return (
        at + 1 < len(tokens)
        and tokens.words[at] == ","
        and lexicon().places.get(tokens.keys[at + 1]) in {"country", "state", "known"}
    )


@cache
def _section(name: str) -> frozenset[str]:
    return section("heads.txt", name)
