"""The table of ``archive.db`` that says which inputs were read, and what became of them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from index.store.sqlite import Database

SEVERAL = "*"
"""Stands for the key of an input that held more than one article."""
_NEVER = -2
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


@dataclass(frozen=True, slots=True)
class InputState:
    """What an input looked like when it was last read.

    ``key`` is that of its article, ``*`` when it held several, empty when none
    could be read; ``error`` says what could not be read, and why.
    """

    size: int
    mtime_ns: int
    key: str
    error: str = ""


class InputTables:
    """The inputs of a library: files and what was read of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def state(self, path: str) -> InputState | None:
        """What is known of an input, ``None`` when it was never read."""
        rows = self._database.read(
            "SELECT size, mtime_ns, key, error FROM input WHERE path = ?", (path,)
        )
        return InputState(*rows[0]) if rows else None

    def of_key(self, key: str) -> list[str]:
        """The inputs that were read as the article with this key."""
        return [
            row[0] for row in self._database.read("SELECT path FROM input WHERE key = ?", (key,))
        ]

    def read_again(self, connection: sqlite3.Connection, key: str) -> None:
        """An article was removed: what may hold it is read when it is added again.

        Which articles a collection holds is not known, so this goes for all collections.
        """
        connection.execute(
            "UPDATE input SET mtime_ns = ? WHERE key IN (?, ?)", (_NEVER, key, SEVERAL)
        )

    def put(self, connection: sqlite3.Connection, path: str, state: InputState) -> None:
        connection.execute(
            "INSERT OR REPLACE INTO input (path, size, mtime_ns, key, error) VALUES (?,?,?,?,?)",
            (path, state.size, state.mtime_ns, state.key, state.error),
        )
