"""Events that go by a place or a word alone, and when they were, as news has told them.

``data/known_events.txt`` is counted by ``scripts/build_known_events.py`` in a collection of
news: a line holds the kind of an event, the words of its name but for the head, the head
(or ``-``), the year that nearly all who date it give (or ``-``), and how the words alone
name it: ``always`` ("Watergate"), ``after`` words of time only ("since Newtown"), or ``-``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from msgspec import Struct

FILE = "known_events.txt"


class KnownEvent(Struct, frozen=True):
    """``year`` is 0 where none is known; ``alone`` is ``always``, ``after`` or ``-``."""

    kind: str
    name: str
    head: str
    year: int
    alone: str


@cache
def known_events() -> tuple[KnownEvent, ...]:
    """All events of the table."""
    text = (files("index.events") / "data" / FILE).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and line[0] != "#")
    return tuple(
        KnownEvent(kind, name, head, int(year) if year != "-" else 0, alone)
        for kind, name, head, year, alone in rows
    )


@cache
def _years() -> Mapping[tuple[str, frozenset[str]], int]:
    return {(e.kind, frozenset(e.name.split())): e.year for e in known_events() if e.year}


@lru_cache(maxsize=2_048)
def year_of(kind: str, words: frozenset[str]) -> int:
    """The year of the one event of ``kind`` that goes by these words; 0 where none is known."""
    return _years().get((kind, words), 0)


@cache
def _names() -> frozenset[tuple[str, frozenset[str]]]:
    return frozenset((e.kind, frozenset(e.name.split())) for e in known_events())


def is_known(kind: str, words: frozenset[str]) -> bool:
    """Whether one event of ``kind`` goes by these words."""
    return (kind, words) in _names()


@cache
def by_itself() -> Mapping[str, KnownEvent]:
    """Events whose name needs no head noun, by that name (folded, lower case)."""
    return {event.name: event for event in known_events() if event.alone != "-"}


def render(events: Iterable[KnownEvent]) -> str:
    """The lines of the table, in an order of their own."""
    rows = sorted((e.kind, e.name, e.head, str(e.year or "-"), e.alone) for e in events)
    return "".join("\t".join(row) + "\n" for row in rows)
