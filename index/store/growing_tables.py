"""The tables of ``archive.db`` as an event gains articles while all else of it stays.

An event that hundreds of articles tell is not written again for one more. What its
sayings add up to is kept beside it, as JSON that the events layer writes and reads.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from msgspec import Struct

from index.store.sqlite import Database

TALLIES = """
CREATE TABLE event_tally (
    event INTEGER PRIMARY KEY REFERENCES event (id) ON DELETE CASCADE,
    body TEXT NOT NULL
)
"""


class StandingRow(Struct, frozen=True):
    """An event with its tally, its number of articles, and the first of these with its role."""

    event: int
    begin: str | None
    end: str | None
    precision: str
    tally: str
    articles: int
    first: int
    role: str


class GrowingTables:
    """Reading and writing the events of one archive that grow.

    Methods whose first argument is a connection belong inside a write transaction.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def put_tally(self, connection: sqlite3.Connection, event: int, tally: str) -> None:
        """Keep what the sayings of an event add up to."""
        connection.execute(
            "INSERT OR REPLACE INTO event_tally (event, body) VALUES (?,?)", (event, tally)
        )

    def standing(self, member: str) -> StandingRow | None:
        """How the event of a member stands; ``None`` if there is none with a tally."""
        events = self._database.read(
            "SELECT id, begin, end, precision, body FROM event_member"
            " JOIN event ON id = event_member.event"
            " JOIN event_tally ON event_tally.event = id WHERE member = ?",
            (member,),
        )
        for event, begin, end, precision, tally in events:
            if order := self.order(event):
                return StandingRow(event, begin, end, precision, tally, len(order), *order[0])
        return None

    def order(self, event: int) -> list[tuple[int, str]]:
        """The articles of an event in their order, each with its role."""
        return self._database.read(
            "SELECT article, role FROM event_article WHERE event = ? ORDER BY rank", (event,)
        )

    def tell_with_more(
        self,
        connection: sqlite3.Connection,
        event: int,
        name: str,
        folded: str,
        place: str,
        participants: Sequence[str],
        members: Iterable[str],
    ) -> None:
        """Have an event that gained ``members`` called and described so; its days stay."""
        connection.execute(
            "UPDATE event SET name = ?, folded = ?, place = ?, participants = ? WHERE id = ?",
            (name, folded, place, json.dumps(participants, ensure_ascii=False), event),
        )
        connection.execute("DELETE FROM event_entity WHERE event = ?", (event,))
        connection.executemany(
            "INSERT OR IGNORE INTO event_entity (entity, event) VALUES (?,?)",
            ((key, event) for key in (place, *participants) if key),
        )
        connection.executemany(
            "INSERT OR REPLACE INTO event_member (member, event) VALUES (?,?)",
            ((member, event) for member in members),
        )

    def make_room(self, connection: sqlite3.Connection, event: int, rank: int) -> None:
        """Have no article of an event at ``rank``: those from there on come one later."""
        connection.execute(
            "UPDATE event_article SET rank = rank + 1 WHERE event = ? AND rank >= ?",
            (event, rank),
        )
