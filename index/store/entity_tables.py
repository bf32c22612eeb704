"""The tables of ``archive.db`` that hold the entities of the whole library, with all their names.

They are filled from the analysis of each article (:mod:`index.store.analysis_tables`) and
from what the user said of entities.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from index.language.fold import match_key
from index.language.model import EntityType, LocalEntity
from index.store.join_tables import JoinTables
from index.store.sqlite import Database
from index.store.values import marks, parts

_ENDS = (("", "\0"), ("'", "("), ("-", "."))
"""What a word is followed by where it ends: by nothing, or by what joins it to more of a name.

From the first to before the second, in the order of characters.
"""

TABLES = """
CREATE TABLE entity (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL
);
CREATE TABLE entity_article (
    entity INTEGER NOT NULL REFERENCES entity (id),
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    forms TEXT NOT NULL,
    folded TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (entity, article)
) WITHOUT ROWID;
CREATE INDEX entity_of_article ON entity_article (article);

-- Each entity's names over the whole archive, kept by the triggers below.
CREATE TABLE entity_name (
    entity INTEGER NOT NULL REFERENCES entity (id),
    name TEXT NOT NULL,
    articles INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (entity, name)
) WITHOUT ROWID;
CREATE TABLE entity_word (
    word TEXT NOT NULL,
    entity INTEGER NOT NULL REFERENCES entity (id) ON DELETE CASCADE,
    PRIMARY KEY (word, entity)
) WITHOUT ROWID;
"""

TRIGGERS = (
    """
CREATE TRIGGER entity_named AFTER INSERT ON entity_article BEGIN
    INSERT INTO entity_name (entity, name, articles, count)
    VALUES (new.entity, new.name, 1, new.count)
    ON CONFLICT (entity, name) DO UPDATE
    SET articles = articles + 1, count = count + excluded.count;
END
""",
    """
CREATE TRIGGER entity_unnamed AFTER DELETE ON entity_article BEGIN
    UPDATE entity_name SET articles = articles - 1, count = count - old.count
    WHERE entity = old.entity AND name = old.name;
    DELETE FROM entity_name WHERE entity = old.entity AND name = old.name AND articles = 0;
