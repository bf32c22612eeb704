"""The events that a query of the search language is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from index.events.model import Role
from index.language.fold import match_key
from index.search.query import AllOf, Manner, Words

if TYPE_CHECKING:
    from index.library import Library


def events_of_query(library: Library, query: str) -> list[int]:
    """The ids of the events that a query of the search language is about, each once.

    First those whose name has all its words, then those that the articles it
    finds report, then those they only mention; each kind by date. Where the query
    asks for more than words, all must be told by an article that it finds.
    """
    tables = library.archive.events
    parts: dict[Role, set[int]] = {role: set() for role in Role}
    for article in library.searching.search(query, limit=0).ids:
        for told in tables.roles_of_article(article):
            parts[Role(told.role)].add(told.event)
    told_of = parts[Role.REPORTS] | parts[Role.MENTIONS]
    words, only_words = _words_asked_for(query)
    rows = tables.events(tables.events_named([word.folded for word in words], begun=False))
    named = {row.id for row in rows.values() if _has_all(row.folded.split(), words)}
    if not only_words:
        named &= told_of

    def kind(event: int) -> int:
        return 0 if event in named else 1 if event in parts[Role.REPORTS] else 2

    found = [event for event in tables.all_events() if event in named or event in told_of]
    return sorted(found, key=kind)


class _Word(NamedTuple):
    folded: str
    begins: bool
    """Whether it need only be the beginning of a word."""


def _words_asked_for(query: str) -> tuple[list[_Word], bool]:
    """The words that a query asks for, and whether it asks for nothing else."""
    from index.search.query_language import parse

    root = parse(query, date.today()).root
    parts = root.parts if isinstance(root, AllOf) else (root,)
    words = [part for part in parts if isinstance(part, Words)]
    asked = [
        _Word(word, part.manner is Manner.PREFIX)
        for part in words
        for word in match_key(part.text).split()
    ]
    return asked, len(words) == len(parts)


def _has_all(name: Sequence[str], words: Sequence[_Word]) -> bool:
    return bool(words) and all(
        any(told == word.folded or (word.begins and told.startswith(word.folded)) for told in name)
        for word in words
    )
