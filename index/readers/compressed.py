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
from index.readers.model import MOST_UNPACKED, Allowance

DAMAGE: tuple[type[Exception], ...] = (EOFError, OSError, ValueError, zlib.error, lzma.LZMAError)
"""What unpacking raises when what is packed is not whole."""

# Each is closed with the stream that it is read through.
_OPENERS: dict[str, Callable[[BinaryIO], BinaryIO]] = {
    "gzip": lambda packed: cast(BinaryIO, gzip.GzipFile(fileobj=packed, mode="rb")),
    "bzip2": lambda packed: cast(BinaryIO, bz2.BZ2File(packed, "rb")),
    "xz": lambda packed: cast(BinaryIO, lzma.LZMAFile(packed, "rb")),  # noqa: SIM115
}

_SUSPICIOUS_SIZE, _SUSPICIOUS_RATIO = 64 << 20, 200


class Measured(io.RawIOBase):
    """What is packed, counted as it comes out.

    Reading raises :class:`~index.errors.DocumentTooLarge` when the file it lies in has
    given all that it may, or when much comes from so little that it can only be a trap, and
    :class:`~index.errors.ReadError` when it is damaged.
    """

    def __init__(
        self,
        source: str,
        stream: BinaryIO | Any,
        packed: Callable[[], int],
        allowance: Allowance,
        *,
        damage: tuple[type[Exception], ...] = DAMAGE,
        damaged: str = "is damaged",
    ) -> None:
        """``packed`` tells of how many bytes the ``stream`` was made so far, or is at all.

        ``damage`` are the errors that say so of the stream, ``damaged`` the words for people.
        """
        super().__init__()
        self._source = source
        self._stream = stream
        self._packed = packed
        self._allowance = allowance
        self._damage = damage
        self._damaged = damaged
        self._out = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer).cast("B")
        try:
            chunk = self._stream.read(len(view))
        except self._damage as error:
            # With words of the system's the disk has failed.
            if isinstance(error, OSError) and error.strerror:
                raise
            raise ReadError(self._source, self._damaged) from None
        self._out += len(chunk)
        self._allowance.take_bytes(self._source, len(chunk))
        if self._out > _SUSPICIOUS_SIZE and self._out > _SUSPICIOUS_RATIO * max(1, self._packed()):
            raise DocumentTooLarge(self._source, "unpacks to far more than its size")
        view[: len(chunk)] = chunk
        return len(chunk)


def unpacked(
    source: str, packed: BinaryIO, limit: int = MOST_UNPACKED, how: str = "gzip"
) -> io.BufferedReader:
    """A buffered stream of what ``packed`` holds, of which no more than ``limit`` comes out."""
    measured = Measured(
        source,
        _OPENERS[how](packed),
        packed.tell,
        Allowance(unpacked=limit),
        damaged=f"is damaged {how} data",
    )
    return io.BufferedReader(measured, buffer_size=1 << 18)
