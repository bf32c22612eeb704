"""The tables of ``archive.db`` that hold events and links, and with them all of linking.

Records and scores (:mod:`index.store.linking_tables`), events that grow
(:mod:`index.store.growing_tables`) and stories (:mod:`index.store.story_tables`)
have modules of their own. All are analysis:
emptied and filled again from the articles at any time. Articles are known here
by their ids; what is kept as JSON is written and read by the events layer and
only passed through.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

from msgspec import Struct

from index.language.fold import may_be_unspaced
from index.store import linking_tables, story_tables
from index.store.former_ids import (
    FormerHoldings,
    forget,
    former_event,
    held_with,
    remember,
    remember_again,
)
from index.store.growing_tables import GrowingTables
from index.store.linking_tables import LinkingTables
from index.store.story_tables import StoryTables
from index.store.timeline_tables import TimelineTables
from index.store.values import marks, parts

_EVENTS = """
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
"""
TABLES = linking_tables.TABLES + _EVENTS + story_tables.TABLES

ROLE_WEIGHTS = "ALTER TABLE event_article ADD COLUMN weight REAL NOT NULL DEFAULT 0"
# What was held apart is looked up when somebody asks.
REFUSALS = "DELETE FROM link WHERE class = 'possibly'"


class EventRow(Struct, frozen=True):
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


class RoleRow(Struct, frozen=True):
    """An article's part in an event.

    ``rank`` orders the articles of an event, ``weight`` the events of an article.
    """

    event: int
    article: int
    role: str
    rank: int
    spans: tuple[tuple[int, int], ...]
    weight: float = 0.0


class LinkRow(Struct, frozen=True):
    """A link; ``reasons`` and ``vetoes`` are JSON."""

    event: int
    a: int
    b: int
    link_class: str
    score: float
    reasons: str
    vetoes: str


_EVENT = "id, name, kind, begin, end, precision, place, participants, folded"


class EventTables(LinkingTables, StoryTables, TimelineTables, GrowingTables):
    """Reading and writing the event tables of one archive, stories and records with them.

    Methods whose first argument is a connection belong inside a write transaction.
    """

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
        """Delete events, and with them their members, roles and links."""
        connection.executemany("DELETE FROM event WHERE id = ?", ((number,) for number in ids))

    def put_event(
        self, connection: sqlite3.Connection, row: EventRow, members: Iterable[str]
    ) -> int:
        """Store an event with its members; its id.

        That is ``row.id``, a new one when it is 0, or before all else the one of
        before all was made again of which it holds most.
        """
        members = list(members)
        former = former_event(connection, members)
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
        """Store what articles do with events, in place of what they did with the same before."""
        connection.executemany(
            "INSERT OR REPLACE INTO event_article (event, article, role, rank, spans, weight)"
            " VALUES (?,?,?,?,?,?)",
            ((r.event, r.article, r.role, r.rank, json.dumps(r.spans), r.weight) for r in rows),
        )

    def put_links(self, connection: sqlite3.Connection, rows: Iterable[LinkRow]) -> None:
        """Store links, beside those that are there."""
        connection.executemany(
            "INSERT INTO link (event, a, b, class, score, reasons, vetoes) VALUES (?,?,?,?,?,?,?)",
            ((r.event, r.a, r.b, r.link_class, r.score, r.reasons, r.vetoes) for r in rows),
        )

    def events(self, ids: Iterable[int]) -> dict[int, EventRow]:
        """Events by their ids; those that are gone are left out."""
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

    def events_named(self, words: Sequence[str], *, begun: bool) -> list[int]:
        """Ids of events whose folded name holds all these folded words.

        ``begun``: the last may be the beginning of one.
        """
        condition = " AND ".join(["instr(folded, ?) > 0"] * len(words)) or "0"
        rows = self._database.read(f"SELECT id, folded FROM event WHERE {condition}", list(words))
        patterns = [
            _as_word(word, begun=begun and number == len(words))
            for number, word in enumerate(words, 1)
        ]
        return [row for row, name in rows if all(pattern.search(name) for pattern in patterns)]

    def event_words(self) -> dict[str, int]:
        """The folded words of all events' names, and how many events have each."""
        folded = self._database.read("SELECT folded FROM event")
        return Counter(word for (name,) in folded for word in set(name.split()))

    def events_called(self, name: str) -> list[int]:
        """Ids of events whose folded name this is."""
        rows = self._database.read("SELECT id FROM event WHERE folded = ?", (name,))
        return [row[0] for row in rows]

    def count(self) -> int:
        """How many events there are."""
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

    def tellings(self) -> Iterator[int]:
        """For all articles that tell of events ``event << 32 | article``."""
        return chain.from_iterable(
            self._database.read("SELECT event << 32 | article FROM event_article")
        )

    def of_one_name(self) -> dict[int, int]:
        """For each event the one with the lowest id of those with its folded name."""
        first: dict[str, int] = {}
        return {
            number: first.setdefault(folded, number)
            for number, folded in self._database.read("SELECT id, folded FROM event ORDER BY id")
        }

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

    # -- all of it -----------------------------------------------------------------

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

    def clear(self, connection: sqlite3.Connection) -> None:
        """Empty every table here, but remember which events and stories held what.

        Those that are put afterwards get their ids again, until :meth:`forget_former`.
        """
        remember(connection)
        for table in (
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
        ):
            connection.execute(f"DELETE FROM {table}")

    def held_with(self, articles: Sequence[int]) -> FormerHoldings:
        """What the events and the stories of these articles hold."""
        return held_with(self._database, articles)

    def come_back(self, connection: sqlite3.Connection, held: FormerHoldings) -> None:
        """Events and stories that went with articles are put again: they get their ids again."""
        remember_again(connection, held)

    def remembers_former(self) -> bool:
        """Whether ids of before :meth:`clear` are still to be given again."""
        sql = "SELECT EXISTS (SELECT 1 FROM former_event) OR EXISTS (SELECT 1 FROM former_story)"
        return bool(self._database.read(sql)[0][0])

    def forget_former(self, connection: sqlite3.Connection) -> None:
        """Everything is made again: what has no id of before gets none any more."""
        forget(connection)


def _as_word(word: str, *, begun: bool) -> re.Pattern[str]:
    """Finds a word in a name, or what begins so; a run of characters where no blanks are."""
    before, after = (
        "" if may_be_unspaced().match(end) else side
        for end, side in ((word[:1], r"(?<!\w)"), (word[-1:], r"(?!\w)"))
    )
    return re.compile(f"{before}{re.escape(word)}{'' if begun else after}")
