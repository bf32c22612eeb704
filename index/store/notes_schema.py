"""``notes.db``: its tables, and how files of older culms are brought up to date.

Rules that hold for all of it: nothing is overwritten (each change of an
annotation adds a row to ``revisions``, and undoing a change adds the older
content again), the text that an annotation was made on stays with it, and what
can be worked out again (``placements``, the folded columns) is kept apart from
what cannot. Times are microseconds since 1970 in UTC, offsets are code points.
"""

from __future__ import annotations

import sqlite3
import zlib

from index.store import search_tables
from index.store.sqlite_schema import Migration, Schema

REMEDY = "run “culm restore”: it saves what is whole, with the newest backup, and keeps this file"

_TABLES = (
    # name → value of a few single facts: generation, corrections, folding.
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID",
    # The canonical texts that annotations were made or pinned on, zlib over UTF-8.
    "CREATE TABLE texts (version TEXT PRIMARY KEY, length INTEGER NOT NULL, body BLOB NOT NULL)",
    # Each annotation as it is now. withdrawn: its making was undone.
    """CREATE TABLE annotations (
        id TEXT PRIMARY KEY, article TEXT NOT NULL, version TEXT NOT NULL,
        start INTEGER NOT NULL, "end" INTEGER NOT NULL,
        exact TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL,
        colour TEXT NOT NULL, note TEXT NOT NULL, tags TEXT NOT NULL,
        created INTEGER NOT NULL, modified INTEGER NOT NULL, deleted INTEGER,
        withdrawn INTEGER NOT NULL, revision INTEGER NOT NULL,
        folded_quote TEXT NOT NULL, folded_note TEXT NOT NULL)""",
    "CREATE INDEX annotations_of_article ON annotations (article, start)",
    "CREATE INDEX annotations_by_age ON annotations (created)",
    "CREATE INDEX annotated_articles ON annotations (article) WHERE deleted IS NULL",
    # Each annotation as it was after each change: JSON of all its fields, and its CRC-32.
    """CREATE TABLE revisions (
        annotation TEXT NOT NULL, revision INTEGER NOT NULL, at INTEGER NOT NULL,
        content TEXT NOT NULL, crc INTEGER NOT NULL,
        PRIMARY KEY (annotation, revision)) WITHOUT ROWID""",
    """CREATE TABLE annotation_tags (
        annotation TEXT NOT NULL, tag TEXT NOT NULL, folded TEXT NOT NULL,
        PRIMARY KEY (annotation, tag)) WITHOUT ROWID""",
    "CREATE INDEX annotation_tags_by_name ON annotation_tags (folded)",
    # Where the user put an annotation in another version; start NULL: nowhere.
    """CREATE TABLE pins (
        annotation TEXT NOT NULL, version TEXT NOT NULL,
        start INTEGER, "end" INTEGER, at INTEGER NOT NULL,
        PRIMARY KEY (annotation, version)) WITHOUT ROWID""",
    # Where culm found an annotation in another version. Can be worked out again.
    """CREATE TABLE placements (
        id INTEGER PRIMARY KEY, annotation TEXT NOT NULL, version TEXT NOT NULL,
        method INTEGER NOT NULL, status TEXT NOT NULL, start INTEGER, "end" INTEGER,
        near INTEGER NOT NULL, candidates TEXT NOT NULL, UNIQUE (annotation, version))""",
    # Reading state; an article without a row is unread, not starred, at its top.
    """CREATE TABLE article_state (
        article TEXT PRIMARY KEY, read INTEGER NOT NULL DEFAULT 0,
        starred INTEGER NOT NULL DEFAULT 0, position INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID""",
    "CREATE INDEX articles_read ON article_state (article) WHERE read",
    "CREATE INDEX articles_starred ON article_state (article) WHERE starred",
    """CREATE TABLE article_tags (
        article TEXT NOT NULL, tag TEXT NOT NULL, folded TEXT NOT NULL,
        PRIMARY KEY (article, tag)) WITHOUT ROWID""",
    "CREATE INDEX article_tags_by_name ON article_tags (folded)",
    # What the user put right by hand, in order; body is JSON.
    """CREATE TABLE corrections (
        id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, body TEXT NOT NULL,
        created INTEGER NOT NULL, undone INTEGER NOT NULL DEFAULT 0)""",
    """CREATE TABLE saved_searches (
        name TEXT PRIMARY KEY, query TEXT NOT NULL, created INTEGER NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE search_history (
        id INTEGER PRIMARY KEY AUTOINCREMENT, query TEXT NOT NULL UNIQUE,
        at INTEGER NOT NULL)""",
    # The undo journal: what each step changed, as JSON (see index.notes.journal).
    """CREATE TABLE steps (
        id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, words TEXT NOT NULL,
        changes TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0)""",
    "CREATE INDEX steps_by_state ON steps (undone, id)",
)


def _first_schema(connection: sqlite3.Connection) -> None:
    for statement in _TABLES:
        connection.execute(statement)


def check_corrections(connection: sqlite3.Connection) -> None:
    """Give corrections checksums: from here on damage is seen, and whole ones can be saved."""
    connection.execute("ALTER TABLE corrections ADD COLUMN crc INTEGER NOT NULL DEFAULT 0")
    rows = connection.execute("SELECT id, kind, body, created FROM corrections").fetchall()
    connection.executemany(
        "UPDATE corrections SET crc = ? WHERE id = ?",
        [(correction_crc(*values), id) for id, *values in rows],
    )


def _prepare(connection: sqlite3.Connection) -> None:
    # What the user purges shall not linger in free pages.
    connection.execute("PRAGMA secure_delete=ON")


SCHEMA = Schema(
    application_id=0x63756C6E,  # "culn"
    migrations=(_first_schema, check_corrections, search_tables.keep_settings),
    remedy=REMEDY,
    journal="DELETE",
    synchronous="EXTRA",
    precious=True,
    prepare=_prepare,
)


def is_past(connection: sqlite3.Connection, migration: Migration) -> bool:
    """Whether a file, which may be an old backup, is of a schema that has this migration."""
    (schema,) = connection.execute("PRAGMA user_version").fetchone()
    return int(schema) > SCHEMA.migrations.index(migration)


def correction_crc(kind: str, body: str, created: int) -> int:
    """The checksum of a correction: what it says, not whether it counts."""
    return checksum(f"{created}\n{kind}\n{body}")


def checksum(content: str) -> int:
    """The CRC-32 of what is kept as text, over its UTF-8."""
    return zlib.crc32(content.encode("utf-8"))
