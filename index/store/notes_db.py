"""``notes.db``: the statements for annotations, where they are, and the texts they were made on.

Plain statements over an open connection. The tables and the rules that hold for
them are in :mod:`index.store.notes_schema`; what is undoable is the business of
:mod:`index.notes.journal`.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from index.article import version_of
from index.errors import LibraryDamaged
from index.store.notes_schema import REMEDY, checksum


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
COLUMNS = ", ".join(f'"{name}"' for name in AnnotationRow._fields)
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
        f"INSERT OR REPLACE INTO annotations ({COLUMNS}, folded_quote, folded_note)"
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
        (row.id, row.revision, row.modified, content, checksum(content)),
    )


def get_annotation(connection: sqlite3.Connection, id: str) -> AnnotationRow | None:
    """The present content of one annotation."""
    found = connection.execute(f"SELECT {COLUMNS} FROM annotations WHERE id = ?", (id,)).fetchone()
    return None if found is None else annotation_row(found)


def find_annotations(
    connection: sqlite3.Connection, where: str, parameters: dict[str, Any], order: str
) -> list[AnnotationRow]:
    """The annotations for which ``where`` holds; ``where`` and ``order`` come from code only."""
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM annotations WHERE {where} ORDER BY {order}", parameters
    )
    return [annotation_row(row) for row in rows]


def revisions(
    connection: sqlite3.Connection, id: str, number: int | None = None
) -> list[AnnotationRow]:
    """The history of an annotation, oldest first, or only revision ``number``.

    Raises :class:`LibraryDamaged` when a revision is not what was written.
    """
    rows = connection.execute(
        "SELECT content, crc FROM revisions WHERE annotation = ?"
        " AND revision = ifnull(?, revision) ORDER BY revision",
        (id, number),
    ).fetchall()
    return [checked_revision(id, content, crc) for content, crc in rows]


def checked_revision(id: str, content: object, crc: int) -> AnnotationRow:
    """The content of a revision; :class:`LibraryDamaged` if it is not what was written."""
    # Damage may have made it NULL, or bytes.
    if not isinstance(content, str) or checksum(content) != crc:
        raise LibraryDamaged(f"the history of annotation {id} is damaged; {REMEDY}")
    fields = json.loads(content)
    return AnnotationRow(**{**fields, "tags": tuple(fields["tags"])})


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


def _folded_note(row: AnnotationRow, fold: Fold) -> str:
    return fold("\n".join((row.note, *row.tags)))


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
