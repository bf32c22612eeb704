"""How often a term stands in a document: two bits a posting, since most say "once".

Sections of a field ``F``: ``F/tf`` (four codes in a byte, the first lowest: 0, 1
and 2 stand for one, two and three times), and for code 3 the number itself in
``F/tf_over``, in order; where those of each term begin there is known from elsewhere
(:mod:`index.search.postings`). A number over 254 is 255 there; the postings that have
one are in ``F/tf_long_at``, the numbers in ``F/tf_long``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from index.search.arrays import Array, joined, starts_of
from index.search.parts import Part
from index.search.sections import SectionFile, SectionWriter

_MOST_CODED = 3
_LONG = 255


def _decoding() -> Array:
    """Four frequencies for every byte of codes, as one number; 0 where the code is 3."""
    codes = np.arange(256)[:, None] >> np.array([0, 2, 4, 6]) & 3
    values: Array = np.where(codes == _MOST_CODED, 0, codes + 1).astype(np.uint8)
    return values.view("<u4").ravel()


_FOUR = _decoding()
_WORD_BYTES = 8
_WORD_BITS = 5
_WORD_MASK = (1 << _WORD_BITS) - 1
_LOW_BITS, _HIGH_BITS = np.uint64(0x5555555555555555), np.uint64(0xAAAAAAAAAAAAAAAA)
# What stands before each of the codes in a word.
_BELOW: Array = np.array([(1 << 2 * code) - 1 for code in range(1 << _WORD_BITS)], dtype=np.uint64)


class FrequencyWriter:
    """Takes the frequencies of a field, posting by posting, and writes them."""

    def __init__(self) -> None:
        self._codes, self._over = Part("u1"), Part("u1")
        self._long_at, self._long = Part("<u4"), Part("<u4")
        self._count = self.over_count = 0

    def add(self, tf: Array) -> Array:
        """Appends frequencies; gives how many numbers over 3 lie before each and after all."""
        self._codes.extend(np.minimum(tf, _MOST_CODED + 1) - 1)
        is_over = tf > _MOST_CODED
        over = tf[is_over]
        self._over.extend(np.minimum(over, _LONG))
        if len(over) and int(over.max()) >= _LONG:
            long = np.flatnonzero(tf >= _LONG)
            self._long_at.extend(long + self._count)
            self._long.extend(tf[long])
        self._count += len(tf)
        before = starts_of(is_over) + self.over_count
        self.over_count = int(before[-1])
        return before

    def write_to(self, writer: SectionWriter, field: str) -> None:
        """Writes the sections."""
        writer.begin(f"{field}/tf", np.dtype("u1"))
        for codes in self._codes.pieces():
            whole = np.zeros(-(-len(codes) // 4) * 4, dtype=np.uint8)
            whole[: len(codes)] = codes
            packed = whole[0::4] | whole[1::4] << 2
            packed |= whole[2::4] << 4
            packed |= whole[3::4] << 6
            writer.extend(packed)
        self._over.write_to(writer, f"{field}/tf_over")
        self._long_at.write_to(writer, f"{field}/tf_long_at")
        self._long.write_to(writer, f"{field}/tf_long")


class Frequencies:
    """The frequencies of one field of an open segment, by posting."""

    def __init__(self, file: SectionFile, field: str) -> None:
        self._codes = file.section(f"{field}/tf")
        self._over = file.section(f"{field}/tf_over")
        self._long_at: list[int] = file.whole(f"{field}/tf_long_at").tolist()
        self._long = file.whole(f"{field}/tf_long")

    def read(self, first: int, last: int, over: int) -> Array:
        """The frequencies of the postings ``[first, last)``: bytes, wider only if one has to be.

        ``over`` is how many numbers over 3 lie before these.
        """
        codes = self._codes.read(first >> 2, (last + 3) >> 2)
        tf: Array = _FOUR.take(codes).view(np.uint8)[first & 3 : (first & 3) + last - first]
        places = (tf == 0).nonzero()[0]
        if len(places):
            tf[places] = self._over.read(over, over + len(places))
        return self._with_long(tf, first, last) if self._long_at else tf

    def codes(self, first: int, last: int) -> memoryview:
        """The codes of ``[first, last)``, undecoded; those beside them that share a byte too."""
        return self._codes.view(first >> 2, (last + 3) >> 2)

    def over(self, first: int, last: int) -> memoryview:
        """The numbers over 3 number ``[first, last)``."""
        return self._over.view(first, last)

    def has_long(self, first: int, last: int) -> bool:
        """Whether one of the postings ``[first, last)`` has a number that needs over a byte."""
        if not self._long_at:
            return False
        at = bisect_left(self._long_at, first)
        return at < len(self._long_at) and self._long_at[at] < last

    def _with_long(self, tf: Array, first: int, last: int) -> Array:
        begin = bisect_left(self._long_at, first)
        end = bisect_left(self._long_at, last, begin)
        if begin == end:
            return tf
        tf = tf.astype(np.uint32)
        tf[np.array(self._long_at[begin:end]) - first] = self._long[begin:end]
        return tf


class Stretch(NamedTuple):
    """The frequencies of a term in a segment: of which postings, and which numbers over 3."""

    own: Frequencies
    first: int
    last: int
    first_over: int
    last_over: int

    def has_long(self) -> bool:
        """Whether there is a number that needs over a byte."""
        return self.own.has_long(self.first, self.last)


def read_together(stretches: Sequence[Stretch]) -> Array:
    """The frequencies of several stretches of postings one after another, decoded at once.

    What :meth:`Frequencies.read` gives of each, joined. Not to be changed.
    """
    if len(stretches) == 1 or any(map(Stretch.has_long, stretches)):
        return joined([own.read(first, last, over) for own, first, last, over, _ in stretches])
    codes = [own.codes(first, last) for own, first, last, _, _ in stretches]
    decoded = _FOUR.take(np.frombuffer(b"".join(codes), np.uint8)).view(np.uint8).data
    pieces, at = [], 0
    for own_codes, (_, first, last, _, _) in zip(codes, stretches, strict=True):
        begin = at + (first & 3)
        pieces.append(decoded[begin : begin + last - first])
        at += len(own_codes) << 2
    tf: Array = np.frombuffer(bytearray().join(pieces), np.uint8)
    places = (tf == 0).nonzero()[0]
    if len(places):
        tf[places] = _numbers_over(stretches)
    return tf


def _numbers_over(stretches: Sequence[Stretch]) -> Array:
    """The numbers over 3 of all stretches."""
    data = [own.over(first, last) for own, _, _, first, last in stretches]
    return np.frombuffer(b"".join(data), np.uint8)


class FrequencyWords:
    """The frequencies of a term in adjoining segments, 32 postings in a word of 64 bits.

    For a few of many postings: what stands before them is counted by the bits of whole words.
    None of the stretches has a long number.
    """

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        padded = [_own_codes(stretch) for stretch in stretches]
        ends = [0, *accumulate(len(codes) // _WORD_BYTES for codes in padded)]
        words = np.frombuffer(b"".join(padded), "<u8")
        self._words = words
        self._threes_before = starts_of(np.bitwise_count(_threes(words)))
        self._over = _numbers_over(stretches)
        # Where the postings of each stretch begin, among those in the words.
        self._firsts = [
            (end << _WORD_BITS) + (stretch.first & 3)
            for end, stretch in zip(ends, stretches, strict=False)
        ]
        self._counts = [stretch.last - stretch.first for stretch in stretches]
        self._bounds = np.array([0, *accumulate(self._counts)])
        self._skipped = np.array(self._firsts) - self._bounds[:-1]
        self._sums: tuple[Array, Array] | None = None
        self.asked = 0
        self.nbytes = 3 * words.nbytes + len(self._over) * _WORD_BYTES

    def tf(self, places: Array) -> Array:
        """The frequencies of the postings number ``places`` of the term, ascending."""
        at = self._in_words(places)
        word = at >> _WORD_BITS
        shift = (at & _WORD_MASK).astype(np.uint64) << np.uint64(1)
        words = self._words.take(word)
        tf: Array = (words >> shift).astype(np.uint8)
        tf &= 3
        tf += 1
        over = (tf == _MOST_CODED + 1).nonzero()[0]
        if len(over):
            below = words.take(over) & _BELOW.take(at.take(over) & _WORD_MASK)
            threes = self._threes_before.take(word.take(over))
            threes += np.bitwise_count(_threes(below))
            tf[over] = self._over.take(threes)
        return tf

    def starts(self, places: Array) -> Array:
        """How many occurrences lie before those of the postings number ``places``, ascending."""
        parts = self._part_sizes(places)
        firsts = np.array(self._firsts)
        before = self._occurrences_before(firsts)
        ends = self._occurrences_before(firsts + self._counts)
        skipped = before - starts_of(ends - before)[:-1]
        found = self._occurrences_before(self._in_words(places))
        found -= skipped.repeat(parts)
        return found

    def _occurrences_before(self, at: Array) -> Array:
        """Those of the postings in the words before the ones number ``at``."""
        if self._sums is None:
            over = starts_of(self._over.astype(np.int64) - (_MOST_CODED + 1))
            self._sums = starts_of(_codes_sum(self._words)), over
        codes, over = self._sums
        word = at >> _WORD_BITS
        # A last word that is full has no other behind it.
        below = self._words.take(word, mode="clip") & _BELOW.take(at & _WORD_MASK)
        threes = self._threes_before.take(word)
        threes += np.bitwise_count(_threes(below))
        found: Array = codes.take(word)
        found += _codes_sum(below)
        found += at
        found += over.take(threes)
        return found

    def _part_sizes(self, places: Array) -> Array:
        sizes: Array = np.diff(places.searchsorted(self._bounds))
        return sizes

    def _in_words(self, places: Array) -> Array:
        """Which postings in the words these are."""
        at: Array = places + self._skipped.repeat(self._part_sizes(places))
        return at


def _own_codes(stretch: Stretch) -> bytearray:
    """The codes of a stretch in whole words, with 0 for those that are not its own."""
    own, first, last, _, _ = stretch
    codes = bytearray(own.codes(first, last))
    codes[0] &= 0xFF << 2 * (first & 3) & 0xFF
    codes[-1] &= 0xFF >> 2 * (-last & 3)
    codes += bytes(-len(codes) % _WORD_BYTES)
    return codes


def _threes(words: Array) -> Array:
    """A bit for every code that is 3."""
    found: Array = words >> np.uint64(1)
    found &= words
    found &= _LOW_BITS
    return found


def _codes_sum(words: Array) -> Array:
    """All codes in each word together."""
    found: Array = np.bitwise_count(words & _HIGH_BITS)
    found += np.bitwise_count(words)
    return found
