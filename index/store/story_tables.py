"""The tables of ``archive.db`` that hold stories: analysis, made again at any time."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence

from msgspec import Struct

from index.store.former_ids import former_story
from index.store.sqlite import Database
from index.store.values import marks, parts

TABLES = """
CREATE TABLE story (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    begin TEXT,
    end TEXT,
    event INTEGER
);
CREATE TABLE story_article (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    story INTEGER NOT NULL REFERENCES story (id) ON DELETE CASCADE,
    rank INTEGER NOT NULL
);
CREATE INDEX article_of_story ON story_article (story);
"""


class StoryRow(Struct, frozen=True):
    """A story and its articles, the most central first."""

    id: int
    name: str
    begin: str | None
    end: str | None
    event: int | None
    articles: tuple[int, ...]


class StoryTables:
    """Reading and writing the stories of one archive.

    Methods whose first argument is a connection belong inside a write transaction.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def stories_of(self, articles: Collection[int]) -> dict[int, tuple[int, ...]]:
        """The stories that hold one of ``articles``, each with all its articles."""
        ids: set[int] = set()
        for part in parts(list(articles)):
            ids.update(
                row[0]
                for row in self._database.read(
                    f"SELECT story FROM story_article WHERE article IN ({marks(part)})", part
                )
            )
        return {row.id: row.articles for row in self.stories(sorted(ids))}

    def stories(self, ids: Sequence[int] | None = None) -> list[StoryRow]:
        """Stories with their articles, by date; all of them without ``ids``."""
        if ids is None:
            ids = [row[0] for row in self._database.read("SELECT id FROM story")]
        held: dict[int, list[int]] = {}
        found: list[tuple[int, str, str | None, str | None, int | None]] = []
        for part in parts(ids):
            found += self._database.read(
                f"SELECT id, name, begin, end, event FROM story WHERE id IN ({marks(part)})", part
            )
            for story, article in self._database.read(
                f"SELECT story, article FROM story_article WHERE story IN ({marks(part)})"
                " ORDER BY story, rank",
                part,
            ):
                held.setdefault(story, []).append(article)
        rows = [StoryRow(*row, tuple(held.get(row[0], ()))) for row in found]
        return sorted(rows, key=lambda row: (row.begin or row.end or "9999", row.name, row.id))

    def delete_stories(self, connection: sqlite3.Connection, ids: Iterable[int]) -> None:
        """Delete stories; their articles stay."""
        connection.executemany("DELETE FROM story WHERE id = ?", ((number,) for number in ids))

    def put_story(self, connection: sqlite3.Connection, row: StoryRow) -> int:
        """Store a story; its id.

        That is ``row.id``, a new one when it is 0, or before all else the one of
        before all was made again of which it holds most.
        """
        former = former_story(connection, row.articles)
        number = connection.execute(
            "INSERT INTO story (id, name, begin, end, event) VALUES (?,?,?,?,?) RETURNING id",
            (former or row.id or None, row.name, row.begin, row.end, row.event),
        ).fetchone()[0]
        connection.executemany(
            "INSERT OR REPLACE INTO story_article (article, story, rank) VALUES (?,?,?)",
            ((article, number, rank) for rank, article in enumerate(row.articles)),
        )
        return int(number)

    def main_event(self, article: int) -> int | None:
        """The event that an article is about, if any."""
        rows = self._database.read(
            "SELECT event FROM story JOIN story_article ON story = id WHERE article = ?", (article,)
        )
        return rows[0][0] if rows else None
