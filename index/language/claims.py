"""When two names are one entity in every article, because enough articles say so.

An article may equate names: an acronym with the name before its brackets, a last
name with the person it named in full. Such a claim holds in that article. Whether
it may be believed where only the short name stands is judged here, from how many
articles claim what: a pure function of counts, so that the order of articles does
not matter. A wrong join costs a reader more than a missing one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from index.language.entity_keys import is_acronym_of
from index.language.fold import match_key
from index.language.model import EntityType, LocalEntity
from index.language.names.lexicon import known_organisations, lexicon
from index.language.person_names import same_given_name

OPEN = "@"
"""Ends the alias that stands for a name which its articles leave open: ``person:trump@``."""
LAST_NAME_OF = "last name of "
"""Begins the reason of a mention that is only somebody's last name."""
_LEAST_MENTIONS = 2
_TWO_NAMES = 2
_LAST = "\U0010ffff"
_STRAY_KINDS = (EntityType.ORG, EntityType.MISC)
_KNOWN = "known "
_ACRONYMS = {2: "acronym of two letters", 3: "acronym of three letters"}
_FIRM_ADDITIONS = frozenset(
    ["university", "college", "institution", "institute", "foundation", "holdings", "group"]
)
# Family names that are more often something else when they stand alone.
_OTHER_KINDS = frozenset({"known", "country", "capital", "state", "city"})


class Claim(Struct, frozen=True):
    """An article says that ``alias``, written ``form`` there, is ``target``; both are keys."""

    alias: str
    target: str
    form: str


class Belief(Struct, frozen=True):
    """``target`` is what an alias stands for, in ``articles`` of the ``of`` that claim something.

    ``kind`` is the kind of claim, one of the keys of :data:`NEEDED` or ``last name``.
    """

    target: str
    kind: str
    articles: int
    of: int


class Home(Struct, frozen=True):
    """``key`` is what ``alias`` leads to in the end, ``belief`` the first step there."""

    alias: str
    key: str
    belief: Belief


class _Need(Struct, frozen=True):
    """How many articles must claim a target, and which share of all that claim something."""

    articles: int
    share: float


NEEDED: dict[str, tuple[_Need, ...]] = {
    "known acronym of three letters": (_Need(2, 0.8),),
    "known acronym": (_Need(1, 0.8),),
    "acronym of two letters": (_Need(5, 0.9),),
    "acronym of three letters": (_Need(3, 0.8),),
    "acronym": (_Need(2, 0.8),),
    "given name": (_Need(2, 0.9),),
    "only bearer": (_Need(10, 0.95),),
    "short form": (_Need(5, 0.95),),
    "kind": (_Need(10, 0.95),),
    "body": (_Need(20, 0.97),),
}
"""By kind of claim what is needed to believe it, one of them; see docs/names.md for the figures.

Whom a last name alone means is judged by :mod:`index.language.bearers`."""


def claims_of(entities: Iterable[LocalEntity]) -> list[Claim]:
    """What one article claims, its entities as :func:`~index.language.canonical.resolve` says."""
    found = {}
    for entity in entities:
        if OPEN in entity.key:
            continue
        for other in entity.aliases:
            if OPEN not in other[:-1] and other != entity.key:
                # Always from the shorter name to the longer, so that none leads back.
                alias, target = sorted((other, entity.key), key=_fullness)
                found[alias, target] = Claim(alias, target, _form(alias, entity.forms))
    return list(found.values())


def _fullness(key: str) -> tuple[bool, int, int, str]:
    body = body_of(key)
    return (not key.endswith(OPEN), len(body.split()), len(body), key)


def aliases_of(entity: LocalEntity) -> tuple[str, ...]:
    """Under which aliases it may be found out what an article's entity is elsewhere, best first.

    A body whose country the article leaves open counts only if the article uses its
    name more than once. ``the Trump camp`` may have made an organisation of somebody:
    any single word may be a last name.
    """
    head, is_open, _ = entity.key.partition(OPEN)
    if not is_open:
        word = body_of(head)
        stray = entity.type in _STRAY_KINDS and " " not in word and word not in lexicon().known
        return (head, f"person:{word}{OPEN}") if stray else (head,)
    if entity.type is EntityType.PERSON:
        return () if " " in head else (head + OPEN,)
    return (head + OPEN,) if len(entity.mentions) >= _LEAST_MENTIONS else ()


