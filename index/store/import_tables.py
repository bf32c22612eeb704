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
HOW_FAR = """
ALTER TABLE import ADD COLUMN done INTEGER NOT NULL DEFAULT 0;
ALTER TABLE import ADD COLUMN total INTEGER NOT NULL DEFAULT 0;
ALTER TABLE import ADD COLUMN open INTEGER NOT NULL DEFAULT 0;
"""
FOLLOWING = "ALTER TABLE import ADD COLUMN follow INTEGER NOT NULL DEFAULT 0"


class ImportRow(Struct, frozen=True):
    """An import that added something, or has not come to its end.

    ``begun`` is in seconds since 1970; ``places`` are the paths and addresses that were
    named, ``sources`` those among them that were not followed before. ``articles`` and
    ``copies`` count what it added that is in the library now. Of its ``total`` inputs, ``done`` are
    read, as far as that is on disk; while it is ``open`` it runs, or was cut short. Of pages
    it was to ``follow`` the feeds that they offer.
    """

    id: int
    begun: int
    places: tuple[str, ...]
    sources: tuple[str, ...]
    articles: int
    copies: int = 0
    done: int = 0
    total: int = 0
    open: bool = False
    follow: bool = False


class ImportTables:
    """Which imports there were. Methods with a connection belong inside a write transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(
        self,
        connection: sqlite3.Connection,
        begun: int,
        places: Sequence[str],
        total: int,
        *,
        is_open: bool,
        follow: bool,
    ) -> int:
        """Note an import of so many inputs; its id."""
        (number,) = connection.execute(
            "INSERT INTO import (begun, places, total, open, follow) VALUES (?,?,?,?,?)"
            " RETURNING id",
            (begun, json.dumps(list(places)), total, is_open, follow),
        ).fetchone()
        return int(number)

    def go_on(self, connection: sqlite3.Connection, number: int, total: int) -> None:
        """An import that was cut short is taken up, with so many inputs now."""
        connection.execute("UPDATE import SET total = ? WHERE id = ?", (total, number))

    def is_there(self, connection: sqlite3.Connection, number: int) -> bool:
        """Whether anything is kept of an import."""
        return bool(connection.execute("SELECT 1 FROM import WHERE id = ?", (number,)).fetchone())

    def note_done(self, connection: sqlite3.Connection, number: int, done: int) -> None:
        """So many of an import's inputs are read."""
        connection.execute("UPDATE import SET done = ? WHERE id = ?", (done, number))

    def end(self, connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
        """Imports have come to their end; of those that added nothing nothing is kept."""
        for number in numbers:
            connection.execute("UPDATE import SET open = 0, done = total WHERE id = ?", (number,))
            connection.execute(
                "DELETE FROM import WHERE id = ?"
                " AND NOT EXISTS (SELECT 1 FROM brought WHERE import = import.id)",
                (number,),
            )

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

    def forget(self, connection: sqlite3.Connection, number: int) -> None:
        """Keep nothing of an import."""
        connection.execute("DELETE FROM import WHERE id = ?", (number,))

    def all(self, *, open_only: bool = False) -> list[ImportRow]:
        """The imports of which something is in the library, the latest first.

        Those too that are open and have added nothing yet.
        """
        rows = self._database.read(
            "SELECT import.id, begun, places, sources, count(article.id), count(copy.key),"
            " done, total, open, follow"
            " FROM import LEFT JOIN brought ON brought.import = import.id"
            " LEFT JOIN article ON article.key = brought.key"
            " LEFT JOIN copy ON copy.key = brought.key"
            f"{' WHERE open' if open_only else ''} GROUP BY import.id"
            # One that is open and of which all was taken out is offered no more.
            " HAVING count(article.id) OR count(copy.key) OR (open AND NOT count(brought.key))"
            " ORDER BY import.id DESC"
        )
        return [
            ImportRow(
                number,
                begun,
                tuple(json.loads(places)),
                tuple(json.loads(sources)),
                count,
                copies,
                done,
                total,
                bool(is_open),
                bool(follow),
            )
            for number, begun, places, sources, count, copies, done, total, is_open, follow in rows
        ]

    def open_ones(self, *, follow: bool) -> dict[int, tuple[str, ...]]:
        """The imports that run or were cut short, and what each was to read, or to ``follow``."""
        rows = self._database.read(
            "SELECT id, places FROM import WHERE open AND follow = ? ORDER BY id", (follow,)
        )
        return {number: tuple(json.loads(places)) for number, places in rows}

    def any_open(self) -> bool:
        """Whether an import runs or was cut short."""
        return bool(self._database.read("SELECT 1 FROM import WHERE open LIMIT 1"))

    def brought(self, number: int) -> list[str]:
        """The keys of all that an import added, whether it is there yet or not."""
        rows = self._database.read(
            "SELECT key FROM brought WHERE import = ? ORDER BY key", (number,)
        )
        return [key for (key,) in rows]
