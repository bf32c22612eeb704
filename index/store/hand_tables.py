"""The tables of ``archive.db`` that hold what corrections by hand last came to.

What the user said is in ``notes.db``; here is only what was made of it, so that
the next look tells what has changed since and what has to be made again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from index.article import ArticleFacts
from index.store.article_values import facts_from, facts_json
from index.store.sqlite import Database
from index.store.values import marks, parts

TABLES = """
-- What was made of corrections, by what they are about.
CREATE TABLE applied (subject TEXT PRIMARY KEY, effect TEXT NOT NULL) WITHOUT ROWID;
-- Entity keys that the user said something of: home is the key of the entity that they
-- belong to (NULL: they are no name), name what that entity is called ('': as it is).
CREATE TABLE entity_hand (
    key TEXT PRIMARY KEY,
    home TEXT,
    name TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX entity_hand_home ON entity_hand (home);
-- Where an article's entity is another one than its key says, because of the user.
CREATE TABLE entity_moved (
    key TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    PRIMARY KEY (key, article)
) WITHOUT ROWID;
CREATE INDEX entity_moved_article ON entity_moved (article)
"""

FACTS = """
-- Articles some of whose facts are not what was read, because of the user: what was made of
-- corrections, as in "applied", and the facts that were read, both as JSON.
CREATE TABLE facts_by_hand (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    effect TEXT NOT NULL,
    as_read TEXT NOT NULL
)
"""


class Hand(NamedTuple):
    """What the user made of an entity key; see the table ``entity_hand``."""

    home: str | None
    name: str = ""


class HandTables:
    """Reading and writing what corrections came to.

    Methods whose first argument is a connection belong inside a write transaction.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def applied(self) -> dict[str, str]:
        """The effect of corrections by subject, as last written."""
        return dict(self._database.read("SELECT subject, effect FROM applied"))

    def put_applied(
        self, connection: sqlite3.Connection, before: Mapping[str, str], now: Mapping[str, str]
    ) -> None:
        """Write what is ``now`` in the place of what was ``before``."""
        gone = [(subject,) for subject in before if subject not in now]
        changed = [item for item in now.items() if before.get(item[0]) != item[1]]
        connection.executemany("DELETE FROM applied WHERE subject = ?", gone)
        connection.executemany(
            "INSERT OR REPLACE INTO applied (subject, effect) VALUES (?,?)", changed
        )

    def hands(self) -> dict[str, Hand]:
        """What the user made of which entity keys, as last written."""
        rows = self._database.read("SELECT key, home, name FROM entity_hand")
        return {key: Hand(home, name) for key, home, name in rows}

    def put_hands(self, connection: sqlite3.Connection, hands: Mapping[str, Hand]) -> None:
        """Write all that the user made of entity keys."""
        connection.execute("DELETE FROM entity_hand")
        connection.executemany(
            "INSERT INTO entity_hand (key, home, name) VALUES (?,?,?)",
            [(key, hand.home, hand.name) for key, hand in hands.items()],
        )

    def keys_at_home(self, homes: Iterable[str]) -> list[str]:
        """The keys of entities that were joined with these, without these themselves."""
        found: list[str] = []
        for part in parts(list(homes)):
            found += [
                row[0]
                for row in self._database.read(
                    f"SELECT key FROM entity_hand WHERE home IN ({marks(part)}) AND key <> home",
                    part,
                )
            ]
        return found

    def keys_named(self, name: str) -> list[str]:
        """The keys that articles have of a name, its type before it, be it in one article only."""
        # The article stands behind an "@", and "A" comes next to it.
        values = (name, f"{name}@", f"{name}A")
        return [
            row[0]
            for row in self._database.read(
                "SELECT key FROM entity WHERE key = ? OR (key > ? AND key < ?)"
                " UNION SELECT key FROM entity_moved WHERE key = ? OR (key > ? AND key < ?)",
                (*values, *values),
            )
        ]

    def keys_alone(self, name: str) -> list[str]:
        """Of :meth:`keys_named` those that are not counted under another one's key."""
        found = self.keys_named(name)
        joined: set[str] = set()
        for part in parts(found):
            held = marks(part)
            rows = self._database.read(f"SELECT key FROM joined WHERE key IN ({held})", part)
            joined.update(row[0] for row in rows)
        return [key for key in found if key not in joined]

    def home_of(self, entity: int) -> int | None:
        """The entity that one (by its id) is now; ``None`` when it is no name."""
        rows = self._database.read(
            "SELECT hand.home IS NULL, home.id FROM entity AS own"
            " JOIN entity_hand AS hand ON hand.key = own.key"
            " LEFT JOIN entity AS home ON home.key = hand.home WHERE own.id = ?",
            (entity,),
        )
        if not rows:
            return entity
        is_none, home = rows[0]
        return None if is_none else (home or entity)

    def put_moved(self, connection: sqlite3.Connection, article: int, keys: Iterable[str]) -> None:
        """Note which of an article's own entity keys the user has moved elsewhere."""
        connection.execute("DELETE FROM entity_moved WHERE article = ?", (article,))
        connection.executemany(
            "INSERT OR IGNORE INTO entity_moved (key, article) VALUES (?,?)",
            [(key, article) for key in keys],
        )

    def articles_with(self, keys: Iterable[str]) -> set[int]:
        """Ids of the articles that have an entity with one of these keys of their own."""
        found: set[int] = set()
        for part in parts(list(keys)):
            held = marks(part)
            found.update(
                row[0]
                for row in self._database.read(
                    "SELECT article FROM entity_article JOIN entity ON id = entity"
                    f" WHERE key IN ({held})"
                    f" UNION SELECT article FROM entity_moved WHERE key IN ({held})",
                    [*part, *part],
                )
            )
        return found

    def facts(self) -> dict[int, str]:
        """What was made of corrections of the facts of articles, by their ids."""
        return dict(self._database.read("SELECT article, effect FROM facts_by_hand"))

    def facts_as_read(self, articles: Iterable[int]) -> dict[int, ArticleFacts]:
        """The facts that were read of those of these articles that have others by hand."""
        found: dict[int, ArticleFacts] = {}
        for part in parts(list(articles)):
            for article, body in self._database.read(
                f"SELECT article, as_read FROM facts_by_hand WHERE article IN ({marks(part)})", part
            ):
                found[article] = facts_from(body)
        return found

    def put_facts(
        self, connection: sqlite3.Connection, article: int, effect: str, as_read: ArticleFacts
    ) -> None:
        """Note what was made of an article's facts, and which were read."""
        connection.execute(
            "INSERT OR REPLACE INTO facts_by_hand (article, effect, as_read) VALUES (?,?,?)",
            (article, effect, facts_json(as_read)),
        )

    def forget_facts(self, connection: sqlite3.Connection, article: int) -> None:
        """An article's facts are those that were read."""
        connection.execute("DELETE FROM facts_by_hand WHERE article = ?", (article,))

    def clear(self, connection: sqlite3.Connection) -> None:
        """Forget what was made of corrections: all of it is made again."""
        for table in ("applied", "entity_hand", "entity_moved"):
            connection.execute(f"DELETE FROM {table}")
