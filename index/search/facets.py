"""How the hits spread over outlets, years, people and places."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from index.search.arrays import Array, ranges
from index.search.snapshot import Leaf

_DAYS_BEFORE_1970 = 719_163
MOST_VALUES = 50
"""Values of a facet that are told, the most frequent first."""
_ENTITY_FACETS = ("person", "place")


@dataclass(frozen=True, slots=True)
class Facets:
    """Value and number of articles, most first; years as numbers, entities as keys."""

    outlet: tuple[tuple[str, int], ...] = ()
    year: tuple[tuple[int, int], ...] = ()
    person: tuple[tuple[str, int], ...] = ()
    place: tuple[tuple[str, int], ...] = ()


def count_facets(found: list[tuple[Leaf, Array]]) -> Facets:
    """Counts over the matching documents of all segments."""
    outlets: Counter[str] = Counter()
    years: Counter[int] = Counter()
    entities: dict[str, Counter[str]] = {name: Counter() for name in _ENTITY_FACETS}
    for leaf, docs in found:
        if len(docs):
            outlets.update(_outlets(leaf, docs))
            years.update(_years(leaf, docs))
            for name in _ENTITY_FACETS:
                entities[name].update(_entities(leaf, docs, name))
    return Facets(_most(outlets), _most(years), _most(entities["person"]), _most(entities["place"]))


def _most(counts: Counter[str] | Counter[int]) -> tuple[tuple[str, int], ...]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(ordered[:MOST_VALUES])  # type: ignore[arg-type]


def _outlets(leaf: Leaf, docs: Array) -> dict[str, int]:
    postings = leaf.data.field("outlet_name")
    if postings is None:
        return {}
    # Documents without an outlet have number -1.
    counts = np.bincount(leaf.data.column("outlet").take(docs) + 1, minlength=2)[1:]
    return {
        postings.term(number).decode("utf-8", "replace"): int(counts[number])
        for number in np.flatnonzero(counts).tolist()
    }


def _years(leaf: Leaf, docs: Array) -> dict[int, int]:
    days = leaf.sort_days().take(docs)
    days = days[days > 0].astype(np.int64) - _DAYS_BEFORE_1970
    if not len(days):
        return {}
    years = days.astype("M8[D]").astype("M8[Y]").astype(np.int64) + 1970
    first = int(years.min())
    counts = np.bincount(years - first)
    return {first + at: int(counts[at]) for at in np.flatnonzero(counts).tolist()}


def _entities(leaf: Leaf, docs: Array, kind: str) -> dict[str, int]:
    postings = leaf.data.field("entity")
    if postings is None:
        return {}
    first, last = postings.prefix_range(f"{kind}:".encode())
    if first == last:
        return {}
    starts = leaf.data.column("entity_start")
    begin = starts.take(docs)
    counts = starts.take(docs + np.int64(1)) - begin
    numbers = leaf.data.column("entities").take(ranges(begin.astype(np.int64), counts))
    numbers = numbers[(numbers >= first) & (numbers < last)]
    per_entity = np.bincount(numbers - first, minlength=last - first)
    top = _top(per_entity)
    return {
        postings.term(first + number).decode("utf-8", "replace"): int(per_entity[number])
        for number in top.tolist()
    }


def _top(counts: Array) -> Array:
    return np.flatnonzero(counts)
