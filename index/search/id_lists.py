"""Document numbers of postings, each term's in the form that takes the least room.

Rare terms have plain arrays of two (or four) bytes a document. A term in many
documents has one byte a document, preceded by a byte for how many lie in each
block of 256. One in most documents, or in all of a block, has a bit for every
document of the segment, which its length tells.

They lie one after another in the section ``F/ids`` of a field ``F``. Which form one
has is told by how many documents and bytes there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

import numpy as np

from index.search.arrays import Array, joined, members, ranges, starts_of
from index.search.sections import SectionFile

_BLOCK_BITS = 8
_BLOCK = 1 << _BLOCK_BITS
_FEWEST = 64

Stored: TypeAlias = tuple[int, memoryview]
"""The documents of one term in a segment, as they are kept there: in which form, and the bytes."""

_PLAIN, _PLAIN_WIDE, _IN_BLOCKS, _BITMAP = range(4)
_PLAIN_TYPES = {_PLAIN: "<u2", _PLAIN_WIDE: "<u4"}


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


class IdLists:
    """The document numbers of one field of an open segment: how many, and between which bytes."""

    def __init__(self, file: SectionFile, field: str) -> None:
        self._doc_count: int = file.facts["doc_count"]
        self._data = file.section(f"{field}/ids")
        self._plain_type = np.dtype(id_type(self._doc_count))
        self._plain_bytes = self._plain_type.itemsize
        self._plain_kind = _PLAIN if self._plain_bytes == 2 else _PLAIN_WIDE
        self._bitmap_bytes = _bitmap_bytes(self._doc_count)
        # In the type that numpy indexes by: these lists are long and get indexed with.
        self._block_starts: Array = np.arange(_blocks(self._doc_count)) << _BLOCK_BITS

    def stored(self, count: int, begin: int, end: int) -> Stored:
        """The ``count`` documents of one term, undecoded."""
        size = end - begin
        # Whatever is packed is shorter than it would be plain.
        if size == count * self._plain_bytes:
            kind = self._plain_kind
        else:
            kind = _BITMAP if size == self._bitmap_bytes else _IN_BLOCKS
        return kind, self._data.view(begin, end)

    def read(self, counts: Array, begins: Array) -> Array:
        """The documents of terms that lie side by side, term after term.

        ``begins`` also has where the last one ends.
        """
        is_packed = np.diff(begins) != counts * self._plain_bytes
        edges, parts = begins.tolist(), []
        at = edges[0]
        for term in np.flatnonzero(is_packed).tolist():
            parts.append(self._plain(at, edges[term]))
            at = edges[term + 1]
            parts.append(self._unpacked(edges[term], at))
        parts.append(self._plain(at, edges[-1]))
        return joined([part for part in parts if len(part)] or parts[:1])

    def read_some(self, counts: Array, begins: Array, ends: Array) -> Array:
        """The documents of some terms, each between two bytes; in no order."""
        sizes = ends - begins
        is_plain = sizes == counts * self._plain_bytes
        data = self._data.whole().take(ranges(begins[is_plain], sizes[is_plain]))
        packed = zip(begins[~is_plain].tolist(), ends[~is_plain].tolist(), strict=True)
        return joined([data.view(self._plain_type), *(self._unpacked(*own) for own in packed)])

    def _plain(self, begin: int, end: int) -> Array:
        return self._data.read(begin, end).view(self._plain_type)

    def _unpacked(self, begin: int, end: int) -> Array:
        data = self._data.read(begin, end)
        if len(data) == self._bitmap_bytes:
            bits = np.unpackbits(data, count=self._doc_count)
            found: Array = bits.view(bool).nonzero()[0]
            return found
        blocks = len(self._block_starts)
        ids = np.repeat(self._block_starts, data[:blocks])
        ids += data[blocks:]
        return ids


class AdjoiningSegments:
    """Segments whose documents are numbered on from one to the next."""

    def __init__(self, doc_counts: Sequence[int]) -> None:
        self.doc_counts = doc_counts
        self.bases: list[int] = starts_of(np.array(doc_counts, dtype=np.int64)).tolist()
        self.block_starts: list[Array] = [
            np.arange(base, base + count, _BLOCK)
            for base, count in zip(self.bases, doc_counts, strict=False)
        ]


StoredIn: TypeAlias = tuple[int, int, memoryview]
"""Documents as they are kept: the number of the segment, the form, the bytes."""


class AdjoiningLists:
    """The documents of one term in adjoining segments.

    They are decoded at once: with many segments most of the time would else go into
    beginning. ``lists`` has those segments that have the term, ascending.
    """

    __slots__ = ("_lists", "_segments")

    def __init__(self, segments: AdjoiningSegments, lists: list[StoredIn]) -> None:
        self._segments = segments
        self._lists = lists

    def are_bitmaps(self) -> bool:
        """Whether a bit is kept for each document, in all segments that have the term."""
        return all(kind == _BITMAP for _, kind, _ in self._lists)

    def is_in(self) -> Array:
        """A truth value for each document of all segments, if :meth:`are_bitmaps`."""
        return self._bits(self._lists, 0, len(self._segments.doc_counts))

    def documents(self) -> Array:
        """The documents, ascending, in the type that numpy indexes by."""
        if len(self._lists) == 1:
            return _DECODERS[self._lists[0][1]](self, self._lists)
        runs = [[*run] for _, run in groupby(self._lists, _kind_of)]
        return joined([_DECODERS[run[0][1]](self, run) for run in runs])

    def _plain(self, lists: list[StoredIn]) -> Array:
        code = _PLAIN_TYPES[lists[0][1]]
        data = b"".join([data for _, _, data in lists])
        ids: Array = np.frombuffer(data, code).astype(np.intp)
        if len(lists) == 1:
            ids += self._segments.bases[lists[0][0]]
            return ids
        bases = np.array([self._segments.bases[segment] for segment, _, _ in lists])
        size = len(data) // len(ids)
        ids += bases.repeat([len(data) // size for _, _, data in lists])
        return ids

    def _in_blocks(self, lists: list[StoredIn]) -> Array:
        starts = [self._segments.block_starts[segment] for segment, _, _ in lists]
        pieces = [
            (data[: len(blocks)], data[len(blocks) :])
            for blocks, (_, _, data) in zip(starts, lists, strict=True)
        ]
        counts = np.frombuffer(b"".join([counts for counts, _ in pieces]), np.uint8)
        ids: Array = joined(starts).repeat(counts)
        ids += np.frombuffer(b"".join([lows for _, lows in pieces]), np.uint8)
        return ids

    def _in_bitmaps(self, lists: list[StoredIn]) -> Array:
        first, last = lists[0][0], lists[-1][0] + 1
        ids: Array = self._bits(lists, first, last).nonzero()[0]
        ids += self._segments.bases[first]
        return ids

    def _bits(self, lists: list[StoredIn], first: int, last: int) -> Array:
        """A truth value for each document of the segments ``[first, last)``."""
        sizes = self._segments.doc_counts[first:last]
        if len(sizes) == 1:
            return np.unpackbits(np.frombuffer(lists[0][2], np.uint8), count=sizes[0]).view(bool)
        stored = {segment: data for segment, _, data in lists}
        data = b"".join(
            [
                stored[segment] if segment in stored else bytes(_bitmap_bytes(size))
                for segment, size in enumerate(sizes, first)
            ]
        )
        bits = np.unpackbits(np.frombuffer(data, np.uint8)).data
        pieces, at = [], 0
        for size in sizes:
            pieces.append(bits[at : at + size])
            at += _bitmap_bytes(size) << 3
        return np.frombuffer(b"".join(pieces), np.bool_)


_kind_of = itemgetter(1)
_DECODERS = {
    _PLAIN: AdjoiningLists._plain,
    _PLAIN_WIDE: AdjoiningLists._plain,
    _IN_BLOCKS: AdjoiningLists._in_blocks,
    _BITMAP: AdjoiningLists._in_bitmaps,
}
