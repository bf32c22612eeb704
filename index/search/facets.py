"""How the hits spread over outlets, years, people and places."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from index.search.arrays import Array, ranges
from index.search.postings import FieldPostings
from index.search.snapshot import Leaf

_ENTITY_FACETS = ("person", "place")
MOST_VALUES = 50
"""Values of a facet that are told, the most frequent first."""


Facets: TypeAlias = dict[str, list[tuple[str, int]]]
"""By facet (outlet, year, person, place) its values and how many articles have each, most first.

Entities are told by their keys, years as four digits.
"""


def count_facets(found: list[tuple[Leaf, Array]]) -> Facets:
    """Counts over the matching documents of all segments."""
    outlets: Counter[str] = Counter()
    years: Counter[str] = Counter()
    entities: list[_EntityCounts] = []
    for leaf, docs in found:
        if len(docs):
            outlets.update(_outlets(leaf, docs))
            years.update(_years(leaf, docs))
            counts = _entity_counts(leaf, docs)
            if counts is not None:
                entities.append(counts)
    counted = {"outlet": _most(outlets), "year": _most(years)}
    return counted | {kind: _most_entities(entities, kind) for kind in _ENTITY_FACETS}


def _most(counts: dict[str, int]) -> list[tuple[str, int]]:
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
    years = leaf.years().take(docs)
    return {
        str(year): count for year, count in enumerate(np.bincount(years).tolist()) if count and year
    }


@dataclass(frozen=True, slots=True)
class _EntityCounts:
    """How many matching documents of a segment have each term of ``entity``."""

    postings: FieldPostings
    counts: Array

    def largest(self, first: int, last: int, many: int) -> tuple[Array, int]:
        """The terms in ``[first, last)`` that lead, and the most any other one has."""
        counts = self.counts[first:last]
        some = np.flatnonzero(counts)
        # How many terms have at least so many documents, the largest number first.
        at_least = np.cumsum(np.bincount(counts.take(some))[::-1])
        place = int(at_least.searchsorted(many, side="right"))
        bound = max(len(at_least) - 1 - place, 0)
        return some[counts.take(some) > bound] + first, bound


def _entity_counts(leaf: Leaf, docs: Array) -> _EntityCounts | None:
    postings = leaf.data.field("entity")
    if postings is None or not postings.term_count:
        return None
    starts = leaf.data.column("entity_start")
    begin = starts.take(docs)
    numbers = leaf.data.column("entities").take(
        ranges(begin.astype(np.int64), starts.take(docs + np.int64(1)) - begin)
    )
    return _EntityCounts(postings, np.bincount(numbers, minlength=postings.term_count))


def _most_entities(segments: list[_EntityCounts], kind: str) -> list[tuple[str, int]]:
    """The entities of one kind that most matching documents have, all segments together.

    The leaders of every segment are counted in all of them. What leads nowhere
    has at most the sum of the segments' bounds; more are looked at until that
    is less than what the last of the chosen has.
    """
    reaches = [segment.postings.prefix_range(f"{kind}:".encode()) for segment in segments]
    many = 2 * MOST_VALUES
    while True:
        names: set[bytes] = set()
        others = 0
        for segment, (first, last) in zip(segments, reaches, strict=True):
            leaders, bound = segment.largest(first, last, many)
            names.update(map(segment.postings.term, leaders.tolist()))
            others += bound
        totals = {name.decode("utf-8", "replace"): _total(segments, name) for name in names}
        chosen = _most(totals)
        if not others or (len(chosen) == MOST_VALUES and chosen[-1][1] > others):
            return chosen
        many *= 8


def _total(segments: list[_EntityCounts], name: bytes) -> int:
    total = 0
    for segment in segments:
        number = segment.postings.find(name)
        total += int(segment.counts[number]) if number >= 0 else 0
    return total
