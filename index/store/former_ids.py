"""The ids of events and stories of before they went, to be given again.

They go when all is made again, or with articles that come back. What holds more than half of
what an event or a story held before gets its id.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from index.store.sqlite import Database
from index.store.values import marks, parts

FORMER = """
CREATE TABLE former_event (member TEXT PRIMARY KEY, event INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX member_of_former ON former_event (event);
CREATE TABLE former_story (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    story INTEGER NOT NULL
);
CREATE INDEX article_of_former ON former_story (story)
"""


def remember(connection: sqlite3.Connection) -> None:
    """Note what the events and stories that are there hold."""
    for former, held in (
        ("former_event (member, event)", "member, event FROM event_member"),
        ("former_story (article, story)", "article, story FROM story_article"),
    ):
        connection.execute(f"INSERT OR REPLACE INTO {former} SELECT {held}")


class FormerHoldings(Struct, frozen=True):
    """What events (their members) and stories (their articles) held, by their ids."""

    events: dict[int, list[str]]
    stories: dict[int, list[int]]


def held_with(database: Database, articles: Sequence[int]) -> FormerHoldings:
    """What the events and the stories of articles hold."""
    found: list[dict[int, list[Any]]] = []
    for what, held, order in (("event", "member", "member"), ("story", "article", "rank")):
        ids: set[int] = set()
        for part in parts(articles):
            told = f"SELECT {what} FROM {what}_article WHERE article IN ({marks(part)})"
            ids.update(number for (number,) in database.read(told, part))
        table = "event_member" if what == "event" else "story_article"
        of = f"SELECT {held} FROM {table} WHERE {what} = ? ORDER BY {order}"
        found.append(
            {number: [one for (one,) in database.read(of, (number,))] for number in sorted(ids)}
        )
    return FormerHoldings(*found)


def remember_again(connection: sqlite3.Connection, held: FormerHoldings) -> None:
    """Note what events and stories held that are gone, of what is there again."""
    for event, members in held.events.items():
        connection.executemany(
            "INSERT OR REPLACE INTO former_event (member, event) SELECT :member, :event"
            " WHERE NOT EXISTS (SELECT 1 FROM event WHERE id = :event)",
            [{"member": member, "event": event} for member in members],
        )
    for story, articles in held.stories.items():
        connection.executemany(
            "INSERT OR REPLACE INTO former_story (article, story) SELECT id, :story FROM article"
            " WHERE id = :article AND NOT EXISTS (SELECT 1 FROM story WHERE id = :story)",
            [{"article": article, "story": story} for article in articles],
        )


def forget(connection: sqlite3.Connection) -> None:
    """What has no id of before gets none any more."""
    connection.execute("DELETE FROM former_event")
    connection.execute("DELETE FROM former_story")


def former_event(connection: sqlite3.Connection, members: Sequence[str]) -> int | None:
    """The id of the event of before that ``members`` are most of; it is given only once."""
    return _former(connection, "former_event", "event", "member", members)


def former_story(connection: sqlite3.Connection, articles: Sequence[int]) -> int | None:
    """The id of the story of before that ``articles`` are most of; it is given only once."""
    return _former(connection, "former_story", "story", "article", articles)


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
