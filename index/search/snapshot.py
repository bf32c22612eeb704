"""The index as it stands at one commit, open for searching."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from index.errors import IndexDamaged
from index.search.arrays import NO_DOCS, Array
from index.search.codec import ArraySegment
from index.search.decoded import DecodedArrays
from index.search.entity_numbers import EntityNumbers
from index.search.fields import schema
from index.search.leaves import MOST_DOCS, Leaf
from index.search.scoring import Statistics
from index.search.segment import SegmentData
from index.search.storage import latest_generation, read_segments

_ATTEMPTS = 20
_SPARSE_IDS = 8


class Snapshot:
    """All segments of one commit, read as few leaves."""

    def __init__(
        self, generation: int, opened: list[SegmentData], segments: list[ArraySegment]
    ) -> None:
        self.generation = generation
        self.segments = opened
        self.segment_names = [segment.segment_id() for segment in segments]
        self.schema = schema()
        self._decoded = DecodedArrays()
        self.leaves = _leaves(opened, segments, self._decoded)
        self.statistics = Statistics(self.leaves)
        self.entities = EntityNumbers(opened)
        self._ranks: dict[str, list[Array]] = {}

    def forget(self) -> None:
        """Forgets what was learnt from queries: the next one is answered as the first was."""
        self._decoded.clear()
        for leaf in self.leaves:
            leaf.forget()

    def release(self) -> None:
        """Lets the system have the memory of the files that were read."""
        for segment in self.segments:
            segment.file.release()

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
            found[mine] = leaf.column("id").take(docs[mine] - leaf.base)
        return found

    def docs_of_ids(self, ids: Array, leaf: Leaf) -> Array:
        """The documents of one segment with these (sorted) ids; deleted ones may be among them."""
        present = leaf.column("id")
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


def _leaves(
    opened: list[SegmentData], segments: list[ArraySegment], decoded: DecodedArrays
) -> list[Leaf]:
    """Neighbours that are small together share a leaf."""
    leaves: list[Leaf] = []
    group: list[int] = []
    base = count = 0

    def close() -> None:
        nonlocal base, count
        gone = [segments[at].deleted_docs() for at in group]
        leaves.append(Leaf([opened[at] for at in group], gone, base, decoded))
        base += count
        group.clear()
        count = 0

    for at, data in enumerate(opened):
        if group and count + data.doc_count > MOST_DOCS:
            close()
        group.append(at)
        count += data.doc_count
    if group:
        close()
    return leaves


def _sort_keys(leaf: Leaf, column: str) -> Array:
    """What documents are sorted by; those without a value come last."""
    if column == "title":
        keys = leaf.column("title_key").copy()
    else:
        keys = np.concatenate([_outlets(data) for data in leaf.segments])
    keys[keys == b""] = b"\xff"
    return keys


def _outlets(data: SegmentData) -> Array:
    postings = data.field("outlet_name")
    names = [] if postings is None else [name.lower() for name in postings.terms()]
    # Documents without an outlet have number -1: the last of the names.
    keys: Array = np.array([*names, b""]).astype("S48").take(data.column("outlet"))
    return keys


def open_snapshot(directory: Path, previous: Snapshot | None = None) -> Snapshot:
    """Opens the newest commit, keeping the segments that ``previous`` has open already.

    Raises :class:`IndexDamaged`.
    """
    open_already = {}
    if previous is not None:
        open_already = dict(zip(previous.segment_names, previous.segments, strict=True))
    for _ in range(_ATTEMPTS):
        generation = latest_generation(directory)
        if generation < 0:
            raise IndexDamaged("the search index has no table of contents")
        try:
            return _open(directory, generation, open_already)
        except (FileNotFoundError, IndexDamaged):
            # A commit may have replaced these files meanwhile: then there is a newer one.
            if latest_generation(directory) == generation:
                raise
    raise IndexDamaged("the search index changes too fast to be opened")


def _open(directory: Path, generation: int, open_already: dict[str, SegmentData]) -> Snapshot:
    try:
        segments = read_segments(directory, generation)
    except FileNotFoundError as error:
        raise IndexDamaged("the search index has no table of contents") from error
    opened: list[SegmentData] = []
    for segment in segments:
        data = open_already.get(segment.segment_id()) or SegmentData(segment.path(directory))
        if data.doc_count != segment.doc_count_all():
            raise IndexDamaged("the search index contradicts itself")
        opened.append(data)
    return Snapshot(generation, opened, segments)
