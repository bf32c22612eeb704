"""The ids of events and stories of before all was made again, to be given again.

What holds more than half of what an event or a story held before gets its id.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence

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
