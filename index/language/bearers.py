"""Whom a last name alone means in every article: the one bearer whom the library knows.

Many articles say ``Obama`` and nothing more. Every article that names somebody in full
bears witness to who is called so (:func:`bearers_of`), and those that go on to say the
last name alone tell whom they mean by it. Where one person outweighs all others by both
counts, the name alone is theirs; where a rival is in reach (``Bush``, ``Clinton``,
``Johnson``) it stays open. A pure function of counts: the order of articles does not
matter, and what is believed is taken back when a rival appears.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from index.language.claims import OPEN, Belief, Claim, body_of, differ_by_nickname, may_stand_alone
from index.language.model import LocalEntity
from index.language.names.lexicon import lexicon

_BEARER = "bearer:"
_PERSON = "person:"
_YOUNGER = " jr"


class _Need(NamedTuple):
    """What it takes: articles that name the person in full, articles that also use the
    name alone for them, and the shares of the two counts that must be theirs."""

    bearing: int
    using: int
    of_bearing: float
    of_using: float


# Someone known to the world has namesakes in a large library: the family, for one. Many
# articles tell enough of whom the name alone means, most of all those that use it.
_WELL_KNOWN = (_Need(50, 4, 0.9, 0.9), _Need(40, 40, 0.8, 0.95))
_RARE = (_Need(4, 2, 0.95, 0.95), *_WELL_KNOWN)
_LISTED = (_Need(12, 4, 0.95, 0.95), *_WELL_KNOWN)
_ALSO_GIVEN = (_Need(12, 4, 0.95, 0.95),)


def bearers_of(entities: Iterable[LocalEntity]) -> list[Claim]:
    """Who is named in full in an article, under every word of their names.

    Given names too: where there are a ``John Kerry`` and a ``Kerry Washington``, ``Kerry``
    may be either.
    """
    return [
        Claim(_BEARER + word, entity.key, "")
        for entity in entities
        if entity.key.startswith(_PERSON) and OPEN not in entity.key
        for word in dict.fromkeys(body_of(entity.key).removesuffix(_YOUNGER).split())
        if len(word) > 1
    ]


def is_bearer(alias: str) -> bool:
    """Whether ``alias`` is one of :func:`bearers_of`."""
    return alias.startswith(_BEARER)


def bearers_alias(name: str) -> str:
    """Under which alias the bearers of a name are counted: ``person:obama@`` → ``bearer:obama``;
    ``""`` for aliases that are no person's name alone."""
    is_name = name.startswith(_PERSON) and name.endswith(OPEN)
    return _BEARER + body_of(name).removesuffix(OPEN) if is_name else ""


def name_alone(bearer: str) -> str:
    """The other way round: ``bearer:obama`` → ``person:obama@``."""
    return f"{_PERSON}{body_of(bearer)}{OPEN}"


def is_worth_counting(uses: Mapping[str, int]) -> bool:
    """Whether a name alone is used for one person so often that its bearers are of interest.

    ``uses``: claims of the name alone, target → articles. Spares reading the bearers
    of every Smith.
    """
    return sum(uses.values()) >= min(need.using for need in _RARE)


def dominant(name: str, uses: Mapping[str, int], bearers: Mapping[str, int]) -> Belief | None:
    """Whom ``name``, such as ``person:obama@``, means everywhere, if that is beyond doubt.

    ``uses``: person → articles that say the name alone for them. ``bearers``: person →
    articles that name them in full, for all with the name somewhere in theirs. People
    whose names differ by ``Joe`` and ``Joseph`` or ``Jr`` count as one.
    """
    word = body_of(name).removesuffix(OPEN)
    if not uses or not may_stand_alone(word):
        return None
    target = min(uses, key=lambda key: (-uses[key], key))
    using, used = _share(target, uses)
    bearing, borne = _share(target, bearers)
    if any(
        bearing >= need.bearing
        and using >= need.using
        and bearing >= need.of_bearing * borne
        and using >= need.of_using * used
        for need in _needs(word)
    ):
        return Belief(target, "last name", bearing, borne)
    return None


def _share(person: str, counts: Mapping[str, int]) -> tuple[int, int]:
    """In how many articles it is ``person``, and in how many anybody."""
    ours = sum(count for key, count in counts.items() if _may_be_one(key, person))
    return ours, sum(counts.values())


def _may_be_one(key: str, person: str) -> bool:
    one, other = key.removesuffix(_YOUNGER), person.removesuffix(_YOUNGER)
    return one == other or differ_by_nickname(one, other)


def _needs(word: str) -> tuple[_Need, ...]:
    lists = lexicon()
    if word in lists.given:
        return _ALSO_GIVEN
    return _LISTED if word in lists.family or word in lists.places else _RARE
