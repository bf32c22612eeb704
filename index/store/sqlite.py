"""Opening SQLite files so that nothing in them is lost, locked for ever or seen by strangers.

Both databases of a library go through :class:`Database`. It keeps one connection
per thread, writes only inside ``BEGIN IMMEDIATE`` transactions, turns every
SQLite failure into one of :mod:`index.errors`, and brings old schemas up to date
after a backup. Rollback journals only: write-ahead logging needs shared memory
beside the file, fails in read-only directories, and releases up to 3.51.2 can
lose a commit when the log is reset.

A database file must never be opened with plain :func:`open` while a connection
to it exists in the same process: closing such a handle drops SQLite's POSIX
locks (see "How To Corrupt An SQLite Database File", section 2.2).
"""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import Any

from index.errors import (
    NOTHING_CHANGED,
    LibraryClosed,
    LibraryDamaged,
    LibraryLocked,
    LibraryTooNew,
    LibraryUnwritable,
)
from index.files import (
    close_to_others,
    identity,
    is_on_read_only_system,
    make_private_directory,
    make_private_file,
    replacing,
    writable,
)
from index.store.own_files import require_own, require_own_beside, require_own_directory
from index.store.sqlite_failures import named, not_utf_8
from index.store.sqlite_schema import Schema, missing_columns

Parameters = Sequence[Any] | dict[str, Any]

BUSY_SECONDS = 5.0
CLOSE_SECONDS = 30.0
_ACTING = "SELECT 1 FROM sqlite_master WHERE type IN ('trigger', 'view') LIMIT 1"


class _Connection(sqlite3.Connection):
    """A connection that knows its file and closes itself when its thread ends."""

    file: tuple[int, int] = (0, 0)

    def __del__(self) -> None:
        # Closing fails when opening already had.
        with suppress(sqlite3.Error):
            self.close()


