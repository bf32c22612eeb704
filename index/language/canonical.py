"""One entity, many names: which mentions of an article are the same, and its key.

Longest forms come first. A single word is somebody only where the article gives
the full name; acronyms belong to the name they stand beside or whose initials they
are. Keys are made so that equal keys mean the same entity in every article: people
need two words, bodies that most countries have (the Parliament) the article's
country. What does not suffice gets a key that ends in ``@``.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from index.language.entity_keys import body_of_a_country, main_country, name_key, plain
from index.language.fold import fold
from index.language.model import EntityType, LocalEntity, Mention
from index.language.person_names import Order, PersonName, person_name, shortens
from index.language.wordlists import section, sections

_ACRONYM = re.compile(r"[A-Z][A-Z&.-]{1,7}\Z")
_WORD = re.compile(r"[^\W\d_]+")
_PRIVATE = "@"
_LEAST_SHORT_FORM = 4
_LONGEST_ADDITION = 2
_LEAST_INITIALS = 2


@dataclass(slots=True)
class _Group:
    """Mentions that were found to be one entity, while the article is being read."""

    kind: EntityType
    key: str
    members: list[int] = field(default_factory=list)
    why: dict[int, str] = field(default_factory=dict)
    aliases: list[str] = field(default_factory=list)

    def add(self, mention: int, why: str) -> None:
        self.members.append(mention)
        self.why[mention] = why

    def absorb(self, other: _Group, why: str) -> None:
        for mention in other.members:
            self.add(mention, why)
        self.aliases += [f"{other.kind.lower()}:{other.key}", *other.aliases]


def resolve(
    text: str, mentions: Sequence[Mention], *, language: str = ""
) -> tuple[LocalEntity, ...]:
    """The entities of one article, in order of first mention.

    ``mentions`` are those of ``text`` in text order; every mention is in exactly
    one entity. ``language`` is the article's language tag, if known; it helps to
    tell the order of personal names.
    """
    surfaces = [text[mention.start : mention.end] for mention in mentions]
    persons = [at for at, mention in enumerate(mentions) if mention.type is EntityType.PERSON]
    others = [at for at, mention in enumerate(mentions) if mention.type is not EntityType.PERSON]
    groups = [
        *_persons(surfaces, persons, language),
        *_things(text, mentions, surfaces, others),
    ]
    entities = [_entity(group, surfaces) for group in groups]
    return tuple(sorted(entities, key=lambda entity: entity.mentions[0]))


def _entity(group: _Group, surfaces: Sequence[str]) -> LocalEntity:
    members = sorted(group.members)
    forms = tuple(dict.fromkeys(surfaces[at] for at in members))
    key = f"{group.kind.lower()}:{group.key}"
    return LocalEntity(
        key=key,
        type=group.kind,
        name=max(forms, key=_telling),
        forms=forms,
        mentions=tuple(members),
        why=tuple(group.why[at] for at in members),
        aliases=tuple(dict.fromkeys(alias for alias in group.aliases if alias != key)),
    )


def _telling(form: str) -> tuple[bool, int, int, int]:
    """Orders forms: not in capitals, more words, more accents, longer."""
    words = form.split()
    shouted = form.isupper() and len(form) > 1
    return (
        not shouted,
        len(words),
        sum(not c.isascii() for c in form),
        len(form),
    )


# -- people ------------------------------------------------------------------------


def _persons(surfaces: Sequence[str], members: Sequence[int], language: str) -> list[_Group]:
    names = {at: person_name(surfaces[at], language) for at in members}
    by_words: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in members:
        by_words[names[at].words].append(at)
    heads: list[tuple[PersonName, _Group]] = []
    for words in sorted(by_words, key=lambda words: (-len(words), by_words[words][0])):
        mentions = by_words[words]
        name = names[mentions[0]]
        candidates = _full_names(name, heads)
        if not candidates:
            group = _Group(
                EntityType.PERSON, name.key if name.is_full else " ".join(words) + _PRIVATE
            )
            heads.append((name, group))
            for at in mentions:
                group.add(at, "full name" if name.is_full else "no full name in the article")
            continue
        for at in mentions:
            # Of several people of one name, news calls its main figure by the short form.
            full, group = min(candidates, key=lambda candidate: min(candidate[1].members))
            group.add(at, _why_short(name, surfaces[min(group.members)], full))
    return _joined_by_key(group for _, group in heads)


def _joined_by_key(groups: Iterable[_Group]) -> list[_Group]:
    by_key: dict[str, _Group] = {}
    for group in groups:
        first = by_key.setdefault(group.key, group)
        if first is not group:
            first.absorb(group, "same first and last name")
    return list(by_key.values())


def _full_names(
    name: PersonName, heads: Sequence[tuple[PersonName, _Group]]
) -> list[tuple[PersonName, _Group]]:
    """The longer names of the article that ``name`` may stand for."""
    longer = [(full, group) for full, group in heads if len(full.words) > len(name.words)]
    found = [(full, group) for full, group in longer if shortens(name, full)]
    if found or len(name.words) != 1:
        return found
    word = name.words[0]
    inside = [
        (full, group)
        for full, group in longer
        if full.order is Order.FAMILY_LAST and word in full.words[1:-1] and len(word) > 2
    ]
    if len(inside) == 1:
        return inside
    given = [
        (full, group)
        for full, group in longer
        if (full.order is Order.FAMILY_LAST and full.words[0] == word)
        or (full.order is Order.EAST_ASIAN and full.words[-1] == word)
    ]
    return given if len(given) == 1 else []


def _why_short(name: PersonName, full_surface: str, full: PersonName) -> str:
    if name.words == full.words:
        return "same name"
    if len(name.words) > 1:
        return f"short for {full_surface}"
    which = {
        Order.VIETNAMESE: "given name",
        Order.EAST_ASIAN: "family name",
        Order.FAMILY_LAST: "last name",
    }[full.order]
    return f"{which if name.words[0] in full.alone else 'part'} of {full_surface}"


# -- everything else ---------------------------------------------------------------


def _things(
    text: str, mentions: Sequence[Mention], surfaces: Sequence[str], members: Sequence[int]
) -> list[_Group]:
    kinds = _settled_kinds(mentions, surfaces, members)
    groups: dict[tuple[EntityType, str], _Group] = {}
    group_of: dict[int, _Group] = {}
    for at in members:
        kind = kinds[at]
        key = name_key(surfaces[at], kind)
        group = groups.setdefault((kind, key), _Group(kind, key))
        same = group.members and plain(surfaces[at]) != plain(surfaces[group.members[0]])
        group.add(at, "another name" if same else "same name" if group.members else "first mention")
        group_of[at] = group
    kept = list(groups.values())
    for short, full, why in _short_forms(text, mentions, surfaces, members, group_of, kept):
        if short in kept and full in kept and short is not full:
            if _is_well_known(short):
                short.key, full.key = full.key, short.key
            full.absorb(short, why)
            kept.remove(short)
            for at in short.members:
                group_of[at] = full
    _qualify(kept, surfaces)
    return _same_keys(kept)


def _settled_kinds(
    mentions: Sequence[Mention], surfaces: Sequence[str], members: Sequence[int]
) -> dict[int, EntityType]:
    """One kind for each spelling: what most of its mentions in the article are."""
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    for at in members:
        votes[plain(surfaces[at])][mentions[at].type] += 1
    return {at: votes[plain(surfaces[at])].most_common(1)[0][0] for at in members}


def _short_forms(
    text: str,
    mentions: Sequence[Mention],
    surfaces: Sequence[str],
    members: Sequence[int],
    group_of: dict[int, _Group],
    groups: Sequence[_Group],
) -> list[tuple[_Group, _Group, str]]:
    """(short, full, why) for every group that is another's acronym or shorter name."""
    found: list[tuple[_Group, _Group, str]] = []
    for full, short in itertools.pairwise(members):
        between = text[mentions[full].end : mentions[short].start]
        closed = text[mentions[short].end : mentions[short].end + 1] == ")"
        bracketed = closed and between.strip(" '’\"”") == "("
        several_words = len(surfaces[full].split()) > 1
        if bracketed and several_words and _ACRONYM.match(fold(surfaces[short])):
            why = f"given in brackets after {surfaces[full]}"
            found.append((group_of[short], group_of[full], why))
    explained = {id(short) for short, _, _ in found}
    by_initials: dict[str, list[_Group]] = defaultdict(list)
    by_opening: dict[tuple[EntityType, str], list[_Group]] = defaultdict(list)
    for group in groups:
        by_opening[group.kind, group.key.split(" ", 1)[0]].append(group)
        for letters in {letters for at in group.members for letters in _initials(surfaces[at])}:
            by_initials[letters].append(group)
    for group in groups:
        surface = fold(surfaces[group.members[0]])
        if id(group) in explained:
            continue
        if _ACRONYM.match(surface):
            fulls = by_initials["".join(char for char in surface if char.isalpha())]
            why = "initials of "
        else:
            same_opening = by_opening[group.kind, group.key.split(" ", 1)[0]]
            fulls = [other for other in same_opening if _is_shorter(group, other, surfaces)]
            why = "shorter form of "
        if len(fulls) == 1 and group.kind is not EntityType.NORP:
            found.append((group, fulls[0], why + surfaces[fulls[0].members[0]]))
    return found


