"""Where in its documents a term stands: twelve bits a position.

Sections of a field ``F``: ``F/low`` (the low byte of each position) and ``F/high``
(the rest of it in four bits, two in a byte, the first lowest). Where the rest is
15 or more these bits are 15 and the rest is in ``F/over``; which positions these
are is in ``F/over_at`` (their place among 65,536) and ``F/over_start`` (how many
lie before each 65,536).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from index.search.arrays import Array, starts_of
from index.search.parts import Part
from index.search.sections import SectionFile, SectionWriter

_MOST_HIGH = 15
_BLOCK_BITS = 16


class PositionsWriter:
    """Takes the positions of a field, term by term and document by document."""

    def __init__(self) -> None:
        self._low, self._high = Part("u1"), Part("u1")
        self._over_at, self._over = Part("<u2"), Part("<u4")
        self._over_counts = np.zeros(0, dtype=np.int64)
        self.count = 0

    def add(self, positions: Array) -> None:
        """Appends positions."""
        self._low.extend(positions & 255)
        high = positions >> 8
        self._high.extend(np.minimum(high, _MOST_HIGH))
        over = np.flatnonzero(high >= _MOST_HIGH)
        self._over.extend(high[over])
        at = over + self.count
        self._over_at.extend(at & ((1 << _BLOCK_BITS) - 1))
        self.count += len(positions)
        counts = np.bincount(at >> _BLOCK_BITS, minlength=-(-self.count >> _BLOCK_BITS))
        counts[: len(self._over_counts)] += self._over_counts
        self._over_counts = counts

    def write_to(self, writer: SectionWriter, field: str) -> None:
        """Writes the sections."""
        self._low.write_to(writer, f"{field}/low")
        writer.begin(f"{field}/high", np.dtype("u1"))
        for high in self._high.pieces():
            even = np.append(high, np.uint8(0)) if len(high) & 1 else high
            writer.extend(even[0::2] | even[1::2] << 4)
        self._over_at.write_to(writer, f"{field}/over_at")
        writer.add(f"{field}/over_start", starts_of(self._over_counts).astype("<u4"))
        self._over.write_narrow(writer, f"{field}/over")


class Positions:
    """The positions of one field of an open segment, by their numbers."""

    def __init__(self, file: SectionFile, field: str) -> None:
        self._file, self._field = file, field
        self._low, self._high = file.section(f"{field}/low"), file.section(f"{field}/high")
        self._over = file.section(f"{field}/over")
        self._over_at: Array | None = None

    def _long_ones(self) -> Array:
        """The numbers of the positions whose rest is in ``over``, ascending."""
        if self._over_at is None:
            starts = self._file.whole(f"{self._field}/over_start").astype(np.int64)
            blocks = np.arange(len(starts) - 1, dtype=np.uint32) << np.uint32(_BLOCK_BITS)
            found = np.repeat(blocks, np.diff(starts))
            found |= self._file.whole(f"{self._field}/over_at")
            self._over_at = found
        return self._over_at

    def put_codes(self, where: Array, first: int, last: int, high: Array, low: Array) -> None:
        """Puts the bytes that hold the positions number ``where`` into ``high`` and ``low``.

        All of them lie in ``[first, last)``.
        """
        half = first >> 1
        at = where - 2 * half
        # Without a check of each index, which would take as long as the reading.
        self._low.read(2 * half, last).take(at, out=low, mode="clip")
        at >>= 1
        self._high.read(half, (last + 1) >> 1).take(at, out=high, mode="clip")

    def put_long(self, where: Array, high: Array) -> None:
        """Puts what four bits do not hold of the positions number ``where`` into ``high``."""
        if len(where):
            high[:] = self._over.whole().take(
                self._long_ones().searchsorted(where.astype(np.uint32))
            )

    def read(self, first: int, last: int) -> Array:
        """The positions ``[first, last)``."""
        half = first >> 1
        packed = self._high.read(half, (last + 1) >> 1)
        high = np.empty(2 * len(packed), dtype=np.uint8)
        np.bitwise_and(packed, 15, out=high[0::2])
        np.right_shift(packed, 4, out=high[1::2])
        positions: Array = high[first - 2 * half : last - 2 * half].astype(np.uint32)
        if self._over.size:
            long_ones = self._long_ones()
            begin, end = long_ones.searchsorted(np.array((first, last), dtype=np.uint32)).tolist()
            positions[long_ones[begin:end] - first] = self._over.read(begin, end)
        positions <<= 8
        positions |= self._low.read(first, last)
        return positions


def take_together(parts: Sequence[tuple[Positions, Array, int, int]]) -> Array:
    """Positions of several segments one after another, decoded at once.

    Of each segment those with the numbers of an array, all of which lie between two numbers.
    """
    ends = [0, *accumulate(len(where) for _, where, _, _ in parts)]
    high, low, shifts = np.empty((3, ends[-1]), dtype=np.uint8)
    for (own, where, first, last), begin, end in zip(parts, ends, ends[1:], strict=False):
        own.put_codes(where, first, last, high[begin:end], low[begin:end])
        np.bitwise_and(where, 1, out=shifts[begin:end], casting="unsafe")
    shifts <<= 2
    high >>= shifts
    high &= 15
    positions: Array = high.astype(np.uint32)
    long = (high == _MOST_HIGH).nonzero()[0]
    if len(long):
        rest = np.empty(len(long), dtype=np.uint32)
        cuts = long.searchsorted(ends).tolist()
        for (own, where, _, _), begin, first, last in zip(
            parts, ends, cuts, cuts[1:], strict=False
        ):
            own.put_long(where.take(long[first:last] - begin), rest[first:last])
        positions[long] = rest
    positions <<= 8
    positions |= low
    return positions
