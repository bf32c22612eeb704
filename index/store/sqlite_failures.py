"""What SQLite raises, as the errors that a user is told."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from index.errors import (
    NOTHING_CHANGED,
    LibraryDamaged,
    LibraryError,
    LibraryLocked,
    LibraryUnwritable,
)

# Statements come from our code and fit a schema that is whole.
_BROKEN_SCHEMA = ("no such column", "no such table", "has no column named", "database schema")

_ERRORS: dict[int, type[LibraryError]] = {
    sqlite3.SQLITE_BUSY: LibraryLocked,
    sqlite3.SQLITE_LOCKED: LibraryLocked,
    sqlite3.SQLITE_CORRUPT: LibraryDamaged,
    sqlite3.SQLITE_NOTADB: LibraryDamaged,
    sqlite3.SQLITE_FULL: LibraryUnwritable,
    sqlite3.SQLITE_IOERR: LibraryUnwritable,
    sqlite3.SQLITE_READONLY: LibraryUnwritable,
    sqlite3.SQLITE_CANTOPEN: LibraryUnwritable,
}


def named(error: sqlite3.Error, path: Path, remedy: str) -> LibraryError:
    """The error to raise for what SQLite raised about the database at ``path``.

    ``remedy`` says what to run when it is damaged.
    """
    code = getattr(error, "sqlite_errorcode", None)
    make = _ERRORS.get(code & 0xFF) if code is not None else None
    if make is None and "Could not decode" in str(error):
        return not_utf_8(path, remedy)
    if make is None and any(words in str(error) for words in _BROKEN_SCHEMA):
        make = LibraryDamaged
    if make is LibraryLocked:
        return LibraryLocked(f"{path} is being written by another process: {error}")
    if make is LibraryDamaged:
        return LibraryDamaged(f"{path} is damaged ({error}); {remedy}")
    if make is LibraryUnwritable:
        return LibraryUnwritable(f"{path} could not be written ({error}){NOTHING_CHANGED}")
    return LibraryError(f"{path}: {error}")


def not_utf_8(path: Path, remedy: str) -> LibraryDamaged:
    """The database at ``path`` holds bytes that no text of ours has."""
    return LibraryDamaged(f"{path} is damaged (text that is not UTF-8); {remedy}")