def keys_under(alias: str) -> list[tuple[str, str]]:
    """The articles' own keys that :func:`aliases_of` finds an alias for, as (first, last)."""
    if not alias.endswith(OPEN):
        return [(alias, alias)]
    found = [(alias, alias + _LAST)]
    if alias.startswith("person:"):
        strays = [f"{kind.lower()}:{body_of(alias).removesuffix(OPEN)}" for kind in _STRAY_KINDS]
        found += [(key, key) for key in strays]
    return found


def believed(alias: str, claims: Mapping[str, int]) -> Belief | None:
    """What ``alias`` stands for everywhere, if that is beyond doubt.

    ``claims``: target → in how many articles ``alias`` is that.
    """
    if not claims:
        return None
    total = sum(claims.values())
    target = min(claims, key=lambda key: (-claims[key], key))
    kind = _kind(alias, target)
    most = claims[target]
    if any(most >= need.articles and most >= need.share * total for need in NEEDED.get(kind, ())):
        return Belief(target, kind, most, total)
    return None


_REASONS = {
    "acronym": "its initials, {say} {told}",
    "given name": "the same given name, shortened: {told} {use} both",
    "only bearer": "the same given name, shortened; {articles} of {of} articles with this"
    " last name mean nobody else",
    "short form": "short for it, {say} {told}",
    "kind": "its name, {say} {articles} of {of} articles",
    "last name": "the only one of this name in {told} of this library",
    "best known": "named in full in {articles} of {of} articles of this library that know"
    " somebody of this name",
    "body": "the one of this country in {articles} of {of} articles that tell whose",
}


def reason(belief: Belief) -> str:
    """Why a name is believed to stand for an entity, in a few words."""
    kind = belief.kind.partition(" of ")[0].removeprefix(_KNOWN)
    has_namesakes = kind == "last name" and belief.articles < belief.of
    words = _REASONS["best known" if has_namesakes else kind]
    articles, is_one = belief.articles, belief.articles == 1
    return words.format(
        articles=articles,
        of=belief.of,
        told="1 article" if is_one else f"{articles} articles",
        say="says" if is_one else "say",
        use="uses" if is_one else "use",
    )


def joined(entities: Sequence[LocalEntity], homes: Mapping[str, Home]) -> tuple[LocalEntity, ...]:
    """An article's entities as the library counts them, in order of first mention.

    ``homes``: for those of their keys that belong under another, where.
    """
    if not homes:
        return tuple(entities)
    by_key: dict[str, list[LocalEntity]] = {}
    for entity in (part for whole in entities for part in _parted(whole, homes)):
        home = homes.get(entity.key)
        moved = entity if home is None else _moved(entity, home)
        by_key.setdefault(moved.key, []).append(moved)
    found = [_merged(same) if len(same) > 1 else same[0] for same in by_key.values()]
    return tuple(sorted(found, key=lambda entity: entity.mentions[:1]))


def relative_alias(entity: LocalEntity) -> str:
    """The alias of a person's last name, where it came before the full name; else ``""``.

    News names its people in full first. Who is called Obama before Michelle Obama has
    been named may well be somebody better known.
    """
    if entity.type is not EntityType.PERSON or not entity.why[:1]:
        return ""
    alone = [alias for alias in entity.aliases if alias.endswith(OPEN)]
    comes_first = entity.why[0].startswith(LAST_NAME_OF)
    in_full = any(not why.startswith(LAST_NAME_OF) for why in entity.why)
    return alone[0] if alone and comes_first and in_full else ""


def _parted(entity: LocalEntity, homes: Mapping[str, Home]) -> list[LocalEntity]:
    """A person, and apart from them whom the last name alone means, where that is another."""
    home = homes.get(relative_alias(entity))
    own = homes[entity.key].key if entity.key in homes else entity.key
    if home is None or home.key == own:
        return [entity]
    alone = [n for n, why in enumerate(entity.why) if why.startswith(LAST_NAME_OF)]
    rest = [n for n in range(len(entity.why)) if n not in set(alone)]
    word = body_of(home.alias).removesuffix(OPEN)
    short = [form for form in entity.forms if match_key(form) == word]
    longer = [form for form in entity.forms if form not in short]
    return [_part(entity, home.alias, short, alone), _part(entity, entity.key, longer, rest)]


