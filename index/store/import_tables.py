"""The tables of ``archive.db`` that say which import brought which articles.

An article is remembered by its key, so that one that was taken out and brought back still
is of its import.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from msgspec import Struct

from index.store.sqlite import Database

TABLES = """
CREATE TABLE import (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    begun INTEGER NOT NULL,
    places TEXT NOT NULL,
    sources TEXT NOT NULL DEFAULT '[]'
);
CREATE TABLE brought (
    key TEXT PRIMARY KEY,
    import INTEGER NOT NULL REFERENCES import (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX brought_by ON brought (import);
"""


class ImportRow(Struct, frozen=True):
    """An import that added something.

    ``begun`` is in seconds since 1970; ``places`` are the paths and addresses that were
    named, ``sources`` those among them that were not followed before. ``articles`` counts
    what it added that is in the library now.
    """

    id: int
    begun: int
    places: tuple[str, ...]
    sources: tuple[str, ...]
    articles: int


class ImportTables:
    """Which imports there were. Methods with a connection belong inside a write transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, connection: sqlite3.Connection, begun: int, places: Sequence[str]) -> int:
        """Note an import; its id."""
        (number,) = connection.execute(
            "INSERT INTO import (begun, places) VALUES (?,?) RETURNING id",
            (begun, json.dumps(list(places))),
        ).fetchone()
        return int(number)

    def put_brought(self, connection: sqlite3.Connection, number: int, keys: Iterable[str]) -> None:
        """Note what an import added: articles, and copies of articles."""
        connection.executemany(
            "INSERT OR REPLACE INTO brought (key, import) VALUES (?,?)",
            [(key, number) for key in keys],
        )

    def put_sources(
        self, connection: sqlite3.Connection, number: int, places: Iterable[str]
    ) -> None:
        """Note what is followed since an import, and was not before."""
        ((held,),) = connection.execute("SELECT sources FROM import WHERE id = ?", (number,))
        all_of_it = dict.fromkeys([*json.loads(held), *places])
        connection.execute(
            "UPDATE import SET sources = ? WHERE id = ?", (json.dumps(list(all_of_it)), number)
        )

    def all(self) -> list[ImportRow]:
        """The imports of which something is in the library, the latest first."""
        rows = self._database.read(
            "SELECT import.id, begun, places, sources, count(*) FROM import"
            " JOIN brought ON brought.import = import.id JOIN article ON article.key = brought.key"
            " GROUP BY import.id ORDER BY import.id DESC"
        )
        return [
            ImportRow(number, begun, tuple(json.loads(places)), tuple(json.loads(sources)), count)
            for number, begun, places, sources, count in rows
        ]

    def brought(self, number: int) -> list[str]:
        """The keys of all that an import added, whether it is there yet or not."""
        rows = self._database.read(
            "SELECT key FROM brought WHERE import = ? ORDER BY key", (number,)
        )
        return [key for (key,) in rows]
