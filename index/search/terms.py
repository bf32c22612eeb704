"""The terms of a field, in byte order, and how one is found among them.

Every 64th term stands whole in ``F/sample`` of a field ``F``, ending at
``F/sample_end``: a term is looked for among these before any of the rest is
touched. Of each term ``F/shared`` says how many bytes it has in common with the
last of these, and ``F/text`` has the others, one term after another; ``F/text_at``
says where those of every 64th begin, and where the last end, and ``F/text_in`` how
far each term's begin after them.
"""

from __future__ import annotations

import secrets
from bisect import bisect_right
from itertools import pairwise

import numpy as np

from index.search.arrays import Array, starts_of
from index.search.parts import Part
from index.search.sections import SectionFile, SectionWriter

_BLOCK_BITS = 6
_BLOCK = 1 << _BLOCK_BITS
_MOST_SHARED = 32
_PLACE = np.uint64(secrets.randbits(64) | 1)
_ONE = np.uint64(1)


class TermsWriter:
    """Takes the terms of a field in byte order and writes them.

    A term has up to 1,000 bytes.
    """

    def __init__(self) -> None:
        self._text, self._shared, self._sample = Part("u1"), Part("u1"), Part("u1")
        self._at, self._in, self._sample_end = Part("<u4"), Part("<u2"), Part("<u4")
        self._count = self._end = self._last_at = self._sampled = 0
        self._head = b""

    def add(self, terms: list[bytes]) -> None:
        """Appends terms."""
        if not terms:
            return
        first = -self._count % _BLOCK
        heads = [self._head, *terms[first::_BLOCK]]
        # The block that each term is in: the one that was open before, or a new one.
        own = ((np.arange(len(terms)) - first) >> _BLOCK_BITS) + 1
        shared = _shared(terms, heads, own)
        rests = [term[skip:] for term, skip in zip(terms, shared.tolist(), strict=True)]
        self._shared.extend(shared)
        self._text.extend(np.frombuffer(b"".join(rests), dtype=np.uint8))
        starts = _starts_of(rests) + self._end
        begins = np.concatenate([[self._last_at], starts[:-1][first::_BLOCK]])
        self._at.extend(begins[1:])
        self._in.extend(starts[:-1] - begins[own])
        self._sample.extend(np.frombuffer(b"".join(heads[1:]), dtype=np.uint8))
        ends = _starts_of(heads[1:]) + self._sampled
        self._sample_end.extend(ends[1:])
        self._sampled = int(ends[-1])
        self._head, self._last_at = heads[-1], int(begins[-1])
        self._count += len(terms)
        self._end = int(starts[-1])

    def write_to(self, writer: SectionWriter, field: str) -> None:
        """Writes the sections."""
        self._at.extend(np.array([self._end]))
        self._text.write_to(writer, f"{field}/text")
        self._shared.write_to(writer, f"{field}/shared")
        self._at.write_to(writer, f"{field}/text_at")
        self._in.write_to(writer, f"{field}/text_in")
        self._sample.write_to(writer, f"{field}/sample")
        self._sample_end.write_to(writer, f"{field}/sample_end")


def _starts_of(terms: list[bytes]) -> Array:
    return starts_of(np.fromiter(map(len, terms), np.int64, len(terms)))


def _shared(terms: list[bytes], heads: list[bytes], own: Array) -> Array:
    """How many bytes each term begins with that its head begins with too (32 count)."""
    kind = f"S{_MOST_SHARED}"
    term_bytes = np.array(terms, dtype=kind).view(np.uint8).reshape(-1, _MOST_SHARED)
    head_bytes = np.array(heads, dtype=kind).view(np.uint8).reshape(-1, _MOST_SHARED)
    differs = term_bytes != head_bytes.take(own, axis=0)
    alike = np.where(differs.any(axis=1), differs.argmax(axis=1), _MOST_SHARED)
    # Behind the end of the shorter both are filled up alike.
    lengths = np.fromiter(map(len, terms), np.int64, len(terms))
    head_lengths = np.fromiter(map(len, heads), np.int64, len(heads)).take(own)
    shared: Array = np.minimum(alike, np.minimum(lengths, head_lengths))
    return shared


