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
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np

from index.search.arrays import Array, joined, members, starts_of
from index.search.sections import SectionFile

_BLOCK_BITS = 8
_BLOCK = 1 << _BLOCK_BITS
_FEWEST = 64

SECTIONS = {"packed": "u1", "packed_post": "<u4", "packed_df": "<u4", "packed_end": "<u4"}
"""The sections beside ``ids``, and what they consist of."""


class Stored(NamedTuple):
    """The documents of one term in a segment, as they are kept there."""

    kind: int
    data: memoryview


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


def _after_zero(values: Array) -> Array:
    return np.concatenate([np.zeros(1, dtype=values.dtype), values])


class IdLists:
    """The document numbers of one field of an open segment, by posting."""

    def __init__(self, file: SectionFile, field: str) -> None:
        self._doc_count: int = file.facts["doc_count"]
        self._plain = file.section(f"{field}/ids")
        self._plain_kind = _PLAIN if id_type(self._doc_count) == "<u2" else _PLAIN_WIDE
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

    def stored(self, first: int, last: int) -> Stored:
        """The documents of one term, whose postings are ``[first, last)``, undecoded."""
        at = bisect_left(self._posts, first)
        if at < len(self._posts) and self._posts[at] == first:
            data = self._packed.view(self._ends[at], self._ends[at + 1])
            is_bitmap = len(data) == _bitmap_bytes(self._doc_count)
            return Stored(_BITMAP if is_bitmap else _IN_BLOCKS, data)
        skipped = self._before[at]
        return Stored(self._plain_kind, self._plain.view(first - skipped, last - skipped))

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


class AdjoiningSegments:
    """Segments whose documents are numbered on from one to the next."""

    def __init__(self, doc_counts: Sequence[int]) -> None:
        self.doc_counts = doc_counts
        self.bases: list[int] = starts_of(np.array(doc_counts, dtype=np.int64)).tolist()
        self.block_starts: list[Array] = [
            np.arange(base, base + count, _BLOCK)
            for base, count in zip(self.bases, doc_counts, strict=False)
        ]

    def lists(self, parts: list[tuple[int, IdLists, int, int]]) -> AdjoiningLists:
        """The documents of a term: by segment, ascending, its lists and two bounds in these."""
        return AdjoiningLists(self, parts)


class AdjoiningLists:
    """The documents of one term in adjoining segments.

    They are decoded at once: with many segments most of the time would else go into
    beginning.
    """

    __slots__ = ("_parts", "_segments", "_stored")

    def __init__(
        self, segments: AdjoiningSegments, parts: list[tuple[int, IdLists, int, int]]
    ) -> None:
        self._segments = segments
        self._parts = parts
        self._stored: list[tuple[int, Stored]] | None = None

    def _lists(self) -> list[tuple[int, Stored]]:
        """What is kept of each segment that has the term, by its number."""
        if self._stored is None:
            self._stored = [
                (segment, own.stored(first, last)) for segment, own, first, last in self._parts
            ]
        return self._stored

    def are_bitmaps(self) -> bool:
        """Whether a bit is kept for each document, in all segments that have the term."""
        return all(own.kind == _BITMAP for _, own in self._lists())

    def is_in(self) -> Array:
        """A truth value for each document of all segments, if :meth:`are_bitmaps`."""
        return self._bits(self._lists(), 0, len(self._segments.doc_counts))

    def documents(self) -> Array:
        """The documents, ascending, in the type that numpy indexes by."""
        return joined(
            [
                _DECODERS[kind](self, [*run])
                for kind, run in groupby(self._lists(), lambda own: own[1].kind)
            ]
        )

    def _plain(self, lists: list[tuple[int, Stored]]) -> Array:
        code = _PLAIN_TYPES[lists[0][1].kind]
        ids: Array = np.frombuffer(b"".join([own.data for _, own in lists]), code).astype(np.intp)
        bases = np.array([self._segments.bases[segment] for segment, _ in lists])
        ids += bases.repeat([len(own.data) for _, own in lists])
        return ids

    def _in_blocks(self, lists: list[tuple[int, Stored]]) -> Array:
        starts = [self._segments.block_starts[segment] for segment, _ in lists]
        pieces = [
            (own.data[: len(blocks)], own.data[len(blocks) :])
            for blocks, (_, own) in zip(starts, lists, strict=True)
        ]
        counts = np.frombuffer(b"".join([counts for counts, _ in pieces]), np.uint8)
        ids: Array = joined(starts).repeat(counts)
        ids += np.frombuffer(b"".join([lows for _, lows in pieces]), np.uint8)
        return ids

    def _in_bitmaps(self, lists: list[tuple[int, Stored]]) -> Array:
        first, last = lists[0][0], lists[-1][0] + 1
        ids: Array = self._bits(lists, first, last).nonzero()[0]
        ids += self._segments.bases[first]
        return ids

    def _bits(self, lists: list[tuple[int, Stored]], first: int, last: int) -> Array:
        """A truth value for each document of the segments ``[first, last)``."""
        bases = self._segments.bases
        is_in = np.zeros(bases[last] - bases[first], dtype=np.uint8)
        for segment, own in lists:
            begin, end = bases[segment] - bases[first], bases[segment + 1] - bases[first]
            data = np.frombuffer(own.data, np.uint8)
            is_in[begin:end] = np.unpackbits(data, count=end - begin)
        return is_in.view(bool)


_DECODERS = {
    _PLAIN: AdjoiningLists._plain,
    _PLAIN_WIDE: AdjoiningLists._plain,
    _IN_BLOCKS: AdjoiningLists._in_blocks,
    _BITMAP: AdjoiningLists._in_bitmaps,
}
