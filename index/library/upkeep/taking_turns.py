"""Taking out and bringing back follow one another, also those of two instances of culm.

Each looks at what the one before left: two at once would undo the same removal twice, or
bring back articles while they are still being taken out.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from time import monotonic

from index.errors import LibraryLocked

WAIT = 5.0
"""Seconds for which one waits for another."""
_LOOKS_EVERY = 0.02
"""Seconds: a lock of a file cannot be waited for a while only."""


@contextmanager
def own_turn(library: Path) -> Iterator[None]:
    """Hold the turn of a library's directory while the block runs.

    Raises :class:`LibraryLocked` when another has not ended after :data:`WAIT`. The end of
    a process gives its turn back.
    """
    handle = os.open(library, os.O_RDONLY | os.O_DIRECTORY)
    try:
        deadline, pause = monotonic() + WAIT, Event()
        while not _taken(handle):
            if monotonic() >= deadline:
                raise LibraryLocked(
                    "articles are being taken out or brought back; try again when that has ended"
                )
            pause.wait(_LOOKS_EVERY)
        yield
    finally:
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
