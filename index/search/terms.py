"""The terms of a field, in byte order, and how one is found among them.

Every 64th term stands whole in ``F/sample`` of a field ``F``, ending at
``F/sample_end``: a term is looked for among these before any of the rest is
touched. ``F/text`` has for each term, one after another, a byte for how many bytes it
has in common with the last of these, and its other bytes; ``F/text_at`` says where
every 64th begins there, and where the last ends, and ``F/text_in`` how far each term
begins after it.

Words that are looked for one by one are found without going through others: ``F/hashed``
has the numbers of all terms by the lowest bits of their CRC-32, and ``F/hash_at`` where
those begin that have the same bits.
"""

from __future__ import annotations

import secrets
from bisect import bisect_left, bisect_right
from itertools import pairwise
from zlib import crc32

import numpy as np

from index.search.arrays import Array, joined, starts_of
from index.search.parts import Part, narrowest
from index.search.sections import SectionFile, SectionWriter

_BLOCK_BITS = 6
BLOCK = 1 << _BLOCK_BITS
_MOST_SHARED = 32
_SHARED = [bytes((count,)) for count in range(_MOST_SHARED + 1)]
_PLACE = np.uint64(secrets.randbits(64) | 1)
_ONE = np.uint64(1)
_NO_HASHES: Array = np.zeros(0, dtype=np.uint32)


class TermsWriter:
    """Takes the terms of a field in byte order and writes them.

    A term has up to 1,000 bytes. ``hashed`` terms can be found without going through others.
    """

    def __init__(self, hashed: bool = False) -> None:
        self._hashes = Part("<u4") if hashed else None
        self._text, self._sample = Part("u1"), Part("u1")
        self._at, self._in, self._sample_end = Part("<u4"), Part("<u2"), Part("<u4")
        self._count = self._end = self._last_at = self._sampled = 0
        self._head = b""

    def add(self, terms: list[bytes]) -> None:
        """Appends terms."""
        if not terms:
            return
        if self._hashes is not None:
            self._hashes.extend(np.fromiter(map(crc32, terms), np.uint32, len(terms)))
        first = -self._count % BLOCK
        heads = [self._head, *terms[first::BLOCK]]
        # The block that each term is in: the one that was open before, or a new one.
        own = ((np.arange(len(terms)) - first) >> _BLOCK_BITS) + 1
        shared = _shared(terms, heads, own).tolist()
        rests = [_SHARED[skip] + term[skip:] for term, skip in zip(terms, shared, strict=True)]
        self._text.extend(np.frombuffer(b"".join(rests), dtype=np.uint8))
        starts = _starts_of(rests) + self._end
        begins = np.concatenate([[self._last_at], starts[:-1][first::BLOCK]])
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
        self._in.write_to(writer, f"{field}/text_in")
        self._at.write_to(writer, f"{field}/text_at")
        self._sample.write_to(writer, f"{field}/sample")
        self._sample_end.write_to(writer, f"{field}/sample_end")
        if self._hashes is not None:
            _write_hashed(writer, field, joined([*self._hashes.pieces()] or [_NO_HASHES]))


