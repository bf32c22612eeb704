"""Whether ``notes.db`` holds what was written into it, beyond what SQLite itself can see."""

from __future__ import annotations

import sqlite3

from index.errors import LibraryDamaged
from index.store import notes_db, search_tables
from index.store.notes_db import AnnotationRow
from index.store.notes_schema import check_corrections, correction_crc, is_past


def content_problems(connection: sqlite3.Connection) -> list[str]:
    """What is not as it was written, beyond what SQLite itself can see.

    Compares every revision, correction and saved search with its checksum, every annotation
    with its last revision and its tags, every kept text with its name.
    """
    problems = []
    tags: dict[str, set[str]] = {}
    for id, tag in connection.execute("SELECT annotation, tag FROM annotation_tags"):
        tags.setdefault(id, set()).add(tag)
    last: dict[str, AnnotationRow] = {}
    rows = connection.execute(
        "SELECT annotation, content, crc FROM revisions ORDER BY annotation, revision"
    )
    for id, content, crc in rows:
        try:
            last[id] = notes_db.checked_revision(id, content, crc)
        except LibraryDamaged as error:
            problems.append(str(error))
    for values in connection.execute(f"SELECT {notes_db.COLUMNS} FROM annotations"):
        try:
            row = notes_db.annotation_row(values)
            sound = last.pop(row.id, None) == row and tags.get(row.id, set()) == set(row.tags)
        except (ValueError, TypeError):
            sound = False
        if not sound:
            problems.append(f"annotation {values[0]} is not its last revision")
    problems += [f"annotation {id} is missing, its history is there" for id in last]
    problems += _correction_problems(connection)
    if is_past(connection, search_tables.keep_settings):
        problems += search_tables.problems(connection)
    for (version,) in connection.execute("SELECT version FROM texts").fetchall():
        try:
            notes_db.kept_text(connection, version)
        except LibraryDamaged as error:
            problems.append(str(error))
    return problems


def _correction_problems(connection: sqlite3.Connection) -> list[str]:
    if not is_past(connection, check_corrections):
        return []
    rows = connection.execute("SELECT id, kind, body, created, crc FROM corrections")
    return [
        f"correction {id} is not what was written"
        for id, kind, body, created, crc in rows
        if correction_crc(kind, body, created) != crc
    ]
