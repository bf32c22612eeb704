"""After the model: its labels, the rules and the whole text brought to one answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from msgspec.structs import replace

from index.language.model import EntityType
from index.language.names.agreement import agreed, is_titled
from index.language.names.bodies import completed
from index.language.names.clubs import clubs
from index.language.names.found import FAMILY_LIKE_HEAD, OR_FAMILY, Found
from index.language.names.heads import head_words
from index.language.names.lexicon import FIRM_PLACES, lexicon
from index.language.names.rules import in_place_of
from index.language.names.runs import FIELD_HEADS, WITH_FIELDS
from index.language.names.tokens import Tokens
from index.language.names.words import capital_share, word_table
from index.language.person_names import Order, person_name
from index.language.wordlists import section

_LONGEST_PAIR = 30
_DIRECTIONS = frozenset(
    {"north", "south", "east", "west", "central", "latin", "northern", "southern", "native"}
)
_NUMBERED_RULER = re.compile(r"[IVX]{1,5}\Z")
_CURRENCY = frozenset("$€£¥")
_ADDED = frozenset({"known name", "organisation head", "company form", FAMILY_LIKE_HEAD})
_COMMON_SHARE = 0.3
_KINDS = {str(kind): kind for kind in EntityType}
_SURE_RULES = frozenset({"edition", "institution"})


def from_labels(stretch: Sequence[int], labels: Sequence[str]) -> list[Found]:
    """The names that the labels of a stretch spell out."""
    found: list[Found] = []
    for at, label in zip(stretch, labels, strict=True):
        if label == "O":
            continue
        kind = _KINDS[label[1:]]
        if label[0] == "B" or not found or found[-1].last != at - 1:
            found.append(Found(at, at, kind, "model"))
        else:
            found[-1] = Found(found[-1].first, at, found[-1].type, "model")
    return found


def settle(
    tokens: Tokens,
    by_model: Sequence[Found],
    by_rules: Sequence[Found],
    phrases: Mapping[int, str],
) -> list[Found]:
    """The names of a text, flat and in order.

    ``phrases``: token → ``B``/``I`` and type of the well-known name that it is in.
    """
    by_rules = _without_persons(by_rules, by_model)
    found = [better for name in by_model for better in _trimmed(tokens, name)]
    found = _as_family_first(tokens, found, by_rules)
    firm = {(name.first, name.last): name for name in by_rules if name.firm}
    found = [part for name in found for part in _divided(tokens, name, firm)]
    found = _with_whole_phrases(found, by_rules, phrases)
    sure = [
        name
        for name in by_rules
        if (
            name.type in (EntityType.EVENT, EntityType.LAW)
            and (
                name.why in _SURE_RULES
                or name.why.startswith(("event head", "law head", "known", "short for"))
            )
        )
        or name.why in _SURE_RULES
        or (name.type is EntityType.ORG and _lists_fields(tokens, name))
    ]
    found = in_place_of(found, sure)
    found = _as_listed(tokens, found, by_rules)
    found = _with_missing(tokens, found, by_rules)
    found = _whole_peoples(tokens, [_with_direction(tokens, name) for name in found])
    return agreed(tokens, clubs(tokens, completed(tokens, found)))


def _without_persons(by_rules: Iterable[Found], by_model: Iterable[Found]) -> list[Found]:
    """``by_rules`` without what may be a person or a thing and is a person to the model."""
    persons = {(name.first, name.last) for name in by_model if name.type is EntityType.PERSON}
    return [
        replace(name, why=name.why.removesuffix(OR_FAMILY))
        if name.why.endswith(OR_FAMILY)
        else name
        for name in by_rules
        if not (name.why.endswith(OR_FAMILY) and (name.first, name.last) in persons)
    ]


def _lists_fields(tokens: Tokens, name: Found) -> bool:
    """Whether ``name`` is one body with the fields it sees to: Ministry of Hajj and Umrah."""
    keys = tokens.keys[name.first : name.last + 1]
    head = next((at for at, key in enumerate(keys) if key in WITH_FIELDS), -1)
    if head < 0 or not {"and", ","}.intersection(keys[head + 3 :]):
        return False
    bodies = _bodies()
    return keys[head + 1] in {"of", "for", "on"} and not bodies.intersection(keys[head + 2 :])


def _as_listed(tokens: Tokens, found: Iterable[Found], by_rules: Iterable[Found]) -> list[Found]:
    """Peoples, well-known places, names with a place head and people whose name ends in one
    or is built as in Vietnam, China or Korea are what rules say they are."""
    certain = {
        (name.first, name.last): name
        for name in by_rules
        if name.type is EntityType.NORP
        or name.why == FAMILY_LIKE_HEAD
        or (name.type is EntityType.PLACE and name.why in {"known name", "place head"})
        or (name.type is EntityType.PERSON and name.firm and _is_family_first(tokens, name))
    }
    return [certain.get((name.first, name.last), name) for name in found]


def _is_family_first(tokens: Tokens, name: Found) -> bool:
    if name.first == name.last or tokens.keys[name.first] not in _east_families():
        return False
    return person_name(tokens.surface(name.first, name.last)).order is not Order.FAMILY_LAST


def _with_missing(tokens: Tokens, found: list[Found], by_rules: Iterable[Found]) -> list[Found]:
    """What only the rules see, where they are sure and the model saw nothing."""
    missing = [
        name
        for name in by_rules
        if (name.type is EntityType.NORP or name.why in _ADDED) and _trimmed(tokens, name)
    ]
    return in_place_of(missing, found)


def _as_family_first(
    tokens: Tokens, found: Sequence[Found], by_rules: Iterable[Found]
) -> list[Found]:
    """Where rules see a name in the order of Vietnam, China or Korea, or one after a title,
    they know where it begins."""
    certain = [
        name
        for name in by_rules
        if name.type is EntityType.PERSON
        and name.last > name.first
        and (name.why == "title" or tokens.keys[name.first] in _east_families())
    ]
    by_token = {at: name for name in certain for at in range(name.first, name.last + 1)}
    settled: list[Found] = []
    for name in found:
        rule = by_token.get(name.last)
        if rule is not None and name.type is EntityType.PERSON:
            longer = (
                rule.first <= name.first
                and rule.last >= name.last
                and tokens.keys[rule.first] in _east_families()
            )
            shorter = rule.first > name.first and rule.last == name.last and rule.why == "title"
            if longer or shorter:
                name = rule
        if not settled or name.first > settled[-1].last:
            settled.append(name)
    return settled


def _divided(tokens: Tokens, name: Found, firm: Mapping[tuple[int, int], Found]) -> list[Found]:
    """Two names with ``and`` between them, where rules know both or a list knows one:
    they are not one name. ``firm``: what rules are sure of, by its ends."""
    if name.last - name.first > _LONGEST_PAIR:
        return [name]
    if name.type is EntityType.PERSON and (parts := _ruler_and_realm(tokens, name)):
        return parts
    known = lexicon().known
    for joint in range(name.first + 1, name.last):
        if tokens.words[joint] != "and" or tokens.key(name.first, name.last) in known:
            continue
        sides = [(name.first, joint - 1), (joint + 1, name.last)]
        if all(side in firm for side in sides) or any(tokens.key(*side) in known for side in sides):
            return [firm.get(side) or Found(*side, name.type, name.why) for side in sides]
    return [name]


def _ruler_and_realm(tokens: Tokens, name: Found) -> list[Found]:
    """``Abdullah II`` and ``Jordan``; nothing for who is of no place or has no number."""
    for joint in range(name.first + 2, name.last):
        realm = joint + 1
        if tokens.words[joint] == "of" and _NUMBERED_RULER.match(tokens.words[joint - 1]):
            if lexicon().places.get(tokens.key(realm, name.last)) not in FIRM_PLACES:
                return []
            ruler = Found(name.first, joint - 1, name.type, name.why)
            return [ruler, Found(realm, name.last, EntityType.PLACE, "realm of a ruler")]
    return []


def _with_whole_phrases(
    found: Sequence[Found],
    by_rules: Sequence[Found],
    phrases: Mapping[int, str],
) -> list[Found]:
    """No name ends within a well-known one: not ``McDonald`` of ``McDonald's``."""
    edges = {name.first for name in found} | {name.last + 1 for name in found}
    firm = {at: n for n in by_rules if n.firm for at in range(n.first, n.last + 1)}
    whole: list[Found] = []
    for first, value in phrases.items():
        last = first
        while phrases.get(last + 1, "").startswith("I"):
            last += 1
        if value[0] != "B" or not any(inside in edges for inside in range(first + 1, last + 1)):
            continue
        covering = firm.get(first)
        if covering is None or covering.last < last:
            covering = Found(first, last, EntityType(value[1:]), "known name")
        if not whole or whole[-1] != covering:
            whole.append(covering)
    return in_place_of(found, whole)