def _initials(surface: str) -> set[str]:
    """The acronyms a name of several words would have, with and without its small words."""
    words = _WORD.findall(fold(surface))
    words = words[1:] if words and words[0].lower() == "the" else words
    if len(words) < _LEAST_INITIALS:
        return set()
    return {
        "".join(word[0] for word in words if word[0].isupper()),
        "".join(word[0].upper() for word in words),
    }


def _is_well_known(group: _Group) -> bool:
    """Whether other articles will use this name alone: ``Apple`` for ``Apple Computer``."""
    return group.kind is EntityType.ORG and group.key in section(
        "known_names.txt", *_known_organisations()
    )


@cache
def _known_organisations() -> tuple[str, ...]:
    return tuple(title for title in sections("known_names.txt") if title.startswith("ORG"))


def _is_shorter(short: _Group, full: _Group, surfaces: Sequence[str]) -> bool:
    """``Lockheed`` and ``Lockheed Martin``; the same edition of an event with fewer words."""
    some, all_ = short.key.split(), full.key.split()
    if short is full or not some or len(some) >= len(all_):
        return False
    if short.kind is EntityType.EVENT:
        return some[0][0].isdigit() and some[0] == all_[0] and set(some) < set(all_)
    return (
        short.kind is EntityType.ORG
        and some == all_[: len(some)]
        and len(all_) - len(some) <= _LONGEST_ADDITION
        and not {"and", "&", "of", "for"}.intersection(all_[len(some) :])
        and len(short.key) >= _LEAST_SHORT_FORM
        and not set(some) <= _common_words()
        # A short name that an alias has joined to a longer one already is complete.
        and not any(" " in plain(surfaces[at]) for at in short.members)
    )


