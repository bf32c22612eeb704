"""Rows of a damaged database, as far as SQLite can still give them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from typing import Any


def both_ends(
    connection: sqlite3.Connection, select: str, order: str = "rowid"
) -> Iterator[tuple[Any, ...]]:
    """The rows of ``select`` from its beginning, then from its end, each up to the damage.

    A row may come twice.
    """
    yield from rows(connection, f"{select} ORDER BY {order}")
    yield from rows(connection, f"{select} ORDER BY {order} DESC")


def rows(
    connection: sqlite3.Connection, select: str, parameters: tuple[Any, ...] = ()
) -> Iterator[tuple[Any, ...]]:
    """The rows up to the first that cannot be read."""
    with suppress(sqlite3.Error, UnicodeDecodeError, OverflowError):
        yield from connection.execute(select, parameters)