END
""",
)


class EntityFacts(Struct, frozen=True):
    """An entity as the whole archive knows it; ``names`` are (form, mentions), commonest first."""

    id: int
    key: str
    type: EntityType
    names: tuple[tuple[str, int], ...]
    articles: int
    count: int
    named: str = ""
    """What the user calls it; empty when they said nothing."""
    joined: bool = False
    """Whether the user made several entities this one."""


class EntityTables:
    """Reading and writing the entities of one archive.

    Methods whose first argument is a connection belong inside a write transaction.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._joins = JoinTables(database)

    def put(
        self, connection: sqlite3.Connection, article_id: int, entities: Iterable[LocalEntity]
    ) -> None:
        """Replace an article's entities as the library counts them; its analysis stays."""
        now = {entity.key: entity for entity in entities}
        lost: list[tuple[int, str]] = []
        for number, key, name, forms, folded, count in connection.execute(
            "SELECT id, key, name, forms, folded, count FROM entity_article"
            " JOIN entity ON id = entity WHERE article = ?",
            (article_id,),
        ).fetchall():
            entity = now.get(key)
            if entity is not None and (name, forms, count) == _counted(entity):
                del now[key]
            else:
                lost.append((number, folded))
                connection.execute(
                    "DELETE FROM entity_article WHERE entity = ? AND article = ?",
                    (number, article_id),
                )
        for entity in now.values():
            self._put_entity(connection, article_id, entity)
        for number, folded in lost:
            _drop_words(connection, number, set(folded.split()))

    def put_words(self, connection: sqlite3.Connection, names: Mapping[str, str]) -> None:
        """Have entities, by their keys, found by these names and by what articles call them."""
        for key, name in names.items():
            row = connection.execute("SELECT id FROM entity WHERE key = ?", (key,)).fetchone()
            if row is None:
                continue
            folded = [match_key(name)] + [
                folded
                for (folded,) in connection.execute(
                    "SELECT DISTINCT folded FROM entity_article WHERE entity = ?", row
                )
            ]
            connection.execute("DELETE FROM entity_word WHERE entity = ?", row)
            connection.executemany(
                "INSERT OR IGNORE INTO entity_word (word, entity) VALUES (?,?)",
                ((word, row[0]) for forms in folded for word in forms.split()),
            )

    def _put_entity(
        self, connection: sqlite3.Connection, article_id: int, entity: LocalEntity
    ) -> None:
        row = connection.execute("SELECT id FROM entity WHERE key = ?", (entity.key,)).fetchone()
        if row is None:
            row = connection.execute(
                "INSERT INTO entity (key, type) VALUES (?,?) RETURNING id",
                (entity.key, entity.type),
            ).fetchone()
        name, forms, count = _counted(entity)
        folded = [match_key(form) for form in entity.forms]
        connection.execute(
            "INSERT OR REPLACE INTO entity_article (entity, article, name, forms, folded, count)"
            " VALUES (?,?,?,?,?,?)",
            (
                row[0],
                article_id,
                name,
                forms,
                "\n".join(folded),
                count,
            ),
        )
        connection.executemany(
            "INSERT OR IGNORE INTO entity_word (word, entity) VALUES (?,?)",
            ((word, row[0]) for form in folded for word in form.split()),
        )

    # -- reading -----------------------------------------------------------------------

    def ids(self, keys: Iterable[str]) -> dict[str, int]:
        """The ids of entity keys: where entities were joined, of what they are now."""
        wanted = set(keys)
        homes = self._joins.joined_homes(wanted)
        if homes:
            now = self.ids({homes.get(key, key) for key in wanted})
            return {key: now[home] for key in wanted if (home := homes.get(key, key)) in now}
        found: dict[str, int] = {}
        for part in parts(list(wanted)):
            held = marks(part)
            found.update(
                self._database.read(f"SELECT key, id FROM entity WHERE key IN ({held})", part)
            )
            for key, number in self._database.read(
                "SELECT hand.key, entity.id FROM entity_hand AS hand"
                " LEFT JOIN entity ON entity.key = hand.home"
                f" WHERE hand.key IN ({held})",
                part,
            ):
                found.pop(key, None)
                if number is not None:
                    found[key] = number
        return found

    def facts(self, ids: Iterable[int]) -> dict[int, EntityFacts]:
        """Entities with all their names in the archive; unknown ids are left out."""
        found: dict[int, EntityFacts] = {}
        for part in parts(list(ids)):
            held = marks(part)
            names: dict[int, list[tuple[str, int, int]]] = {}
            for number, *named in self._database.read(
                f"SELECT entity, name, articles, count FROM entity_name WHERE entity IN ({held})",
                part,
            ):
                names.setdefault(number, []).append(tuple(named))
            for number, key, kind, named, is_home in self._database.read(
                "SELECT id, entity.key, type, COALESCE(hand.name, ''), EXISTS ("
                "SELECT 1 FROM entity_hand WHERE home = entity.key AND key <> home) FROM entity"
                " LEFT JOIN entity_hand AS hand ON hand.key = entity.key"
                f" WHERE id IN ({held})",
                part,
            ):
                of = names.get(number, [])
                found[number] = EntityFacts(
                    number,
                    key,
                    EntityType(kind),
                    tuple((n, c) for n, _, c in sorted(of, key=lambda row: (-row[2], row[0]))),
                    sum(articles for _, articles, _ in of),
                    sum(count for *_, count in of),
                    named,
                    bool(is_home),
                )
        return found

    def forms(self, entity_id: int) -> tuple[str, ...]:
        """Every surface form of an entity, the commonest articles' first."""
        seen = Counter(form for forms in self.forms_by_article(entity_id) for form in forms)
        return tuple(sorted(seen, key=lambda form: (-seen[form], form)))

    def forms_by_article(self, entity_id: int) -> list[list[str]]:
        """The surface forms of an entity in each article that names it."""
        return [
            json.loads(forms)
            for (forms,) in self._database.read(
                "SELECT forms FROM entity_article WHERE entity = ?", (entity_id,)
            )
        ]

    def articles(self, entity_id: int) -> list[int]:
        """Ids of the articles that name an entity, newest first."""
        return [
            row[0]
            for row in self._database.read(
                "SELECT id FROM article WHERE id IN"
                " (SELECT article FROM entity_article WHERE entity = ?)"
                " ORDER BY day IS NULL, day DESC, id DESC",
                (entity_id,),
            )
        ]

    def with_words(
        self, words: Sequence[str], types: Sequence[EntityType], *, begun: bool
    ) -> list[int]:
        """Ids of entities some name of which holds all these folded words.

        ``begun``: the last may be the beginning of one.
        """
        return self._with_words("e.id", words, types, begun)

    def keys_with(
        self, words: Sequence[str], types: Sequence[EntityType], *, begun: bool
    ) -> list[str]:
        """The keys of those that :meth:`with_words` gives."""
        return self._with_words("e.key", words, types, begun)

    def _with_words(
        self, wanted: str, words: Sequence[str], types: Sequence[EntityType], begun: bool
    ) -> list[Any]:
        if not words:
            return []
        *whole, last = words
        sql = [f"SELECT DISTINCT {wanted} FROM entity_word w JOIN entity e ON e.id = w.entity"]
        values: list[Any] = []
        ranges = (
            [(last, last + "\U0010ffff")] if begun else [(last + a, last + b) for a, b in _ENDS]
        )
        conditions = [f"({' OR '.join(['w.word >= ? AND w.word < ?'] * len(ranges))})"]
        values += [end for both in ranges for end in both]
        for word in whole:
            conditions.append("w.entity IN (SELECT entity FROM entity_word WHERE word = ?)")
            values.append(word)
        if types:
            conditions.append(f"e.type IN ({','.join('?' * len(types))})")
            values += types
        sql.append("WHERE " + " AND ".join(conditions))
        return [row[0] for row in self._database.read(" ".join(sql), values)]

    def words(self, beginning: str) -> dict[str, int]:
        """Folded words of names that begin so, and how many entities have each."""
        return dict(
            self._database.read(
                "SELECT word, count(*) FROM entity_word WHERE word >= ? AND word < ? GROUP BY word",
                (beginning, beginning + "\U0010ffff"),
            )
        )

    def busiest(self, limit: int) -> list[int]:
        """Ids of the entities named in most articles."""
        return [
            row[0]
            for row in self._database.read(
                "SELECT entity FROM entity_name GROUP BY entity"
                " ORDER BY sum(articles) DESC, sum(count) DESC, entity LIMIT ?",
                (limit,),
            )
        ]

    def together_with(self, entity_id: int, limit: int) -> list[tuple[int, int]]:
        """(entity id, shared articles) of what an entity appears with most."""
        return self._database.read(
            "SELECT other.entity, count(*) AS shared FROM entity_article AS mine"
            " JOIN entity_article AS other ON other.article = mine.article"
            " WHERE mine.entity = ? AND other.entity <> ?"
            " GROUP BY other.entity ORDER BY shared DESC, other.entity LIMIT ?",
            (entity_id, entity_id, limit),
        )

    def clear(self, connection: sqlite3.Connection) -> None:
        """Forget which articles name which entities; these keep their ids."""
        connection.execute("DELETE FROM entity_article")
        connection.execute("DELETE FROM entity_word")


def _drop_words(connection: sqlite3.Connection, entity: int, words: set[str]) -> None:
    """Have an entity not be found any more by those words that none of its names holds now."""
    called = connection.execute(
        "SELECT hand.name FROM entity JOIN entity_hand AS hand ON hand.key = entity.key"
        " WHERE id = ?",
        (entity,),
    ).fetchone()
    kept = set(match_key(called[0]).split()) if called else set()
    connection.executemany(
        "DELETE FROM entity_word WHERE entity = :entity AND word = :word"
        " AND NOT EXISTS (SELECT 1 FROM entity_article WHERE entity = :entity"
        " AND instr(' ' || replace(folded, char(10), ' ') || ' ', ' ' || :word || ' '))",
        [{"entity": entity, "word": word} for word in words - kept],
    )


def _counted(entity: LocalEntity) -> tuple[str, str, int]:
    """What is stored of an article's entity: its name, its forms, how often it is named."""
    return entity.name, json.dumps(entity.forms, ensure_ascii=False), len(entity.mentions)
