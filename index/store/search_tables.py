"""``notes.db``: saved searches and what was searched for.

Plain statements over an open connection, as :mod:`index.store.notes_state`.
Times are microseconds since 1970 in UTC.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Sequence
from typing import Any, NamedTuple

HISTORY_LENGTH = 1000


class SavedRow(NamedTuple):
    """A saved search. ``key`` runs it, ``sort`` is its order; ``folded`` is 0 or 1."""

    name: str
    query: str
    created: int
    key: str = ""
    sort: str = ""
    folded: int = 1


_COLUMNS = ", ".join(SavedRow._fields)


def keep_settings(connection: sqlite3.Connection) -> None:
    """The migration that gave saved searches key, order, folding, and a checksum."""
    for column in ("key TEXT", "sort TEXT"):
        connection.execute(f"ALTER TABLE saved_searches ADD COLUMN {column} NOT NULL DEFAULT ''")
    connection.execute("ALTER TABLE saved_searches ADD COLUMN folded INTEGER NOT NULL DEFAULT 1")
    connection.execute("ALTER TABLE saved_searches ADD COLUMN crc INTEGER NOT NULL DEFAULT 0")
    for row in saved_searches(connection):
        connection.execute(
            "UPDATE saved_searches SET crc = ? WHERE name = ?", (checksum(row), row.name)
        )


def checksum(row: SavedRow) -> int:
    """CRC-32 of all that is stored of a search."""
    return zlib.crc32("\n".join(map(str, row)).encode("utf-8"))


def saved_searches(connection: sqlite3.Connection) -> list[SavedRow]:
    """All saved searches, by name."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM saved_searches ORDER BY name")
    return [SavedRow(*row) for row in rows]


def saved_search(connection: sqlite3.Connection, name: str) -> SavedRow | None:
    """One saved search."""
    found = connection.execute(
        f"SELECT {_COLUMNS} FROM saved_searches WHERE name = ?", (name,)
    ).fetchone()
    return None if found is None else SavedRow(*found)


def set_saved_search(
    connection: sqlite3.Connection, name: str, value: Sequence[Any] | None
) -> None:
    """Save what follows the name in a :class:`SavedRow`, or with ``None`` forget the name.

    What is missing at the end of ``value`` is as it was before there was such a setting.
    """
    connection.execute("DELETE FROM saved_searches WHERE name = ?", (name,))
    if value is not None:
        row = SavedRow(name, *value)
        connection.execute(
            f"INSERT INTO saved_searches ({_COLUMNS}, crc) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*row, checksum(row)),
        )


def problems(connection: sqlite3.Connection) -> list[str]:
    """Which saved searches are not as they were written."""
    rows = connection.execute(f"SELECT {_COLUMNS}, crc FROM saved_searches")
    return [
        f"the saved search {row[0]!r} is not what was written"
        for *row, crc in rows
        if checksum(SavedRow(*row)) != crc
    ]


def remember_query(connection: sqlite3.Connection, query: str, at: int) -> None:
    """Put a query on top of the history; each is there once, the oldest fall out."""
    connection.execute("DELETE FROM search_history WHERE query = ?", (query,))
    connection.execute("INSERT INTO search_history (query, at) VALUES (?, ?)", (query, at))
    connection.execute(
        "DELETE FROM search_history WHERE id <= (SELECT max(id) FROM search_history) - ?"
        " AND (SELECT count(*) FROM search_history) > ?",
        (HISTORY_LENGTH, HISTORY_LENGTH),
    )


def query_history(connection: sqlite3.Connection, limit: int) -> list[str]:
    """The latest queries, newest first."""
    rows = connection.execute("SELECT query FROM search_history ORDER BY id DESC LIMIT ?", (limit,))
    return [query for (query,) in rows]
