"""Runs: stretches of capitalised words, with the small words that hold names together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from index.language.names.lexicon import lexicon
from index.language.names.tokens import Tokens
from index.language.wordlists import section

Run = tuple[int, int]  # first and last token, both included

ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)\Z")
_POSSESSIVE_INSIDE = frozenset(
    [
        "people",
        "women",
        "children",
        "workers",
        "farmers",
        "men",
        "lord",
        "king",
        "queen",
        "girls",
        "boys",
        "teachers",
        "students",
    ]
)
_LONGEST_RUN = 16
# Bodies whose names list what they see to: the Department of Environment, Land and Water.
WITH_FIELDS = frozenset(
    {"ministry", "department", "directorate", "secretariat", "bureau", "office", "commission"}
    | {"committee", "agency", "authority", "institute", "faculty", "school", "council"}
)
_MOST_FIELDS, _LONGEST_FIELD = 6, 4
# Heads of bodies that are also what a body sees to: Trade, Industry and Energy.
FIELD_HEADS = frozenset(
    {"service", "services", "energy", "power", "gas", "oil", "petroleum", "mining", "minerals"}
    | {"media", "communications", "telecommunications", "technology", "technologies", "sciences"}
    | {"security", "intelligence", "customs", "immigration", "investment", "investments"}
    | {"industries", "works", "insurance", "sport", "enterprise", "enterprises", "management"}
)


@cache
def heads() -> frozenset[str]:
    """Words after which ``of``, ``for`` and ``on`` continue a name."""
    return section("heads.txt", "org_heads", "event_heads", "law_heads")


@cache
def _calendar() -> frozenset[str]:
    return section("heads.txt", "calendar")


@cache
def _particles() -> frozenset[str]:
    return section("heads.txt", "small_name_words")


@cache
def _fields_of_office() -> frozenset[str]:
    return section("titles.txt", "fields_of_office")


@cache
def _titles() -> frozenset[str]:
    return section("titles.txt", "person_titles", "forms_of_address", "offices")


def is_date_word(tokens: Tokens, at: int) -> bool:
    """Whether token ``at`` is a month or weekday (May and March with their capital only)."""
    return tokens.keys[at] in _calendar() and tokens.capital[at]


def _capital_name(tokens: Tokens, at: int) -> bool:
    return at < len(tokens.words) and tokens.capital[at] and not is_date_word(tokens, at)


def runs(tokens: Tokens) -> Iterator[Run]:
    """The runs of a text from left to right; they do not overlap."""
    next_free = 0
    for at in _beginnings(tokens):
        if at >= next_free:
            last = _run_end(tokens, at)
            yield at, last
            next_free = last + 1


def _beginnings(tokens: Tokens) -> list[int]:
    """Where a run may begin: capitals, and the ordinals before them."""
    words, keys, calendar = tokens.words, tokens.keys, _calendar()
    names = [at for at in tokens.capitals if keys[at] not in calendar]
    ordinals = [
        at for at in tokens.figures if _capital_name(tokens, at + 1) and ORDINAL.match(words[at])
    ]
    return sorted(names + ordinals) if ordinals else names


def _run_end(tokens: Tokens, first: int) -> int:
    last = first
    while last - first < _LONGEST_RUN:
        at = last + 1
        if at >= len(tokens.words):
            break
        if tokens.capital[at]:
            if is_date_word(tokens, at) or "\n" in tokens.words[at]:
                break
            last = at
            continue
        reach = _bridge(tokens, first, last)
        if not reach:
            break
        last = reach
    return last


def _bridge(tokens: Tokens, first: int, last: int) -> int:
    """The last token after continuing a run over the small word behind it; 0: it ends there."""
    at = last + 1
    word = tokens.keys[at]
    left = set(tokens.keys[first : last + 1])
    if word == ".":
        title = (
            tokens.keys[last] in _titles()
            or len(tokens.words[last]) <= 2
            or tokens.words[last] in {"Jr", "Sr", "St"}
        )
        return (
            at + 1 if title and _capital_name(tokens, at + 1) and len(tokens.words[last]) < 6 else 0
        )
    if word == "'s":
        joins = tokens.keys[last] in _POSSESSIVE_INSIDE or _known_over(tokens, first, at)
        return at + 1 if joins and _capital_name(tokens, at + 1) else 0
    if word == "&":
        return at + 1 if _capital_name(tokens, at + 1) else 0
    if word in {"and"}:
        return _bridge_and(tokens, first, last)
    if word == ",":
        return _bridge_fields(tokens, first, last) if left & WITH_FIELDS else 0
    if word in _particles() and _capital_name(tokens, at + 1):
        return at + 1
    if word in {"of", "for", "on", "to"} and (word == "of" or left & heads()):
        if word != "of" and tokens.keys[last] not in heads():
            return 0
        after = at + 2 if at + 1 < len(tokens.words) and tokens.keys[at + 1] == "the" else at + 1
        if (
            after < len(tokens.words)
            and ORDINAL.match(tokens.words[after])
            and _capital_name(tokens, after + 1)
        ):
            return after + 1
        return after if _capital_name(tokens, after) else 0
    if tokens.words[at].isdigit() and tokens.keys[last] in {
        "expo",
        "agenda",
        "vision",
        "euro",
        "formula",
    }:
        return at
    return 0


def _bridge_fields(tokens: Tokens, first: int, last: int) -> int:
    """The end of ``Environment, Land, Water and Planning`` behind ``Department of``; 0 for
    what is no such list: it holds places, people, other bodies, or no ``and``."""
    head = next(at for at in range(last, first - 1, -1) if tokens.keys[at] in WITH_FIELDS)
    if head + 1 > last or tokens.keys[head + 1] not in {"of", "for", "on"}:
        return 0
    at = last + 1
    for _ in range(_MOST_FIELDS):
        joined = tokens.keys[at] in {"and", "&"}
        begin = at + 1
        if tokens.keys[at] == "," and begin < len(tokens) and tokens.keys[begin] in {"and", "&"}:
            joined, begin = True, begin + 1
        end = begin
        while end - begin < _LONGEST_FIELD and _capital_name(tokens, end):
            end += 1
        if end == begin or not _may_be_field(tokens, begin, end - 1):
            return 0
        if joined:
            return end - 1
        at = end
        if at >= len(tokens) or tokens.keys[at] not in {",", "and", "&"}:
            return 0
    return 0


def _may_be_field(tokens: Tokens, first: int, last: int) -> bool:
    lists = lexicon()
    phrase = tokens.key(first, last)
    if phrase in _fields_of_office():
        return True
    return not (
        phrase in lists.places
        or phrase in lists.known
        or any(
            (key in heads() and key not in FIELD_HEADS)
            or (key in _titles() and key != "national")
            or lists.is_people(key)
            or (tokens.words[at].isupper() and len(key) > 1)
            or (key in lists.given and key in lists.family)
            for at, key in enumerate(tokens.keys[first : last + 1], first)
        )
    )


def _known_over(tokens: Tokens, first: int, possessive: int) -> bool:
    """Whether a well-known name such as McDonald's, People's Daily runs over the possessive."""
    known = lexicon().known
    return any(
        tokens.key(begin, end) in known
        for begin in range(max(first, possessive - 3), possessive)
        for end in range(possessive + 1, min(len(tokens.words), possessive + 4))
    )


def _bridge_and(tokens: Tokens, first: int, last: int) -> int:
    """``Ministry of Health and Sports``, ``Belt and Road Summit``; not ``Laos and Cuba``."""
    left = tokens.keys[first : last + 1]
    begin = last + 2
    if not _capital_name(tokens, begin):
        return 0
    end = begin
    while _capital_name(tokens, end + 1) and end - begin < 4:
        end += 1
    right = tokens.keys[begin : end + 1]
    if tokens.key(first, end) in lexicon().known:
        return end
    if left[-1] in lexicon().places or lexicon().is_people(left[-1]) or left[-1] in heads():
        return 0
    inside = bool(set(left) & heads()) and bool(set(left) & {"of", "for", "on"})
    if inside and not set(right) & heads() and right[0] not in lexicon().places:
        return begin
    compound = (
        len(left) <= 2 and not set(left) & heads() and len(right) > 1 and right[-1] in heads()
    )
    if compound and left[0] not in lexicon().given:
        return end
    return 0
