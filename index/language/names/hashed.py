"""Tables of small numbers by string, kept as plain arrays that load in no time.

A file holds a magic of 8 bytes, the number of entries, the CRC-32 of all that
follows and the length of the head (little-endian 32-bit each); then the head
(bytes that the owner of the file understands), and the entries in the order of the
CRC-32 of their strings: how many of them share each upper half of that number (a
byte for each of the 65,536), the lower half of every entry (16 bits), and one row
of bytes per entry. Strings themselves are not kept: a string that is not in the
table is taken for one that is once in 4 billion divided by the number of entries.
"""

from __future__ import annotations

import struct
import sys
import zlib
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from itertools import accumulate, pairwise
from pathlib import Path

_HEADER = struct.Struct("<8sIII")
_BUCKETS = 1 << 16
_FULLEST = 255
_SIEVE_BITS = 21
SIEVE_SHIFT = 32 - _SIEVE_BITS


class DamagedTable(ValueError):
    """A table is not what was written."""


def encoded(string: str) -> bytes:
    """The bytes of a string as they are hashed; strings from outside may hold anything."""
    return string.encode("utf-8", "surrogatepass")


class HashedTable:
    """String → row of ``width`` bytes."""

    def __init__(self, data: bytes, magic: bytes, width: int) -> None:
        """:raises DamagedTable: when ``data`` is not a whole table of this magic and width."""
        if len(data) < _HEADER.size:
            raise DamagedTable(f"{magic.decode()}: too short")
        found, count, checksum, head = _HEADER.unpack_from(data)
        body = memoryview(data)[_HEADER.size :]
        lows = head + _BUCKETS
        rows = lows + 2 * count
        whole = len(body) == rows + count * width
        if found != magic or not whole or zlib.crc32(body) != checksum:
            raise DamagedTable(f"{magic.decode()}: damaged")
        self.head = bytes(body[:head])
        self._starts = array("I", accumulate(body[head:lows], initial=0))
        if self._starts[-1] != count:
            raise DamagedTable(f"{magic.decode()}: damaged")
        self._lows = array("H")
        self._lows.frombytes(body[lows:rows])
        if sys.byteorder == "big":
            self._lows.byteswap()
        self._rows = bytes(body[rows:])
        self._width = width

    def sieve(self) -> bytes:
        """For the upper bits of every CRC-32 (shifted by ``SIEVE_SHIFT``), 1 where some
        string of the table may have it, 0 where none does; 2 MB."""
        found = bytearray(1 << _SIEVE_BITS)
        bucket_shift, low_shift = _SIEVE_BITS - 16, SIEVE_SHIFT
        for bucket, (begin, end) in enumerate(pairwise(self._starts)):
            for low in self._lows[begin:end]:
                found[bucket << bucket_shift | low >> low_shift] = 1
        return bytes(found)

    def row(self, string: str) -> bytes | None:
        """The row of ``string``; ``None``: not in the table."""
        return self.row_of_hash(zlib.crc32(encoded(string)))

    def row_of_hash(self, wanted: int) -> bytes | None:
        """The row of the string with this CRC-32; ``None``: not in the table."""
        bucket, low = wanted >> 16, wanted & 0xFFFF
        end = self._starts[bucket + 1]
        at = bisect_left(self._lows, low, self._starts[bucket], end)
        if at == end or self._lows[at] != low:
            return None
        return self._rows[at * self._width : (at + 1) * self._width]


def write_table(path: Path, magic: bytes, rows: Mapping[str, bytes], head: bytes = b"") -> int:
    """Writes ``rows`` (all of one length) and gives back how many; of strings with one
    hash the first stays.

    :raises ValueError: when more than 255 strings share the upper half of their hash
        (tables of several million entries).
    """
    by_hash: dict[int, bytes] = {}
    for string, row in rows.items():
        by_hash.setdefault(zlib.crc32(string.encode()), row)
    return write_hashed(path, magic, by_hash, head)


def write_hashed(path: Path, magic: bytes, by_hash: Mapping[int, bytes], head: bytes = b"") -> int:
    """:func:`write_table` for rows by the CRC-32 of their strings."""
    ordered = sorted(by_hash.items())
    shared = Counter(key >> 16 for key, _ in ordered)
    if shared and max(shared.values()) > _FULLEST:
        raise ValueError("too many entries for this kind of table")
    body = head + bytes(shared[bucket] for bucket in range(_BUCKETS))
    body += struct.pack(f"<{len(ordered)}H", *(key & 0xFFFF for key, _ in ordered))
    body += b"".join(row for _, row in ordered)
    path.write_bytes(_HEADER.pack(magic, len(ordered), zlib.crc32(body), len(head)) + body)
    return len(ordered)
