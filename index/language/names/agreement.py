"""What the whole text says of its names: one kind each, brackets, people called by a part."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from index.language.model import EntityType
from index.language.names.beside import has_age, told_beside
from index.language.names.found import Found
from index.language.names.heads import head_words
from index.language.names.lexicon import lexicon
from index.language.names.rules import in_place_of
from index.language.names.run_together import parted
from index.language.names.tokens import Tokens
from index.language.names.votes import one_kind_each
from index.language.person_names import Order, person_name, without_article
from index.language.wordlists import section, sections

_LEAST_VOTES = 3
_MAJORITY = 0.6
_LEAST_REPEATS = 2

_PARTY_TAG = re.compile(r"[RDI]-[A-Z][a-z]+")


def agreed(tokens: Tokens, found: Sequence[Found]) -> list[Found]:
    """``found`` (in order) brought to agreement with each other, with what follows from it."""
    for step in (
        _without_party_tags,
        parted,
        _unknown_persons,
        told_beside,
        _bracketed,
        _one_kind_each,
        _called_by_part,
    ):
        found = step(tokens, found)
    return list(found)


def _without_party_tags(tokens: Tokens, found: Sequence[Found]) -> list[Found]:
    """Party and state behind a member of Congress ("R-Ala.") are nobody's name."""
    return [
        name
        for name in found
        if name.first != name.last or not _PARTY_TAG.fullmatch(tokens.words[name.first])
    ]


def is_titled(tokens: Tokens, at: int) -> bool:
    """Whether a title stands before token ``at``."""
    before = at - 1
    if before > 0 and tokens.keys[before] == ".":
        before -= 1
    return before >= 0 and tokens.keys[before] in head_words().person_title


def _unknown_persons(tokens: Tokens, found: Sequence[Found]) -> list[Found]:
    """A single word met twice as a person, never in full, never titled or with an age, no
    personal name by any list, is rather a company."""
    lists = lexicon()
    full: set[str] = set()
    titled: set[str] = set()
    alone: Counter[str] = Counter()
    for name in found:
        if name.type is not EntityType.PERSON:
            continue
        keys = tokens.keys[name.first : name.last + 1]
        if name.last > name.first:
            full.update(keys)
            full.update(map(without_article, keys))
        else:
            alone[keys[0]] += 1
        if is_titled(tokens, name.first) or has_age(tokens, name.last):
            titled.update(keys)
    return [
        Found(name.first, name.last, EntityType.ORG, "no personal name")
        if name.type is EntityType.PERSON
        and name.first == name.last
        and alone[key := tokens.keys[name.first]] >= _LEAST_REPEATS
        and key not in full
        and key not in titled
        and key not in lists.given
        and key not in lists.family
        and key not in head_words().east_family
        and key not in _people_in_the_news()
        else name
        for name in found
    ]


@cache
def _people_in_the_news() -> frozenset[str]:
    return sections("news_people.txt", built=True)["family"]


def _one_kind_each(tokens: Tokens, found: Sequence[Found]) -> list[Found]:
    """Spellings met often are of the kind that most of their mentions are; parts of a
    full personal name are persons."""
    lists = lexicon()
    titled = {
        tokens.keys[name.first]
        for name in found
        if name.first == name.last
        and not tokens.words[name.first].isupper()
        and is_titled(tokens, name.first)
    }
    return one_kind_each(
        tokens,
        found,
        weight=lambda _: 1,
        may_be_part=lambda name, key: (
            name.type not in (EntityType.PERSON, EntityType.NORP)
            # Bloomberg and Jordan are who is called so where the text has a Mr. Bloomberg.
            and (key in titled or (key not in lists.places and key not in lists.known))
        ),
        follows=lambda name, outcome: (
            outcome.total >= _LEAST_VOTES
            and outcome.count >= _MAJORITY * outcome.total
            and EntityType.NORP not in (outcome.winner, name.type)
        ),
    )


def _bracketed(tokens: Tokens, found: Sequence[Found]) -> list[Found]:
    """``Lionel Messi (ARG)``: a country; ``Line of Control (LoC)``: what it shortens,
    wherever the text has it."""
    countries = [
        Found(name.last + 2, name.last + 2, EntityType.PLACE, "country in brackets")
        for name in found
        if name.type is EntityType.PERSON
        and _in_brackets(tokens, name.last + 2)
        and tokens.keys[name.last + 2] in _country_codes()
    ]
    found = in_place_of(found, countries)
    by_end = {name.last: name for name in found}
    meant: dict[str, tuple[EntityType, str]] = {}
    for name in found:
        at = name.first
        if at != name.last or not _in_brackets(tokens, at) or (full := by_end.get(at - 2)) is None:
            continue
        if full.type is not None and tokens.keys[at] == _initials(tokens, full):
            meant[tokens.keys[at]] = full.type, f"short for {tokens.surface(full.first, full.last)}"
    if not meant:
        return list(found)
    return [
        Found(name.first, name.last, *meant[tokens.keys[name.first]])
        if name.first == name.last and tokens.keys[name.first] in meant
        else name
        for name in found
    ]


def _in_brackets(tokens: Tokens, at: int) -> bool:
    return (
        1 < at < len(tokens) - 1
        and tokens.words[at - 1] == "("
        and tokens.words[at + 1] == ")"
        and tokens.words[at][-1].isupper()
    )


def _initials(tokens: Tokens, name: Found) -> str:
    words = range(name.first, name.last + 1)
    return "".join(tokens.keys[at][0] for at in words if tokens.words[at][0].isalpha())


@cache
def _country_codes() -> frozenset[str]:
    return section("heads.txt", "country_codes")


def _called_by_part(tokens: Tokens, found: Sequence[Found]) -> list[Found]:
    """``found``, and every lone capitalised word that is what a person of the text is called
    by: ``Moon`` where the text has ``Moon Jae-in``, though the word may mean other things."""
    called = _called_by(tokens, found)
    if not called:
        return list(found)
    heads = head_words()
    things = heads.org | heads.place
    taken = {at for name in found for at in range(name.first, name.last + 1)}
    capital = tokens.capital
    added = [
        Found(at, at, EntityType.PERSON, f"part of {called[key]}")
        for at in tokens.capitals
        if (key := tokens.keys[at]) in called
        and at not in taken
        and key not in tokens.small
        and key not in heads.function
        and not (at and tokens.keys[at - 1] == "the" and key in things)
        and not (at and capital[at - 1] and at - 1 not in taken)
        and not (at + 1 < len(tokens) and capital[at + 1])
    ]
    return in_place_of(found, added) if added else list(found)


def _called_by(tokens: Tokens, found: Sequence[Found]) -> dict[str, str]:
    """The word a full name is shortened to → the full name."""
    called: dict[str, str] = {}
    for name in found:
        if name.type is not EntityType.PERSON or name.first == name.last:
            continue
        whole = tokens.surface(name.first, name.last)
        family_first = person_name(whole).order is Order.EAST_ASIAN
        called.setdefault(tokens.keys[name.first if family_first else name.last], whole)
    return called
