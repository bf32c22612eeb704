"""How often a term stands in each of its documents: a few bits a posting, since most say "once".

The frequencies of a term lie together in ``F/tf`` of a field ``F``. Their mean, which is
known from elsewhere (:mod:`index.search.postings`), tells how they are kept:

- a mean of 1 needs nothing, for then all are 1;
- below 2.6 each has two bits, below 10 four (the first lowest): 0 stands for once, 1 for
  twice and so on, and the highest for "more". The numbers that are more follow behind, a
  byte each;
- otherwise each has a byte.

A number over 254 is 255 there; the postings that have one are in ``F/tf_long_at``, the
numbers in ``F/tf_long``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.search.arrays import Array, ranges, starts_of
from index.search.parts import Part
from index.search.sections import SectionFile, SectionWriter

LONG = 255
"""What a byte says of a number that it does not hold."""
_LONG_BYTE = bytes((LONG,))
_BYTE = 8
_CODED = (2, 4)
_MANY_ONES: Array = np.ones(1 << 17, dtype=np.uint8)


def _width(count: int, occurrences: int) -> int:
    """The bits for each of ``count`` frequencies that are ``occurrences`` together."""
    if occurrences == count:
        return 0
    if 5 * occurrences < 13 * count:
        return 2
    return 4 if occurrences < 10 * count else _BYTE


def _widths(counts: Array, occurrences: Array) -> Array:
    """:func:`_width` of several terms."""
    most = [occurrences == counts, 5 * occurrences < 13 * counts, occurrences < 10 * counts]
    widths: Array = np.select(most, [0, 2, 4], _BYTE)
    return widths


def _code_bytes(counts: Array, width: int) -> Array:
    size: Array = (counts * width + _BYTE - 1) >> 3
    return size


def _decoding(width: int) -> Array:
    """The frequencies for every byte of codes, as one number; 0 for those that are more."""
    most = (1 << width) - 1
    codes = np.arange(256)[:, None] >> np.arange(0, _BYTE, width) & most
    values: Array = np.where(codes == most, 0, codes + 1).astype(np.uint8)
    return values.view(f"<u{_BYTE // width}").ravel()


_DECODED = {width: _decoding(width) for width in _CODED}


class FrequencyWriter:
    """Takes the frequencies of a field, terms one after another, and writes them."""

    def __init__(self) -> None:
        self._data, self._long_at, self._long = Part("u1"), Part("<u4"), Part("<u4")
        self._count = 0
        self.size = 0
        """Bytes so far."""

    def add(self, tf: Array, post_start: Array) -> Array:
        """Appends the frequencies of terms; gives where those of each begin."""
        counts = np.diff(post_start)
        widths = _widths(counts, np.diff(starts_of(tf).take(post_start)))
        sizes = np.zeros(len(counts), dtype=np.int64)
        pieces = []
        for width in (*_CODED, _BYTE):
            chosen = np.flatnonzero(widths == width)
            own = tf[ranges(post_start[chosen], counts[chosen])]
            codes = _code_bytes(counts[chosen], width)
            over, over_counts = _over(own, counts[chosen], width)
            pieces.append((chosen, codes, _packed(own, counts[chosen], width), over, over_counts))
            sizes[chosen] = codes + over_counts
        begins = starts_of(sizes)
        data = np.empty(int(begins[-1]), dtype=np.uint8)
        for chosen, codes, packed, over, over_counts in pieces:
            data[ranges(begins[chosen], codes)] = packed
            data[ranges(begins[chosen] + codes, over_counts)] = over
        self._data.extend(data)
        long = np.flatnonzero(tf >= LONG)
        self._long_at.extend(long + self._count)
        self._long.extend(tf[long])
        self._count += len(tf)
        begins += self.size
        self.size = int(begins[-1])
        return begins[:-1]

    def write_to(self, writer: SectionWriter, field: str) -> None:
        """Writes the sections."""
        self._data.write_to(writer, f"{field}/tf")
        self._long_at.write_to(writer, f"{field}/tf_long_at")
        self._long.write_to(writer, f"{field}/tf_long")


def _packed(tf: Array, counts: Array, width: int) -> Array:
    """The codes of several terms, each from a byte on."""
    if width == _BYTE:
        return np.minimum(tf, LONG).astype(np.uint8)
    in_a_byte = _BYTE // width
    begins = starts_of(_code_bytes(counts, width)) * in_a_byte
    codes = np.zeros(int(begins[-1]), dtype=np.uint8)
    codes[ranges(begins[:-1], counts)] = np.minimum(tf, 1 << width) - 1
    packed: Array = codes[0::in_a_byte]
    for place in range(1, in_a_byte):
        packed = packed | codes[place::in_a_byte] << (place * width)
    return packed


def _over(tf: Array, counts: Array, width: int) -> tuple[Array, Array]:
    """The numbers that codes do not hold, and how many of them each term has."""
    if width == _BYTE:
        return np.zeros(0, dtype=np.uint8), np.zeros_like(counts)
    is_over = tf >= 1 << width
    return np.minimum(tf[is_over], LONG), np.diff(starts_of(is_over).take(starts_of(counts)))


class Frequencies:
    """The frequencies of one field of an open segment, by posting."""

    def __init__(self, file: SectionFile, field: str) -> None:
        self._data = file.section(f"{field}/tf")
        self.view = self._data.view
        """Gives the bytes between two places, checked."""
        self._long_at: list[int] = file.whole(f"{field}/tf_long_at").tolist()
        self._long = file.whole(f"{field}/tf_long")

    def read(self, first: int, counts: Array, occurrences: Array, begins: Array) -> Array:
        """The frequencies of terms side by side: bytes, wider only if one has to be.

        ``first`` is the number of their first posting; ``begins`` also has where the last ends.
        """
        starts = starts_of(counts)
        tf = np.ones(int(starts[-1]), dtype=np.uint8)
        widths = _widths(counts, occurrences)
        base = int(begins[0])
        data = self._data.read(base, int(begins[-1]))
        begins = begins - base
        for width in (*_CODED, _BYTE):
            chosen = np.flatnonzero(widths == width)
            own, code_bytes = counts[chosen], _code_bytes(counts[chosen], width)
            codes = data[ranges(begins[chosen], code_bytes)]
            if width < _BYTE:
                padded = code_bytes * (_BYTE // width)
                codes = _DECODED[width].take(codes).view(np.uint8)
                codes = codes[ranges(starts_of(padded)[:-1], own)]
                ends = begins[chosen] + code_bytes
                codes[codes == 0] = data[ranges(ends, begins[chosen + 1] - ends)]
            tf[ranges(starts[chosen], own)] = codes
        if not self.has_long(first, first + len(tf)):
            return tf
        tf = tf.astype(np.uint32)
        self.put_long(tf, first)
        return tf

    def has_long(self, first: int, last: int) -> bool:
        """Whether one of the postings ``[first, last)`` has a number that needs over a byte."""
        if not self._long_at:
            return False
        at = bisect_left(self._long_at, first)
        return at < len(self._long_at) and self._long_at[at] < last

    def put_long(self, tf: Array, first: int) -> None:
        """Puts the numbers that need over a byte among those of the postings from ``first`` on."""
        begin = bisect_left(self._long_at, first)
        end = bisect_left(self._long_at, first + len(tf), begin)
        tf[np.array(self._long_at[begin:end], dtype=np.intp) - first] = self._long[begin:end]


class Stretch(NamedTuple):
    """The frequencies of a term in a segment: of which postings, and between which bytes."""

    own: Frequencies
    first: int
    last: int
    occurrences: int
    begin: int
    end: int


def read_together(stretches: Sequence[Stretch]) -> Array:
    """The frequencies of several stretches of postings one after another, decoded at once.

    Bytes, wider only if one has to be. Not to be changed.
    """
    tf, has_long = read_bytes(stretches)
    if not has_long:
        return tf
    wide, at = tf.astype(np.uint32), 0
    for own, first, last, _, _, _ in stretches:
        own.put_long(wide[at : at + last - first], first)
        at += last - first
    return wide


def read_bytes(stretches: Sequence[Stretch]) -> tuple[Array, bool]:
    """As :func:`read_together`, a byte each, and whether there are some that it does not hold.

    These are 255 then.
    """
    pieces: list[memoryview] = [_MANY_ONES.data] * len(stretches)
    of_width: dict[int, list[int]] = {2: [], 4: []}
    for at, (own, first, last, occurrences, begin, end) in enumerate(stretches):
        count = last - first
        width = _width(count, occurrences)
        if width in of_width:
            of_width[width].append(at)
        elif width:
            pieces[at] = own.view(begin, end)
        else:
            pieces[at] = _ones(count)
    for width, chosen in of_width.items():
        if chosen:
            _decode(stretches, chosen, width, pieces)
    data = b"".join(pieces)
    return np.frombuffer(data, np.uint8), _LONG_BYTE in data


def _ones(count: int) -> memoryview:
    ones = _MANY_ONES if count <= len(_MANY_ONES) else np.ones(count, dtype=np.uint8)
    return ones.data[:count]


def _decode(
    stretches: Sequence[Stretch], chosen: list[int], width: int, pieces: list[memoryview]
) -> None:
    """Puts the frequencies of the chosen stretches, which have codes, among the pieces."""
    codes, over = [], []
    for at in chosen:
        own, first, last, _, begin, end = stretches[at]
        data = own.view(begin, end)
        size = ((last - first) * width + 7) >> 3
        codes.append(data[:size])
        over.append(data[size:])
    tf = _DECODED[width].take(np.frombuffer(b"".join(codes), np.uint8)).view(np.uint8)
    numbers = b"".join(over)
    if numbers:
        tf[(tf == 0).nonzero()[0]] = np.frombuffer(numbers, np.uint8)
    decoded, in_a_byte, begin = tf.data, _BYTE // width, 0
    for at, data in zip(chosen, codes, strict=True):
        stretch = stretches[at]
        pieces[at] = decoded[begin : begin + stretch.last - stretch.first]
        begin += len(data) * in_a_byte
