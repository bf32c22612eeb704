"""Some of a term's documents: which ones, in the least room.

A *selection* is ``count`` of the ``size`` documents that a term has, told by
their places among them (from 0). All of them take no room, and have the count 0.
Otherwise the shortest of three is kept: the places, one byte each (two where a
term has more than 256 documents, four above 65,536); the places that are
missing; a bit for every document. Which of the three follows from the two
numbers, so nothing has to say it.
"""

from __future__ import annotations

import numpy as np

from index.search.arrays import Array, ranges, starts_of

_LISTED, _MISSING, _BITS = range(3)
_WIDTHS = (1, 2, 4)


def _width(sizes: Array) -> Array:
    """The number of a place's width among ``_WIDTHS``."""
    return (sizes > 1 << 8).astype(np.int64) + (sizes > 1 << 16)


def _layout(counts: Array, sizes: Array) -> tuple[Array, Array]:
    """Which of the three each selection is kept as, and its bytes."""
    widths = np.array(_WIDTHS).take(_width(sizes))
    room = np.stack([counts * widths, (sizes - counts) * widths, (sizes + 7) >> 3])
    kinds = room.argmin(axis=0)
    lengths = room.min(axis=0)
    lengths[counts == 0] = 0
    return kinds, lengths


def lengths_of(counts: Array, sizes: Array) -> Array:
    """How many bytes each of several selections takes."""
    return _layout(counts, sizes)[1]


def encode(counts: Array, sizes: Array, places: Array) -> Array:
    """The bytes of several selections, one after another.

    ``places`` are those of the selections whose count is not 0, likewise.
    """
    kinds, lengths = _layout(counts, sizes)
    begins = starts_of(lengths)
    place_starts = starts_of(counts)
    data = np.zeros(int(begins[-1]), dtype=np.uint8)
    some = counts > 0
    listed = np.flatnonzero(some & (kinds == _LISTED))
    own = places[ranges(place_starts[listed], counts[listed])]
    _put_places(data, begins[listed], sizes[listed], counts[listed], own)
    for kind in (_MISSING, _BITS):
        chosen = np.flatnonzero(some & (kinds == kind))
        if not len(chosen):
            continue
        bits, bit_starts = _bits(chosen, counts, sizes, places, place_starts)
        if kind == _BITS:
            at = ranges(begins[chosen], lengths[chosen])
            data[at] = np.packbits(bits)
        else:
            missing = _set_places(~bits, bit_starts, sizes[chosen])
            left_out = sizes[chosen] - counts[chosen]
            _put_places(data, begins[chosen], sizes[chosen], left_out, missing)
    return data


def _bits(
    chosen: Array, counts: Array, sizes: Array, places: Array, place_starts: Array
) -> tuple[Array, Array]:
    """A truth value for every document of the chosen selections' terms, each from a byte on."""
    bit_starts = starts_of((sizes[chosen] + 7) & ~7)
    bits = np.zeros(int(bit_starts[-1]), dtype=bool)
    at = places[ranges(place_starts[chosen], counts[chosen])].astype(np.int64)
    at += np.repeat(bit_starts[:-1], counts[chosen])
    bits[at] = True
    return bits, bit_starts


def _set_places(bits: Array, bit_starts: Array, sizes: Array) -> Array:
    """The places of what is true, selection after selection; padding is passed over."""
    at = np.flatnonzero(bits)
    owner = bit_starts.searchsorted(at, side="right") - 1
    found = at - bit_starts.take(owner)
    places: Array = found[found < sizes.take(owner)]
    return places


def _put_places(data: Array, begins: Array, sizes: Array, counts: Array, places: Array) -> None:
    widths = _width(sizes)
    owner_widths = np.repeat(widths, counts)
    inside = np.arange(len(places)) - np.repeat(starts_of(counts)[:-1], counts)
    base = np.repeat(begins, counts)
    for number, width in enumerate(_WIDTHS):
        mine = np.flatnonzero(owner_widths == number)
        at = base[mine] + inside[mine] * width
        values = places[mine]
        for byte in range(width):
            data[at + byte] = (values >> (8 * byte)) & 255


def decode(data: Array, count: int, size: int) -> Array:
    """One selection: something to index an array of ``size`` documents by.

    Places, or a truth value for each; ``count`` is not 0.
    """
    number = (size > 1 << 8) + (size > 1 << 16)
    width = _WIDTHS[number]
    room = (count * width, (size - count) * width, (size + 7) >> 3)
    kind = room.index(min(room))
    if kind == _BITS:
        return np.unpackbits(data, count=size).view(bool)
    places: Array = data.view(("u1", "<u2", "<u4")[number])
    if kind == _LISTED:
        return places
    chosen = np.ones(size, dtype=bool)
    chosen[places] = False
    return chosen


def decode_all(data: Array, counts: Array, sizes: Array) -> tuple[Array, Array]:
    """The places of several selections, one after another, and how many each has.

    All the places of those with the count 0 are among them.
    """
    kinds, lengths = _layout(counts, sizes)
    begins = starts_of(lengths)
    full = np.where(counts == 0, sizes, counts)
    place_starts = starts_of(full)
    places = np.empty(int(place_starts[-1]), dtype=np.uint32)
    whole = np.flatnonzero(counts == 0)
    places[ranges(place_starts[whole], sizes[whole])] = ranges(np.zeros_like(whole), sizes[whole])
    some = counts > 0
    listed = np.flatnonzero(some & (kinds == _LISTED))
    at = ranges(place_starts[listed], counts[listed])
    places[at] = _got_places(data, begins[listed], sizes[listed], counts[listed])
    for kind in (_MISSING, _BITS):
        chosen = np.flatnonzero(some & (kinds == kind))
        if not len(chosen):
            continue
        own = sizes[chosen]
        bit_starts = starts_of((own + 7) & ~7)
        if kind == _BITS:
            bits = np.unpackbits(data[ranges(begins[chosen], lengths[chosen])]).view(bool)
        else:
            left_out = own - counts[chosen]
            bits = np.ones(int(bit_starts[-1]), dtype=bool)
            gone = _got_places(data, begins[chosen], own, left_out).astype(np.int64)
            bits[gone + np.repeat(bit_starts[:-1], left_out)] = False
        at = ranges(place_starts[chosen], counts[chosen])
        places[at] = _set_places(bits, bit_starts, own)
    return places, full


def _got_places(data: Array, begins: Array, sizes: Array, counts: Array) -> Array:
    widths = _width(sizes)
    owner_widths = np.repeat(widths, counts)
    inside = np.arange(len(owner_widths)) - np.repeat(starts_of(counts)[:-1], counts)
    base = np.repeat(begins, counts)
    places = np.zeros(len(owner_widths), dtype=np.uint32)
    for number, width in enumerate(_WIDTHS):
        mine = np.flatnonzero(owner_widths == number)
        at = base[mine] + inside[mine] * width
        for byte in range(width):
            places[mine] |= data[at + byte].astype(np.uint32) << np.uint32(8 * byte)
    return places
