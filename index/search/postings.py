"""The postings of one field in one segment: how they are stored, and read back.

There are no blocks and no skips: document numbers, frequencies and positions of
all terms lie in one array each, terms in byte order. How many documents have a
term is a difference of two offsets, a prefix is one contiguous slice.

Sections of a field ``F``: ``F/text`` and ``F/text_start`` (the terms),
``F/post_start`` and what :mod:`index.search.id_lists` keeps; for text also
``F/tf`` (a byte; 255 means "see ``F/tf_over``"), ``F/pos_start``, ``F/low`` (the
low byte of each position) and ``F/high`` (the rest of it in four bits; 15 means
"see ``F/pos_over``").
"""

from __future__ import annotations

import tempfile
from bisect import bisect_left
from itertools import pairwise
from typing import Any, BinaryIO, cast

import numpy as np

from index.search.arrays import Array, starts_of
from index.search.id_lists import SECTIONS, IdLists, id_type, pack, packed_terms
from index.search.inverting import Inverted
from index.search.sections import SectionFile, SectionWriter

_MOST_TF = 255
_MOST_HIGH = 15
_IN_MEMORY = 4 << 20
_SAMPLE = 64


class _Part:
    """One section in the making, in memory while small."""

    def __init__(self, dtype: str) -> None:
        self.dtype = np.dtype(dtype)
        self.file = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115

    def extend(self, values: Array) -> None:
        self.file.write(np.ascontiguousarray(values, dtype=self.dtype).tobytes())

    def write_to(self, writer: SectionWriter, name: str) -> None:
        self.file.seek(0)
        writer.copy(name, self.file, self.dtype)
        self.file.close()


class PostingsWriter:
    """Takes the postings of a field piece by piece, terms ascending, and writes them."""

    def __init__(self, field: str, doc_count: int, with_positions: bool) -> None:
        self._field = field
        self._with_positions = with_positions
        self._doc_count = doc_count
        codes = {"text": "u1", "text_start": "<u4", "post_start": "<u4"}
        codes |= {"ids": id_type(doc_count)} | SECTIONS
        if with_positions:
            codes |= {"tf": "u1", "tf_over_at": "<u4", "tf_over": "<u4", "pos_start": "<u4"}
            codes |= {"low": "u1", "high": "u1", "pos_over_at": "<u4", "pos_over": "<u4"}
        self._parts = {name: _Part(code) for name, code in codes.items()}
        self._text_end = self._posting_end = self._token_end = self._packed_end = 0

    def add(self, inverted: Inverted) -> None:
        """Appends postings; their terms come after all that were added before."""
        parts = self._parts
        parts["text"].extend(np.frombuffer(b"".join(inverted.terms), dtype=np.uint8))
        lengths = np.fromiter(map(len, inverted.terms), np.int64, len(inverted.terms))
        text_start = starts_of(lengths)
        parts["text_start"].extend(text_start[:-1] + self._text_end)
        parts["post_start"].extend(inverted.post_start[:-1] + self._posting_end)
        self._add_ids(inverted.post_start, inverted.ids)
        if inverted.tf is not None and inverted.positions is not None:
            self._add_occurrences(inverted.post_start, inverted.tf, inverted.positions)
            self._token_end += len(inverted.positions)
        self._text_end += int(text_start[-1])
        self._posting_end += len(inverted.ids)

    def _add_ids(self, post_start: Array, ids: Array) -> None:
        counts = np.diff(post_start)
        is_packed = packed_terms(counts, self._doc_count)
        parts = self._parts
        parts["ids"].extend(ids[np.repeat(~is_packed, counts)])
        ends = []
        for term in np.flatnonzero(is_packed).tolist():
            own = ids[post_start[term] : post_start[term + 1]]
            data = pack(own, self._doc_count)
            parts["packed"].extend(np.frombuffer(data, dtype=np.uint8))
            self._packed_end += len(data)
            ends.append(self._packed_end)
        parts["packed_post"].extend(post_start[:-1][is_packed] + self._posting_end)
        parts["packed_df"].extend(counts[is_packed])
        parts["packed_end"].extend(np.array(ends))

    def _add_occurrences(self, post_start: Array, tf: Array, positions: Array) -> None:
        parts = self._parts
        parts["tf"].extend(np.minimum(tf, _MOST_TF))
        over = np.flatnonzero(tf >= _MOST_TF)
        parts["tf_over_at"].extend(over + self._posting_end)
        parts["tf_over"].extend(tf[over])
        parts["pos_start"].extend(starts_of(tf)[post_start[:-1]] + self._token_end)
        parts["low"].extend(positions & 255)
        high = positions >> 8
        parts["high"].extend(np.minimum(high, _MOST_HIGH))
        over = np.flatnonzero(high >= _MOST_HIGH)
        parts["pos_over_at"].extend(over + self._token_end)
        parts["pos_over"].extend(high[over])

    def write_to(self, writer: SectionWriter) -> None:
        """Writes the sections of the field."""
        ends = {
            "text_start": self._text_end,
            "post_start": self._posting_end,
            "pos_start": self._token_end,
        }
        for name, part in self._parts.items():
            if name in ends:
                part.extend(np.array([ends[name]]))
            section = f"{self._field}/{name}"
            if name == "high":
                _pack(part.file, writer, section)
            else:
                part.write_to(writer, section)


def _pack(source: BinaryIO, writer: SectionWriter, section: str) -> None:
    """Writes bytes below 16 two in one, the first in the low half."""
    source.seek(0)
    writer.begin(section, np.dtype("u1"))
    while data := source.read(1 << 20):
        values = np.frombuffer(data + b"\0" * (len(data) & 1), dtype=np.uint8)
        writer.extend(values[0::2] | (values[1::2] << 4))
    source.close()


