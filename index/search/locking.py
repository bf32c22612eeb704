"""Who may write: one process at a time."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from index.errors import LibraryLocked
from index.search.storage import INDEX_NAME


class Lock:
    """A lock between processes, held from creation until :meth:`release`.

    Raises :class:`LibraryLocked` when another holds it. ``WRITELOCK`` is the
    name that Whoosh's own writers lock, so they are kept out as well.
    """

    def __init__(self, directory: Path, name: str) -> None:
        self._handle = os.open(directory / f"{INDEX_NAME}_{name}", os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._handle)
            raise LibraryLocked("the search index is being written by another process") from error

    def release(self) -> None:
        os.close(self._handle)
