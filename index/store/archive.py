"""archive.db: the articles, and everything that was worked out about them.

Articles (text, zones, facts) are what was read from the inputs. All other
tables are analysis: they can be emptied and worked out again from the stored
texts. What the user made is not here but in ``notes.db``.

Events and stories have their own tables and their own module,
:mod:`index.store.event_tables`; both share this database and its transactions.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from index.article import Article, Interval, Known, Publication, Zone, ZoneKind
from index.language.fold import match_key
from index.language.model import Analysis, EntityType, LocalEntity, Mention, Timex, TimexType
from index.store.sqlite import Database, Schema

_ARTICLES = """
CREATE TABLE input (
    path TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    digest TEXT NOT NULL,
    error TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;

CREATE TABLE article (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    title TEXT NOT NULL,
    title_stated INTEGER NOT NULL,
    text BLOB NOT NULL,
    zones TEXT NOT NULL,
    own_publication TEXT NOT NULL,
    begin TEXT,
    end TEXT,
    how TEXT NOT NULL,
    reason TEXT NOT NULL,
    outlet TEXT NOT NULL,
    agency TEXT NOT NULL,
    authors TEXT NOT NULL,
    url TEXT NOT NULL,
    language TEXT NOT NULL,
    source TEXT NOT NULL,
    words INTEGER NOT NULL,
    facts TEXT NOT NULL,
    title_order TEXT NOT NULL,
    outlet_order TEXT NOT NULL,
    indexed TEXT NOT NULL DEFAULT ''
);
CREATE INDEX article_version ON article (version);
CREATE INDEX article_date ON article (begin, end, id);
CREATE INDEX article_unindexed ON article (id) WHERE indexed = '';

CREATE TABLE copy (
    key TEXT PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    outlet TEXT NOT NULL,
    url TEXT NOT NULL,
    source TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX copy_article ON copy (article);

-- Articles that were removed here and must still be removed from the search index.
CREATE TABLE unindex (article INTEGER PRIMARY KEY);

CREATE TABLE analysis (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    mentions TEXT NOT NULL,
    timexes TEXT NOT NULL,
    entities TEXT NOT NULL
);

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
CREATE TABLE entity_word (
    word TEXT NOT NULL,
    entity INTEGER NOT NULL REFERENCES entity (id) ON DELETE CASCADE,
    PRIMARY KEY (word, entity)
) WITHOUT ROWID;
"""

_EVENTS = """
CREATE TABLE record (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    body TEXT NOT NULL
);
CREATE TABLE block (
    name TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    PRIMARY KEY (name, article)
) WITHOUT ROWID;
CREATE INDEX block_article ON block (article);

CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    begin TEXT,
    end TEXT,
    precision TEXT NOT NULL,
    place TEXT NOT NULL,
    participants TEXT NOT NULL
);
CREATE INDEX event_date ON event (begin, end, id);
CREATE TABLE event_article (
    event INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    place INTEGER NOT NULL,
    spans TEXT NOT NULL,
    PRIMARY KEY (event, article)
) WITHOUT ROWID;
CREATE INDEX event_of_article ON event_article (article);
CREATE TABLE link (
    id INTEGER PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    a INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    b INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    class TEXT NOT NULL,
    score REAL NOT NULL,
    reasons TEXT NOT NULL,
    vetoes TEXT NOT NULL
);
CREATE INDEX link_event ON link (event);
CREATE INDEX link_a ON link (a);
CREATE INDEX link_b ON link (b);

CREATE TABLE story (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    begin TEXT,
    end TEXT
);
CREATE TABLE story_article (
    story INTEGER NOT NULL REFERENCES story (id) ON DELETE CASCADE,
    article INTEGER NOT NULL UNIQUE REFERENCES article (id) ON DELETE CASCADE,
    PRIMARY KEY (story, article)
) WITHOUT ROWID;
"""


def _first_schema(connection: sqlite3.Connection) -> None:
    for statement in (_ARTICLES + _EVENTS).split(";"):
        if statement.strip():
            connection.execute(statement)


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    # A writer that spills its cache locks readers out until it commits.
    connection.execute("PRAGMA cache_spill = OFF")
    connection.execute("PRAGMA temp_store = MEMORY")


SCHEMA = Schema(
    application_id=0x63756C61,
    migrations=(_first_schema,),
    remedy="culm rebuild",
    journal="TRUNCATE",
    synchronous="FULL",
    prepare=_prepare,
)

SORTS = {
    "newest": "begin IS NULL AND end IS NULL, COALESCE(begin, end) DESC, id DESC",
    "oldest": "begin IS NULL AND end IS NULL, COALESCE(begin, end), id",
    "outlet": "outlet_order = '', outlet_order, COALESCE(begin, end) DESC, id DESC",
    "title": "title_order, id",
}
"""The orders in which the list of articles can be had."""

_FACTS = (
    "id, key, version, title, title_stated, zones, begin, end, how, reason,"
    " outlet, agency, authors, url, language, source"
)


@dataclass(frozen=True, slots=True)
class InputState:
    """What an input looked like when it was last read."""

    size: int
    mtime_ns: int
    digest: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What the archive knows for one line of the article list."""

    id: int
    key: str
    title: str
    title_stated: bool
    outlet: str
    published: Publication
    words: int
    copies: int


@dataclass(frozen=True, slots=True)
class EntityFacts:
    """An entity as the whole archive knows it; ``names`` are (form, mentions), commonest first."""

    id: int
    key: str
    type: EntityType
    names: tuple[tuple[str, int], ...]
    articles: int
    count: int


class Archive:
    """The articles of a library and their analysis. One writer at a time; any thread reads.

    Methods whose first argument is a connection belong inside :meth:`write`.
    """

    def __init__(self, path: Path) -> None:
        self.database = Database(path, SCHEMA)

    def write(self) -> AbstractContextManager[sqlite3.Connection]:
        """One transaction; raises :class:`index.errors.LibraryLocked` after five seconds."""
        return self.database.write()

    def close(self) -> None:
        self.database.close()

    # -- inputs --------------------------------------------------------------------

    def input_state(self, path: str) -> InputState | None:
        """What is known of an input, ``None`` when it was never read."""
        rows = self.database.read(
            "SELECT size, mtime_ns, digest, error FROM input WHERE path = ?", (path,)
        )
        return InputState(*rows[0]) if rows else None

    def put_input(self, connection: sqlite3.Connection, path: str, state: InputState) -> None:
        connection.execute(
            "INSERT OR REPLACE INTO input (path, size, mtime_ns, digest, error) VALUES (?,?,?,?,?)",
            (path, state.size, state.mtime_ns, state.digest, state.error),
        )

    # -- articles ------------------------------------------------------------------

    def count(self) -> int:
        return int(self.database.read("SELECT count(*) FROM article")[0][0])

    def identify(self, key: str) -> tuple[int, str, str] | None:
        """(id, version, digest of the facts) of the article under a key."""
        rows = self.database.read("SELECT id, version, facts FROM article WHERE key = ?", (key,))
        return tuple(rows[0]) if rows else None

    def key_of(self, article_id: int) -> str | None:
        rows = self.database.read("SELECT key FROM article WHERE id = ?", (article_id,))
        return str(rows[0][0]) if rows else None

    def ids_of(self, keys: Iterable[str]) -> dict[str, int]:
        """The ids of those keys that are in the archive."""
        found: dict[str, int] = {}
        for part in _parts(list(keys)):
            marks = ",".join("?" * len(part))
            found.update(
                self.database.read(f"SELECT key, id FROM article WHERE key IN ({marks})", part)
            )
        return found

    def keys_of(self, ids: Iterable[int]) -> dict[int, str]:
        """The keys of those ids that are in the archive."""
        found: dict[int, str] = {}
        for part in _parts(list(ids)):
            marks = ",".join("?" * len(part))
            found.update(
                self.database.read(f"SELECT id, key FROM article WHERE id IN ({marks})", part)
            )
        return found

    def copy_of(self, key: str, version: str) -> int | None:
        """The article under another key that has exactly this text."""
        rows = self.database.read(
            "SELECT id FROM article WHERE version = ? AND key <> ? ORDER BY key LIMIT 1",
            (version, key),
        )
        return int(rows[0][0]) if rows else None

    def put_copy(self, connection: sqlite3.Connection, article_id: int, copy: Article) -> bool:
        """Note another copy of an article; whether it was not known yet."""
        known = connection.execute(
            "SELECT article FROM copy WHERE key = ?", (copy.key,)
        ).fetchone()
        connection.execute(
            "INSERT OR REPLACE INTO copy (key, article, outlet, url, source) VALUES (?,?,?,?,?)",
            (copy.key, article_id, copy.outlet, copy.url, copy.source),
        )
        return known is None or known[0] != article_id

    def copies(self, article_id: int) -> list[tuple[str, str, str]]:
        """(key, outlet, url) of the copies of an article."""
        return self.database.read(
            "SELECT key, outlet, url FROM copy WHERE article = ? ORDER BY outlet, key", (article_id,)
        )

    def put_article(
        self, connection: sqlite3.Connection, article: Article, facts_digest: str
    ) -> int:
        """Store an article under its key, new or in place of its older version; its id."""
        values = {
            "key": article.key,
            "version": article.version,
            "title": article.title,
            "title_stated": article.title_stated,
            "text": _packed(article.text),
            "zones": json.dumps([(z.start, z.end, z.kind) for z in article.zones]),
            "own_publication": json.dumps(_publication_values(article.published)),
            **dict(
                zip(
                    ("begin", "end", "how", "reason"),
                    _publication_values(article.published),
                    strict=True,
                )
            ),
            "outlet": article.outlet,
            "agency": article.agency,
            "authors": json.dumps(article.authors, ensure_ascii=False),
            "url": article.url,
            "language": article.language,
            "source": article.source,
            "words": len(article.text.split()),
            "facts": facts_digest,
            "title_order": match_key(article.title),
            "outlet_order": match_key(article.outlet),
            "indexed": "",
        }
        columns = ", ".join(values)
        marks = ", ".join(f":{name}" for name in values)
        updates = ", ".join(f"{name} = excluded.{name}" for name in values if name != "key")
        row = connection.execute(
            f"INSERT INTO article ({columns}) VALUES ({marks})"
            f" ON CONFLICT (key) DO UPDATE SET {updates} RETURNING id",
            values,
        ).fetchone()
        connection.execute("DELETE FROM copy WHERE key = ?", (article.key,))
        return int(row[0])

    def put_publication(
        self, connection: sqlite3.Connection, article_id: int, published: Publication
    ) -> None:
        """Set what is now known of an article's date; the search index must learn it."""
        connection.execute(
            "UPDATE article SET begin = ?, end = ?, how = ?, reason = ?, indexed = ''"
            " WHERE id = ? AND (begin IS NOT ? OR end IS NOT ? OR how <> ? OR reason <> ?)",
            (values := _publication_values(published)) + (article_id,) + values,
        )

    def own_publication(self, article_id: int) -> Publication:
        """What the article alone says of its date, before other articles were asked."""
        rows = self.database.read("SELECT own_publication FROM article WHERE id = ?", (article_id,))
        return _publication(*json.loads(rows[0][0]))

    def article(self, article_id: int) -> Article | None:
        """One article, whole."""
        rows = self.database.read(f"SELECT {_FACTS}, text FROM article WHERE id = ?", (article_id,))
        return _article(rows[0]) if rows else None

    def articles(self, ids: Iterable[int]) -> Iterator[Article]:
        """Articles, whole, in the order of their ids; unknown ids are passed over."""
        for part in _parts(sorted(ids), size=200):
            marks = ",".join("?" * len(part))
            for row in self.database.read(
                f"SELECT {_FACTS}, text FROM article WHERE id IN ({marks}) ORDER BY id", part
            ):
                yield _article(row)

    def remove(self, connection: sqlite3.Connection, article_id: int) -> None:
        """Take an article and its analysis out."""
        connection.execute("INSERT OR IGNORE INTO unindex (article) VALUES (?)", (article_id,))
        connection.execute("DELETE FROM article WHERE id = ?", (article_id,))

    # -- the list --------------------------------------------------------------------

    def listing(self, sort: str = "newest") -> array[int]:
        """The ids of all articles in one of the orders of :data:`SORTS`."""
        rows = self.database.read(f"SELECT id FROM article ORDER BY {SORTS[sort]}")
        return array("q", (row[0] for row in rows))

    def rows(self, ids: Sequence[int]) -> list[RowFacts]:
        """The list's lines for these ids, in their order; unknown ids are left out."""
        found: dict[int, RowFacts] = {}
        for part in _parts(ids):
            marks = ",".join("?" * len(part))
            for row in self.database.read(
                "SELECT id, key, title, title_stated, outlet, begin, end, how, reason, words,"
                " (SELECT count(*) FROM copy WHERE copy.article = article.id)"
                f" FROM article WHERE id IN ({marks})",
                part,
            ):
                found[row[0]] = RowFacts(
                    row[0], row[1], row[2], bool(row[3]), row[4], _publication(*row[5:9]), *row[9:]
                )
        return [found[number] for number in ids if number in found]

    # -- the search index's share ------------------------------------------------------

    def unindexed(self, limit: int) -> list[int]:
        """Ids of articles that the search index does not know in their present state."""
        return [
            row[0]
            for row in self.database.read(
                "SELECT id FROM article WHERE indexed = '' ORDER BY id LIMIT ?", (limit,)
            )
        ]

    def to_unindex(self) -> list[int]:
        """Ids of removed articles that the search index may still hold."""
        return [row[0] for row in self.database.read("SELECT article FROM unindex")]

    def mark_indexed(
        self, connection: sqlite3.Connection, ids: Iterable[int], removed: Iterable[int] = ()
    ) -> None:
        connection.executemany(
            "UPDATE article SET indexed = version WHERE id = ?", ((number,) for number in ids)
        )
        connection.executemany(
            "DELETE FROM unindex WHERE article = ?", ((number,) for number in removed)
        )

    def forget_indexed(self, connection: sqlite3.Connection) -> None:
        """The search index is gone: every article has to go in again."""
        connection.execute("UPDATE article SET indexed = ''")
        connection.execute("DELETE FROM unindex")

    # -- analysis ----------------------------------------------------------------------

    def put_analysis(
        self, connection: sqlite3.Connection, article_id: int, analysis: Analysis
    ) -> None:
        """Store what the language layer found in an article, in place of what it found before."""
        connection.execute(
            "INSERT OR REPLACE INTO analysis (article, mentions, timexes, entities)"
            " VALUES (?,?,?,?)",
            (
                article_id,
                json.dumps([(m.start, m.end, m.type, m.why) for m in analysis.mentions]),
                _timexes_json(analysis.timexes),
                json.dumps(
                    [
                        (e.key, e.type, e.name, e.forms, e.mentions, e.why)
                        for e in analysis.entities
                    ],
                    ensure_ascii=False,
                ),
            ),
        )
        connection.execute("DELETE FROM entity_article WHERE article = ?", (article_id,))
        for entity in analysis.entities:
            self._put_entity(connection, article_id, entity)

    def put_timexes(
        self, connection: sqlite3.Connection, article_id: int, timexes: Sequence[Timex]
    ) -> None:
        """Replace an article's dates: its publication became known."""
        connection.execute(
            "UPDATE analysis SET timexes = ? WHERE article = ?",
            (_timexes_json(timexes), article_id),
        )

    def analysis(self, article_id: int) -> Analysis:
        """What was found in an article; empty for an article that has none."""
        rows = self.database.read(
            "SELECT mentions, timexes, entities FROM analysis WHERE article = ?", (article_id,)
        )
        if not rows:
            return Analysis()
        mentions, timexes, entities = map(json.loads, rows[0])
        return Analysis(
            tuple(Mention(start, end, EntityType(kind), why) for start, end, kind, why in mentions),
            tuple(
                Timex(start, end, TimexType(kind), value, _interval(begin, last), mod)
                for start, end, kind, value, begin, last, mod in timexes
            ),
            tuple(
                LocalEntity(
                    key, EntityType(kind), name, tuple(forms), tuple(places), tuple(whys)
                )
                for key, kind, name, forms, places, whys in entities
            ),
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
        folded = [match_key(form) for form in entity.forms]
        connection.execute(
            "INSERT OR REPLACE INTO entity_article (entity, article, name, forms, folded, count)"
            " VALUES (?,?,?,?,?,?)",
            (
                row[0],
                article_id,
                entity.name,
                json.dumps(entity.forms, ensure_ascii=False),
                "\n".join(folded),
                len(entity.mentions),
            ),
        )
        connection.executemany(
            "INSERT OR IGNORE INTO entity_word (word, entity) VALUES (?,?)",
            ((word, row[0]) for form in folded for word in form.split()),
        )

    # -- entities ----------------------------------------------------------------------

    def entity_ids(self, keys: Iterable[str]) -> dict[str, int]:
        """The ids of entity keys."""
        found: dict[str, int] = {}
        for part in _parts(list(keys)):
            marks = ",".join("?" * len(part))
            found.update(
                self.database.read(f"SELECT key, id FROM entity WHERE key IN ({marks})", part)
            )
        return found

    def entities(self, ids: Iterable[int]) -> dict[int, EntityFacts]:
        """Entities with all their names in the archive; unknown ids are left out."""
        found: dict[int, EntityFacts] = {}
        for part in _parts(list(ids)):
            marks = ",".join("?" * len(part))
            names: dict[int, dict[str, int]] = {}
            totals: dict[int, list[int]] = {}
            for number, name, count in self.database.read(
                f"SELECT entity, name, count FROM entity_article WHERE entity IN ({marks})", part
            ):
                of = names.setdefault(number, {})
                of[name] = of.get(name, 0) + count
                total = totals.setdefault(number, [0, 0])
                total[0] += 1
                total[1] += count
            for number, key, kind in self.database.read(
                f"SELECT id, key, type FROM entity WHERE id IN ({marks})", part
            ):
                ordered = sorted(names.get(number, {}).items(), key=lambda n: (-n[1], n[0]))
                articles, count = totals.get(number, (0, 0))
                found[number] = EntityFacts(
                    number, key, EntityType(kind), tuple(ordered), articles, count
                )
        return found

    def entity_forms(self, entity_id: int) -> tuple[str, ...]:
        """Every surface form of an entity, the commonest articles' first."""
        seen: dict[str, int] = {}
        for (forms,) in self.database.read(
            "SELECT forms FROM entity_article WHERE entity = ?", (entity_id,)
        ):
            for form in json.loads(forms):
                seen[form] = seen.get(form, 0) + 1
        return tuple(sorted(seen, key=lambda form: (-seen[form], form)))

    def entity_articles(self, entity_id: int) -> list[int]:
        """Ids of the articles that name an entity, newest first."""
        return [
            row[0]
            for row in self.database.read(
                "SELECT article.id FROM entity_article JOIN article ON article.id = article"
                f" WHERE entity = ? ORDER BY {SORTS['newest']}".replace(
                    "ON article.id = article", "ON article.id = entity_article.article"
                ),
                (entity_id,),
            )
        ]

    def entities_with(self, words: Sequence[str], types: Sequence[EntityType]) -> list[int]:
        """Ids of entities some name of which holds all these folded words (the last a prefix)."""
        if not words:
            return []
        *whole, last = words
        sql = ["SELECT DISTINCT w.entity FROM entity_word w JOIN entity e ON e.id = w.entity"]
        values: list[Any] = []
        conditions = ["w.word >= ? AND w.word < ?"]
        values += [last, last + "\U0010ffff"]
        for word in whole:
            conditions.append("w.entity IN (SELECT entity FROM entity_word WHERE word = ?)")
            values.append(word)
        if types:
            conditions.append(f"e.type IN ({','.join('?' * len(types))})")
            values += types
        sql.append("WHERE " + " AND ".join(conditions))
        return [row[0] for row in self.database.read(" ".join(sql), values)]

    def busiest_entities(self, limit: int) -> list[int]:
        """Ids of the entities named in most articles."""
        return [
            row[0]
            for row in self.database.read(
                "SELECT entity FROM entity_article GROUP BY entity"
                " ORDER BY count(*) DESC, sum(count) DESC, entity LIMIT ?",
                (limit,),
            )
        ]

    def together_with(self, entity_id: int, limit: int) -> list[tuple[int, int]]:
        """(entity id, shared articles) of what an entity appears with most."""
        return self.database.read(
            "SELECT other.entity, count(*) AS shared FROM entity_article AS mine"
            " JOIN entity_article AS other ON other.article = mine.article"
            " WHERE mine.entity = ? AND other.entity <> ?"
            " GROUP BY other.entity ORDER BY shared DESC, other.entity LIMIT ?",
            (entity_id, entity_id, limit),
        )


# -- rows and values -------------------------------------------------------------------


def _parts(values: Sequence[Any], size: int = 500) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), size):
        yield list(values[start : start + size])


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8"), 6)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _interval(begin: str | None, end: str | None) -> Interval:
    return Interval(_day(begin), _day(end))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _publication(begin: str | None, end: str | None, how: str, reason: str) -> Publication:
    return Publication(_interval(begin, end), Known(how), reason)


def _publication_values(published: Publication) -> tuple[str | None, str | None, str, str]:
    interval = published.interval
    return _iso(interval.begin), _iso(interval.end), published.how, published.reason


def _article(row: Sequence[Any]) -> Article:
    return Article(
        id=row[0],
        key=row[1],
        version=row[2],
        title=row[3],
        title_stated=bool(row[4]),
        zones=tuple(Zone(start, end, ZoneKind(kind)) for start, end, kind in json.loads(row[5])),
        published=_publication(*row[6:10]),
        outlet=row[10],
        agency=row[11],
        authors=tuple(json.loads(row[12])),
        url=row[13],
        language=row[14],
        source=row[15],
        text=zlib.decompress(row[16]).decode("utf-8"),
    )


def _timexes_json(timexes: Sequence[Timex]) -> str:
    return json.dumps(
        [
            (t.start, t.end, t.type, t.value, _iso(t.interval.begin), _iso(t.interval.end), t.mod)
            for t in timexes
        ]
    )
