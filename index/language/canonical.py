"""One entity, many names: which mentions of an article are the same, and its key.

Longest forms come first. A single word is somebody only where the article gives
the full name; acronyms belong to the name they stand beside or whose initials they
are. Keys are made so that equal keys mean the same entity in every article: people
need two words, bodies that most countries have (the Parliament) the article's
country. What does not suffice gets a key that ends in ``@``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from msgspec import Struct, field

from index.language.entity_keys import (
    body_of_a_country,
    countries_named,
    is_acronym_of,
    main_country,
    name_key,
    plain,
)
from index.language.misspelled import misspellings
from index.language.model import EntityType, LocalEntity, Mention
from index.language.names.lexicon import known_organisations, lexicon
from index.language.person_names import (
    Order,
    PersonName,
    person_name,
    same_generation,
    same_given_name,
    shortens,
)
from index.language.short_names import Name, short_forms

_PRIVATE = "@"
_TWO_WORDS = 2
_UNSURE_KINDS = frozenset({EntityType.ORG, EntityType.MISC})


class _Group(Struct):
    """Mentions that were found to be one entity, while the article is being read."""

    kind: EntityType
    key: str
    members: list[int] = field(default_factory=list)
    why: dict[int, str] = field(default_factory=dict)
    aliases: list[str] = field(default_factory=list)
    last_word: str = ""
    """Of a person: what news calls them by, when that is the last name."""

    def add(self, mention: int, why: str) -> None:
        self.members.append(mention)
        self.why[mention] = why

    def absorb(self, other: _Group, why: str, *, equated: bool = True) -> None:
        """Take the mentions of ``other``; ``equated``: its key means the same elsewhere too."""
        for mention in other.members:
            self.add(mention, why)
        if equated:
            self.aliases += [f"{other.kind.lower()}:{other.key}", *other.aliases]


_Head: TypeAlias = tuple[PersonName, _Group]
"""A person as the longest name in the article gives it."""


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
    people = _persons(surfaces, persons, language)
    groups = _with_stray_names(people, _things(text, mentions, surfaces, others), surfaces)
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
        0 if form.isascii() else sum(not c.isascii() for c in form),
        len(form),
    )


# -- people ------------------------------------------------------------------------


def _persons(surfaces: Sequence[str], members: Sequence[int], language: str) -> list[_Group]:
    names = {at: person_name(surfaces[at], language) for at in members}
    by_words: dict[tuple[tuple[str, ...], str], list[int]] = defaultdict(list)
    for at in members:
        by_words[names[at].words, names[at].generation].append(at)
    heads: list[_Head] = []
    heads_with: dict[str, list[_Head]] = defaultdict(list)
    for words, generation in sorted(by_words, key=lambda key: (-len(key[0]), by_words[key][0])):
        mentions = by_words[words, generation]
        name = names[mentions[0]]
        is_short = bool(generation) and len(words) == 1
        namesakes = heads if is_short else heads_with[" ".join(words[-1:])]
        candidates = _full_names(name, namesakes)
        if not candidates:
            own = " ".join((*words, generation) if generation else words) + _PRIVATE
            group = _Group(EntityType.PERSON, name.key if name.is_full else own)
            if name.order is Order.FAMILY_LAST:
                group.last_word = " ".join(words[-1:])
            heads.append((name, group))
            for word in dict.fromkeys(words):
                heads_with[word].append(heads[-1])
            for at in mentions:
                group.add(at, "full name" if name.is_full else "no full name in the article")
            continue
        # Of several people of one name, news calls its main figure by the short form.
        full, group = min(candidates, key=lambda candidate: min(candidate[1].members))
        for at in mentions:
            group.add(at, _why_short(name, surfaces[group.members[0]], full))
            if len(words) == 1 and words[0] in full.alone and not generation:
                group.aliases.append(f"person:{words[0]}{_PRIVATE}")
    return _joined_by_key(_without_nicknames(_without_misspellings(heads)))


def _without_misspellings(heads: Sequence[_Head]) -> list[_Head]:
    """``heads``, each with those that are its name misspelled."""
    names = [name for name, _ in heads]
    meant = misspellings(names, [len(group.members) for _, group in heads])
    for at, other in meant.items():
        heads[other][1].absorb(heads[at][1], "misspelled", equated=False)
    return [head for at, head in enumerate(heads) if at not in meant]


def _with_stray_names(
    people: Sequence[_Group], things: Sequence[_Group], surfaces: Sequence[str]
) -> list[_Group]:
    """Both, where ``the Assad regime`` has become the man's who is named in full.

    Only single words that no list knows as something else.
    """
    by_last_word: dict[str, list[_Group]] = defaultdict(list)
    for group in people:
        if not group.key.endswith(_PRIVATE):
            by_last_word[group.last_word].append(group)
    kept: list[_Group] = list(people)
    for thing in things:
        owners = by_last_word.get(thing.key, ())
        if len(owners) == 1 and thing.kind in _UNSURE_KINDS and thing.key not in lexicon().known:
            owners[0].absorb(thing, f"last name of {surfaces[owners[0].members[0]]}")
        else:
            kept.append(thing)
    return kept


def _without_nicknames(heads: Sequence[_Head]) -> list[_Group]:
    """The groups of ``heads``; those that differ by ``Joe`` and ``Joseph`` only are joined."""
    kept: list[_Group] = []
    by_family: dict[str, list[_Head]] = defaultdict(list)
    for name, group in heads:
        if name.is_full and name.order is Order.FAMILY_LAST:
            namesakes = by_family[name.words[-1]]
            same = [other for other in namesakes if _same_but_for_nickname(name, other[0])]
            if len(same) == 1:
                same[0][1].absorb(group, "the same given name, shortened")
                continue
            namesakes.append((name, group))
        kept.append(group)
    return kept


def _same_but_for_nickname(name: PersonName, other: PersonName) -> bool:
    """``Joe Biden`` and ``Joseph Robinette Biden``; middle names must not contradict."""
    return (
        name.first != other.first
        and same_generation(name, other)
        and name.initials == other.initials
        and same_given_name(name.first, other.first)
        and (len(name.words) <= _TWO_WORDS or len(other.words) <= _TWO_WORDS)
    )


def _joined_by_key(groups: Iterable[_Group]) -> list[_Group]:
    by_key: dict[str, _Group] = {}
    for group in groups:
        first = by_key.setdefault(group.key, group)
        if first is not group:
            first.absorb(group, "same first and last name")
    return list(by_key.values())


def _full_names(name: PersonName, heads: Sequence[_Head]) -> list[_Head]:
    """The longer names of the article that ``name`` may stand for.

    ``heads``: those that have its last word; all for ``Don Jr``.
    """
    longer = [
        (full, group)
        for full, group in heads
        if len(full.words) > len(name.words) or full.words == name.words
    ]
    found = [(full, group) for full, group in longer if shortens(name, full)]
    if found or len(name.words) != 1:
        # ``Trump Jr`` is the son, ``Trump`` his father where the article knows both.
        return [item for item in found if item[0].younger == name.younger] or found
    word = name.words[0]
    if name.generation:
        # A king's number is no senator's; ``Don Jr`` is who is called Jr in full.
        return [
            (full, group)
            for full, group in longer
            if full.generation == name.generation and same_given_name(word, full.first)
        ]
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
    if len(name.words) > 1 or name.generation:
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
    kept = _without_short_forms(text, mentions, surfaces, list(groups.values()), group_of)
    _qualify(kept, surfaces)
    return _same_keys(kept)


def _without_short_forms(
    text: str,
    mentions: Sequence[Mention],
    surfaces: Sequence[str],
    groups: Sequence[_Group],
    group_of: dict[int, _Group],
) -> list[_Group]:
    """The groups, each with those that are short for it."""
    place = {id(group): at for at, group in enumerate(groups)}
    name_of = {at: place[id(group)] for at, group in group_of.items()}
    names = [_name(text, mentions, surfaces, group) for group in groups]
    full_of: dict[int, int] = {}
    for short, full, why in short_forms(text, mentions, name_of, names):
        while full in full_of:
            full = full_of[full]
        if short in full_of or short == full:
            continue
        full_of[short] = full
        small, large = groups[short], groups[full]
        is_spelled_out = is_acronym_of(small.key, large.key)
        if _is_well_known(small) and not (names[short].is_known_by_alias or is_spelled_out):
            small.key, large.key = large.key, small.key
        large.absorb(small, why, equated=not names[short].is_known_by_alias)
    return [group for at, group in enumerate(groups) if at not in full_of]


def _name(text: str, mentions: Sequence[Mention], surfaces: Sequence[str], group: _Group) -> Name:
    after_the = any(
        text.startswith("The ", mentions[at].start - len("The ")) for at in group.members
    )
    spellings = tuple(dict.fromkeys(surfaces[at] for at in group.members))
    return Name(group.kind, group.key, spellings, after_the)


def _settled_kinds(
    mentions: Sequence[Mention], surfaces: Sequence[str], members: Sequence[int]
) -> dict[int, EntityType]:
    """One kind for each spelling: what most of its mentions in the article are."""
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    for at in members:
        votes[plain(surfaces[at])][mentions[at].type] += 1
    settled = {name: _settled_kind(name, counts) for name, counts in votes.items()}
    return {at: settled[plain(surfaces[at])] for at in members}


def _settled_kind(name: str, votes: Counter[EntityType]) -> EntityType:
    """What a well-known name always is, so that its key is one everywhere; else the vote."""
    voted = votes.most_common(1)[0][0]
    known = lexicon().known.get(name, voted)
    if known in (EntityType.ORG, EntityType.MISC) and name not in lexicon().places:
        return known
    return voted


def _is_well_known(group: _Group) -> bool:
    """Whether other articles will use this name alone: ``Apple`` for ``Apple Computer``."""
    return group.kind is EntityType.ORG and group.key in known_organisations()


def _qualify(groups: Sequence[_Group], surfaces: Sequence[str]) -> None:
    """Bodies that most countries have get their country into the key, or a private key."""
    countries = countries_named(
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
            whose = owner or only or main_country(countries, body)
            group.key = f"{body}/{whose}" if whose else body + _PRIVATE
            if whose and not owner:
                group.aliases.append(f"org:{body}{_PRIVATE}")


def _same_keys(groups: Sequence[_Group]) -> list[_Group]:
    by_key: dict[tuple[EntityType, str], _Group] = {}
    for group in groups:
        first = by_key.setdefault((group.kind, group.key), group)
        if first is not group:
            first.absorb(group, "the same body")
    return list(by_key.values())