@cache
def _common_words() -> frozenset[str]:
    """Words that name no organisation by themselves, though many begin with them."""
    lists = section(
        "heads.txt", "org_heads", "event_heads", "law_heads", "function_words", "directions"
    )
    return (
        lists | section("titles.txt", "fields_of_office") | section("common_bodies.txt", "bodies")
    )


def _qualify(groups: Sequence[_Group], surfaces: Sequence[str]) -> None:
    """Bodies that most countries have get their country into the key, or a private key."""
    country = main_country(
        plain(surfaces[at])
        for group in groups
        if group.kind in (EntityType.PLACE, EntityType.NORP)
        for at in group.members
    )
    named: dict[str, set[str]] = defaultdict(set)
    bodies = [
        (group, *body_of_a_country(group.key)) for group in groups if group.kind is EntityType.ORG
    ]
    for _, body, owner in bodies:
        if body and owner:
            named[body].add(owner)
    for group, body, owner in bodies:
        if body:
            only = next(iter(named[body])) if len(named[body]) == 1 else ""
            whose = owner or only or country
            group.key = f"{body}/{whose}" if whose else body + _PRIVATE


def _same_keys(groups: Sequence[_Group]) -> list[_Group]:
    by_key: dict[tuple[EntityType, str], _Group] = {}
    for group in groups:
        first = by_key.setdefault((group.kind, group.key), group)
        if first is not group:
            first.absorb(group, "the same body")
    return list(by_key.values())
