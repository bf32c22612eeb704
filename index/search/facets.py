"""How the hits spread over outlets, years, people and places."""

from __future__ import annotations

from collections import Counter
from typing import TypeAlias

import numpy as np

from index.search.arrays import Array, ranges
from index.search.leaves import Leaf
from index.search.segment import SegmentData
from index.search.snapshot import Snapshot

_ENTITY_FACETS = ("person", "place")
MOST_VALUES = 50
"""Values of a facet that are told unless more are asked for, the most frequent first."""


Facets: TypeAlias = dict[str, list[tuple[str, int]]]
"""By facet (outlet, year, person, place) its values and how many articles have each, most first.

Entities are told by their keys, years as four digits.
"""


def count_facets(
    snapshot: Snapshot, found: list[tuple[Leaf, Array]], most: int = MOST_VALUES
) -> Facets:
    """Counts over the matching documents of all segments: ``most`` values of each facet."""
    outlets: Counter[str] = Counter()
    years: Counter[str] = Counter()
    for leaf, docs in found:
        if len(docs):
            for data, own in leaf.split(docs):
                outlets.update(_outlets(data, own))
            years.update(_years(leaf, docs))
    entities = _entity_counts(snapshot, found)
    counted = {"outlet": _most(outlets, most), "year": _most(years, most)}
    for kind in _ENTITY_FACETS:
        numbers = _leading(entities, snapshot.entities.of_kind(kind), most)
        names = {snapshot.entities.name(number): int(entities[number]) for number in numbers}
        counted[kind] = _most(names, most)
    return counted


def _most(counts: dict[str, int], most: int) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]


def _outlets(data: SegmentData, docs: Array) -> dict[str, int]:
    postings = data.field("outlet_name")
    if postings is None:
        return {}
    # Documents without an outlet have number -1.
    counts = np.bincount(data.column("outlet").take(docs) + 1, minlength=2)[1:]
    return {
        postings.term(number).decode("utf-8", "replace"): int(counts[number])
        for number in np.flatnonzero(counts).tolist()
    }


def _years(leaf: Leaf, docs: Array) -> dict[str, int]:
    years = leaf.years().take(docs)
    return {
        str(year): count for year, count in enumerate(np.bincount(years).tolist()) if count and year
    }


def _entity_counts(snapshot: Snapshot, found: list[tuple[Leaf, Array]]) -> Array:
    """How many matching documents have each entity, by its number in the snapshot."""
    numbers = []
    for leaf, docs in found:
        for data, own in leaf.split(docs):
            starts = data.column("entity_start")
            begin = starts.take(own)
            counts = starts.take(own + 1) - begin
            terms = data.column("entities").take(ranges(begin.astype(np.int64), counts))
            numbers.append(snapshot.entities.numbers_in(data).take(terms))
    every = np.concatenate(numbers) if numbers else np.zeros(0, dtype=np.int32)
    return np.bincount(every, minlength=snapshot.entities.count)


def _leading(counts: Array, is_kind: Array, most: int) -> list[int]:
    """The entities of a kind with the highest counts: at least ``most``, if there are."""
    some = np.flatnonzero(counts * is_kind)
    # How many entities have at least so many documents, the largest number first.
    own = counts.take(some)
    at_least = np.cumsum(np.bincount(own)[::-1])
    place = int(at_least.searchsorted(most))
    fewest = len(at_least) - 1 - min(place, len(at_least) - 1) if len(at_least) else 0
    chosen: list[int] = some[own >= fewest].tolist()
    return chosen
