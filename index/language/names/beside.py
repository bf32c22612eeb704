"""What the words beside a name say that it is, wherever the text has it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from index.language.fold import match_key
from index.language.model import EntityType
from index.language.names.found import Found
from index.language.names.lexicon import lexicon
from index.language.names.tokens import Tokens

# Not what a person may be as well: a publisher, a maker, a manufacturer.
_FIRMS = frozenset({"firm", "company", "corporation", "startup", "brewery"})
_AFTER_FIRM = frozenset(
    [
        *("that", "which", "in", "of", "based", "from", "for", "with", "whose", "behind", "and"),
        *("at", "whom"),
        *("owned", "founded", "making", "selling", ",", "."),
    ]
)
# What stands right before the name of such a body and is nobody's calling.
_BEFORE_BODY = _FIRMS | {
    *("airline", "carmaker", "automaker", "chipmaker", "drugmaker", "conglomerate", "subsidiary"),
    *("consultancy", "newspaper", "magazine", "tabloid"),
}
_LINKS = frozenset({"called", "named", ","})
_ARTICLES = frozenset({"the", "a", "an", "this", "that", "his", "her", "their", "its", "'s"})
_LONGEST_BEFORE = 4  # words of a description before such a word
# Behind the name: nothing that makes it the one who acts, "the company Elon Musk founded".
_AFTER_BODY = frozenset(
    [
        *(",", ".", ";", ":", ")", "which", "that", "whose", "in", "to", "at", "from", "on"),
        *("for", "with", "over", "by", "after", "where"),
    ]
)
# Between the article and such a word: "a privately owned Dutch dredging company".
_LONGEST_DESCRIPTION = 5
_ENDS_DESCRIPTION = frozenset(
    [
        *("of", "at", "for", "in", "with", "from", "by", "who", "whose", "and", "or", "that"),
        *("which", "executive", "owner", "founder", "lawyer"),
    ]
)
_FUELS = frozenset({"gas", "petrol", "filling", "service"})
_STATIONS = frozenset({"station", "stations"})
_PARTS_OF_LAWS = frozenset({"title", "article", "section", "chapter"})
_NUMBERED = re.compile(r"(?:[IVX]{1,6}|\d{1,4})\Z")
_AGE = re.compile(r"[1-9]\d\Z")
_LEAST_FAMILY = 4


def told_beside(tokens: Tokens, found: Sequence[Found]) -> list[Found]:
    """``found`` with the kinds that the words around some of their mentions imply.

    What is called a firm once is one wherever the text names it so.
    """
    told = {}
    for name in found:
        for rule in (_firm, _body_named, _brand, _part_of_a_law):
            if said := rule(tokens, name):
                told[tokens.key(name.first, name.last)] = said
    family = EntityType.PERSON, "family of the text"
    told |= dict.fromkeys(_families(tokens, found), family)
    if not told:
        return list(found)
    return [
        replace(name, type=said[0], why=said[1])
        if (said := told.get(tokens.key(name.first, name.last))) and said[0] is not name.type
        else name
        for name in found
    ]


def has_age(tokens: Tokens, at: int) -> bool:
    """Whether behind token ``at`` an age stands between commas: ``Dzokhar, 19, told``."""
    behind = tokens.words[at + 1 : at + 4]
    return len(behind) == len(",9,") and bool(
        behind[0] == "," and _AGE.match(behind[1]) and behind[2] == ","
    )


def _firm(tokens: Tokens, name: Found) -> tuple[EntityType, str] | None:
    """``Ellicott Dredges, a firm that``: no person is a firm."""
    at = name.last + 1
    if (
        name.type is not EntityType.PERSON
        or tokens.words[at : at + 1] != [","]
        or tokens.words[at + 1 : at + 2] not in (["a"], ["an"], ["the"])
    ):
        return None
    described = range(at + 2, min(at + 2 + _LONGEST_DESCRIPTION, len(tokens)))
    for place in described:
        key = tokens.keys[place]
        if key in _FIRMS:
            after = tokens.keys[place + 1 : place + 2]
            # "a company spokesman" and "the company's head" are people.
            ends = not after or after[0] in _AFTER_FIRM
            return (EntityType.ORG, "called a firm") if ends else None
        if key in _ENDS_DESCRIPTION or not key[0].isalpha():
            return None
    return None


def _body_named(tokens: Tokens, name: Found) -> tuple[EntityType, str] | None:
    """``the law firm Mossack Fonseca``, ``a company called Ruby``, ``a firm, Smith Barney,
    which``."""
    before, at = name.first - 1, name.last + 1
    if name.type not in (EntityType.PERSON, EntityType.PLACE) or before < 1:
        return None
    if name.type is EntityType.PLACE and tokens.key(name.first, name.last) in lexicon().places:
        return None
    link = tokens.keys[before] if tokens.keys[before] in _LINKS else ""
    head = before - bool(link)
    if tokens.keys[head] not in _BEFORE_BODY or tokens.capital[head]:
        return None
    behind = tokens.keys[at : at + 2]
    if link == ",":
        is_it = behind == [",", "which"]
    else:
        # "The company Elon Musk founded" takes an article, "Panamanian law firm Mossack
        # Fonseca" can but be its name.
        described = tokens.keys[max(0, head - _LONGEST_BEFORE) : head]
        is_bare = _ARTICLES.isdisjoint(described)
        is_it = bool(link) or is_bare or not behind or behind[0] in _AFTER_BODY
    return (EntityType.ORG, "called a firm") if is_it else None


def _brand(tokens: Tokens, name: Found) -> tuple[EntityType, str] | None:
    """``a Mobil gas station``; but a ``Paris gas station`` is in Paris."""
    behind = tokens.words[name.last + 1 : name.last + 3]
    if (
        len(behind) == len(("gas", "station"))
        and behind[0] in _FUELS
        and behind[1] in _STATIONS
        and name.first == name.last
        and name.type in (EntityType.PLACE, EntityType.PERSON)
        and tokens.keys[name.first] not in lexicon().places
    ):
        return EntityType.ORG, "a brand"
    return None


def _part_of_a_law(tokens: Tokens, name: Found) -> tuple[EntityType, str] | None:
    """``Title II`` of an act."""
    if (
        name.last == name.first + 1
        and tokens.keys[name.first] in _PARTS_OF_LAWS
        and _NUMBERED.match(tokens.words[name.last])
    ):
        return EntityType.LAW, "part of a law"
    return None


def _families(tokens: Tokens, found: Sequence[Found]) -> set[str]:
    """Names in the plural of people who are named in full: ``the McMichaels``."""
    last_words = {
        tokens.keys[name.last]
        for name in found
        if name.type is EntityType.PERSON and name.first < name.last
    }
    known = lexicon().known
    return {
        key
        for name in found
        if name.first == name.last
        and name.type is not EntityType.PERSON
        and name.first > 0
        and tokens.keys[name.first - 1] == "the"
        and len(key := match_key(tokens.words[name.first])) > _LEAST_FAMILY
        and key.endswith("s")
        and key[:-1] in last_words
        and key not in known
    }
