"""``notes.db``: what the user made. Its tables, and the statements for annotations.

Rules that hold for all of it: nothing is overwritten (each change of an
annotation adds a row to ``revisions``, and undoing a change adds the older
content again), the text that an annotation was made on stays with it, and what
can be worked out again (``placements``, the folded columns) is kept apart from
what cannot. Times are microseconds since 1970 in UTC, offsets are code points.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from index.article import version_of
from index.errors import LibraryDamaged
from index.store import search_tables
from index.store.sqlite import Migration, Schema

REMEDY = "run “culm doctor” to see what can be saved, or “culm restore” to go back to a backup"

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


def _checked_corrections(connection: sqlite3.Connection) -> None:
    # From here on damage of a correction is seen, and whole ones can be saved.
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
    migrations=(_first_schema, _checked_corrections, search_tables.keep_settings),
    remedy=REMEDY,
    journal="DELETE",
    synchronous="EXTRA",
    precious=True,
    prepare=_prepare,
)


class AnnotationRow(NamedTuple):
    """One annotation as stored: its present content, or that of one revision."""

    id: str
    article: str
    version: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    colour: str
    note: str
    tags: tuple[str, ...]
    created: int
    modified: int
    deleted: int | None
    withdrawn: int
    revision: int


class PlacementRow(NamedTuple):
    """Where an annotation was found in a version, by which edition of the method."""

    annotation: str
    version: str
    method: int
    status: str
    start: int | None
    end: int | None
    near: int
    candidates: str


_TAGS = AnnotationRow._fields.index("tags")
_COLUMNS = ", ".join(f'"{name}"' for name in AnnotationRow._fields)
_PLACEMENT = ", ".join(f'"{name}"' for name in PlacementRow._fields)
Fold = Callable[[str], str]


def annotation_row(values: Sequence[Any]) -> AnnotationRow:
    """An :class:`AnnotationRow` from the columns of ``annotations``, in their order."""
    tags = () if values[_TAGS] == "[]" else tuple(json.loads(values[_TAGS]))
    return AnnotationRow._make((*values[:_TAGS], tags, *values[_TAGS + 1 :]))


# -- annotations -------------------------------------------------------------------


def put_annotation(connection: sqlite3.Connection, row: AnnotationRow, fold: Fold) -> None:
    """Make ``row`` the present content of its annotation and add it to the history."""
    stored = [*row]
    stored[_TAGS] = json.dumps(row.tags, ensure_ascii=False)
    connection.execute(
        f"INSERT OR REPLACE INTO annotations ({_COLUMNS}, folded_quote, folded_note)"
        f" VALUES ({', '.join('?' * len(row))}, ?, ?)",
        (*stored, fold(row.exact), _folded_note(row, fold)),
    )
    connection.execute("DELETE FROM annotation_tags WHERE annotation = ?", (row.id,))
    connection.executemany(
        "INSERT INTO annotation_tags (annotation, tag, folded) VALUES (?, ?, ?)",
        [(row.id, tag, fold(tag)) for tag in row.tags],
    )
    content = json.dumps(row._asdict(), ensure_ascii=False)
    connection.execute(
        "INSERT INTO revisions (annotation, revision, at, content, crc) VALUES (?, ?, ?, ?, ?)",
        (row.id, row.revision, row.modified, content, _crc(content)),
    )


def get_annotation(connection: sqlite3.Connection, id: str) -> AnnotationRow | None:
    """The present content of one annotation."""
    found = connection.execute(f"SELECT {_COLUMNS} FROM annotations WHERE id = ?", (id,)).fetchone()
    return None if found is None else annotation_row(found)


def find_annotations(
    connection: sqlite3.Connection, where: str, parameters: dict[str, Any], order: str
) -> list[AnnotationRow]:
    """The annotations for which ``where`` holds; ``where`` and ``order`` come from code only."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM annotations WHERE {where} ORDER BY {order}", parameters
    )
    return [annotation_row(row) for row in rows]


