"""Tables of small numbers by string, kept as plain arrays that load in no time.

A file holds a magic of 8 bytes, the number of entries, the CRC-32 of all that
follows and the length of the head (little-endian 32-bit each); then the head
(bytes that the owner of the file understands), the sorted CRC-32 of every string,
and one row of bytes per entry in the same order. Strings themselves are not kept:
a string that is not in the table is taken for one that is once in 4 billion
divided by the number of entries.
"""

from __future__ import annotations

import struct
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Mapping
from pathlib import Path

_HEADER = struct.Struct("<8sIII")


class DamagedTable(ValueError):
    """A table is not what was written."""


class HashedTable:
    """String → row of ``width`` bytes."""

    def __init__(self, data: bytes, magic: bytes, width: int) -> None:
        """:raises DamagedTable: when ``data`` is not a whole table of this magic and width."""
        if len(data) < _HEADER.size:
            raise DamagedTable(f"{magic.decode()}: too short")
        found, count, checksum, head = _HEADER.unpack_from(data)
        body = memoryview(data)[_HEADER.size :]
        whole = len(body) == head + count * (4 + width)
        if found != magic or not whole or zlib.crc32(body) != checksum:
            raise DamagedTable(f"{magic.decode()}: damaged")
        self.head = bytes(body[:head])
        self._hashes = array("I")
        self._hashes.frombytes(body[head : head + 4 * count])
        if sys.byteorder == "big":
            self._hashes.byteswap()
        self._rows = bytes(body[head + 4 * count :])
        self._width = width

    def row(self, string: str) -> bytes | None:
        """The row of ``string``; ``None``: not in the table."""
        wanted = zlib.crc32(string.encode("utf-8", "surrogatepass"))
        at = bisect_left(self._hashes, wanted)
        if at == len(self._hashes) or self._hashes[at] != wanted:
            return None
        return self._rows[at * self._width : (at + 1) * self._width]


def write_table(path: Path, magic: bytes, rows: Mapping[str, bytes], head: bytes = b"") -> int:
    """Writes ``rows`` (all of one length) and gives back how many; of strings with one
    hash the first stays."""
    by_hash: dict[int, bytes] = {}
    for string, row in rows.items():
        by_hash.setdefault(zlib.crc32(string.encode()), row)
    ordered = sorted(by_hash.items())
    body = head + struct.pack(f"<{len(ordered)}I", *(key for key, _ in ordered))
    body += b"".join(row for _, row in ordered)
    path.write_bytes(_HEADER.pack(magic, len(ordered), zlib.crc32(body), len(head)) + body)
    return len(ordered)
