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
from typing import NamedTuple, TypeAlias

import numpy as np

from index.search.arrays import Array, joined, starts_of
from index.search.parts import Part
from index.search.sections import SectionFile, SectionWriter

_MOST_HIGH = 15
_BLOCK_BITS = 16
_CODES = np.arange(256)
# For each byte that holds the rests of two positions what these add to the low bytes.
_RESTS: Array = (
    (np.column_stack([_CODES & _MOST_HIGH, _CODES >> 4]).astype("<u2") << np.uint16(8))
    .view("<u4")
    .ravel()
)
_LONG_REST = _MOST_HIGH << 8


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

    def codes(self, first: int, last: int) -> tuple[Array, Array]:
        """The bytes that hold the positions ``[first, last)``: their low ones, and the rest.

        Both begin with an even number: with that before ``first`` if this is odd.
        """
        half = first >> 1
        return self._low.read(2 * half, last), self._high.read(half, (last + 1) >> 1)

    def views(self, first: int, last: int) -> tuple[memoryview, memoryview]:
        """As :meth:`codes`, but for the low bytes, which begin with ``first``."""
        return self._low.view(first, last), self._high.view(first >> 1, (last + 1) >> 1)

    def long_at(self, number: int) -> int:
        """What four bits do not hold of a position."""
        rest = np.empty(1, dtype=np.uint32)
        self.put_long(np.array([number]), rest)
        return int(rest[0])

    def put_long(self, where: Array, high: Array) -> None:
        """Puts what four bits do not hold of the positions number ``where`` into ``high``."""
        if len(where):
            high[:] = self._over.whole().take(
                self._long_ones().searchsorted(where.astype(np.uint32))
            )


class PositionRun(NamedTuple):
    """The positions ``[first, last)`` of a field of a segment."""

    own: Positions
    first: int
    last: int


def begins_of(runs: Sequence[PositionRun]) -> list[int]:
    """The number of the first position of each run, where they are numbered from run to run."""
    *begins, _ = accumulate([last - first for _, first, last in runs], initial=0)
    return begins


def is_at(run: PositionRun, first: int, last: int, wanted: int) -> bool:
    """Whether ``wanted`` is among the positions ``[first, last)``, counted from those of a run.

    For a few positions, which numpy would take longer to begin with.
    """
    own, base, _ = run
    low, high = own.views(base + first, base + last)
    lows, rest = low.tobytes(), wanted >> 8
    at = lows.find(wanted & 255)
    while at >= 0:
        number = base + first + at
        found = high[(number >> 1) - ((base + first) >> 1)] >> (number & 1) * 4 & _MOST_HIGH
        if found == rest < _MOST_HIGH:
            return True
        if found == _MOST_HIGH and own.long_at(number) == rest:
            return True
        at = lows.find(wanted & 255, at + 1)
    return False


def take_together(runs: Sequence[PositionRun], bounds: Sequence[int], where: Array) -> Array:
    """Some positions of several runs, decoded at once.

    They are numbered from run to run; the first of each run has a number in ``bounds``.
    Those of a run stand together in ``where``, as the runs follow one another.
    """
    used = _used(runs, bounds, where)
    # Counted from the even number at or before the first of its run.
    shifts = [(run.first & 1) - bound for run, bound, _, _ in used]
    at: Array = where + (shifts[0] if len(used) == 1 else _spread(shifts, used))
    halves = at >> 1
    low, high = np.empty((2, len(where)), dtype=np.uint8)
    for run, _, begin, end in used:
        own_low, own_high = run.own.codes(run.first, run.last)
        # Without a check of each index, which would take as long as the reading.
        own_low.take(at[begin:end], out=low[begin:end], mode="clip")
        own_high.take(halves[begin:end], out=high[begin:end], mode="clip")
    at &= 1
    at <<= 2
    high >>= at.astype(np.uint8)
    high &= 15
    positions: Array = high.astype(np.uint32)
    long = (high == _MOST_HIGH).nonzero()[0]
    if len(long):
        positions[long] = _long(used, where.take(long), long)
    positions <<= 8
    positions |= low
    return positions


_Used: TypeAlias = tuple[PositionRun, int, int, int]
"""A run, the number of its first position, and where what is wanted of it stands."""


def _used(runs: Sequence[PositionRun], bounds: Sequence[int], where: Array) -> list[_Used]:
    """The runs of which some positions are wanted."""
    if len(runs) == 1:
        return [(runs[0], bounds[0], 0, len(where))]
    cuts = where.searchsorted(bounds).tolist()
    every = zip(runs, bounds, cuts, [*cuts[1:], len(where)], strict=True)
    return [own for own in every if own[2] < own[3]]


def _spread(values: list[int], used: list[_Used]) -> Array:
    """A value of each run for each position that is wanted of it."""
    counts = [end - begin for _, _, begin, end in used]
    spread: Array = np.array(values, dtype=np.int64).repeat(np.array(counts, dtype=np.intp))
    return spread


def _long(used: list[_Used], numbers: Array, long: Array) -> Array:
    """What four bits do not hold of the positions that stand at ``long`` and have ``numbers``."""
    rest = np.empty(len(long), dtype=np.uint32)
    cuts = long.searchsorted([begin for _, _, begin, _ in used]).tolist()
    for (run, bound, _, _), first, last in zip(used, cuts, [*cuts[1:], len(long)], strict=True):
        run.own.put_long(numbers[first:last] + (run.first - bound), rest[first:last])
    return rest


def read_positions(runs: Sequence[PositionRun]) -> Array:
    """All positions of several runs, one after another: of two bytes if that suffices."""
    views = [own.views(first, last) for own, first, last in runs]
    rests = _RESTS.take(np.frombuffer(b"".join([high for _, high in views]), np.uint8))
    positions: Array = rests.view("<u2")
    if len(runs) == 1:
        positions = positions[runs[0].first & 1 :][: runs[0].last - runs[0].first]
    else:
        pieces, at = [], 0
        for (_, first, last), (_, high) in zip(runs, views, strict=True):
            begin = at + (first & 1)
            pieces.append(positions[begin : begin + last - first])
            at += 2 * len(high)
        positions = joined(pieces)
    long = (positions == _LONG_REST).nonzero()[0]
    positions |= np.frombuffer(b"".join([low for low, _ in views]), np.uint8)
    if not len(long):
        return positions
    begins = begins_of(runs)
    used = [*zip(runs, begins, begins, [*begins[1:], len(positions)], strict=True)]
    wide = positions.astype(np.uint32)
    wide[long] = wide.take(long) & 255 | _long(used, long, long) << np.uint32(8)
    return wide
