"""The table of ``archive.db`` that says which inputs were read, and what became of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from index.errors import LACKS_PACKAGE
from index.store.sqlite import Database

SEVERAL = "*"
"""Stands for the key of an input that held more than one article."""
NEVER = -2
"""A time of change that no input has, so that it is read whenever it is met."""

TABLES = """
CREATE TABLE input (
    path TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    key TEXT NOT NULL,
    error TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX input_key ON input (key) WHERE key NOT IN ('', '*');
"""


FOLLOWED = """
ALTER TABLE input ADD COLUMN read_as TEXT NOT NULL DEFAULT '';
ALTER TABLE input ADD COLUMN digest TEXT NOT NULL DEFAULT '';
ALTER TABLE input ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;
CREATE INDEX input_digest ON input (digest) WHERE digest <> '';
CREATE TABLE source (path TEXT PRIMARY KEY, paused INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
"""

_STATE = "size, mtime_ns, key, error, read_as, digest, gone"


class InputState(Struct, frozen=True):
    """What an input looked like when it was last read.

    ``key`` is that of its article, ``*`` when it held several, empty when none
    could be read; ``error`` says what could not be read, and why. ``read_as`` is
    the key under which it was read, ``digest`` the SHA-256 of its bytes in hex (both
    empty in what an earlier culm read). ``gone``: it was not there any more when
    its folder was last looked at.
    """

    size: int
    mtime_ns: int
    key: str
    error: str = ""
    read_as: str = ""
    digest: str = ""
    gone: bool = False

    @property
    def is_to_be_read(self) -> bool:
        """Whether it has to be read again whatever it looks like.

        What a package was wanting for is no property of the input: it may be there by now.
        """
        return self.mtime_ns == NEVER or LACKS_PACKAGE in self.error


class Source(Struct, frozen=True):
    """A file or folder that was added: ``inputs`` read of it, ``gone`` of these no more there."""

    path: str
    paused: bool
    inputs: int
    gone: int


class InputTables:
    """The inputs of a library: files and what was read of them, and where they come from."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def state(self, path: str) -> InputState | None:
        """What is known of an input, ``None`` when it was never read."""
        rows = self._database.read(f"SELECT {_STATE} FROM input WHERE path = ?", (path,))
        return _state(rows[0]) if rows else None

    def of_key(self, key: str) -> list[str]:
        """The inputs that were read as the article with this key."""
        return [
            row[0] for row in self._database.read("SELECT path FROM input WHERE key = ?", (key,))
        ]

    def of_digest(self, digest: str) -> list[tuple[str, InputState]]:
        """The inputs that held these bytes when they were read, by their paths."""
        rows = self._database.read(
            f"SELECT path, {_STATE} FROM input WHERE digest = ? AND digest <> '' ORDER BY path",
            (digest,),
        )
        return [(row[0], _state(row[1:])) for row in rows]

    def under(self, path: str) -> list[tuple[str, InputState]]:
        """The inputs at and under a path."""
        rows = self._database.read(
            f"SELECT path, {_STATE} FROM input WHERE path = ? OR (path > ? AND path < ?)"
            " ORDER BY path",
            (path, *_inside(path)),
        )
        return [(row[0], _state(row[1:])) for row in rows]

    def read_again(self, connection: sqlite3.Connection, key: str) -> None:
        """An article was removed: what may hold it is read when it is added again.

        Which articles a collection holds is not known, so this goes for all collections.
        """
        connection.execute(
            "UPDATE input SET mtime_ns = ? WHERE key IN (?, ?)", (NEVER, key, SEVERAL)
        )

    def put(self, connection: sqlite3.Connection, path: str, state: InputState) -> None:
        """Keep what is known of the input at ``path``, in place of what was known."""
        connection.execute(
            f"INSERT OR REPLACE INTO input (path, {_STATE}) VALUES (?,?,?,?,?,?,?,?)",
            (
                path,
                state.size,
                state.mtime_ns,
                state.key,
                state.error,
                state.read_as,
                state.digest,
                state.gone,
            ),
        )

    def forget(self, connection: sqlite3.Connection, path: str) -> None:
        """What was read at a path lies elsewhere now."""
        connection.execute("DELETE FROM input WHERE path = ?", (path,))

    def mark_gone(self, connection: sqlite3.Connection, path: str) -> None:
        """An input is no more there; what was read of it stays."""
        connection.execute("UPDATE input SET gone = 1 WHERE path = ?", (path,))

    # -- sources -----------------------------------------------------------------------

    def sources(self) -> list[Source]:
        """What was added, by its path."""
        rows = self._database.read("SELECT path, paused FROM source ORDER BY path")
        found = []
        for path, paused in rows:
            ((inputs, gone),) = self._database.read(
                "SELECT count(*), coalesce(sum(gone), 0) FROM input"
                " WHERE path = ? OR (path > ? AND path < ?)",
                (path, *_inside(path)),
            )
            found.append(Source(path, bool(paused), inputs, gone))
        return found

    def source_paths(self) -> list[tuple[str, int]]:
        """What was added, by its path, and whether it is paused."""
        return [tuple(row) for row in self._database.read("SELECT path, paused FROM source")]

    def add_source(self, connection: sqlite3.Connection, path: str) -> bool:
        """Note that a path was added, unless it lies in one that was; what lies in it is in it.

        Whether it was noted.
        """
        around = path
        while around:
            if connection.execute("SELECT 1 FROM source WHERE path = ?", (around,)).fetchone():
                return False
            around = around.rpartition("/")[0]
        connection.execute("DELETE FROM source WHERE path > ? AND path < ?", _inside(path))
        connection.execute("INSERT INTO source (path) VALUES (?)", (path,))
        return True

    def pause_source(self, connection: sqlite3.Connection, path: str, paused: bool) -> bool:
        """Have a source left out when all are looked at, or not; whether it was known."""
        changed = connection.execute("UPDATE source SET paused = ? WHERE path = ?", (paused, path))
        return changed.rowcount > 0

    def remove_source(self, connection: sqlite3.Connection, path: str) -> bool:
        """Follow a source no longer; what was read of it stays. Whether it was known."""
        return connection.execute("DELETE FROM source WHERE path = ?", (path,)).rowcount > 0


def _state(row: Sequence[Any]) -> InputState:
    size, mtime_ns, key, error, read_as, digest, gone = row
    return InputState(size, mtime_ns, key, error, read_as, digest, bool(gone))


def _inside(path: str) -> tuple[str, str]:
    """The bounds between which all paths inside a folder lie, in the order of their bytes."""
    folder = path.rstrip("/")
    return f"{folder}/", f"{folder}0"
