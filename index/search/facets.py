"""How the hits spread over outlets, years, people and places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import TypeAlias

import numpy as np

from index.search.arrays import Array, ranges
from index.search.snapshot import Leaf

_DAYS_BEFORE_1970 = 719_163
MOST_VALUES = 50
"""Values of a facet that are told, the most frequent first."""


Facets: TypeAlias = dict[str, list[tuple[str, int]]]
"""By facet (outlet, year, person, place) its values and how many articles have each, most first.

Entities are told by their keys, years as four digits.
"""


def count_facets(found: list[tuple[Leaf, Array]]) -> Facets:
    """Counts over the matching documents of all segments."""
    counters: dict[str, Counter[str]] = {name: Counter() for name in _COUNTERS}
    for leaf, docs in found:
        if len(docs):
            for name, count in _COUNTERS.items():
                counters[name].update(count(leaf, docs))
    return {name: _most(counts) for name, counts in counters.items()}


def _most(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_VALUES]


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


def _years(leaf: Leaf, docs: Array) -> dict[str, int]:
    days = leaf.sort_days().take(docs)
    days = days[days > 0].astype(np.int64) - _DAYS_BEFORE_1970
    if not len(days):
        return {}
    years = days.astype("M8[D]").astype("M8[Y]").astype(np.int64) + 1970
    first = int(years.min())
    counts = np.bincount(years - first)
    return {str(first + at): int(counts[at]) for at in np.flatnonzero(counts).tolist()}


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
    return {
        postings.term(first + number).decode("utf-8", "replace"): int(per_entity[number])
        for number in np.flatnonzero(per_entity).tolist()
    }


_COUNTERS: dict[str, Callable[[Leaf, Array], dict[str, int]]] = {
    "outlet": _outlets,
    "year": _years,
    "person": partial(_entities, kind="person"),
    "place": partial(_entities, kind="place"),
}
