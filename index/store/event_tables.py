"""The tables of ``archive.db`` that hold events, links and stories.

They are analysis: emptied and filled again from the articles at any time.
Articles are known here by their ids; what is kept as JSON is written and read
by the events layer and only passed through.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

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

CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    begin TEXT,
    end TEXT,
    precision TEXT NOT NULL,
    place TEXT NOT NULL,
    participants TEXT NOT NULL,
    folded TEXT NOT NULL
);
CREATE INDEX event_date ON event (begin, end, id);
CREATE TABLE event_member (
    member TEXT PRIMARY KEY,
    event INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX member_of_event ON event_member (event);
CREATE TABLE event_entity (
    entity TEXT NOT NULL,
    event INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    PRIMARY KEY (entity, event)
) WITHOUT ROWID;
CREATE INDEX entity_of_event ON event_entity (event);
CREATE TABLE event_article (
    event INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    rank INTEGER NOT NULL,
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
CREATE INDEX link_of_event ON link (event);
CREATE INDEX link_a ON link (a);
CREATE INDEX link_b ON link (b);

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

# What events and stories held before all is made again, so that they get their ids again.
FORMER = """
CREATE TABLE former_event (member TEXT PRIMARY KEY, event INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX member_of_former ON former_event (event);
CREATE TABLE former_story (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    story INTEGER NOT NULL
);
CREATE INDEX article_of_former ON former_story (story)
"""

ROLE_WEIGHTS = "ALTER TABLE event_article ADD COLUMN weight REAL NOT NULL DEFAULT 0"


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as the tables hold it. ``place`` and ``participants`` are entity keys."""

    id: int
    name: str
    kind: str
    begin: str | None
    end: str | None
    precision: str
    place: str
    participants: tuple[str, ...]
    folded: str = ""


@dataclass(frozen=True, slots=True)
class RoleRow:
    """An article's part in an event.

    ``rank`` orders the articles of an event, ``weight`` the events of an article.
    """

    event: int
    article: int
    role: str
    rank: int
    spans: tuple[tuple[int, int], ...]
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link; ``reasons`` and ``vetoes`` are JSON."""

    event: int
    a: int
    b: int
    link_class: str
    score: float
    reasons: str
    vetoes: str


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story and its articles, the most central first."""

    id: int
    name: str
    begin: str | None
    end: str | None
    event: int | None
    articles: tuple[int, ...]


_ALL = (
    "link",
    "event_article",
    "event_entity",
    "event_member",
    "event",
    "story_article",
    "story",
    "score",
    "block",
    "record",
    "unsettled",
    "outdated",
)
_EVENT = "id, name, kind, begin, end, precision, place, participants, folded"


class EventTables:
    """Reading and writing the event tables of one archive.

    Methods whose first argument is a connection belong inside a write transaction.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    # -- records -------------------------------------------------------------------

    def put_record(
        self, connection: sqlite3.Connection, article: int, body: str, blocks: Iterable[str]
    ) -> None:
        """Keep an article's record and the blocks it belongs to."""
        connection.execute(
            "INSERT OR REPLACE INTO record (article, body) VALUES (?,?)", (article, body)
        )
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

    def resettle(self, connection: sqlite3.Connection, keys: Iterable[str]) -> None:
        """Note that articles have to be linked anew, though they say what they said."""
        connection.executemany(
            "INSERT OR IGNORE INTO unsettled (key) VALUES (?)", ((key,) for key in keys)
        )

    def take_leave(self, connection: sqlite3.Connection, article: int, least: float) -> None:
        """Before an article goes: link anew whom its story leads to, forget a story of its own.

        Whom it leads to are those with a story score of at least ``least``.
        """
        connection.execute(
            "INSERT OR IGNORE INTO unsettled (key)"
            " SELECT key FROM score JOIN article ON article.id = b WHERE a = ? AND score >= ?",
            (article, least),
        )
        connection.execute(
            "DELETE FROM story WHERE id = (SELECT story FROM story_article WHERE article = ?)"
            " AND 1 = (SELECT COUNT(*) FROM story_article WHERE story = story.id)",
            (article,),
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

    # -- events --------------------------------------------------------------------

    def events_of_members(self, members: Collection[str]) -> dict[int, frozenset[str]]:
        """The events that hold one of ``members``, each with all its members."""
        ids: set[int] = set()
        for part in parts(list(members)):
            ids.update(
                row[0]
                for row in self._database.read(
                    f"SELECT event FROM event_member WHERE member IN ({marks(part)})", part
                )
            )
        found: dict[int, set[str]] = {number: set() for number in ids}
        for part in parts(sorted(ids)):
            for member, event in self._database.read(
                f"SELECT member, event FROM event_member WHERE event IN ({marks(part)})", part
            ):
                found[event].add(member)
        return {number: frozenset(held) for number, held in found.items()}

    def members_of(self, event: int) -> list[str]:
        """The members of an event, in their order."""
        return [
            row[0]
            for row in self._database.read(
                "SELECT member FROM event_member WHERE event = ? ORDER BY member", (event,)
            )
        ]

    def delete_events(self, connection: sqlite3.Connection, ids: Iterable[int]) -> None:
        connection.executemany("DELETE FROM event WHERE id = ?", ((number,) for number in ids))

    def put_event(
        self, connection: sqlite3.Connection, row: EventRow, members: Iterable[str]
    ) -> int:
        """Store an event with its members; its id.

        That is ``row.id``, a new one when it is 0, or before all else the one of
        before :meth:`clear` of which it holds most.
        """
        members = list(members)
        former = _former(connection, "former_event", "event", "member", members)
        number = connection.execute(
            f"INSERT INTO event ({_EVENT}) VALUES (?,?,?,?,?,?,?,?,?) RETURNING id",
            (
                former or row.id or None,
                row.name,
                row.kind,
                row.begin,
                row.end,
                row.precision,
                row.place,
                json.dumps(row.participants, ensure_ascii=False),
                row.folded,
            ),
        ).fetchone()[0]
        connection.executemany(
            "INSERT OR REPLACE INTO event_member (member, event) VALUES (?,?)",
            ((member, number) for member in members),
        )
        connection.executemany(
            "INSERT OR IGNORE INTO event_entity (entity, event) VALUES (?,?)",
            ((key, number) for key in (row.place, *row.participants) if key),
        )
        return int(number)

    def put_roles(self, connection: sqlite3.Connection, rows: Iterable[RoleRow]) -> None:
        connection.executemany(
            "INSERT OR REPLACE INTO event_article (event, article, role, rank, spans, weight)"
            " VALUES (?,?,?,?,?,?)",
            ((r.event, r.article, r.role, r.rank, json.dumps(r.spans), r.weight) for r in rows),
        )

    def put_links(self, connection: sqlite3.Connection, rows: Iterable[LinkRow]) -> None:
        connection.executemany(
            "INSERT INTO link (event, a, b, class, score, reasons, vetoes) VALUES (?,?,?,?,?,?,?)",
            ((r.event, r.a, r.b, r.link_class, r.score, r.reasons, r.vetoes) for r in rows),
        )

    def events(self, ids: Iterable[int]) -> dict[int, EventRow]:
        found: dict[int, EventRow] = {}
        for part in parts(list(ids)):
            for row in self._database.read(
                f"SELECT {_EVENT} FROM event WHERE id IN ({marks(part)})", part
            ):
                values = dict(zip(_EVENT.split(", "), row, strict=True))
                values["participants"] = tuple(json.loads(values["participants"]))
                found[values["id"]] = EventRow(**values)
        return found

    def all_events(self) -> list[int]:
        """Ids of all events by date, those without a date last."""
        return [
            row[0]
            for row in self._database.read(
                "SELECT id FROM event ORDER BY begin IS NULL AND end IS NULL,"
                " COALESCE(begin, end), end, name, id"
            )
        ]

    def events_of_entity(self, key: str, limit: int) -> list[int]:
        """Ids of the events that an entity (by its key) takes part in, newest first."""
        return [
            row[0]
            for row in self._database.read(
                "WITH own (key) AS (VALUES (?) UNION SELECT key FROM entity_hand WHERE home = ?)"
                " SELECT id FROM event WHERE id IN (SELECT event FROM event_entity"
                " WHERE entity IN (SELECT key FROM own UNION SELECT joined.key FROM joined"
                " JOIN own ON joined.home = own.key))"
                " ORDER BY begin IS NULL AND end IS NULL, COALESCE(begin, end) DESC, id LIMIT ?",
                (key, key, limit),
            )
        ]

    def events_between(self, first: str | None, last: str | None, limit: int) -> list[int]:
        """Ids of events that begin on one of these days (ISO), in their order."""
        return [
            row[0]
            for row in self._database.read(
                "SELECT id FROM event WHERE begin BETWEEN ? AND ? ORDER BY begin, end, id LIMIT ?",
                (first, last, limit),
            )
        ]

    def events_named(self, words: Sequence[str]) -> list[int]:
        """Ids of events whose folded name holds all these folded words."""
        condition = " AND ".join(["instr(folded, ?) > 0"] * len(words)) or "0"
        return [
            row[0]
            for row in self._database.read(f"SELECT id FROM event WHERE {condition}", list(words))
        ]

    def count(self) -> int:
        return int(self._database.read("SELECT count(*) FROM event")[0][0])

    def roles_of_article(self, article: int) -> list[RoleRow]:
        """What an article does with which events."""
        return self._roles("article = ?", (article,))

    def roles_of_events(self, events: Collection[int]) -> dict[int, list[RoleRow]]:
        """The articles of events, in their order."""
        found: dict[int, list[RoleRow]] = {}
        for part in parts(list(events)):
            for role in self._roles(f"event IN ({marks(part)})", part):
                found.setdefault(role.event, []).append(role)
        return found

    def _roles(self, condition: str, values: Sequence[int]) -> list[RoleRow]:
        return [
            RoleRow(event, article, role, rank, tuple((s, e) for s, e in json.loads(spans)), weight)
            for event, article, role, rank, spans, weight in self._database.read(
                "SELECT event, article, role, rank, spans, weight FROM event_article"
                f" WHERE {condition} ORDER BY event, rank",
                values,
            )
        ]

    def links(self, event: int) -> list[LinkRow]:
        """The links of an event, strongest first."""
        return [
            LinkRow(*row)
            for row in self._database.read(
                "SELECT event, a, b, class, score, reasons, vetoes FROM link WHERE event = ?"
                " ORDER BY score DESC, id",
                (event,),
            )
        ]

    def links_of_events(self, events: Collection[int]) -> dict[int, list[LinkRow]]:
        """The links of events, in the order in which they were put."""
        found: dict[int, list[LinkRow]] = {}
        for part in parts(list(events)):
            for row in self._database.read(
                "SELECT event, a, b, class, score, reasons, vetoes FROM link"
                f" WHERE event IN ({marks(part)}) ORDER BY id",
                part,
            ):
                found.setdefault(row[0], []).append(LinkRow(*row))
        return found

    # -- stories -------------------------------------------------------------------

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
        connection.executemany("DELETE FROM story WHERE id = ?", ((number,) for number in ids))

    def put_story(self, connection: sqlite3.Connection, row: StoryRow) -> int:
        """Store a story; its id, found as that of an event is (:meth:`put_event`)."""
        former = _former(connection, "former_story", "story", "article", row.articles)
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

    # -- all of it -----------------------------------------------------------------

    def clear(self, connection: sqlite3.Connection) -> None:
        """Empty every table here, but remember which events and stories held what.

        Those that are put afterwards get their ids again, until :meth:`forget_former`.
        """
        for former, held in (
            ("former_event (member, event)", "member, event FROM event_member"),
            ("former_story (article, story)", "article, story FROM story_article"),
        ):
            connection.execute(f"INSERT OR REPLACE INTO {former} SELECT {held}")
        for table in (
            "link",
            "event_article",
            "event_entity",
            "event_member",
            "event",
            "story_article",
            "story",
        ):
            connection.execute(f"DELETE FROM {table}")
        for table in ("score", "block", "record"):
            connection.execute(f"DELETE FROM {table}")

    def remembers_former(self) -> bool:
        """Whether ids of before :meth:`clear` are still to be given again."""
        sql = "SELECT EXISTS (SELECT 1 FROM former_event) OR EXISTS (SELECT 1 FROM former_story)"
        return bool(self._database.read(sql)[0][0])

    def forget_former(self, connection: sqlite3.Connection) -> None:
        """Everything is made again: what has no id of before gets none any more."""
        connection.execute("DELETE FROM former_event")
        connection.execute("DELETE FROM former_story")


def _former(
    connection: sqlite3.Connection, table: str, what: str, held: str, now: Sequence[object]
) -> int | None:
    """The id in ``table`` of which ``now`` holds more than half; it is given only once."""
    shared: Counter[int] = Counter()
    for part in parts(now):
        sql = f"SELECT {what}, count(*) FROM {table} WHERE {held} IN ({marks(part)}) GROUP BY 1"
        shared.update(dict(connection.execute(sql, part).fetchall()))
    for number, count in shared.most_common():
        row = connection.execute(f"SELECT count(*) FROM {table} WHERE {what} = ?", (number,))
        if 2 * count > row.fetchone()[0]:
            connection.execute(f"DELETE FROM {table} WHERE {what} = ?", (number,))
            return number
    return None
