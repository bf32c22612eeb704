"""What is written down of an import: what it reads, what it added, how far it came.

It is open from the first input that is to be read, or asked for on the web for the first time,
until all are read. What cuts it short, be it a key or a power failure, leaves it open, and the
next import of the same places takes it up. Whether an open one still runs is told by a lock
that every import holds.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from index.files import open_lock
from index.library.imports.imported import Imported, Status

if TYPE_CHECKING:
    from index.library import Library

LOCK = "importing.lock"
_ADDED = (Status.ADDED, Status.DUPLICATE)


class ImportState(StrEnum):
    """Whether an import came to its end."""

    COMPLETE = "complete"
    RUNNING = "running"
    STOPPED = "stopped"


class ImportRecord:
    """One import as it is remembered; nothing is written before something is to be read.

    Entered for as long as it runs.
    """

    def __init__(
        self, library: Library, places: Sequence[str], *, is_passing: bool, follow: bool
    ) -> None:
        """``places`` are what is imported from, or pages that offer feeds to ``follow``.

        One that ``is_passing`` is done again soon, as is looking at what is followed: cut
        short, it leaves nothing open.
        """
        self._archive = library.archive
        self._places = tuple(places)
        self._is_passing = is_passing
        self._follow = follow
        self._lock = _Lock(library.path)
        self._id: int | None = None
        self.total = 0
        """How many inputs there are."""
        self.done = 0
        """How many of them are read."""

    def __enter__(self) -> ImportRecord:
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.release()

    def begin(self) -> None:
        """Something is to be read: from now on the import is open."""
        if self._id is not None or self._is_passing:
            return
        imports = self._archive.imports
        same = None
        if self._lock.take():
            open_ones = imports.open_ones(follow=self._follow)
            same = next((one for one in open_ones if open_ones[one] == self._places), None)
        with self._archive.write() as connection:
            if same is not None:
                self._id = same
                imports.go_on(connection, same, self.total)
            else:
                self._id = self._begun(connection)

    def note(self, connection: sqlite3.Connection, told: Iterable[Imported]) -> None:
        """Note what is written, in the transaction in which it is."""
        self._look_for_it(connection)
        fresh = [one.key for one in told if one.status in _ADDED]
        if fresh and self._id is None:
            self._id = self._begun(connection)
        if self._id is not None:
            self._archive.imports.put_brought(connection, self._id, fresh)
            self._archive.imports.note_done(connection, self._id, self.done)

    def note_sources(self, connection: sqlite3.Connection, places: Iterable[str]) -> None:
        """Note what is followed since this import, and was not before."""
        self._look_for_it(connection)
        if self._id is not None:
            self._archive.imports.put_sources(connection, self._id, places)

    def stop(self) -> None:
        """The import ends before its end."""
        if self._id is not None:
            with self._archive.write() as connection:
                self._archive.imports.note_done(connection, self._id, self.done)

    def end(self) -> None:
        """All is read, that too which others were cut short in."""
        imports = self._archive.imports
        ended = {
            number
            for number, places in imports.open_ones(follow=self._follow).items()
            if number != self._id and set(places) <= set(self._places)
        }
        if ended and not self._lock.take():
            ended.clear()
        if self._id is not None:
            ended.add(self._id)
        if ended:
            with self._archive.write() as connection:
                imports.end(connection, sorted(ended))

    def _look_for_it(self, connection: sqlite3.Connection) -> None:
        """Another import that read all of the same ends this one, too, and nothing is kept of
        one that added nothing so far.
        """
        if self._id is not None and not self._archive.imports.is_there(connection, self._id):
            self._id = None

    def _begun(self, connection: sqlite3.Connection) -> int:
        return self._archive.imports.begin(
            connection,
            int(time.time()),
            self._places,
            self.total,
            is_open=not self._is_passing,
            follow=self._follow,
        )


class _Lock:
    """The lock of one library that all imports into it hold together."""

    def __init__(self, library: Path) -> None:
        self._path = library / LOCK
        self._handle: int | None = None
        self._was_alone = False

    def take(self) -> bool:
        """Hold the lock until :meth:`release`; whether nobody else had it then."""
        if self._handle is None:
            # Where nothing can be locked, others have to be reckoned with.
            with suppress(OSError):
                self._handle = open_lock(self._path)
                self._was_alone = _is_free(self._handle)
                fcntl.flock(self._handle, fcntl.LOCK_SH)
                if not self._was_alone:
                    # Whoever only looked whether an import runs has let go by now.
                    self._was_alone = _is_free(self._handle)
                    fcntl.flock(self._handle, fcntl.LOCK_SH)
        return self._was_alone

    def release(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def is_importing(library: Path) -> bool:
    """Whether an import runs, in this process or another."""
    try:
        handle = os.open(library / LOCK, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        return not _is_free(handle)
    finally:
        os.close(handle)


def _is_free(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
