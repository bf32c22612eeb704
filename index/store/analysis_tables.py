"""The tables of ``archive.db`` that hold what the language layer found in each article.

Its mentions, dates and entities, whole. What the library makes of the entities of all
articles is in :mod:`index.store.entity_tables`. Both are analysis: emptied and filled
again from the articles at any time.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from msgspec.structs import replace

from index.language.claims import joined
from index.language.model import Analysis, EntityType, LocalEntity, Mention, Timex, TimexType
from index.store.entity_tables import EntityTables
from index.store.join_tables import JoinTables
from index.store.sqlite import Database
from index.store.values import interval_of, iso

TABLES = """
CREATE TABLE analysis (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    mentions TEXT NOT NULL,
    timexes TEXT NOT NULL,
    entities TEXT NOT NULL
);

"""

# Looking through all articles for those without an analysis would take longer with each.
WAITING = """
CREATE TABLE unanalysed (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE
);
INSERT INTO unanalysed SELECT id FROM article WHERE id NOT IN (SELECT article FROM analysis)
"""

WAITING_TRIGGERS = (
    """
CREATE TRIGGER article_unanalysed AFTER INSERT ON article BEGIN
    INSERT OR IGNORE INTO unanalysed (article) VALUES (new.id);
END
""",
    """
CREATE TRIGGER article_analysed AFTER INSERT ON analysis BEGIN
    DELETE FROM unanalysed WHERE article = new.article;
END
""",
    """
CREATE TRIGGER analysis_gone AFTER DELETE ON analysis
WHEN EXISTS (SELECT 1 FROM article WHERE id = old.article) BEGIN
    INSERT OR IGNORE INTO unanalysed (article) VALUES (old.article);
END
""",
)


class AnalysisTables:
    """Reading and writing the analysis of one archive.

    Methods whose first argument is a connection belong inside a write transaction.
    """

    def __init__(self, database: Database, entities: EntityTables) -> None:
        """``entities`` are those of the same database."""
        self._database = database
        self._entities = entities
        self._joins = JoinTables(database)

    def put_analysis(
        self,
        connection: sqlite3.Connection,
        article_id: int,
        analysis: Analysis,
        entities: Sequence[LocalEntity] | None = None,
    ) -> None:
        """Store what the language layer found in an article, in place of what it found before.

        ``entities`` are its entities as the user corrected them, if they did.
        """
        connection.execute(
            "INSERT OR REPLACE INTO analysis (article, mentions, timexes, entities)"
            " VALUES (?,?,?,?)",
            (
                article_id,
                json.dumps([(m.start, m.end, m.type, m.why) for m in analysis.mentions]),
                _timexes_json(analysis.timexes),
                json.dumps(
                    [
                        (e.key, e.type, e.name, e.forms, e.mentions, e.why, e.aliases)
                        for e in analysis.entities
                    ],
                    ensure_ascii=False,
                ),
            ),
        )
        self._entities.put(
            connection, article_id, analysis.entities if entities is None else entities
        )

    def put_timexes(
        self, connection: sqlite3.Connection, article_id: int, timexes: Sequence[Timex]
    ) -> None:
        """Replace an article's dates: its publication became known."""
        connection.execute(
            "UPDATE analysis SET timexes = ? WHERE article = ?",
            (_timexes_json(timexes), article_id),
        )

    def analysis(self, article_id: int) -> Analysis:
        """What was found in an article; empty for an article that has none.

        Its entities are under the keys that the whole library counts them by.
        """
        found = self.own_analysis(article_id)
        return replace(found, entities=joined(found.entities, self._joins.homes_in(article_id)))

    def own_analysis(self, article_id: int) -> Analysis:
        """What was found in an article, its entities under the article's own keys."""
        rows = self._database.read(
            "SELECT mentions, timexes, entities FROM analysis WHERE article = ?", (article_id,)
        )
        if not rows:
            return Analysis()
        mentions, timexes, entities = map(json.loads, rows[0])
        return Analysis(
            tuple(Mention(start, end, EntityType(kind), why) for start, end, kind, why in mentions),
            tuple(
                Timex(start, end, TimexType(kind), value, interval_of(begin, last), mod)
                for start, end, kind, value, begin, last, mod in timexes
            ),
            tuple(
                LocalEntity(key, EntityType(kind), name, *map(tuple, rest))
                for key, kind, name, *rest in entities
            ),
        )

    def waiting(self) -> int:
        """How many articles have no analysis."""
        return int(self._database.read("SELECT count(*) FROM unanalysed")[0][0])

    def unanalysed(self, limit: int) -> list[int]:
        """Ids of articles that have no analysis."""
        return [
            row[0]
            for row in self._database.read(
                "SELECT article FROM unanalysed ORDER BY article LIMIT ?", (limit,)
            )
        ]

    def clear(self, connection: sqlite3.Connection) -> None:
        """Forget all analysis, the library's entities included, which keep their ids."""
        connection.execute("DELETE FROM analysis")
        self._entities.clear(connection)


def _timexes_json(timexes: Sequence[Timex]) -> str:
    return json.dumps(
        [
            (t.start, t.end, t.type, t.value, iso(t.interval.begin), iso(t.interval.end), t.mod)
            for t in timexes
        ]
    )
