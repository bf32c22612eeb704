"""Document numbers of postings, each term's in the form that takes the least room.

Rare terms have plain arrays of two (or four) bytes a document. A term in many
documents has one byte a document, preceded by a byte for how many lie in each
block of 256. One in most documents, or in all of a block, has a bit for every
document of the segment, which its length tells.

Sections of a field ``F``: ``F/ids`` (the plain arrays, one after another),
``F/packed`` (the others), and for each packed term, ascending, its first posting
in ``F/packed_post``, its documents in ``F/packed_df`` and the end of its bytes
in ``F/packed_end``.
"""

from __future__ import annotations

from bisect import bisect_left

import numpy as np

from index.search.arrays import Array, members, starts_of
from index.search.sections import SectionFile

_BLOCK_BITS = 8
_BLOCK = 1 << _BLOCK_BITS
_FEWEST = 64

SECTIONS = {"packed": "u1", "packed_post": "<u4", "packed_df": "<u4", "packed_end": "<u4"}
"""The sections beside ``ids``, and what they consist of."""


def id_type(doc_count: int) -> str:
    """The type of plain document numbers in a segment of this size."""
    return "<u2" if doc_count <= 1 << 16 else "<u4"


def _blocks(doc_count: int) -> int:
    return -(-doc_count >> _BLOCK_BITS)


def _bitmap_bytes(doc_count: int) -> int:
    return (doc_count + 7) >> 3


def packed_terms(counts: Array, doc_count: int) -> Array:
    """Which of the terms with these many documents are packed."""
    plain = counts * np.dtype(id_type(doc_count)).itemsize
    room = np.minimum(counts + _blocks(doc_count), _bitmap_bytes(doc_count))
    chosen: Array = (counts >= _FEWEST) & (room < plain)
    return chosen


def pack(ids: Array, doc_count: int) -> bytes:
    """The packed form of the documents of one term."""
    if len(ids) + _blocks(doc_count) < _bitmap_bytes(doc_count):
        counts = np.bincount(ids >> _BLOCK_BITS, minlength=_blocks(doc_count))
        if counts.max() < _BLOCK:
            lows = (ids & (_BLOCK - 1)).astype(np.uint8)
            return counts.astype(np.uint8).tobytes() + lows.tobytes()
    return np.packbits(members([ids], doc_count)).tobytes()


def _after_zero(values: Array) -> Array:
    return np.concatenate([np.zeros(1, dtype=values.dtype), values])


class IdLists:
    """The document numbers of one field of an open segment, by posting."""

    def __init__(self, file: SectionFile, field: str) -> None:
        self._doc_count: int = file.facts["doc_count"]
        self._plain = file.section(f"{field}/ids")
        self._packed = file.section(f"{field}/packed")
        counts = file.whole(f"{field}/packed_df")
        # Views give numbers out as fast as lists do, and take no time to be made.
        self._posts = file.whole(f"{field}/packed_post").data
        self._counts = counts.data
        self._ends = _after_zero(file.whole(f"{field}/packed_end")).data
        # How many postings are packed before each packed term, and in all.
        self._before = starts_of(counts).data
        # In the type that numpy indexes by: these lists are long and get indexed with.
        self._block_starts: Array = np.arange(_blocks(self._doc_count)) << _BLOCK_BITS

    def read(self, first: int, last: int) -> Array:
        """The documents of the postings ``[first, last)``, which are those of whole terms."""
        at = bisect_left(self._posts, first)
        if at < len(self._posts) and self._posts[at] < last:
            return self._mixed(first, last, at)
        return self._plain_ids(first, last, at)

    def _plain_ids(self, first: int, last: int, packed_before: int) -> Array:
        skipped = self._before[packed_before]
        return self._plain.read(first - skipped, last - skipped)

    def _mixed(self, first: int, last: int, at: int) -> Array:
        if self._posts[at] == first and self._counts[at] == last - first:
            return self._unpacked(at)
        parts = []
        while first < last:
            if at < len(self._posts) and self._posts[at] == first:
                parts.append(self._unpacked(at))
                at += 1
            else:
                end = min(self._posts[at], last) if at < len(self._posts) else last
                parts.append(self._plain_ids(first, end, at))
            first += len(parts[-1])
        return np.concatenate(parts)

    def _unpacked(self, at: int) -> Array:
        data = self._packed.read(self._ends[at], self._ends[at + 1])
        if len(data) == _bitmap_bytes(self._doc_count):
            bits = np.unpackbits(data, count=self._doc_count)
            found: Array = bits.view(bool).nonzero()[0]
            return found
        blocks = len(self._block_starts)
        ids = np.repeat(self._block_starts, data[:blocks])
        ids += data[blocks:]
        return ids
