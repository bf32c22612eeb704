"""What one kind of database is to hold, and whether a file of that kind still does."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any, Literal

from msgspec import Struct

Migration = Callable[[sqlite3.Connection], None]


class Schema(Struct, frozen=True):
    """What one kind of database holds and how careful to be with it.

    ``migrations[n]`` brings a database from ``user_version`` n to n + 1; each
    runs inside a transaction and must not commit. ``application_id`` marks the
    file as ours. ``remedy`` ends the message of :class:`LibraryDamaged` and says
    what to run. A ``precious`` database that is missing or empty although
    backups of it exist counts as damaged instead of being made anew.
    A database without ``has_triggers`` that has some came from somebody else, and is refused.
    ``prepare`` is called with every new connection (functions, extra pragmas).
    """

    application_id: int
    migrations: tuple[Migration, ...]
    remedy: str
    journal: Literal["DELETE", "TRUNCATE"] = "DELETE"
    synchronous: Literal["EXTRA", "FULL", "NORMAL"] = "EXTRA"
    precious: bool = False
    has_triggers: bool = False
    prepare: Callable[[sqlite3.Connection], None] | None = None


def missing_columns(schema: Schema, read: Callable[[str], list[Any]]) -> list[str]:
    """Columns that the schema of a file names otherwise than it was written with.

    ``read`` gives all rows of a query to the file. SQLite believes what a damaged schema
    says, as long as it is SQL.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as sound:
        if schema.prepare is not None:
            schema.prepare(sound)
        for step in schema.migrations:
            step(sound)
        wanted = _columns(lambda sql: sound.execute(sql).fetchall())
    there = _columns(read)
    return [
        f"{table} has no {column}"
        for table, columns in wanted.items()
        for column in sorted(columns - there.get(table, set()))
    ]


def _columns(read: Callable[[str], list[Any]]) -> dict[str, set[str]]:
    """The columns of every table."""
    rows = read(
        "SELECT m.name, c.name FROM sqlite_schema AS m, pragma_table_info(m.name) AS c "
        "WHERE m.type = 'table'"
    )
    found: dict[str, set[str]] = {}
    for table, column in rows:
        found.setdefault(table, set()).add(column)
    return found