def _with_direction(tokens: Tokens, name: Found) -> Found:
    """``South Korean``, not ``Korean``; ``Native American``."""
    before = name.first - 1
    if (
        name.type is EntityType.NORP
        and before >= 0
        and tokens.capital[before]
        and tokens.keys[before] in _DIRECTIONS
        and not tokens.adjoining(name.first)
    ):
        return Found(before, name.last, name.type, name.why)
    return name


def _whole_peoples(tokens: Tokens, found: Sequence[Found]) -> list[Found]:
    """``African American`` and ``Polish-Americans`` are one people, ``French-German`` two."""
    whole: list[Found] = []
    for name in found:
        if name.type is EntityType.NORP and whole and whole[-1].type is EntityType.NORP:
            before = whole[-1]
            between = tokens.words[before.last + 1 : name.first]
            if between in ([], ["-"]) and _are_one_people(tokens, before, name):
                whole[-1] = Found(before.first, name.last, name.type, "people of two words")
                continue
        whole.append(name)
    return whole


def _are_one_people(tokens: Tokens, before: Found, name: Found) -> bool:
    first, last = tokens.key(before.first, before.last), tokens.key(name.first, name.last)
    peoples = lexicon()
    return peoples.is_people(f"{first} {last}") or (last == "americans" and first in _nations())