def _part(
    entity: LocalEntity, key: str, forms: Sequence[str], places: Sequence[int]
) -> LocalEntity:
    known = tuple(forms) or entity.forms
    return replace(
        entity,
        key=key,
        name=entity.name if entity.name in known else known[0],
        forms=known,
        mentions=tuple(entity.mentions[n] for n in places),
        why=tuple(entity.why[n] for n in places),
    )


def _moved(entity: LocalEntity, home: Home) -> LocalEntity:
    return replace(
        entity,
        key=home.key,
        type=EntityType(home.key.partition(":")[0].upper()),
        why=(reason(home.belief),) * len(entity.mentions),
    )


def _merged(same: Sequence[LocalEntity]) -> LocalEntity:
    """Entities of one key as one; the name is that of the one named most."""
    most = max(same, key=lambda entity: (" " in entity.name, len(entity.mentions)))
    told = sorted(pair for entity in same for pair in zip(entity.mentions, entity.why, strict=True))
    return replace(
        most,
        forms=tuple(dict.fromkeys(form for entity in same for form in entity.forms)),
        mentions=tuple(at for at, _ in told),
        why=tuple(why for _, why in told),
        aliases=tuple(dict.fromkeys(alias for entity in same for alias in entity.aliases)),
    )


def only_bearer(person: str, namesakes: Mapping[str, int]) -> Belief | None:
    """Whom else ``person`` is, where nobody else bears the last name: Chuck and Charles Schumer.

    ``namesakes``: the claims of the last name, target → articles.
    """
    same = {person} | {other for other in namesakes if differ_by_nickname(person, other)}
    target = max(same, key=_fullness)
    if target == person or not all(
        differ_by_nickname(one, other) for one in same for other in same - {one}
    ):
        return None
    ours, total = sum(namesakes.get(key, 0) for key in same), sum(namesakes.values())
    if any(ours >= need.articles and ours >= need.share * total for need in NEEDED["only bearer"]):
        return Belief(target, "only bearer", ours, total)
    return None


def last_name_alias(person: str) -> str:
    """The alias of a person's last name alone; ``""`` when the key has not just two names."""
    words = body_of(person).split()
    is_plain = person.startswith("person:") and OPEN not in person and len(words) == _TWO_NAMES
    return f"person:{words[-1]}{OPEN}" if is_plain else ""


def differ_by_nickname(one: str, other: str) -> bool:
    """Whether two people's keys differ only by ``Joe`` and ``Joseph``."""
    alias = last_name_alias(one)
    return (
        alias != ""
        and alias == last_name_alias(other)
        and one != other
        and same_given_name(body_of(one).split()[0], body_of(other).split()[0])
    )


def _kind(alias: str, target: str) -> str:
    """The kind of claim that two keys make; kinds not in :data:`NEEDED` are never believed."""
    name, other = body_of(alias), body_of(target)
    is_person = target.startswith("person:")
    if alias.endswith(OPEN):
        return "last name" if is_person else "body"
    if alias.startswith("person:") and is_person:
        return "given name"
    if is_acronym_of(name, other):
        kind = _ACRONYMS.get(len(name), "acronym")
        # What every reader knows by its initials is seldom something else.
        is_known = alias.startswith("org:") and name in known_organisations()
        return f"{_KNOWN}{kind}" if is_known and f"{_KNOWN}{kind}" in NEEDED else kind
    if alias.partition(":")[0] != target.partition(":")[0]:
        return "kind"
    return "short form" if _is_firm_short_form(name, other) else "opening"


def body_of(key: str) -> str:
    """The words of a key, and for whom alone it holds, without its type."""
    return key.partition(":")[2]


def _is_firm_short_form(short: str, full: str) -> bool:
    """``Harvard`` for ``Harvard University``, ``Colts`` for ``Indianapolis Colts``."""
    if full.startswith(short + " "):
        return full.removeprefix(short + " ") in _FIRM_ADDITIONS
    home = full.removesuffix(" " + short)
    return home != full and lexicon().places.get(home) in _OTHER_KINDS


def may_stand_alone(word: str) -> bool:
    """Whether a last name (match key), standing alone, is likely to be somebody's at all."""
    lists = lexicon()
    return word not in lists.known and lists.places.get(word) not in _OTHER_KINDS


def _form(alias: str, forms: Iterable[str]) -> str:
    """The spelling in the article that an alias is the key of, else the alias's own words."""
    body = body_of(alias).partition(OPEN)[0].partition("/")[0]
    return next((form for form in forms if match_key(form).removeprefix("the ") == body), body)
