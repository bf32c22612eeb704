"""Who may write: one process at a time."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from threading import Event
from time import monotonic

from index.errors import LibraryLocked
from index.files import open_lock
from index.search.storage import INDEX_NAME

_LOOKS_EVERY = 0.02
"""Seconds: flock cannot wait for a while only."""


class Lock:
    """A lock between processes, held from creation until :meth:`release`.

    Raises :class:`LibraryLocked` when another still holds it after ``wait``
    seconds. ``WRITELOCK`` is the name that Whoosh's own writers lock, so they are
    kept out as well.
    """

    def __init__(self, directory: Path, name: str, wait: float = 0.0) -> None:
        self._handle = open_lock(directory / f"{INDEX_NAME}_{name}")
        deadline = monotonic() + wait
        pause = Event()
        try:
            while not self._is_taken():
                if monotonic() >= deadline:
                    raise LibraryLocked(
                        "the search index is being written by another process; try again when"
                        " that has ended"
                    )
                pause.wait(_LOOKS_EVERY)
        except BaseException:
            os.close(self._handle)
            raise

    def _is_taken(self) -> bool:
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            raise LibraryLocked(
                f"the search index cannot be locked ({error.strerror or error}); its disk has to"
                " know locks: put the library on another with --library DIR"
            ) from error
        return True

    def release(self) -> None:
        os.close(self._handle)
