"""Did you mean, for fields: names of fields that there are, and values that the library has.

``persn:trong`` is ``person:trong``, ``person:trogn`` too; ``person:asean`` is ``org:asean``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

from index.language.fold import fold, match_key
from index.library.finding.resolving import LibraryResolver, condition
from index.search.language_names import spellings
from index.search.query_conditions import field_near
from index.search.words import FIXED_LETTERS, one_apart

if TYPE_CHECKING:
    from index.library import Library

_CONDITION = re.compile(r'(?<![\w:"])([A-Za-z]{2,10}):(?!//)(=?)("[^"]*"?|[^\s()":]+)')
_MOST = 8
"""Conditions of a query that are looked at."""
_NAMED = ("person", "org", "place")
_LANGUAGE = ("lang", "language")
_MOST_LANGUAGES = 3
"""Languages that are told where none is like the one that is asked for."""
_SHORTEST = 4
_LIKE = 0.75


def with_known_values(
    text: str,
    library: Library,
    outlets: Callable[[], Iterable[str]],
    languages: Callable[[], Mapping[str, int]],
) -> str:
    """The query ``text`` with fields and values that are not there replaced by near ones.

    ``outlets`` gives the names of all outlets, ``languages`` the codes of all languages
    with how many articles are in them.
    """
    pieces, at = [], 0
    for number, match in enumerate(_CONDITION.finditer(fold(text))):
        if number == _MOST:
            break
        value = text[match.start(3) : match.end(3)]
        name = match[1].lower()
        if name in _LANGUAGE:
            better = _language(name, match_key(fold(value).strip('"')), languages())
        else:
            better = _better(name, match[2], value, library, outlets)
        if better:
            pieces += [text[at : match.start()], better]
            at = match.end()
    return "".join([*pieces, text[at:]])


def _better(
    name: str, exact: str, value: str, library: Library, outlets: Callable[[], Iterable[str]]
) -> str:
    """The condition that was probably meant; empty where this one is well or nothing is near."""
    near = field_near(name)
    if near is not None:
        return f"{near}:{exact}{value}"
    folded = match_key(fold(value).strip('"').rstrip("*~"))
    if not folded:
        return ""
    if name in _NAMED:
        return _name(name, folded, library, begun=fold(value).strip('"').endswith("*"))
    if name == "event":
        events, begun = library.archive.events, value.strip('"').endswith("*")
        if events.events_named(folded.split(), begun=begun):
            return ""
        if events.events_named(folded.split(), begun=True):
            return _begun(name, folded)
        return _words(name, folded, library.archive.events.event_words())
    if name == "tag":
        return _whole(name, folded, library.notes.tagged())
    if name == "outlet":
        return _whole(name, folded, outlets())
    return ""


def _language(name: str, folded: str, known: Mapping[str, int]) -> str:
    """``name`` with the language like this one, or else with those that most articles are in."""
    if not folded or spellings(folded)[0] in known:
        return ""
    by_name = {match_key(one): one for code in known for one in spellings(code)}
    near = get_close_matches(folded, by_name, 1, _LIKE)
    if near:
        return condition(name, by_name[near[0]]).replace(":=", ":")
    most = sorted(known, key=lambda code: (-known[code], code))[:_MOST_LANGUAGES]
    told = " OR ".join(f"{name}:{code}" for code in most)
    return f"({told})" if len(most) > 1 else told


def _begun(name: str, folded: str) -> str:
    """The condition that holds where words begin so."""
    return f'{name}:"{folded}*"' if " " in folded else f"{name}:{folded}*"


def _name(name: str, folded: str, library: Library, *, begun: bool) -> str:
    resolver, entities = LibraryResolver(library), library.archive.entities
    if any(True for _ in resolver.entity_keys(name, f"{folded}*" if begun else folded)):
        return ""
    if any(True for _ in resolver.entity_keys(name, f"{folded}*")):
        return _begun(name, folded)
    for other in _NAMED:
        if other != name and any(True for _ in resolver.entity_keys(other, folded)):
            return condition(other, folded).replace(":=", ":")
    known: Counter[str] = Counter()
    for beginning in {word[:FIXED_LETTERS] for word in folded.split()}:
        known.update(entities.words(beginning))
    return _words(name, folded, known)


def _words(name: str, folded: str, known: Mapping[str, int]) -> str:
    """``name`` with each word that is not ``known`` replaced by the commonest near one."""
    words = [word if word in known else _near(word, known) for word in folded.split()]
    better = " ".join(words)
    return condition(name, better).replace(":=", ":") if all(words) and better != folded else ""


def _near(word: str, known: Mapping[str, int]) -> str:
    if len(word) < _SHORTEST:
        return ""
    near = [other for other in known if abs(len(other) - len(word)) < 2 and one_apart(word, other)]
    return max(near, key=lambda other: (known[other], other), default="")


def _whole(name: str, folded: str, values: Iterable[str]) -> str:
    """``name`` with the value like this one, unless one has its words already."""
    by_key = {match_key(value): value for value in values}
    words = folded.split()
    if any(all(word in key.split() for word in words) for key in by_key):
        return ""
    near = get_close_matches(folded, by_key, 1, _LIKE)
    return condition(name, by_key[near[0]]).replace(":=", ":") if near else ""