class TermList:
    """The terms of one field of an open segment. They are numbered from 0 in byte order."""

    def __init__(self, file: SectionFile, field: str) -> None:
        self._file, self._field = file, field
        self._text = file.section(f"{field}/text")
        self._shared = file.section(f"{field}/shared")
        self._text_at = file.section(f"{field}/text_at")
        self._text_in = file.section(f"{field}/text_in")
        self.term_count: int = self._text_in.size
        self._sample: list[bytes] | None = None

    def term(self, index: int) -> bytes:
        """The term number ``index``."""
        return self.terms(index, index + 1)[0]

    def terms(self, first: int = 0, last: int | None = None) -> list[bytes]:
        """The terms ``[first, last)``, all by default."""
        last = self.term_count if last is None else min(last, self.term_count)
        if first >= last:
            return []
        starts = self._starts(first, last)
        base = starts[0]
        text = self._text.read(base, starts[-1]).tobytes()
        heads = self._sampled()
        return [
            heads[index >> _BLOCK_BITS][:shared] + text[start - base : end - base]
            for index, shared, (start, end) in zip(
                range(first, last),
                self._shared.read(first, last).tolist(),
                pairwise(starts),
                strict=True,
            )
        ]

    def hashes(self) -> Array:
        """A 64-bit hash of every term, the same within this process.

        Polynomials over the bytes modulo 2 ** 64 at a secret odd place; made a column of
        bytes at a time, for all terms that are so long, without making the terms.
        """
        if not self.term_count:
            return np.zeros(0, dtype=np.uint64)
        starts = np.array(self._starts(0, self.term_count))
        text = self._text.read(int(starts[0]), int(starts[-1]))
        heads = np.array(self._sampled(), dtype=f"S{_MOST_SHARED}").view(np.uint8)
        begun = np.zeros((_MOST_SHARED + 1, len(self._sampled())), dtype=np.uint64)
        for place, column in enumerate(heads.reshape(-1, _MOST_SHARED).T, 1):
            begun[place] = begun[place - 1] * _PLACE + column + _ONE
        shared = self._shared.read(0, self.term_count)
        lengths = np.diff(starts)
        longest_first = np.argsort(-lengths, kind="stable")
        found = begun[shared, np.arange(self.term_count) >> _BLOCK_BITS].take(longest_first)
        begins = (starts[:-1] - starts[0]).take(longest_first)
        longer = self.term_count - np.cumsum(np.bincount(lengths))
        for place, count in enumerate(longer[:-1].tolist()):
            column = text.take(begins[:count] + place)
            found[:count] = found[:count] * _PLACE + column + _ONE
        hashes: Array = np.empty_like(found)
        hashes[longest_first] = found
        return hashes

    def _starts(self, first: int, last: int) -> list[int]:
        """Where the terms ``[first, last)`` begin, and where the last one ends."""
        block, last_block = first >> _BLOCK_BITS, (last - 1) >> _BLOCK_BITS
        after = min(last + 1, self.term_count)
        inside = self._text_in.read(first, after)
        begins = self._text_at.read(block, last_block + 2)
        if block == last_block and (last & (_BLOCK - 1)) and last < self.term_count:
            starts: list[int] = (inside + begins[0]).tolist()
            return starts
        own = (np.arange(first, after) >> _BLOCK_BITS) - block
        starts = (begins.take(own) + inside).tolist()
        return starts if last < self.term_count else [*starts, int(begins[-1])]

    def lower_bound(self, term: bytes) -> int:
        """The number of the first term not below ``term``."""
        return self.look_up(term)[0]

    def find(self, term: bytes) -> int:
        """The number of ``term``, or -1."""
        index, is_there = self.look_up(term)
        return index if is_there else -1

    def look_up(self, term: bytes) -> tuple[int, bool]:
        """The number of the first term not below ``term``, and whether it is ``term``."""
        block = bisect_right(self._sampled(), term) - 1
        if block < 0:
            return 0, False
        head = self._sampled()[block]
        first = block << _BLOCK_BITS
        if head == term:
            return first, True
        last = min(first + _BLOCK, self.term_count)
        begin, end = self._text_at.view(block, block + 2)
        text = self._text.view(begin, end).tobytes()
        shared = self._shared.checked(first, last)
        starts = self._text_in.checked(first, last)
        low, high = first + 1, last
        while low < high:
            middle = (low + high) >> 1
            after = starts[middle + 1] if middle + 1 < last else end - begin
            found = head[: shared[middle]] + text[starts[middle] : after]
            if found < term:
                low = middle + 1
            elif found > term:
                high = middle
            else:
                return middle, True
        return low, False

    def _sampled(self) -> list[bytes]:
        """Every 64th term."""
        if self._sample is None:
            text = self._file.whole(f"{self._field}/sample").tobytes()
            ends = self._file.whole(f"{self._field}/sample_end").tolist()
            self._sample = [text[start:end] for start, end in pairwise([0, *ends])]
        return self._sample

    def prefix_range(self, prefix: bytes) -> tuple[int, int]:
        """The numbers ``[first, last)`` of the terms that begin with ``prefix``."""
        first = self.lower_bound(prefix)
        bare = prefix.rstrip(b"\xff")
        if not bare:
            return first, self.term_count
        return first, self.lower_bound(bare[:-1] + bytes((bare[-1] + 1,)))
