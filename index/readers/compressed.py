"""Compressed files, opened with care: no more than a bounded amount ever comes out."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, cast

from index.errors import DocumentTooLarge, ReadError

MOST_UNPACKED = 4 << 30
"""Bytes that one compressed file may hold."""

# Each is closed with the stream that it is read through.
_OPENERS: dict[str, Callable[[BinaryIO], BinaryIO]] = {
    "gzip": lambda packed: cast(BinaryIO, gzip.GzipFile(fileobj=packed, mode="rb")),
    "bzip2": lambda packed: cast(BinaryIO, bz2.BZ2File(packed, "rb")),
    "xz": lambda packed: cast(BinaryIO, lzma.LZMAFile(packed, "rb")),  # noqa: SIM115
}

_SUSPICIOUS_SIZE, _SUSPICIOUS_RATIO = 64 << 20, 200


class Unpacked(io.RawIOBase):
    """What a compressed stream holds, as a stream of its own.

    Reading raises :class:`~index.errors.DocumentTooLarge` as soon as more comes
    out than ``limit`` bytes, or so much from so little that it can only be a
    trap, and :class:`~index.errors.ReadError` when the data is damaged.
    """

    def __init__(
        self, source: str, packed: BinaryIO, limit: int = MOST_UNPACKED, how: str = "gzip"
    ) -> None:
        super().__init__()
        self._source = source
        self._packed = packed
        self._how = how
        self._inside = _OPENERS[how](packed)
        self._limit = limit
        self._out = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer).cast("B")
        try:
            chunk = self._inside.read(len(view))
        except (EOFError, OSError, zlib.error, lzma.LZMAError, ValueError):
            raise ReadError(self._source, f"is damaged {self._how} data") from None
        self._out += len(chunk)
        taken = max(1, self._packed.tell())
        if self._out > self._limit or (
            self._out > _SUSPICIOUS_SIZE and self._out > _SUSPICIOUS_RATIO * taken
        ):
            raise DocumentTooLarge(self._source, "unpacks to far more than its size")
        view[: len(chunk)] = chunk
        return len(chunk)


def unpacked(
    source: str, packed: BinaryIO, limit: int = MOST_UNPACKED, how: str = "gzip"
) -> io.BufferedReader:
    """A buffered stream of what ``packed`` holds; see :class:`Unpacked`."""
    return io.BufferedReader(Unpacked(source, packed, limit, how), buffer_size=1 << 18)
