"""``notes.db``: reading state, tags and corrections.

Plain statements over an open connection; what is undoable about them is the
business of :mod:`index.notes.journal`. Keys are article keys, any number of
them. Times are microseconds since 1970 in UTC.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Literal, NamedTuple

from index.store.notes_schema import correction_crc

Flag = Literal["read", "starred"]


class StateRow(NamedTuple):
    """The reading state of one article."""

    article: str
    read: bool
    starred: bool
    position: int
    tags: tuple[str, ...]


class CorrectionRow(NamedTuple):
    """A correction by hand; ``body`` is JSON."""

    id: int
    kind: str
    body: str
    created: int
    withdrawn: bool = False


def as_parameter(keys: Iterable[str]) -> str:
    """Any number of strings as one parameter, for ``IN (SELECT value FROM json_each(?))``."""
    return json.dumps(list(keys))


# -- articles ----------------------------------------------------------------------


def states(connection: sqlite3.Connection, keys: Iterable[str]) -> list[StateRow]:
    """The state of those of the articles that have one."""
    wanted = as_parameter(keys)
    tags: dict[str, list[str]] = {}
    for article, tag in connection.execute(
        "SELECT article, tag FROM article_tags"
        " WHERE article IN (SELECT value FROM json_each(?)) ORDER BY folded, tag",
        (wanted,),
    ):
        tags.setdefault(article, []).append(tag)
    found = [
        StateRow(article, bool(read), bool(starred), position, tuple(tags.pop(article, ())))
        for article, read, starred, position in connection.execute(
            "SELECT article, read, starred, position FROM article_state"
            " WHERE article IN (SELECT value FROM json_each(?))",
            (wanted,),
        )
    ]
    return found + [StateRow(key, False, False, 0, tuple(names)) for key, names in tags.items()]


def without_flag(
    connection: sqlite3.Connection, flag: Flag, keys: Iterable[str], value: bool
) -> list[str]:
    """Those of the articles, in order, whose flag is not ``value`` yet."""
    wanted = list(dict.fromkeys(keys))
    marked = {
        article
        for (article,) in connection.execute(
            f"SELECT article FROM article_state"
            f" WHERE {flag} AND article IN (SELECT value FROM json_each(?))",
            (as_parameter(wanted),),
        )
    }
    return [key for key in wanted if (key in marked) != value]


def set_flag(connection: sqlite3.Connection, flag: Flag, keys: Iterable[str], value: bool) -> None:
    """Set a flag of articles."""
    connection.execute(
        f"INSERT INTO article_state (article, {flag})"
        f" SELECT value, ? FROM json_each(?) WHERE true"
        f" ON CONFLICT (article) DO UPDATE SET {flag} = excluded.{flag}",
        (value, as_parameter(keys)),
    )


def set_positions(connection: sqlite3.Connection, positions: dict[str, int]) -> None:
    """Remember how far articles were read, in code points."""
    connection.executemany(
        "INSERT INTO article_state (article, position) VALUES (?, ?)"
        " ON CONFLICT (article) DO UPDATE SET position = excluded.position",
        list(positions.items()),
    )


def without_tag(
    connection: sqlite3.Connection, tag: str, keys: Iterable[str], tagged: bool
) -> list[str]:
    """Those of the articles, in order, that are not yet (or, not ``tagged``, still) tagged."""
    wanted = list(dict.fromkeys(keys))
    have = {
        article
        for (article,) in connection.execute(
            "SELECT article FROM article_tags"
            " WHERE tag = ? AND article IN (SELECT value FROM json_each(?))",
            (tag, as_parameter(wanted)),
        )
    }
    return [key for key in wanted if (key in have) != tagged]


def set_tag(
    connection: sqlite3.Connection, tag: str, folded: str, keys: Iterable[str], tagged: bool
) -> None:
    """Put a tag on articles, or take it off."""
    if tagged:
        connection.execute(
            "INSERT OR IGNORE INTO article_tags (article, tag, folded)"
            " SELECT value, ?, ? FROM json_each(?)",
            (tag, folded, as_parameter(keys)),
        )
    else:
        connection.execute(
            "DELETE FROM article_tags"
            " WHERE tag = ? AND article IN (SELECT value FROM json_each(?))",
            (tag, as_parameter(keys)),
        )


def tag_counts(connection: sqlite3.Connection) -> list[tuple[str, int, int]]:
    """(tag, articles, annotations not in the trash) for every tag in use, most used first."""
    return connection.execute(
        "SELECT tag, sum(articles), sum(annotations) FROM ("
        "  SELECT tag, folded, count(*) AS articles, 0 AS annotations"
        "  FROM article_tags GROUP BY tag"
        "  UNION ALL SELECT tag, folded, 0, count(*) FROM annotation_tags"
        "  JOIN annotations ON id = annotation WHERE deleted IS NULL GROUP BY tag)"
        " GROUP BY tag ORDER BY sum(articles) + sum(annotations) DESC, folded, tag"
    ).fetchall()


def annotation_counts(connection: sqlite3.Connection, keys: Iterable[str]) -> dict[str, int]:
    """How many annotations those of the articles have that have any."""
    return dict(
        connection.execute(
            "SELECT article, count(*) FROM annotations WHERE deleted IS NULL"
            " AND article IN (SELECT value FROM json_each(?)) GROUP BY article",
            (as_parameter(keys),),
        )
    )


# -- corrections -------------------------------------------------------------------


def add_correction(connection: sqlite3.Connection, kind: str, body: str, at: int) -> int:
    """Store a correction; its number comes back."""
    cursor = connection.execute(
        "INSERT INTO corrections (kind, body, created, crc) VALUES (?, ?, ?, ?)",
        (kind, body, at, correction_crc(kind, body, at)),
    )
    return int(cursor.lastrowid or 0)


def put_correction(connection: sqlite3.Connection, row: CorrectionRow) -> bool:
    """Store a correction under its own number; false when that is taken."""
    cursor = connection.execute(
        "INSERT OR IGNORE INTO corrections (id, kind, body, created, undone, crc)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (*row, correction_crc(row.kind, row.body, row.created)),
    )
    return cursor.rowcount > 0


def set_correction(connection: sqlite3.Connection, id: int, *, withdrawn: bool) -> None:
    """Let a correction count no more, or again."""
    connection.execute("UPDATE corrections SET undone = ? WHERE id = ?", (withdrawn, id))


def corrections(connection: sqlite3.Connection) -> list[CorrectionRow]:
    """All corrections, those that count no more as well, in the order they were made."""
    rows = connection.execute("SELECT id, kind, body, created, undone FROM corrections ORDER BY id")
    return [
        CorrectionRow(number, kind, body, created, bool(undone))
        for number, kind, body, created, undone in rows
    ]