def revisions(
    connection: sqlite3.Connection, id: str, number: int | None = None
) -> list[AnnotationRow]:
    """The history of an annotation, oldest first, or only revision ``number``.

    Raises :class:`LibraryDamaged` when a revision is not what was written.
    """
    rows = connection.execute(
        "SELECT content, crc FROM revisions WHERE annotation = ?1"
        " AND (?2 IS NULL OR revision = ?2) ORDER BY revision",
        (id, number),
    ).fetchall()
    return [checked_revision(id, content, crc) for content, crc in rows]


def purge_annotation(connection: sqlite3.Connection, id: str) -> None:
    """Take an annotation and its whole history out of the file."""
    for table in ("revisions", "annotation_tags", "pins", "placements"):
        connection.execute(f"DELETE FROM {table} WHERE annotation = ?", (id,))
    connection.execute("DELETE FROM annotations WHERE id = ?", (id,))
    connection.execute(
        "DELETE FROM texts WHERE version NOT IN (SELECT version FROM annotations)"
        " AND version NOT IN (SELECT version FROM pins)"
    )


def refold(connection: sqlite3.Connection, fold: Fold) -> None:
    """Work out every folded column again, after the folding itself has changed."""
    for row in find_annotations(connection, "1", {}, "id"):
        connection.execute(
            "UPDATE annotations SET folded_quote = ?, folded_note = ? WHERE id = ?",
            (fold(row.exact), _folded_note(row, fold), row.id),
        )
    for table in ("annotation_tags", "article_tags"):
        tags = connection.execute(f"SELECT DISTINCT tag FROM {table}").fetchall()
        connection.executemany(
            f"UPDATE {table} SET folded = ? WHERE tag = ?", [(fold(tag), tag) for (tag,) in tags]
        )


# -- pins --------------------------------------------------------------------------


def pin(connection: sqlite3.Connection, annotation: str, version: str) -> list[Any] | None:
    """[start, end, at] of the pin of an annotation in a version."""
    found = connection.execute(
        'SELECT start, "end", at FROM pins WHERE annotation = ? AND version = ?',
        (annotation, version),
    ).fetchone()
    return None if found is None else list(found)


def set_pin(
    connection: sqlite3.Connection, annotation: str, version: str, value: Sequence[Any] | None
) -> None:
    """Set a pin to [start, end, at], or with ``None`` take it out."""
    connection.execute(
        "DELETE FROM pins WHERE annotation = ? AND version = ?", (annotation, version)
    )
    if value is not None:
        connection.execute(
            'INSERT INTO pins (annotation, version, start, "end", at) VALUES (?, ?, ?, ?, ?)',
            (annotation, version, *value),
        )
    # Other versions may have been placed from this pin.
    connection.execute(
        "DELETE FROM placements WHERE annotation = ? AND version <> ?", (annotation, version)
    )


def pins(connection: sqlite3.Connection, annotations: Sequence[str]) -> list[tuple[Any, ...]]:
    """(annotation, version, start, end, at) of the pins of annotations, oldest first."""
    return connection.execute(
        'SELECT annotation, version, start, "end", at FROM pins'
        " WHERE annotation IN (SELECT value FROM json_each(?)) ORDER BY at",
        (json.dumps(annotations),),
    ).fetchall()


def placements(
    connection: sqlite3.Connection, annotations: Sequence[str], version: str, method: int
) -> list[PlacementRow]:
    """The remembered placements of annotations in a version."""
    rows = connection.execute(
        f"SELECT {_PLACEMENT} FROM placements WHERE version = ? AND method = ?"
        " AND annotation IN (SELECT value FROM json_each(?))",
        (version, method, json.dumps(annotations)),
    )
    return [PlacementRow(*row) for row in rows]


def remember_placement(connection: sqlite3.Connection, row: PlacementRow) -> None:
    """Remember where an annotation was found, in the place of what was found before."""
    connection.execute(
        f"INSERT OR REPLACE INTO placements ({_PLACEMENT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row
    )


def forget_placements(connection: sqlite3.Connection, annotation: str) -> None:
    """Have an annotation placed anew in every version."""
    connection.execute("DELETE FROM placements WHERE annotation = ?", (annotation,))


# -- texts -------------------------------------------------------------------------


