"""A file of named arrays that is never answered from once it is damaged.

Layout, little endian: the arrays, each on a 64-byte boundary; one CRC-32 for
every 16 KiB block of them; a JSON directory ``{"sections": {name: [dtype,
offset, count]}, "facts": {…}}``; a footer that says where these are and holds
their CRC-32. The directory is checked when the file is opened, a block when an
array in it is first touched, so opening stays instant however large the file.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexDamaged
from index.files import open_own

Array = NDArray[Any]

BLOCK_BITS = 14
_BLOCK = 1 << BLOCK_BITS
_ALIGNMENT = 64
# The last character is the version of all that is kept in the sections, too.
_MAGIC = b"culmseg5"
# checksums at, directory at, end of directory, CRC-32 of checksums and directory
_FOOTER = struct.Struct("<8sQQQI")


def _made_for_owner(path: Path) -> int:
    """A handle to a new file that nobody else can read, whatever the umask."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    os.fchmod(handle, 0o600)
    return handle


class SectionWriter:
    """Writes arrays one after another; a section may come in several pieces.

    The file appears under ``path`` with its content on disk once :meth:`close`
    returns; after :meth:`discard` there is no file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: BinaryIO = os.fdopen(_made_for_owner(path), "wb")
        self._offset = 0
        self._checksums: list[int] = []
        self._block_checksum = 0
        self._sections: dict[str, tuple[str, int, int]] = {}

    def add(self, name: str, values: Array) -> None:
        """Writes a whole section."""
        self.begin(name, values.dtype)
        self.extend(values)

    def begin(self, name: str, dtype: np.dtype[Any]) -> None:
        """Starts a section that :meth:`extend` fills."""
        self._write(b"\0" * (-self._offset % _ALIGNMENT))
        self._open = name
        self._sections[name] = (dtype.newbyteorder("<").str, self._offset, 0)

    def extend(self, values: Array) -> None:
        """Writes the next piece of the open section."""
        code, offset, count = self._sections[self._open]
        data = np.ascontiguousarray(values, dtype=code)
        self._write(data.tobytes())
        self._sections[self._open] = (code, offset, count + len(data))

    def copy(self, name: str, source: BinaryIO, dtype: np.dtype[Any]) -> None:
        """Writes a section from a file that holds exactly its bytes."""
        self.begin(name, dtype)
        size = 0
        while data := source.read(1 << 20):
            self._write(data)
            size += len(data)
        code, offset, _ = self._sections[name]
        self._sections[name] = (code, offset, size // dtype.itemsize)

    def _write(self, data: bytes) -> None:
        self._file.write(data)
        view = memoryview(data)
        while view:
            room = _BLOCK - (self._offset & (_BLOCK - 1))
            piece = view[:room]
            self._block_checksum = zlib.crc32(piece, self._block_checksum)
            self._offset += len(piece)
            if len(piece) == room:
                self._checksums.append(self._block_checksum)
                self._block_checksum = 0
            view = view[room:]

    def close(self, facts: dict[str, Any]) -> None:
        """Ends the file; ``facts`` is anything JSON can hold. Returns when it is on disk."""
        if self._offset & (_BLOCK - 1):
            self._checksums.append(self._block_checksum)
        checksums = np.array(self._checksums, dtype="<u4").tobytes()
        directory = json.dumps({"sections": self._sections, "facts": facts}).encode()
        check = zlib.crc32(directory, zlib.crc32(checksums))
        directory_at = self._offset + len(checksums)
        end = directory_at + len(directory)
        self._file.write(checksums + directory)
        self._file.write(_FOOTER.pack(_MAGIC, self._offset, directory_at, end, check))
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def discard(self) -> None:
        """Gives the file up."""
        self._file.close()
        self.path.unlink(missing_ok=True)


class SectionFile:
    """A mapped file of sections. Raises :class:`IndexDamaged` for any damage it meets."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with open_own(path) as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise self._damaged(f"cannot be read ({error})") from error
        self._view = memoryview(self._map)
        self._read_directory()

    def _read_directory(self) -> None:
        size = len(self._view)
        if size < _FOOTER.size:
            raise self._damaged("is too short")
        magic, checksums_at, directory_at, end, check = _FOOTER.unpack(self._view[-_FOOTER.size :])
        if magic[:-1] == _MAGIC[:-1] and magic != _MAGIC:
            raise IndexDamaged("the search index is another version's: it has to be built anew")
        if magic != _MAGIC or not checksums_at <= directory_at <= end == size - _FOOTER.size:
            raise self._damaged("ends in the wrong way")
        if zlib.crc32(self._view[checksums_at:end]) != check:
            raise self._damaged("has a damaged directory")
        self._checksums = np.frombuffer(
            self._view, "<u4", (directory_at - checksums_at) // 4, checksums_at
        )
        self._data_size = checksums_at
        self.unverified = bytearray(b"\1" * len(self._checksums))
        try:
            directory = json.loads(bytes(self._view[directory_at:end]))
            self._sections: dict[str, tuple[str, int, int]] = directory["sections"]
            self.facts: dict[str, Any] = directory["facts"]
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            # The checksum says that it is what was written, not who wrote it.
            raise self._damaged("has no directory") from error

    def _damaged(self, what: str) -> IndexDamaged:
        return IndexDamaged(f"the search index is damaged: {self.path.name} {what}")

    def __contains__(self, name: str) -> bool:
        return name in self._sections

    def section(self, name: str) -> Section:
        """The array ``name``; its content is verified piece by piece as it is read."""
        code, offset, count = self._sections[name]
        values = np.frombuffer(self._view, code, count, offset)
        return Section(self, values, offset)

    def whole(self, name: str) -> Array:
        """The array ``name``, verified as a whole."""
        return self.section(name).whole()

    def verify(self, first: int, last: int) -> None:
        """Checks the bytes ``[first, last)`` unless that was done before."""
        first_block, last_block = first >> BLOCK_BITS, ((last - 1) >> BLOCK_BITS) + 1
        block = self.unverified.find(1, first_block, last_block)
        while block >= 0:
            self._verify_block(block)
            block = self.unverified.find(1, block + 1, last_block)

    def _verify_block(self, block: int) -> None:
        start = block << BLOCK_BITS
        data = self._view[start : min(start + _BLOCK, self._data_size)]
        if zlib.crc32(data) != self._checksums[block]:
            raise self._damaged(f"is not what was written (block {block})")
        self.unverified[block] = 0

    def release(self) -> None:
        """Lets the system have the memory of what was read; it is read again when needed."""
        self._map.madvise(mmap.MADV_DONTNEED)

    def verify_all(self) -> None:
        """Checks every byte, whether it was checked before or not."""
        for block in range(len(self._checksums)):
            self._verify_block(block)


