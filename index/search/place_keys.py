"""Places in documents as single numbers, ascending, so that words can be intersected at once.

The number of a place is that of its document times a stride, and the position. Four bytes
mostly suffice, which numpy merges in half the time of eight.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from index.search.arrays import Array, distinct_of, ranges
from index.search.positions import (
    PositionRun,
    begins_of,
    read_positions,
    take_together,
)
from index.search.term_postings import TermPostings

# Between title and body one position is left free, which is not counted as a word.
_GAP = 1
_WIDE_STRIDE = 1 << 33


class Within(NamedTuple):
    """Where a word stands in documents: ``[starts[i], starts[i] + counts[i])`` of its occurrences.

    Those of a word are numbered from 0 through all documents of the leaf.
    """

    starts: Array
    counts: Array


def where_in(word: TermPostings, docs: Array, doc_count: int) -> Within:
    """Where a word stands in documents of a leaf, all of which have it."""
    at = word.places(docs, doc_count)
    counts = word.tf().take(at)
    starts = word.occurrences_up_to().take(at)
    starts -= counts
    return Within(starts, counts)


def positions_at(word: TermPostings, where: Array) -> Array:
    """The positions of some occurrences of a word, ascending by number in each segment."""
    runs = word.position_runs()
    return take_together(runs, begins_of(runs), where)


class PlaceKeys(NamedTuple):
    """How the places in the documents of a leaf are numbered."""

    doc_count: int
    stride: int
    dtype: type

    def of_all(self, word: TermPostings, first: int, last: int, shift: int) -> Array:
        """All places of a word in the documents ``[first, last)``, and ``shift`` more each."""
        ids, tf, runs = word.ids(), word.tf(), word.position_runs()
        if first > 0 or last < self.doc_count:
            begin, end = ids.searchsorted((first, last)).tolist()
            at = int(tf[:begin].sum(dtype=np.int64))
            ids, tf = ids[begin:end], tf[begin:end]
            runs = [*_cut(runs, at, at + int(tf.sum(dtype=np.int64)))]
            if not runs:
                return np.zeros(0, dtype=self.dtype)
        keys = self.of_docs(ids, shift).repeat(tf)
        keys += read_positions(runs)
        return keys

    def of_some(self, word: TermPostings, docs: Array, within: Within, shift: int) -> Array:
        """The places of a word in ``docs``, where it stands as ``within`` tells."""
        keys = self.of_docs(docs, shift).repeat(within.counts)
        keys += positions_at(word, ranges(within.starts, within.counts))
        return keys

    def of_docs(self, docs: Array, shift: int) -> Array:
        """The place number ``shift`` in each document."""
        keys: Array = docs.astype(self.dtype)
        keys *= self.stride
        keys += shift
        return keys

    def docs(self, keys: Array) -> Array:
        """The documents in which these places are, each once, as numpy indexes by them."""
        return distinct_of(keys // self.stride).astype(np.intp)


def place_keys(doc_count: int, longest: int | None, reach: int) -> PlaceKeys:
    """Numbers for the places in documents that have ``longest`` words at most.

    ``None`` is as many as can be. Up to ``reach`` may be added to a place: that makes no
    place of the next document.
    """
    if longest is not None:
        stride = longest + _GAP + reach + 1
        if doc_count * stride < 1 << 32:
            return PlaceKeys(doc_count, stride, np.uint32)
    return PlaceKeys(doc_count, _WIDE_STRIDE, np.int64)


def _cut(runs: list[PositionRun], begin: int, end: int) -> Iterator[PositionRun]:
    """What lies in some runs from the position number ``begin`` on, and before ``end``."""
    at = 0
    for own, first, last in runs:
        low, high = max(begin, at), min(end, at + last - first)
        if low < high:
            yield PositionRun(own, first + low - at, first + high - at)
        at += last - first