def keep_text(connection: sqlite3.Connection, version: str, text: str) -> None:
    """Keep the canonical text that is named ``version``; it is stored once."""
    known = connection.execute("SELECT 1 FROM texts WHERE version = ?", (version,)).fetchone()
    if known is None:
        connection.execute(
            "INSERT INTO texts (version, length, body) VALUES (?, ?, ?)",
            (version, len(text), zlib.compress(text.encode("utf-8"), 6)),
        )


def kept_text(connection: sqlite3.Connection, version: str) -> str | None:
    """The kept text, ``None`` if there is none; :class:`LibraryDamaged` if it is not itself."""
    found = connection.execute("SELECT body FROM texts WHERE version = ?", (version,)).fetchone()
    if found is None:
        return None
    try:
        text = zlib.decompress(found[0]).decode("utf-8")
    except (zlib.error, UnicodeDecodeError, TypeError):
        text = ""
    if version_of(text) != version:
        raise LibraryDamaged(f"the kept text {version[:12]} is damaged; {REMEDY}")
    return text


# -- single facts ------------------------------------------------------------------


def fact(connection: sqlite3.Connection, name: str, default: Any = None) -> Any:
    """A value of ``meta``."""
    found = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return default if found is None else found[0]


def set_fact(connection: sqlite3.Connection, name: str, value: Any) -> None:
    """Set a value of ``meta``."""
    connection.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (name, value))


def count_up(connection: sqlite3.Connection, name: str) -> None:
    """Add 1 to a counter of ``meta``."""
    set_fact(connection, name, fact(connection, name, 0) + 1)


def generation(connection: sqlite3.Connection) -> int:
    """How many changes the file has seen."""
    return int(fact(connection, "generation", 0))


# -- soundness ---------------------------------------------------------------------


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
            last[id] = checked_revision(id, content, crc)
        except LibraryDamaged as error:
            problems.append(str(error))
    for values in connection.execute(f"SELECT {_COLUMNS} FROM annotations"):
        try:
            row = annotation_row(values)
            sound = last.pop(row.id, None) == row and tags.get(row.id, set()) == set(row.tags)
        except (ValueError, TypeError):
            sound = False
        if not sound:
            problems.append(f"annotation {values[0]} is not its last revision")
    problems += [f"annotation {id} is missing, its history is there" for id in last]
    problems += _correction_problems(connection)
    if _is_past(connection, search_tables.keep_settings):
        problems += search_tables.problems(connection)
    for (version,) in connection.execute("SELECT version FROM texts").fetchall():
        try:
            kept_text(connection, version)
        except LibraryDamaged as error:
            problems.append(str(error))
    return problems


def _correction_problems(connection: sqlite3.Connection) -> list[str]:
    if not _is_past(connection, _checked_corrections):
        return []
    rows = connection.execute("SELECT id, kind, body, created, crc FROM corrections")
    return [
        f"correction {id} is not what was written"
        for id, kind, body, created, crc in rows
        if correction_crc(kind, body, created) != crc
    ]


def _is_past(connection: sqlite3.Connection, migration: Migration) -> bool:
    """Whether a file, which may be an old backup, is of a schema that has this migration."""
    (schema,) = connection.execute("PRAGMA user_version").fetchone()
    return int(schema) > SCHEMA.migrations.index(migration)


def _folded_note(row: AnnotationRow, fold: Fold) -> str:
    return fold("\n".join((row.note, *row.tags)))


def correction_crc(kind: str, body: str, created: int) -> int:
    """The checksum of a correction: what it says, not whether it counts."""
    return _crc(f"{created}\n{kind}\n{body}")


def _crc(content: str) -> int:
    return zlib.crc32(content.encode("utf-8"))


def checked_revision(id: str, content: object, crc: int) -> AnnotationRow:
    """The content of a revision; :class:`LibraryDamaged` if it is not what was written."""
    # Damage may have made it NULL, or bytes.
    if not isinstance(content, str) or _crc(content) != crc:
        raise LibraryDamaged(f"the history of annotation {id} is damaged; {REMEDY}")
    fields = json.loads(content)
    return AnnotationRow(**{**fields, "tags": tuple(fields["tags"])})
