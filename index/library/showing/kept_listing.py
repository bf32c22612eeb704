"""The order of the list, kept from one start to the next while the archive stays as it is.

To put a hundred thousand articles in order takes longer than to read a file of their ids.
"""

from __future__ import annotations

from array import array
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

from index import frames
from index.files import write_own
from index.store.archive import Archive

NAME = "listing.bin"
WORTH_KEEPING = 2_000
"""Articles from which on reading the file is quicker than asking the archive."""
_KEPT_AS = 1
"""The form of the file; to be raised when that changes."""


class KeptListing:
    """The list of one library, as it was asked for last."""

    def __init__(self, directory: Path, archive: Archive) -> None:
        self._file = directory / NAME
        self._archive = archive
        self._last: tuple[dict[str, Any], array[int]] | None = None
        self._is_kept = False

    def ids(self, sort: str, folded: bool) -> array[int]:
        """What ``archive.lists.in_order`` gives, from the file if it holds."""
        # Asked before the list is made: of a change in between the file knows nothing then.
        asked = self._what(sort, folded)
        first = self._last is None
        ids = self._read(asked) if first else None
        self._is_kept = ids is not None
        if ids is None:
            ids = self._archive.lists.in_order(sort, folded=folded)
        self._last = asked, ids
        return ids

    def keep(self) -> None:
        """Write the last list down for the next start; that it cannot be written is no harm."""
        if self._last is None or self._is_kept or self._archive.database.read_only:
            return
        asked, ids = self._last
        with suppress(OSError):
            if self._file.exists() and not self._file.is_file():
                return
            if len(ids) < WORTH_KEEPING:
                self._file.unlink(missing_ok=True)
                return
            payload = frames.pack_ids(ids)
            write_own(self._file, frames.encode({**asked, "sum": crc32(payload)}, payload))

    def _what(self, sort: str, folded: bool) -> dict[str, Any]:
        """All that the list depends on, as JSON gives it back."""
        found = self._archive.database.path.stat()
        return {
            "form": _KEPT_AS,
            "sort": sort,
            "folded": folded,
            "generation": self._archive.generation(),
            "archive": [found.st_ino, found.st_size, found.st_mtime_ns],
        }

    def _read(self, asked: dict[str, Any]) -> array[int] | None:
        # The file may be damaged, or somebody else's.
        with suppress(OSError, ValueError, RecursionError):
            if not self._file.is_file():
                return None
            with self._file.open("rb") as file:
                header, payload = frames.read(file) or ({}, b"")
            if header == {**asked, "sum": crc32(payload)}:
                return frames.unpack_ids(payload)
        return None
