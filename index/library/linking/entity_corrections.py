"""Corrections of entities: what they come to.

An entity is known by its key, and by one passage that names it, should a later
analysis give it another key. A correction holds for the library (joined, kept
apart, called, of a type, no name) or for one article or one passage in it (moved
to another entity, or no name there). Corrections are weighed from the latest to
the earliest, and one that contradicts a later one is overruled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from msgspec import Struct, field

from index.article import Span
from index.events.constraints import NO_CONSTRAINTS, Bonds
from index.language.model import EntityType
from index.library.linking.anchors import Anchor, anchor_in, as_text
from index.store.hand_tables import Hand
from index.views import Standing

BY_HAND = "@hand:"
"""In the keys of entities that the user made by taking a name out of another."""


class Subject(Struct, frozen=True):
    """An entity as a correction names it; ``at`` is a passage that names it, if one is known."""

    key: str
    name: str
    at: Anchor | None = None

    def body(self) -> dict[str, Any]:
        """The subject as JSON keeps it."""
        body: dict[str, Any] = {"key": self.key, "name": self.name}
        return body if self.at is None else {**body, "at": self.at.body()}


def subject_in(body: Mapping[str, Any]) -> Subject:
    """The subject that JSON keeps; raises as :func:`~index.library.linking.anchors.anchor_in`."""
    at = body.get("at")
    return Subject(as_text(body["key"]), as_text(body["name"]), anchor_in(at) if at else None)


class Joined(Struct, frozen=True):
    """``a`` is the same as ``b``."""

    a: Subject
    b: Subject


class JoinedAlone(Struct, frozen=True):
    """``a``, a bare name that each article has for itself, is ``b`` wherever it stands alone.

    That is in every article, also one that comes later, where nothing else is known
    of the name: neither culm nor the user says whose it is there.
    """

    a: Subject
    b: Subject


class Distinct(Struct, frozen=True):
    """``a`` is not the same as ``b``."""

    a: Subject
    b: Subject


class Called(Struct, frozen=True):
    """``entity`` is called ``name``."""

    entity: Subject
    name: str


class Typed(Struct, frozen=True):
    """``entity`` is of another type."""

    entity: Subject
    type: EntityType


class NoName(Struct, frozen=True):
    """``entity`` is no name anywhere."""

    entity: Subject


class Moved(Struct, frozen=True):
    """In one article (its key), or at one passage of it, ``entity`` is ``to``, or no name."""

    entity: Subject
    article: str
    anchor: Anchor | None
    to: Subject | None


EntityWish: TypeAlias = Joined | JoinedAlone | Distinct | Called | Typed | NoName | Moved


class Local(Struct, frozen=True):
    """A :class:`Moved` made ready: mentions of ``key`` (at ``span`` only, if given) are ``to``."""

    key: str
    span: Span | None
    to: str | None


class EntityEffects(Struct, frozen=True):
    """What corrections of entities come to.

    ``homes`` gives for keys that were joined that of the entity they are now,
    ``None`` for what is no name; ``names`` are by those; ``local`` holds by
    article key what was moved there, the latest last. ``nowhere`` are the names,
    with their type (:func:`name_of_key`), that are none in whatever article.
    """

    homes: Mapping[str, str | None] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    local: Mapping[str, tuple[Local, ...]] = field(default_factory=dict)
    nowhere: frozenset[str] = frozenset()

    def home(self, key: str) -> str | None:
        """The key of the entity that ``key`` belongs to; ``None`` when it is no name."""
        if key in self.homes:
            return self.homes[key]
        is_none = self.nowhere and BY_HAND not in key and name_of_key(key) in self.nowhere
        return None if is_none else key

    def hands(self) -> dict[str, Hand]:
        """Homes and names as the archive keeps them."""
        found = {key: Hand(home) for key, home in self.homes.items()}
        return found | {home: Hand(home, name) for home, name in self.names.items()}


NO_EFFECTS = EntityEffects()


def name_of_key(key: str) -> str:
    """The type and the folded words of a key, without the article that it may hold for alone."""
    return key.partition("@")[0]


def is_bare(key: str) -> bool:
    """Whether a key is that of a bare name, which is one of its own in every article."""
    return key != name_of_key(key) and BY_HAND not in key


def typed_key(key: str, kind: EntityType) -> str:
    """The key of the same name as an entity of type ``kind``.

    Only of people a bare name is one of its own in every article.
    """
    if kind is not EntityType.PERSON and BY_HAND not in key:
        key = name_of_key(key)
    return f"{kind.lower()}:{key.partition(':')[2]}"


def weigh(
    wishes: Sequence[EntityWish],
    key_of: Callable[[Subject], str],
    span_of: Callable[[Anchor], Span | None],
    is_there: Callable[[str], bool],
    keys_named: Callable[[str], Iterable[str]],
    keys_alone: Callable[[str], Iterable[str]],
) -> tuple[EntityEffects, list[Standing]]:
    """What wishes, the latest last, come to, and how each of them stands.

    ``key_of`` gives the present key of a subject, ``span_of`` the present place
    of a passage, ``is_there`` whether an article (its key) is in the library,
    ``keys_named`` the articles' keys of a name (see :func:`name_of_key`) and
    ``keys_alone`` those of which culm does not know whose they are.
    """
    standings = [Standing.APPLIES] * len(wishes)
    backwards = list(reversed(list(enumerate(wishes))))
    bonds = Bonds(NO_CONSTRAINTS, {})
    steps = _join(backwards, standings, bonds, key_of)
    _join_alone(backwards, standings, bonds, steps, key_of, keys_alone)
    said, names = _say(backwards, standings, bonds, key_of)
    homes = _homes(steps, bonds)
    nowhere: set[str] = set()
    for root, kinds in said.items():
        if NoName in kinds:
            gone = {key for key in homes if bonds.root(key) == root} | {str(root)}
            homes.update(dict.fromkeys(gone, None))
            nowhere.update(name_of_key(key) for key in gone if BY_HAND not in key)
    for name in nowhere:
        for key in keys_named(name):
            if BY_HAND not in key:
                homes.setdefault(key, None)
    effects = EntityEffects(
        {key: home for key, home in homes.items() if key != home},
        {home: name for root, name in names.items() if (home := homes.get(str(root), str(root)))},
        _local(wishes, standings, key_of, span_of, is_there),
        frozenset(nowhere),
    )
    return effects, standings


def _join(
    backwards: Sequence[tuple[int, EntityWish]],
    standings: list[Standing],
    bonds: Bonds,
    key_of: Callable[[Subject], str],
) -> list[tuple[str, str]]:
    """Join entities and hold them apart; the steps from key to key, the latest first."""
    steps: list[tuple[str, str]] = []
    for place, wish in backwards:
        if isinstance(wish, Joined | Typed):
            a, b = _step(wish, key_of)
            if bonds.may_join(a, b):
                bonds.join(b, a)
                steps.append((a, b))
            else:
                standings[place] = Standing.OVERRULED
        elif isinstance(wish, Distinct):
            a, b = key_of(wish.a), key_of(wish.b)
            if bonds.root(a) == bonds.root(b):
                standings[place] = Standing.OVERRULED
            else:
                bonds.hold_apart(place, (a,), (b,))
    return steps


def _say(
    backwards: Sequence[tuple[int, EntityWish]],
    standings: list[Standing],
    bonds: Bonds,
    key_of: Callable[[Subject], str],
) -> tuple[dict[object, set[type[EntityWish]]], dict[object, str]]:
    """What is said of each entity (by its root) that stands, and how it is called."""
    said: dict[object, set[type[EntityWish]]] = {}
    names: dict[object, str] = {}
    for place, wish in backwards:
        if isinstance(wish, Distinct | Moved) or standings[place] is Standing.OVERRULED:
            continue
        root = bonds.root(key_of(_subject(wish)))
        before = said.setdefault(root, set())
        if not before.isdisjoint(_AGAINST[type(wish)]):
            standings[place] = Standing.OVERRULED
            continue
        before.add(type(wish))
        if isinstance(wish, Called):
            names[root] = wish.name
    return said, names


# What a later wish on the same entity does away with.
_AGAINST: dict[type[EntityWish], frozenset[type[EntityWish]]] = {
    Joined: frozenset(),
    JoinedAlone: frozenset(),
    Called: frozenset({Called, NoName}),
    Typed: frozenset({Typed, NoName}),
    NoName: frozenset({Joined, JoinedAlone, Called, Typed, NoName}),
}


def _subject(wish: Joined | JoinedAlone | Called | Typed | NoName) -> Subject:
    match wish:
        case Joined(a):
            return a
        case JoinedAlone(_, b):
            return b
        case Called(entity) | Typed(entity) | NoName(entity):
            return entity


def _join_alone(
    backwards: Sequence[tuple[int, EntityWish]],
    standings: list[Standing],
    bonds: Bonds,
    steps: list[tuple[str, str]],
    key_of: Callable[[Subject], str],
    keys_alone: Callable[[str], Iterable[str]],
) -> None:
    """Join bare names, where no other wish says whose they are; adds to ``steps``."""
    spoken = {key for step in steps for key in step}
    given: set[str] = set()
    for place, wish in backwards:
        if not isinstance(wish, JoinedAlone):
            continue
        bare, home = name_of_key(wish.a.key), key_of(wish.b)
        if bare in given:
            standings[place] = Standing.OVERRULED
            continue
        given.add(bare)
        for key in sorted(keys_alone(bare)):
            if is_bare(key) and key not in spoken and bonds.may_join(home, key):
                bonds.join(home, key)
                steps.append((key, home))


def _step(wish: Joined | Typed, key_of: Callable[[Subject], str]) -> tuple[str, str]:
    """From which key to which a wish leads."""
    if isinstance(wish, Joined):
        return key_of(wish.a), key_of(wish.b)
    key = key_of(wish.entity)
    return key, typed_key(key, wish.type)


def _homes(steps: Sequence[tuple[str, str]], bonds: Bonds) -> dict[str, str | None]:
    """Where each key of ``steps``, the latest first, belongs in the end."""
    newest: dict[object, tuple[str, str]] = {}
    onward: dict[str, str] = {}
    for a, b in steps:
        newest.setdefault(bonds.root(a), (a, b))
        if a != b:
            onward.setdefault(a, b)
    home_of_root: dict[object, str] = {}
    for root, (first, home) in newest.items():
        seen = {first, home}
        while (step := onward.get(home)) is not None and step not in seen:
            seen.add(step)
            home = step
        home_of_root[root] = home
    return {key: home_of_root[bonds.root(key)] for step in steps for key in step}


def _local(
    wishes: Sequence[EntityWish],
    standings: list[Standing],
    key_of: Callable[[Subject], str],
    span_of: Callable[[Anchor], Span | None],
    is_there: Callable[[str], bool],
) -> dict[str, tuple[Local, ...]]:
    """What is moved in which article; what waits or is overruled is told in ``standings``."""
    found: dict[str, list[tuple[int, Local]]] = {}
    for place, wish in enumerate(wishes):
        if not isinstance(wish, Moved):
            continue
        span = span_of(wish.anchor) if wish.anchor else None
        if not is_there(wish.article) or (wish.anchor and span is None):
            standings[place] = Standing.WAITING
            continue
        to = key_of(wish.to) if wish.to else None
        local = Local(key_of(wish.entity), span, to)
        for earlier, other in found.get(wish.article, ()):
            if (span is None and other.to == local.key) or (span and span == other.span):
                standings[earlier] = Standing.OVERRULED
        found.setdefault(wish.article, []).append((place, local))
    return {article: tuple(local for _, local in held) for article, held in found.items()}