def _write_hashed(writer: SectionWriter, field: str, hashes: Array) -> None:
    # About two terms have the same bits.
    buckets = 1 << max((len(hashes) >> 1).bit_length(), 1)
    own = hashes & np.uint32(buckets - 1)
    kind = narrowest(len(hashes))
    begins = starts_of(np.bincount(own, minlength=buckets))
    writer.add(f"{field}/hashed", np.argsort(own, kind="stable").astype(kind))
    writer.add(f"{field}/hash_at", begins.astype(kind))


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
        self._text_in = file.section(f"{field}/text_in")
        self._text_at = file.whole(f"{field}/text_at").data
        self.term_count: int = self._text_in.size
        self._sample: list[bytes] | None = None
        # For every 64th term whether it still has to be checked up to the next.
        self._unchecked = bytearray(b"\1" * max(len(self._text_at) - 1, 0))
        self._hashed = file.section(f"{field}/hashed") if f"{field}/hashed" in file else None
        if self._hashed is not None:
            self._hash_at = file.section(f"{field}/hash_at")
            self._hash_mask = self._hash_at.size - 2
            self._heads = file.section(f"{field}/sample")
            self._head_ends = file.section(f"{field}/sample_end")

    def check_block(self, block: int) -> None:
        """Checks what is kept of every 64th term and the 63 after it."""
        first = block << _BLOCK_BITS
        self._text.checked(self._text_at[block], self._text_at[block + 1])
        self._text_in.checked(first, min(first + BLOCK, self.term_count))
        if self._hashed is not None:
            self._heads.checked(*self._head_at(block))
        self._unchecked[block] = 0

    def _head_at(self, block: int) -> tuple[int, int]:
        """Between which bytes of the sample the term is that a block begins with."""
        ends = self._head_ends.checked(max(block - 1, 0), block + 1)
        return ends[block - 1] if block else 0, ends[block]

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
            heads[index >> _BLOCK_BITS][: text[start - base]] + text[start - base + 1 : end - base]
            for index, (start, end) in zip(range(first, last), pairwise(starts), strict=True)
        ]

    def hashes(self) -> Array:
        """A 64-bit hash of every term, the same within this process.

        Polynomials over the bytes modulo 2 ** 64 at a secret odd place; made a column of
        bytes at a time, for all terms that are so long, without making the terms.
        """
        if not self.term_count:
            return np.zeros(0, dtype=np.uint64)
        starts = np.array(self._starts(0, self.term_count))
        text = self._text.whole()
        heads = np.array(self._sampled(), dtype=f"S{_MOST_SHARED}").view(np.uint8)
        begun = np.zeros((_MOST_SHARED + 1, len(self._sampled())), dtype=np.uint64)
        for place, column in enumerate(heads.reshape(-1, _MOST_SHARED).T, 1):
            begun[place] = begun[place - 1] * _PLACE + column + _ONE
        shared = text.take(starts[:-1])
        lengths = np.diff(starts) - 1
        longest_first = np.argsort(-lengths, kind="stable")
        found = begun[shared, np.arange(self.term_count) >> _BLOCK_BITS].take(longest_first)
        begins = (starts[:-1] + 1).take(longest_first)
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
        own = (np.arange(first, after) >> _BLOCK_BITS) - block
        begins = np.array(self._text_at[block : last_block + 2], dtype=np.int64)
        starts: list[int] = (begins.take(own) + self._text_in.read(first, after)).tolist()
        return starts if last < self.term_count else [*starts, int(begins[-1])]

    def find(self, term: bytes) -> int:
        """The number of ``term``, or -1."""
        if self._hashed is None:
            return self._find_in_order(term)
        bucket = crc32(term) & self._hash_mask
        edges = self._hash_at.checked(bucket, bucket + 2)
        first, last = edges[bucket], edges[bucket + 1]
        numbers = self._hashed.checked(first, last)
        text, starts, size = self._text.data, self._text_in.data, len(term)
        for at in range(first, last):
            index = numbers[at]
            block = index >> _BLOCK_BITS
            if self._unchecked[block]:
                self.check_block(block)
            base = self._text_at[block]
            begin = base + starts[index]
            after = index + 1
            is_last = after == self.term_count or not after & (BLOCK - 1)
            end = self._text_at[block + 1] if is_last else base + starts[after]
            shared = text[begin]
            if end - begin - 1 + shared == size and text[begin + 1 : end] == term[shared:]:
                head = self._head_ends.data[block - 1] if block else 0
                if self._heads.data[head : head + shared] == term[:shared]:
                    return index
        return -1

    def _find_in_order(self, term: bytes) -> int:
        heads = self._sample or self._sampled()
        block = bisect_right(heads, term) - 1
        if block < 0:
            return -1
        shared = 0
        for own, other in zip(heads[block], term, strict=False):
            if own != other or shared == _MOST_SHARED:
                break
            shared += 1
        if self._unchecked[block]:
            self.check_block(block)
        begin, end = self._text_at[block], self._text_at[block + 1]
        text = self._text.data[begin:end].tobytes()
        wanted = _SHARED[shared] + term[shared:]
        first = block << _BLOCK_BITS
        last = min(first + BLOCK, self.term_count)
        starts = self._text_in.data
        at = text.find(wanted)
        while at >= 0:
            # Only where a term begins, and ends where it does, was it found.
            index = bisect_left(starts, at, first, last)
            if index < last and starts[index] == at:
                after = starts[index + 1] if index + 1 < last else end - begin
                if after == at + len(wanted):
                    return index
            at = text.find(wanted, at + 1)
        return -1

    def lower_bound(self, term: bytes) -> int:
        """The number of the first term not below ``term``."""
        heads = self._sampled()
        block = bisect_right(heads, term) - 1
        if block < 0:
            return 0
        if self._unchecked[block]:
            self.check_block(block)
        head = heads[block]
        begin, end = self._text_at[block], self._text_at[block + 1]
        text = self._text.data[begin:end].tobytes()
        first = block << _BLOCK_BITS
        last = min(first + BLOCK, self.term_count)
        starts = [*self._text_in.data[first:last], len(text)]

        def nth(number: int) -> bytes:
            start = starts[number]
            return head[: text[start]] + text[start + 1 : starts[number + 1]]

        return first + bisect_left(range(last - first), term, key=nth)

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
