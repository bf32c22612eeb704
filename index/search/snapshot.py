"""The index as it stands at one commit, open for searching."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from index.errors import LibraryDamaged
from index.search.arrays import NO_DOCS, Array
from index.search.codec import ArraySegment
from index.search.entity_numbers import EntityNumbers
from index.search.fields import EARLIEST, LATEST
from index.search.scoring import Statistics
from index.search.segment import SegmentData
from index.search.storage import latest_generation, read_toc

_ATTEMPTS = 20
_UNKNOWN_DAY = -1
_SPARSE_IDS = 8
_DAYS_BEFORE_1970 = 719_163


class Leaf:
    """One segment of a snapshot; its documents are numbered from ``base`` in the whole."""

    def __init__(self, data: SegmentData, segment: ArraySegment, base: int) -> None:
        self.data = data
        self.base = base
        self.doc_count = data.doc_count
        self.live: Array | None = None
        if segment.has_deletions():
            self.live = np.ones(self.doc_count, dtype=bool)
            self.live[list(segment.deleted_docs())] = False
        self._sort_days: Array | None = None
        self._years: Array | None = None

    def document_frequency(self, field: str, term: bytes) -> int:
        """How many documents have a term, deleted ones included."""
        found = self.data.span(field, term)
        return 0 if found is None else found[3] - found[2]

    def alive(self, docs: Array) -> Array:
        """Those of ``docs`` that are not deleted."""
        if self.live is None or not len(docs):
            return docs
        return docs[self.live.take(docs)]

    def lengths(self, field: str) -> Array:
        """The length byte of every document."""
        return self.data.column(f"length:{field}")

    def sort_days(self) -> Array:
        """The day that places a document among others, -1 when nothing is known."""
        if self._sort_days is None:
            begin, end = self.data.column("begin"), self.data.column("end")
            days = np.where(begin == EARLIEST, end, begin)
            days[begin > end] = _UNKNOWN_DAY
            days[days == LATEST] = _UNKNOWN_DAY
            self._sort_days = days
        return self._sort_days

    def years(self) -> Array:
        """The year of the day that places a document, 0 when nothing is known."""
        if self._years is None:
            days = self.sort_days().astype(np.int64) - _DAYS_BEFORE_1970
            years = days.astype("M8[D]").astype("M8[Y]").astype(np.int64) + 1970
            years[self.sort_days() <= 0] = 0
            self._years = years
        return self._years


class Snapshot:
    """All segments of one commit."""

    def __init__(self, generation: int, leaves: list[Leaf], names: list[str], schema: Any) -> None:
        self.generation = generation
        self.leaves = leaves
        self.segment_names = names
        self.schema = schema
        self.statistics = Statistics(leaves)
        self.entities = EntityNumbers([leaf.data for leaf in leaves])
        self._ranks: dict[str, list[Array]] = {}

    @property
    def doc_count(self) -> int:
        """Articles that can be found."""
        return sum(
            leaf.doc_count if leaf.live is None else int(leaf.live.sum()) for leaf in self.leaves
        )

    def ids_of(self, docs: Array) -> Array:
        """The article ids of documents of the whole."""
        found = np.empty(len(docs), dtype=np.int64)
        for leaf in self.leaves:
            mine = (docs >= leaf.base) & (docs < leaf.base + leaf.doc_count)
            found[mine] = leaf.data.column("id").take(docs[mine] - leaf.base)
        return found

    def docs_of_ids(self, ids: Array, leaf: Leaf) -> Array:
        """The documents of one segment with these (sorted) ids; deleted ones may be among them."""
        present = leaf.data.column("id")
        if not len(ids) or not len(present):
            return NO_DOCS
        low, high = int(present.min()), int(present.max())
        if high - low < _SPARSE_IDS * len(present):
            wanted = np.zeros(high - low + 1, dtype=bool)
            first, last = ids.searchsorted((low, high + 1))
            wanted[ids[first:last] - low] = True
            return np.flatnonzero(wanted.take(present - low))
        return np.flatnonzero(np.isin(present, ids))

    def ranks(self, column: str) -> list[Array]:
        """For every segment, the rank of each document's title or outlet among all."""
        found = self._ranks.get(column)
        if found is None:
            keys = [_sort_keys(leaf, column) for leaf in self.leaves]
            _, ranks = np.unique(np.concatenate(keys), return_inverse=True)
            ends = np.cumsum([len(part) for part in keys])[:-1]
            found = self._ranks[column] = np.split(ranks.astype(np.int64), ends)
        return found


def _sort_keys(leaf: Leaf, column: str) -> Array:
    """What documents are sorted by; those without a value come last."""
    if column == "title":
        keys = leaf.data.column("title_key").copy()
    else:
        postings = leaf.data.field("outlet_name")
        names = [] if postings is None else [name.lower() for name in postings.terms()]
        # Documents without an outlet have number -1: the last of the names.
        keys = np.array([*names, b""]).astype("S48").take(leaf.data.column("outlet"))
    keys[keys == b""] = b"\xff"
    return keys


def open_snapshot(directory: Path, previous: Snapshot | None = None) -> Snapshot:
    """Opens the newest commit, keeping the segments that ``previous`` has open already.

    Raises :class:`LibraryDamaged`.
    """
    open_already = {}
    if previous is not None:
        open_already = {
            name: leaf.data
            for name, leaf in zip(previous.segment_names, previous.leaves, strict=True)
        }
    for _ in range(_ATTEMPTS):
        generation = latest_generation(directory)
        if generation < 0:
            raise LibraryDamaged("the search index has no table of contents")
        try:
            return _open(directory, generation, open_already)
        except (FileNotFoundError, LibraryDamaged):
            # A commit may have replaced these files meanwhile: then there is a newer one.
            if latest_generation(directory) == generation:
                raise
    raise LibraryDamaged("the search index changes too fast to be opened")


def _open(directory: Path, generation: int, open_already: dict[str, SegmentData]) -> Snapshot:
    try:
        toc = read_toc(directory, generation)
    except FileNotFoundError as error:
        raise LibraryDamaged("the search index has no table of contents") from error
    leaves: list[Leaf] = []
    base = 0
    for segment in toc.segments:
        if not isinstance(segment, ArraySegment):
            raise LibraryDamaged("the search index was written by something else")
        data = open_already.get(segment.segment_id()) or SegmentData(segment.path(directory))
        if data.doc_count != segment.doc_count_all():
            raise LibraryDamaged("the search index contradicts itself")
        leaves.append(Leaf(data, segment, base))
        base += data.doc_count
    names = [segment.segment_id() for segment in toc.segments]
    return Snapshot(generation, leaves, names, toc.schema)
