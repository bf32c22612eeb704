"""Facets of what the index does not know: events, and the tags that the user gave."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from index.library import Library

Numbers = NDArray[np.int64]
_EVENT_BITS = 32
_ARTICLE = (1 << _EVENT_BITS) - 1


class OutsideFacets:
    """Counts events and tags over found articles, kept in step with archive and notes."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._archive_then = -1
        self._notes_then = (-1, -1)
        self._events = self._told_in = np.zeros(0, dtype=np.int64)
        self._tagged: dict[str, Numbers] = {}

    def count(self, ids: array[int], most: int) -> dict[str, list[tuple[str, int]]]:
        """By facet (event, tag) the values that most of the articles ``ids`` have.

        An article has an event that it reports or mentions, and a tag that it or
        one of its annotations carries.
        """
        self._catch_up()
        found = np.frombuffer(ids, dtype=np.int64) if ids else np.zeros(0, dtype=np.int64)
        return {"event": self._event_counts(found, most), "tag": self._tag_counts(found, most)}

    def _event_counts(self, found: Numbers, most: int) -> list[tuple[str, int]]:
        events = self._events[_among(self._told_in, found)]
        counts = np.bincount(events) if len(events) else np.zeros(0, dtype=np.int64)
        numbers = np.argsort(-counts, kind="stable")[:most]
        numbers = numbers[counts[numbers] > 0]
        rows = self._library.archive.events.events(numbers.tolist())
        return [(rows[n].name, int(counts[n])) for n in numbers.tolist() if n in rows]

    def _tag_counts(self, found: Numbers, most: int) -> list[tuple[str, int]]:
        counts = {
            tag: int(np.count_nonzero(_among(articles, found)))
            for tag, articles in self._tagged.items()
        }
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return [(tag, count) for tag, count in ranked[:most] if count]

    def _catch_up(self) -> None:
        archive, notes = self._library.archive, self._library.notes
        generation = archive.generation()
        if generation != self._archive_then:
            self._archive_then = generation
            told = np.fromiter(archive.events.tellings(), np.int64)
            self._events, self._told_in = _distinct(told, archive.events.of_one_name())
        if (generation, notes.generation()) != self._notes_then:
            self._notes_then = generation, notes.generation()
            tagged = notes.tagged()
            ids = archive.ids_of({key for keys in tagged.values() for key in keys})
            self._tagged = {
                tag: np.array([ids[key] for key in keys if key in ids], dtype=np.int64)
                for tag, keys in tagged.items()
            }


def _distinct(told: Numbers, of_one_name: dict[int, int]) -> tuple[Numbers, Numbers]:
    """Events and the articles that tell them, once each, though several have one name."""
    stands_for = np.full(max(of_one_name, default=0) + 1, -1, dtype=np.int64)
    stands_for[np.fromiter(of_one_name.keys(), np.int64)] = np.fromiter(
        of_one_name.values(), np.int64
    )
    events, articles = told >> _EVENT_BITS, told & _ARTICLE
    known = events < len(stands_for)
    events, articles = stands_for[events[known]], articles[known]
    there = events >= 0
    pairs = np.sort(events[there] << _EVENT_BITS | articles[there])
    pairs = pairs[np.diff(pairs, prepend=-1) != 0]
    return pairs >> _EVENT_BITS, pairs & _ARTICLE


def _among(values: Numbers, found: Numbers) -> NDArray[np.bool_]:
    """For each of ``values`` whether it is one of ``found``."""
    if not len(values) or not len(found):
        return np.zeros(len(values), dtype=bool)
    there = np.zeros(max(int(values.max()), int(found.max())) + 1, dtype=bool)
    there[found] = True
    return there[values]
