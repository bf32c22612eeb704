"""What can still be read of a damaged ``notes.db``.

Every revision of an annotation, every correction and every saved search carries
a checksum and every kept text is named by its hash, so what comes out is what
was written. Tables are read from both ends and, where an index is left, row by
row: damage in one page hides little more than what is on it. Without its first
page SQLite reads nothing of a file; a fresh one lends its own, of the same tables
in the same places.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from index.article import version_of
from index.errors import LibraryDamaged
from index.store import notes_db, search_tables
from index.store.backups import copy_file
from index.store.damaged import both_ends, rows
from index.store.notes_db import AnnotationRow
from index.store.notes_schema import SCHEMA, correction_crc
from index.store.notes_state import CorrectionRow
from index.store.search_tables import SavedRow
from index.store.sqlite import Database

_PAGE, _HEADER = 4096, 100
_CHANGES, _SIZE_AS_OF = 24, 92
"""Where a file says how often it was changed, and at which change it told its size."""


class SalvagedNotes(Struct, frozen=True):
    """The readable revisions of annotations by id and number, texts by version, corrections by
    number, saved searches by name.
    """

    annotations: dict[str, dict[int, AnnotationRow]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    corrections: dict[int, CorrectionRow] = field(default_factory=dict)
    searches: dict[str, SavedRow] = field(default_factory=dict)


def salvage(path: Path) -> SalvagedNotes:
    """Read what can be read; nothing is written, no error is raised for damage."""
    found = _read(path)
    if found == SalvagedNotes():
        with TemporaryDirectory() as directory:
            fresh = Path(directory) / "fresh.db"
            Database(fresh, replace(SCHEMA, precious=False)).close()
            first = fresh.read_bytes()[:_PAGE]
            lent = Path(directory) / "lent.db"
            for upto in (_HEADER, _PAGE):
                try:
                    copy_file(path, lent)
                except OSError:
                    break
                with lent.open("r+b") as stream:
                    stream.write(first[:upto])
                    # Where these two differ, SQLite goes by the size of the file.
                    stream.seek(_CHANGES)
                    stream.write(b"\0\0\0\2")
                    stream.seek(_SIZE_AS_OF)
                    stream.write(b"\0\0\0\1")
                found = _read(lent)
                if found != SalvagedNotes():
                    break
    return found


def _read(path: Path) -> SalvagedNotes:
    found = SalvagedNotes()
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with suppress(sqlite3.Error), closing(sqlite3.connect(address, uri=True)) as connection:
        # With this SQLite reads a file that is shorter than it says.
        connection.execute("PRAGMA writable_schema = ON")
        # A broken letter shall not stop the rows behind it.
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        for id, content, crc in _revisions(connection):
            with suppress(LibraryDamaged, ValueError, TypeError):
                row = notes_db.checked_revision(id, content, crc)
                found.annotations.setdefault(row.id, {})[row.revision] = row
        for version, body in both_ends(connection, "SELECT version, body FROM texts"):
            with suppress(zlib.error, ValueError, TypeError):
                text = zlib.decompress(body).decode("utf-8")
                if version_of(text) == version:
                    found.texts[version] = text
        for number, kind, body, created, undone, crc in both_ends(
            connection, "SELECT id, kind, body, created, undone, crc FROM corrections"
        ):
            with suppress(ValueError, TypeError):
                if correction_crc(kind, body, created) == crc:
                    found.corrections[int(number)] = CorrectionRow(
                        int(number), kind, body, int(created), bool(undone)
                    )
        columns = ", ".join(SavedRow._fields)
        for *values, crc in both_ends(
            connection, f"SELECT {columns}, crc FROM saved_searches", "name"
        ):
            with suppress(ValueError, TypeError):
                search = SavedRow(*values)
                if search_tables.checksum(search) == crc:
                    found.searches[search.name] = search
    return found


def _revisions(connection: sqlite3.Connection) -> Iterator[tuple[Any, ...]]:
    columns = "SELECT annotation, content, crc FROM revisions"
    yield from both_ends(connection, columns, "annotation")
    for (id,) in both_ends(connection, "SELECT id FROM annotations"):
        yield from rows(connection, f"{columns} WHERE annotation = ?", (id,))
