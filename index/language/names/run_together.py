"""Persons' names that run on into the next name: where they end."""

from __future__ import annotations

from collections.abc import Sequence

from index.language.model import EntityType
from index.language.names.found import Found
from index.language.names.lexicon import lexicon
from index.language.names.tokens import Tokens

_LEAST_WORDS = 2
_ENDINGS = frozenset({"jr", "sr"})
_WHY = "stands beside a name"


def parted(tokens: Tokens, found: Sequence[Found]) -> list[Found]:
    """``found`` with ``Kimi Raikkonen`` apart from ``Ferrari``, where the text has him by
    himself, and with what begins behind ``Jr.`` as a name of its own."""
    long = [
        name
        for name in found
        if name.type is EntityType.PERSON and name.last - name.first >= _LEAST_WORDS
    ]
    if not long:
        return list(found)
    whole = {
        tokens.key(name.first, name.last)
        for name in found
        if name.type is EntityType.PERSON and name.last > name.first
    }
    bodies = {
        tokens.keys[name.first]
        for name in found
        if name.type is EntityType.ORG and name.first == name.last
    }
    ends = {name: end for name in long if (end := _end(tokens, name, whole, bodies)) is not None}
    if not ends:
        return list(found)
    return [part for name in found for part in _parts(tokens, name, ends.get(name))]


def _end(tokens: Tokens, name: Found, whole: set[str], bodies: set[str]) -> int | None:
    """The last token of the person within ``name``; ``None`` where that is all of it."""
    keys = tokens.keys
    for at in range(name.first + _LEAST_WORDS, name.last - 1):
        if keys[at] in _ENDINGS and keys[at + 1] == ".":
            return at
    last = keys[name.last]
    before = name.last - 1
    lists = lexicon()
    is_known = lists.known.get(last) is EntityType.ORG and last not in lists.family
    is_body = last in bodies or is_known
    return before if is_body and tokens.key(name.first, before) in whole else None


def _parts(tokens: Tokens, name: Found, end: int | None) -> list[Found]:
    if end is None:
        return [name]
    is_suffix = tokens.keys[end] in _ENDINGS
    person = Found(name.first, end, name.type, name.why)
    kind = EntityType.PERSON if is_suffix else EntityType.ORG
    return [person, Found(end + 1 + is_suffix, name.last, kind, _WHY)]