class Section:
    """One array of a file, verified as far as it was read."""

    __slots__ = ("_file", "_item", "_offset", "_unverified", "data", "size", "values")

    def __init__(self, file: SectionFile, values: Array, offset: int) -> None:
        self._file = file
        self._unverified = file.unverified
        self.values = values
        # Gives single numbers and short pieces out far faster than an array does. Unchecked.
        self.data = values.data
        self.size = len(values)
        self._offset = offset
        self._item = values.itemsize

    def read(self, first: int, last: int) -> Array:
        """``values[first:last]``, checked."""
        self.checked(first, last)
        return self.values[first:last]

    def view(self, first: int, last: int) -> memoryview:
        """As :meth:`read`: what a few pieces that are to be joined are read by."""
        if first < last:
            start = self._offset + first * self._item
            block = start >> BLOCK_BITS
            end = self._offset + last * self._item
            if block != (end - 1) >> BLOCK_BITS or self._unverified[block]:
                self._file.verify(start, end)
        return self.data[first:last]

    def checked(self, first: int, last: int) -> memoryview:
        """All values, of which ``[first, last)`` are checked."""
        if first < last:
            start = self._offset + first * self._item
            end = self._offset + last * self._item
            block = start >> BLOCK_BITS
            # Most of what is read is short and was read before.
            if block != (end - 1) >> BLOCK_BITS or self._unverified[block]:
                self._file.verify(start, end)
        return self.data

    def at(self, position: int) -> int:
        """``values[position]``, checked."""
        start = self._offset + position * self._item
        if self._unverified[start >> BLOCK_BITS]:
            self._file.verify(start, start + self._item)
        value: int = self.data[position]
        return value

    def whole(self) -> Array:
        """All values, checked."""
        return self.read(0, self.size)