@cache
def _nations() -> frozenset[str]:
    """Peoples, but for faiths and parties: American Muslims are Americans and Muslims."""
    return section("peoples.txt", "demonyms", "continents", "peoples", "more_peoples")


def _trimmed(tokens: Tokens, name: Found) -> list[Found]:
    """``name`` without titles and determiners, of a kind its words allow."""
    heads = head_words()
    first, last = name.first, name.last
    keys = tokens.keys
    kind = name.type
    while first < last and (
        keys[first] in {"the", "."}
        or (kind is EntityType.PERSON and keys[first] in _stripped_titles())
    ):
        first += 1
    while (
        last > first
        and keys[last] in {"'s", ".", ",", "-"}
        and not (keys[last] == "." and len(keys[last - 1]) <= 3)
    ):
        last -= 1
    if kind is EntityType.PERSON and all(
        key in heads.person_title or key == "." for key in keys[first : last + 1]
    ):
        return []
    if first == last:
        if keys[first] in _calendar():
            return []
        if (
            last + 1 < len(tokens)
            and tokens.words[last + 1] in _CURRENCY
            and tokens.adjoining(last + 1)
        ):
            return []
        if (
            keys[first] in _never_alone()
            and keys[first] not in lexicon().known
            and not (kind is EntityType.PERSON and is_titled(tokens, first))
        ):
            return []
        if kind is EntityType.MISC and _is_common(tokens, first):
            return []
        if (
            lexicon().is_people(keys[first])
            and kind is not EntityType.PERSON
            and not (kind is EntityType.ORG and keys[first] in _party_words())
        ):
            kind = EntityType.NORP
    elif kind is EntityType.MISC:
        kind = _special(tokens, first, last)
    return [Found(first, last, kind, name.why)]


def _is_common(tokens: Tokens, at: int) -> bool:
    share = capital_share(word_table()[tokens.keys[at]][2])
    return share is not None and share <= _COMMON_SHARE and not tokens.words[at].isupper()


def _special(tokens: Tokens, first: int, last: int) -> EntityType:
    if lexicon().known.get(tokens.key(first, last)) is EntityType.MISC:
        return EntityType.MISC
    heads = head_words()
    keys = tokens.keys[first : last + 1]
    is_governed = len(keys) > 1 and keys[-2] in {"of", "the"}
    if (keys[-1] in heads.law and not is_governed) or (keys[0] in heads.law and "of" in keys):
        return EntityType.LAW
    if any(key in heads.event for key in keys):
        return EntityType.EVENT
    return EntityType.MISC


@cache
def _bodies() -> frozenset[str]:
    return head_words().org - FIELD_HEADS


@cache
def _stripped_titles() -> frozenset[str]:
    return head_words().person_title - {"general", "head", "major", "chief"}


@cache
def _east_families() -> frozenset[str]:
    return section("persons.txt", "east_family", "vietnamese_family")


@cache
def _never_alone() -> frozenset[str]:
    """Words that name nothing without a companion: the Ministry, the Conference."""
    heads = head_words()
    return (heads.org | heads.event | heads.law | heads.place | heads.generic) - heads.institution


@cache
def _calendar() -> frozenset[str]:
    return section("heads.txt", "calendar") - {
        "may",
        "march",
        "april",
        "june",
        "august",
        "jan",
        "mar",
    }


@cache
def _party_words() -> frozenset[str]:
    return section("peoples.txt", "politics")
