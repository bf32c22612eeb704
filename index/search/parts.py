"""Sections in the making: they grow piece by piece, and are written when all is known."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import Any, BinaryIO

import numpy as np

from index.search.arrays import Array
from index.search.sections import SectionWriter

_IN_MEMORY = 4 << 20
_AT_ONCE = 1 << 20


def narrowest(largest: int) -> str:
    """The smallest unsigned type that holds ``largest``."""
    return next(code for code in ("u1", "<u2", "<u4", "<u8") if largest <= np.iinfo(code).max)


class Part:
    """One section in the making, in memory while small."""

    def __init__(self, dtype: str) -> None:
        self.dtype = np.dtype(dtype)
        self._recent: list[bytes] = []
        self._recent_bytes = 0
        self._file: BinaryIO | None = None
        self._largest = 0

    def extend(self, values: Array) -> None:
        """Appends values."""
        if len(values):
            self._largest = max(self._largest, int(values.max()))
            self._recent.append(np.ascontiguousarray(values, dtype=self.dtype).tobytes())
            self._recent_bytes += len(self._recent[-1])
            if self._recent_bytes > _IN_MEMORY:
                self._spill()

    def _spill(self) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115
        self._file.writelines(self._recent)
        self._recent, self._recent_bytes = [], 0

    def pieces(self) -> Iterator[Array]:
        """All values, a mebibyte (so a multiple of 1,024 values) at a time; then none are left."""
        if self._file is None:
            data = memoryview(b"".join(self._recent))
            for start in range(0, len(data), _AT_ONCE):
                yield np.frombuffer(data[start : start + _AT_ONCE], dtype=self.dtype)
        else:
            self._spill()
            self._file.seek(0)
            while read := self._file.read(_AT_ONCE):
                yield np.frombuffer(read, dtype=self.dtype)
            self._file.close()
        self._recent, self._file = [], None

    def write_to(self, writer: SectionWriter, name: str) -> None:
        """Writes the section as it is."""
        self._write(writer, name, self.dtype)

    def write_narrow(self, writer: SectionWriter, name: str) -> None:
        """Writes the section in the smallest type that holds its values."""
        self._write(writer, name, np.dtype(narrowest(self._largest)))

    def _write(self, writer: SectionWriter, name: str, dtype: np.dtype[Any]) -> None:
        writer.begin(name, dtype)
        for values in self.pieces():
            writer.extend(values)