class FieldPostings:
    """The postings of one field of an open segment."""

    def __init__(self, file: SectionFile, field: str) -> None:
        def section(name: str) -> Any:
            return file.section(f"{field}/{name}")

        self._text = section("text")
        self._text_start = section("text_start")
        self._post_start = section("post_start")
        self._ids = IdLists(file, field)
        self.term_count: int = self._post_start.size - 1
        self.has_positions = f"{field}/low" in file
        if self.has_positions:
            self._tf, self._pos_start = section("tf"), section("pos_start")
            self._low, self._high = section("low"), section("high")
            self._tf_over_at: list[int] = file.whole(f"{field}/tf_over_at").tolist()
            self._tf_over = file.whole(f"{field}/tf_over")
            self._pos_over_at, self._pos_over = (
                file.whole(f"{field}/{name}") for name in ("pos_over_at", "pos_over")
            )
        self._sample: list[bytes] | None = None

    # terms

    def term(self, index: int) -> bytes:
        """The term number ``index``."""
        starts = self._text_start.read(index, index + 2)
        return bytes(self._text.read(int(starts[0]), int(starts[1])))

    def terms(self, first: int = 0, last: int | None = None) -> list[bytes]:
        """The terms ``[first, last)``, all by default."""
        last = self.term_count if last is None else last
        starts = self._text_start.read(first, last + 1).tolist()
        base = starts[0]
        text = self._text.read(base, starts[-1]).tobytes()
        return [text[start - base : end - base] for start, end in pairwise(starts)]

    def lower_bound(self, term: bytes) -> int:
        """The number of the first term not below ``term``."""
        sample = self._sampled()
        block = bisect_left(sample, term)
        low, high = max(block - 1, 0) * _SAMPLE, min(block * _SAMPLE, self.term_count)
        while low < high:
            middle = (low + high) // 2
            if self.term(middle) < term:
                low = middle + 1
            else:
                high = middle
        return low

    def _sampled(self) -> list[bytes]:
        """Every 64th term, to begin looking between."""
        if self._sample is None:
            self._sample = [self.term(index) for index in range(0, self.term_count, _SAMPLE)]
        return self._sample

    def find(self, term: bytes) -> int:
        """The number of ``term``, or -1."""
        index = self.lower_bound(term)
        return -1 if index == self.term_count or self.term(index) != term else index

    def prefix_range(self, prefix: bytes) -> tuple[int, int]:
        """The numbers ``[first, last)`` of the terms that begin with ``prefix``."""
        first = self.lower_bound(prefix)
        bare = prefix.rstrip(b"\xff")
        if not bare:
            return first, self.term_count
        return first, self.lower_bound(bare[:-1] + bytes((bare[-1] + 1,)))

    # postings

    def postings(self, first_term: int, last_term: int) -> tuple[int, int]:
        """Where the postings of the terms ``[first_term, last_term)`` lie."""
        return self._post_start.at(first_term), self._post_start.at(last_term)

    def ids(self, first: int, last: int) -> Array:
        """The documents of the postings ``[first, last)``, which are those of whole terms."""
        return self._ids.read(first, last)

    def post_starts(self, first_term: int, last_term: int) -> Array:
        """Where each of the terms begins, and where the last one ends."""
        starts: Array = self._post_start.read(first_term, last_term + 1)
        return starts

    def tf(self, first: int, last: int) -> Array:
        """How often the term stands in the document, for the postings ``[first, last)``."""
        tf: Array = self._tf.read(first, last)
        over_first = bisect_left(self._tf_over_at, first)
        over_last = bisect_left(self._tf_over_at, last, over_first)
        if over_first == over_last:
            return tf
        tf = tf.astype(np.uint32)
        over = np.array(self._tf_over_at[over_first:over_last])
        tf[over - first] = self._tf_over[over_first:over_last]
        return tf

    def occurrences(self, term: int) -> tuple[int, int]:
        """Where the positions of a term lie, all documents together."""
        return self._pos_start.at(term), self._pos_start.at(term + 1)

    def positions(self, where: Array, first: int, last: int) -> Array:
        """The positions number ``where``, all of which lie in ``[first, last)``."""
        half = first >> 1
        low = self._low.read(2 * half, last)
        high = self._high.read(half, (last + 1) >> 1)
        at = where - 2 * half
        packed = high.take(at >> 1)
        packed >>= (at.astype(np.uint8) & 1) << 2
        packed &= 15
        positions: Array = packed.astype(np.uint32)
        self._put_long(positions, where)
        positions <<= 8
        positions |= low.take(at)
        return positions

    def _put_long(self, high: Array, where: Array) -> None:
        if not len(self._pos_over_at):
            return
        long = np.flatnonzero(high == _MOST_HIGH)
        if len(long):
            high[long] = self._pos_over[
                self._pos_over_at.searchsorted(where[long].astype(np.uint32))
            ]

    def all_positions(self, first: int, last: int) -> Array:
        """The positions ``[first, last)``."""
        half = first >> 1
        packed = self._high.read(half, (last + 1) >> 1)
        high = np.empty(2 * len(packed), dtype=np.uint8)
        np.bitwise_and(packed, 15, out=high[0::2])
        np.right_shift(packed, 4, out=high[1::2])
        positions: Array = high[first - 2 * half : last - 2 * half].astype(np.uint32)
        if len(self._pos_over_at):
            edges = np.array((first, last), dtype=np.uint32)
            over_first, over_last = self._pos_over_at.searchsorted(edges)
            long = self._pos_over_at[over_first:over_last] - first
            positions[long] = self._pos_over[over_first:over_last]
        positions <<= 8
        positions |= self._low.read(first, last)
        return positions