class Database:
    """One SQLite file, usable from any thread.

    ``path`` is created (mode 0600, its directory 0700) when it does not exist.
    ``backups`` is where a copy goes before a migration. ``read_only`` is true
    when the file or its directory cannot be written; reading then works as usual
    and :meth:`write` raises :class:`LibraryUnwritable`.

    Raises :class:`LibraryLocked`, :class:`LibraryTooNew` (the file is left
    untouched), :class:`LibraryDamaged`, :class:`LibraryUnwritable`.
    """

    def __init__(self, path: Path, schema: Schema, backups: Path | None = None) -> None:
        self.path = path
        self.schema = schema
        self.backups = backups
        self._local = threading.local()
        self._connections: weakref.WeakSet[_Connection] = weakref.WeakSet()
        self._guard = threading.Condition()
        self._uses: Counter[int] = Counter()
        self._closed = False
        self._make_file()
        self.read_only = not writable(path)
        self._admit()

    # -- reading ---------------------------------------------------------------

    def read(self, sql: str, parameters: Parameters = ()) -> list[Any]:
        """All rows of one query, as tuples."""
        with self._own_failures():
            return self.connection().execute(sql, parameters).fetchall()

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """A read transaction: every query inside sees the same state."""
        with self.failures():
            connection = self.connection()
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                if connection.in_transaction:
                    connection.rollback()

    def data_version(self) -> int:
        """A number that changes when any other connection has committed.

        Comparable only between calls from the same thread (``PRAGMA data_version``).
        """
        return int(self.read("PRAGMA data_version")[0][0])

    # -- writing ---------------------------------------------------------------

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction: on disk when the block has ended, or nothing changed at all."""
        self._require_writable()
        with self.failures():
            connection = self._begin()
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.rollback()
                raise

    def copy_to(self, target: Path) -> None:
        """Write a consistent copy of the database to ``target``, replacing it in one step."""
        try:
            with (
                replacing(target, through_links=False) as draft,
                self.failures(),
                closing(sqlite3.connect(draft)) as copy,
            ):
                self.connection().backup(copy, progress=_no_longer_than(BUSY_SECONDS, self.path))
        except (LibraryUnwritable, OSError) as error:
            # It is the copy that has no room.
            reason = getattr(error, "strerror", None) or error.__cause__ or error
            raise LibraryUnwritable(
                f"{target} could not be written ({reason}){NOTHING_CHANGED}"
            ) from error

    def replace_with(self, source: Path) -> None:
        """Put the contents of another database file in the place of ours, all or nothing.

        Happens inside the live file, under its lock: other processes go on
        reading and see the new contents afterwards.
        """
        self._require_writable()
        address = f"{source.absolute().as_uri()}?mode=ro"
        with self.failures(), closing(sqlite3.connect(address, uri=True)) as new:
            new.backup(self.connection(), progress=_no_longer_than(BUSY_SECONDS, self.path))

    # -- care ------------------------------------------------------------------

    def problems(self, *, thorough: bool = False) -> list[str]:
        """What SQLite finds wrong with the file; empty when it is sound.

        ``thorough`` also compares every index with its table.
        """
        try:
            rows = self.read("PRAGMA integrity_check" if thorough else "PRAGMA quick_check")
            found = [str(text) for (text,) in rows if text != "ok"]
            return found or missing_columns(self.schema, self.read)
        except LibraryDamaged as error:
            return [str(error)]

    def close(self) -> None:
        """Close the connections of all threads; the database can be used no more.

        Waits for what other threads are doing: SQLite does not survive that a
        connection is closed under a running statement. What takes longer than
        ``CLOSE_SECONDS`` keeps its connection, which ends with the process.
        """
        me = threading.get_ident()
        with self._guard:
            self._closed = True
            idle = self._guard.wait_for(lambda: not set(self._uses) - {me}, CLOSE_SECONDS)
            connections = list(self._connections)
        if idle:
            for connection in connections:
                connection.close()

    def connection(self) -> _Connection:
        """The calling thread's connection (autocommit: transactions are begun by hand)."""
        if self._closed:
            raise LibraryClosed(f"{self.path} was closed")
        held: _Connection | None = getattr(self._local, "connection", None)
        if held is None:
            held = self._local.connection = self._connect()
        return held

    @contextmanager
    def failures(self) -> Iterator[None]:
        """Turn what SQLite raises inside the block into the errors of :mod:`index.errors`.

        While a thread is inside, :meth:`close` waits for it.
        """
        me = threading.get_ident()
        with self._guard:
            if self._closed:
                raise LibraryClosed(f"{self.path} was closed")
            self._uses[me] += 1
        try:
            yield
        except sqlite3.Error as error:
            raise named(error, self.path, self.schema.remedy) from error
        finally:
            with self._guard:
                self._uses[me] -= 1
                if not self._uses[me]:
                    del self._uses[me]
                    self._guard.notify_all()

    @contextmanager
    def _own_failures(self) -> Iterator[None]:
        """:meth:`failures` around nothing but SQLite, which may quote broken names in errors."""
        with self.failures():
            try:
                yield
            except UnicodeDecodeError as error:
                raise not_utf_8(self.path, self.schema.remedy) from error

    # -- opening ---------------------------------------------------------------

    def _make_file(self) -> None:
        """Make a missing file, unless its absence means that something was lost."""
        require_own(self.path, self.schema.remedy)
        require_own_beside(self.path, self.schema.remedy)
        if self.backups is not None:
            require_own_directory(self.backups)
        if self.path.exists() and not self.path.is_file():
            raise LibraryUnwritable(f"{self.path} is not a file; move it away")
        if self.path.exists() and self.path.stat().st_size > 0:
            return
        backups = self.backups.glob(f"**/{self.path.stem}*.db") if self.backups else ()
        if self.schema.precious and any(backups):
            found = "is empty" if self.path.exists() else "is missing"
            raise LibraryDamaged(f"{self.path} {found}; {self.schema.remedy}")
        try:
            make_private_directory(self.path.parent)
            make_private_file(self.path)
        except OSError as error:
            reason = error.strerror or error
            raise LibraryUnwritable(f"{self.path} cannot be made: {reason}") from error

    def _connect(self) -> _Connection:
        with self._own_failures():
            mode = "ro" if self.read_only else "rw"
            connection = sqlite3.connect(
                f"{self.path.absolute().as_uri()}?mode={mode}",
                uri=True,
                timeout=BUSY_SECONDS,
                isolation_level=None,
                check_same_thread=False,
                factory=_Connection,
            )
            connection.file = identity(self.path)
            connection.execute(f"PRAGMA synchronous={self.schema.synchronous}")
            if self.schema.prepare is not None:
                self.schema.prepare(connection)
            with self._guard:
                self._connections.add(connection)
            return connection

    def _admit(self) -> None:
        """Refuse what is not ours, damaged or too new, before anything is written."""
        with self._own_failures():
            connection = self.connection()
            try:
                self._look(connection)
                # Only now is it known to be culm's.
                close_to_others(self.path)
                if not self.read_only:
                    connection.execute(f"PRAGMA journal_mode={self.schema.journal}")
                    self._migrate(connection)
            except BaseException:
                self.close()
                raise

    def _look(self, connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN")
        (mark,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        (page_size,) = connection.execute("PRAGMA page_size").fetchone()
        acting = not self.schema.has_triggers and connection.execute(_ACTING).fetchone()
        size = self.path.stat().st_size
        connection.rollback()
        newest = len(self.schema.migrations)
        # SQLite takes a file of one byte for an empty database, and reads zeros
        # where the last page was cut.
        if size < pages * page_size or (size and not pages):
            raise LibraryDamaged(
                f"{self.path} was cut off after {size} bytes; {self.schema.remedy}"
            )
        if pages and mark != self.schema.application_id:
            raise LibraryDamaged(f"{self.path} is not a file of culm; {self.schema.remedy}")
        if acting:
            # It would act whenever something is written: on a mark that was just made.
            raise LibraryDamaged(
                f"{self.path} has triggers or views in it, which are not culm's;"
                f" {self.schema.remedy}"
            )
        if version > newest:
            raise LibraryTooNew(
                f"{self.path} was made by a newer culm (schema {version}, this one knows "
                f"{newest}); it was left untouched, use the newer culm"
            )
        if self.read_only and version < newest:
            raise LibraryUnwritable(
                f"{self.path} has an older schema and cannot be written to bring it up to date;"
                " let culm write it once"
            )

    def _migrate(self, connection: sqlite3.Connection) -> None:
        newest = len(self.schema.migrations)
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version == newest:
            return
        if version and self.backups is not None:
            self.copy_to(self.backups / f"{self.path.stem}-before-schema-{version + 1}.db")
        with self.write():
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            for step in self.schema.migrations[version:]:
                step(connection)
            connection.execute(f"PRAGMA application_id={self.schema.application_id:d}")
            connection.execute(f"PRAGMA user_version={newest:d}")

    # -- transactions ----------------------------------------------------------

    def _begin(self) -> _Connection:
        """Begin to write to the file that the path names now.

        Somebody may have put another file there (a damaged one set aside, a
        copy from elsewhere); a commit to the old one would be lost.
        """
        connection = self.connection()
        connection.execute("BEGIN IMMEDIATE")
        try:
            same = connection.file == self._identity_now()
        except BaseException:
            connection.rollback()
            raise
        if not same:
            connection.rollback()
            connection.close()
            connection = self._local.connection = self._connect()
            self._look(connection)
            connection.execute("BEGIN IMMEDIATE")
        return connection

    def _identity_now(self) -> tuple[int, int]:
        try:
            return identity(self.path)
        except FileNotFoundError as error:
            raise LibraryDamaged(
                f"{self.path} was taken away while in use; {self.schema.remedy}"
            ) from error

    def _require_writable(self) -> None:
        if self.read_only:
            is_system = is_on_read_only_system(self.path.parent)
            why = "its file system is read-only" if is_system else "for want of permission"
            raise LibraryUnwritable(f"{self.path} cannot be written, {why}{NOTHING_CHANGED}")


def _no_longer_than(seconds: float, path: Path) -> Callable[[int, int, int], None]:
    """A progress function for a copy, which by itself would wait for a lock for ever."""
    deadline = monotonic() + seconds

    def check(status: int, remaining: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and monotonic() > deadline:
            raise LibraryLocked(
                f"{path} is being written by another process; try again when that has ended"
            )

    return check
