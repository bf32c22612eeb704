"""The tables of ``archive.db`` that linking reads: records, their blocks, scores of pairs.

And what is still to be linked. Records are JSON that the events layer writes and
reads; articles are known here by their ids.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence

from index.store.sqlite import Database
from index.store.values import marks, parts

TABLES = """
CREATE TABLE record (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    body TEXT NOT NULL
);
-- Articles (by key: they may be gone) whose links are not worked out yet.
CREATE TABLE unsettled (key TEXT PRIMARY KEY) WITHOUT ROWID;
-- Records that new ones took the place of since the links were last worked out.
CREATE TABLE outdated (id INTEGER PRIMARY KEY, key TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE block (
    name TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    PRIMARY KEY (name, article)
) WITHOUT ROWID;
CREATE INDEX block_of_article ON block (article);
CREATE TABLE score (
    a INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    b INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    score REAL NOT NULL,
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX score_b ON score (b);
"""


class LinkingTables:
    """Reading and writing the tables that linking reads, of one archive.

    Methods whose first argument is a connection belong inside a write transaction.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def put_record(
        self, connection: sqlite3.Connection, article: int, body: str, blocks: Iterable[str]
    ) -> None:
        """Keep an article's record and the blocks it belongs to."""
        connection.execute(
            "INSERT OR REPLACE INTO record (article, body) VALUES (?,?)", (article, body)
        )
        self.put_blocks(connection, article, blocks)

    def put_blocks(
        self, connection: sqlite3.Connection, article: int, blocks: Iterable[str]
    ) -> None:
        """The blocks an article belongs to, in place of those of before."""
        connection.execute("DELETE FROM block WHERE article = ?", (article,))
        connection.executemany(
            "INSERT OR IGNORE INTO block (name, article) VALUES (?,?)",
            ((name, article) for name in blocks),
        )

    def records(self, articles: Collection[int]) -> dict[int, str]:
        """The records of those articles that have one."""
        found: dict[int, str] = {}
        for part in parts(list(articles)):
            found.update(
                self._database.read(
                    f"SELECT article, body FROM record WHERE article IN ({marks(part)})", part
                )
            )
        return found

    def in_blocks(self, names: Collection[str]) -> dict[str, list[int]]:
        """For each block the articles in it."""
        found: dict[str, list[int]] = {}
        for part in parts(list(names)):
            for name, article in self._database.read(
                f"SELECT name, article FROM block WHERE name IN ({marks(part)})", part
            ):
                found.setdefault(name, []).append(article)
        return found

    def in_most(self, names: Collection[str], least: int) -> list[int]:
        """The articles in at least so many of some blocks, of which there are not too many."""
        found = self._database.read(
            f"SELECT article FROM block WHERE name IN ({marks(list(names))})"
            " GROUP BY article HAVING count(*) >= ?",
            [*names, least],
        )
        return [article for (article,) in found]

    def scores(self, articles: Collection[int]) -> dict[int, dict[int, float]]:
        """Story scores of articles with others."""
        found: dict[int, dict[int, float]] = {}
        for part in parts(list(articles)):
            for a, b, score in self._database.read(
                f"SELECT a, b, score FROM score WHERE a IN ({marks(part)})", part
            ):
                found.setdefault(a, {})[b] = score
        return found

    def put_scores(
        self, connection: sqlite3.Connection, article: int, scores: dict[int, float]
    ) -> None:
        """Replace all story scores of an article; they hold in both directions."""
        connection.execute("DELETE FROM score WHERE a = ?", (article,))
        connection.execute("DELETE FROM score WHERE b = ?", (article,))
        connection.executemany(
            "INSERT OR REPLACE INTO score (a, b, score) VALUES (?,?,?)",
            [(article, other, score) for other, score in scores.items()]
            + [(other, article, score) for other, score in scores.items()],
        )

    def unsettle(self, connection: sqlite3.Connection, article: int, key: str) -> None:
        """Note that an article is new, about to change or to go, and has to be linked anew.

        To be called before its record is replaced: linking must know what the
        article said before.
        """
        connection.execute("INSERT OR IGNORE INTO unsettled (key) VALUES (?)", (key,))
        connection.execute(
            "INSERT INTO outdated (key, body) SELECT ?, body FROM record WHERE article = ?",
            (key, article),
        )

    def supersede(self, connection: sqlite3.Connection, key: str, body: str) -> None:
        """Note a record as which an article was linked last, though its own is another."""
        connection.execute("INSERT INTO outdated (key, body) VALUES (?,?)", (key, body))

    def resettle(self, connection: sqlite3.Connection, keys: Iterable[str]) -> None:
        """Note that articles have to be linked anew, though they say what they said."""
        connection.executemany(
            "INSERT OR IGNORE INTO unsettled (key) VALUES (?)", ((key,) for key in keys)
        )

    def outdated(self, keys: Sequence[str]) -> list[str]:
        """Records of these articles that were replaced since they were last linked."""
        found: list[str] = []
        for part in parts(keys):
            found += [
                row[0]
                for row in self._database.read(
                    f"SELECT body FROM outdated WHERE key IN ({marks(part)}) ORDER BY id", part
                )
            ]
        return found

    def unsettled(self, limit: int, only: Sequence[str] | None = None) -> list[str]:
        """Keys of articles, or ``only`` of these, whose links are not worked out yet."""
        if only is not None:
            found: list[str] = []
            for part in parts(only):
                sql = f"SELECT key FROM unsettled WHERE key IN ({marks(part)}) ORDER BY key"
                found += [row[0] for row in self._database.read(sql, part)]
            return found[:limit]
        return [
            row[0]
            for row in self._database.read(
                "SELECT key FROM unsettled ORDER BY key LIMIT ?", [limit]
            )
        ]

    def settled(self, connection: sqlite3.Connection, keys: Iterable[str]) -> None:
        """These articles are linked now."""
        rows = [(key,) for key in keys]
        connection.executemany("DELETE FROM unsettled WHERE key = ?", rows)
        connection.executemany("DELETE FROM outdated WHERE key = ?", rows)
