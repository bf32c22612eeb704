"""Taking out and bringing back follow one another, also those of two instances of culm.

Each looks at what the one before left: two at once would undo the same removal twice, or
bring back articles while they are still being taken out.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event
from time import monotonic

from index.errors import LibraryLocked
from index.files import open_lock

LOCK = "removing.lock"
WAIT = 5.0
"""Seconds for which one waits for another."""
_LOOKS_EVERY = 0.02
"""Seconds: a lock of a file cannot be waited for a while only."""


@contextmanager
def own_turn(library: Path) -> Iterator[None]:
    """Hold the turn of a library while the block runs.

    Raises :class:`LibraryLocked` when another has not ended after :data:`WAIT`. The end of
    a process gives its turn back.
    """
    handle: int | None = None
    # Where no file can be made nothing is taken out either; who tries is told so by the archive.
    with suppress(OSError):
        handle = open_lock(library / LOCK)
    try:
        deadline, pause = monotonic() + WAIT, Event()
        while handle is not None and not _taken(handle):
            if monotonic() >= deadline:
                raise LibraryLocked(
                    "articles are being taken out or brought back; try again when that has ended"
                )
            pause.wait(_LOOKS_EVERY)
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        # A file system that knows no locks has nobody else to wait for either.
        return True
    return True
