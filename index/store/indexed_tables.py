"""What the search index knows of ``archive.db``, as the archive remembers it.

The index is told what the archive holds and never the other way round: here stands which
articles it has still to learn, and which to forget.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from index.store.sqlite import Database


class IndexedTables:
    """The search index's share of the archive.

    Methods whose first argument is a connection belong inside a write transaction.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting(self, limit: int) -> list[int]:
        """Ids of articles that the search index does not know in their present state."""
        return [
            row[0]
            for row in self._database.read(
                "SELECT id FROM article WHERE indexed = '' ORDER BY id LIMIT ?", (limit,)
            )
        ]

    def gone(self) -> list[int]:
        """Ids of removed articles that the search index may still hold."""
        return [row[0] for row in self._database.read("SELECT article FROM unindex")]

    def mark(
        self, connection: sqlite3.Connection, ids: Iterable[int], removed: Iterable[int] = ()
    ) -> None:
        """Note that the search index knows ``ids`` as they are now, and ``removed`` no more."""
        connection.executemany(
            "UPDATE article SET indexed = version WHERE id = ?", ((number,) for number in ids)
        )
        connection.executemany(
            "DELETE FROM unindex WHERE article = ?", ((number,) for number in removed)
        )

    def forget(self, connection: sqlite3.Connection) -> None:
        """The search index is gone: every article has to go in again."""
        connection.execute("UPDATE article SET indexed = ''")
        connection.execute("DELETE FROM unindex")

    def again(self, connection: sqlite3.Connection, ids: Iterable[int]) -> None:
        """Have the search index learn articles again."""
        connection.executemany(
            "UPDATE article SET indexed = '' WHERE id = ?", ((number,) for number in ids)
        )
