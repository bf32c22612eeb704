"""The open ``notes.db``: transactions, undoable steps, and what other instances do."""

from __future__ import annotations

import sqlite3
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from index.errors import LibraryLocked, LibraryUnwritable
from index.language.fold import fold_case
from index.notes import journal
from index.notes.annotating import to_stamp
from index.notes.journal import Step
from index.store import notes_db, notes_schema, notes_state
from index.store.notes_db import AnnotationRow
from index.store.sqlite import Database

# Letters whose folding may change from one release of culm, or of Unicode, to the next.
_FOLDING_PROBE = "".join(
    map(chr, (*range(0xA0, 0x250), *range(0x1E00, 0x1F00), *range(0x2010, 0x2060)))
)


def utc_now() -> datetime:
    """The present time, in UTC."""
    return datetime.now(UTC)


class Ledger:
    """One open ``notes.db`` and the rules that every change of it keeps.

    Safe to use from any thread and from several processes at once. A change is
    on disk when the method that makes it returns; when it raises (such as
    :class:`LibraryLocked` or :class:`LibraryUnwritable`) nothing has changed.
    ``has_written`` tells whether this instance has changed anything.
    """

    def __init__(self, database: Database, now: Callable[[], datetime] = utc_now) -> None:
        self.database = database
        self.now = now
        self._lock = threading.RLock()
        self._positions: dict[str, int] = {}
        self._folding_checked = False
        self.has_written = False
        # Annotations by id: the first and last of the revisions that were made here in a row.
        self._revised: dict[str, tuple[int, int]] = {}
        self._seen = self.generation()

    @classmethod
    def open(
        cls, path: Path, backups: Path | None = None, now: Callable[[], datetime] = utc_now
    ) -> Self:
        """Open ``notes.db``, made when it is missing and no backup tells that it was lost.

        ``backups`` is the directory of its backups, by default the one beside it.
        Raises what :class:`index.store.sqlite.Database` raises.
        """
        return cls(Database(path, notes_schema.SCHEMA, backups or path.parent / "backups"), now)

    def close(self) -> None:
        """Save what is pending, if it can be, and close; the object can be used no more."""
        try:
            # Only reading positions are pending: why they cannot be saved was told when they were.
            with suppress(LibraryUnwritable, LibraryLocked):
                self.flush()
        finally:
            self.database.close()

    def flush(self) -> None:
        """Put pending reading positions on disk; a read-only library forgets them."""
        with self._lock:
            if self.database.read_only:
                self._positions.clear()
            elif saved := dict(self._positions):
                with self.database.write() as connection:
                    notes_state.set_positions(connection, saved)
                self._forget_positions(saved)

    def undo(self, number: int | None = None) -> str | None:
        """Take back the latest step, or that of this number, whichever instance took it.

        Words for the user ("Undone: …"), ``None`` when there is nothing to undo. No words
        ("") for one that changes nothing in ``notes.db``: articles that were taken out.
        """
        return self._replay(lambda step: journal.undo(step, number), "Undone")

    def redo(self, number: int | None = None) -> str | None:
        """Take the step again that was undone last; as :meth:`undo`."""
        return self._replay(lambda step: journal.redo(step, number), "Redone")

    def latest_step(self) -> int:
        """The number of the step that :meth:`undo` would take back; 0 when there is none."""
        with self._reading() as connection:
            return journal.latest(connection)

    def next_step(self) -> int:
        """The number of the step that :meth:`redo` would take again; 0 when there is none."""
        with self._reading() as connection:
            return journal.next_undone(connection)

    def generation(self) -> int:
        """A number that grows with every change by anyone (but of reading positions)."""
        return self._fact("generation")

    def changed(self) -> bool:
        """Whether another instance changed something since this was last asked. Cheap."""
        now = self.generation()
        with self._lock:
            before, self._seen = self._seen, now
        return now != before

    def as_we_left(self, seen: Mapping[str, int]) -> dict[str, int]:
        """Revisions of annotations by id, with what this instance has changed since.

        One that was ``seen`` at a revision may be changed again, by whoever saw it, before
        what was made of it here is shown: that is no change by somebody else. What was put
        into the trash here stays as it was seen.
        """
        revisions = dict(seen)
        with self._lock:
            for id, revision in seen.items():
                first, last = self._revised.get(id, (0, 0))
                if first <= revision + 1 <= last:
                    revisions[id] = last
        return revisions

    @contextmanager
    def _step(self) -> Iterator[Step]:
        """One transaction. What it adds to ``step.changes`` becomes one undoable step.

        A transaction that changes something without that (a purge, an undo) sets
        ``step.touched``, so that other instances notice.
        """
        with self._lock:
            with self.database.write() as connection:
                step = Step(connection, to_stamp(self.now()), fold_case)
                yield step
                if step.changes:
                    journal.record(step)
                    step.touched = True
                before = notes_db.fact(connection, "generation", 0)
                if step.touched:
                    notes_db.set_fact(connection, "generation", before + 1)
                    self.has_written = True
                    saved = dict(self._positions)
                    notes_state.set_positions(connection, saved)
            for row in step.revised:
                self._remember_revision(row)
            if step.touched:
                self._forget_positions(saved)
                if self._seen == before:
                    self._seen = before + 1

    def _remember_revision(self, row: AnnotationRow) -> None:
        first, last = self._revised.pop(row.id, (0, 0))
        if row.deleted is None:
            follows = last == row.revision - 1
            self._revised[row.id] = (first if follows else row.revision, row.revision)

    def _forget_positions(self, saved: dict[str, int]) -> None:
        """Drop positions that are on disk, but for those that have changed meanwhile."""
        for article, position in saved.items():
            if self._positions.get(article) == position:
                self._positions.pop(article, None)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """The connection for a single query."""
        with self.database.failures():
            yield self.database.connection()

    def _replay(self, play: Callable[[Step], bool], what: str) -> str | None:
        with self._step() as step:
            step.touched = play(step)
        if not step.touched:
            return None
        return f"{what}: {step.words}" if step.words else ""

    def _keep_folded(self) -> None:
        """Make sure that what is stored folded was folded as queries are now."""
        if self._folding_checked:
            return
        folding = zlib.crc32(fold_case(_FOLDING_PROBE).encode())
        if self._fact("folding") != folding:
            # A library that cannot be written just now is searched as it is.
            with suppress(LibraryLocked, LibraryUnwritable), self._step() as step:
                notes_db.refold(step.connection, step.fold)
                notes_db.set_fact(step.connection, "folding", folding)
        self._folding_checked = True

    def _fact(self, name: str) -> int:
        with self._reading() as connection:
            return int(notes_db.fact(connection, name, 0))


def counted(number: int, noun: str) -> str:
    """A number with its noun: 1 article, 3 articles."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
