"""Opening databases: whose eyes, which schema, which errors."""

from __future__ import annotations

import os
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from index.errors import (
    LibraryDamaged,
    LibraryError,
    LibraryLocked,
    LibraryTooNew,
    LibraryUnwritable,
)
from index.notes import Notes
from index.store import sqlite
from index.store.archive import Archive
from index.store.sqlite import Database
from index.store.sqlite_schema import Migration, Schema
from tests.support.notes import mark


def first(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE kept (word TEXT)")


def second(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE kept ADD COLUMN number INTEGER NOT NULL DEFAULT 7")


def failing(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE half_done (word TEXT)")
    raise sqlite3.OperationalError("out of luck")


def schema(*migrations: Migration) -> Schema:
    return Schema(0x1234, migrations, "run “culm doctor”", precious=True)


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_is_written_is_on_disk_before_it_is_told_and_so_is_that_the_journal_is_gone(
    tmp_path: Path,
) -> None:
    full, extra = 2, 3
    said = []
    for made in (Notes.open(tmp_path / "notes.db"), Archive(tmp_path / "archive.db")):
        with closing(made):
            said += made.database.connection().execute("PRAGMA synchronous").fetchone()
    assert said == [extra, full]


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077, 0o777])
def test_only_the_owner_can_read_whatever_the_umask(tmp_path: Path, mask: int) -> None:
    path = tmp_path / "a" / "library" / "notes.db"
    with umask(mask):
        notes = Notes.open(path)
        with notes.database.write() as connection:
            connection.execute("INSERT INTO meta VALUES ('x', zeroblob(100000))")
            journal = path.with_name("notes.db-journal")
            assert mode(journal) == 0o600
        notes.back_up_daily()
        notes.dump(tmp_path / "out" / "dump")
        notes.close()
    assert mode(path) == 0o600
    assert mode(path.parent) == mode(path.parent.parent) == mode(tmp_path / "out") == 0o700
    assert mode(tmp_path / "out" / "dump") == 0o600
    assert [mode(backup) for backup in (path.parent / "backups").iterdir()] == [0o600]


def test_a_file_open_to_others_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    Notes.open(path).close()
    path.chmod(0o644)
    Notes.open(path).close()
    assert mode(path) == 0o600


def test_a_newer_schema_is_left_untouched(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    Database(path, schema(first, second)).close()
    before = path.read_bytes()
    with pytest.raises(LibraryTooNew, match="newer culm"):
        Database(path, schema(first))
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["kept.db"]


def test_an_older_schema_is_brought_up_to_date_after_a_backup(tmp_path: Path) -> None:
    path, backups = tmp_path / "kept.db", tmp_path / "backups"
    with closing(Database(path, schema(first), backups)) as old, old.write() as connection:
        connection.execute("INSERT INTO kept VALUES ('word')")
    with closing(Database(path, schema(first, second), backups)) as new:
        assert new.read("SELECT * FROM kept") == [("word", 7)]
    with closing(Database(backups / "kept-before-schema-2.db", schema(first))) as copy:
        assert copy.read("SELECT * FROM kept") == [("word",)]


def test_a_migration_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "kept.db"
    Database(path, schema(first)).close()
    with pytest.raises(LibraryError, match="out of luck"):
        Database(path, schema(first, failing))
    with closing(Database(path, schema(first))) as database:
        assert database.read("SELECT name FROM sqlite_master") == [("kept",)]


def test_a_writer_that_does_not_finish_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    path = tmp_path / "kept.db"
    one, two = Database(path, schema(first)), Database(path, schema(first))
    with one.write() as connection:
        connection.execute("INSERT INTO kept VALUES ('one')")
        with pytest.raises(LibraryLocked, match="another process"), two.write():
            pass
        assert two.read("SELECT * FROM kept") == []
    assert two.read("SELECT * FROM kept") == [("one",)]
    one.close()
    two.close()


def test_what_raises_inside_a_transaction_undoes_it(tmp_path: Path) -> None:
    database = Database(tmp_path / "kept.db", schema(first))

    def fails() -> None:
        with database.write() as connection:
            connection.execute("INSERT INTO kept VALUES ('x')")
            raise KeyError

    with pytest.raises(KeyError):
        fails()
    assert database.read("SELECT * FROM kept") == []
    database.close()
    with pytest.raises(LibraryError, match="closed"):
        database.read("SELECT 1")


@pytest.fixture
def not_root() -> Iterator[None]:
    """Rights count for nothing to root: become nobody for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def library() -> Iterator[Path]:
    """A library that everybody may read and nobody may write."""
    with tempfile.TemporaryDirectory() as directory:
        Path(directory).chmod(0o755)
        path = Path(directory) / "library" / "notes.db"
        notes = Notes.open(path)
        mark(notes, "bamboo")
        notes.close()
        path.chmod(0o444)
        path.parent.chmod(0o555)
        yield path
        path.parent.chmod(0o700)


def test_a_read_only_library_can_be_read_and_says_so_when_written(
    library: Path, not_root: None
) -> None:
    notes = Notes.open(library)
    assert [one.exact for one in notes.all(text="BAMBOO")] == ["bamboo"]
    notes.set_position("a", 5)
    notes.flush()
    notes.remember_query("x")
    with pytest.raises(LibraryUnwritable, match="nothing was changed"):
        notes.mark_read(["a"])
    with pytest.raises(LibraryUnwritable):
        mark(notes, "diplomacy")
    assert notes.back_up_daily() is None
    notes.close()
    with pytest.raises(LibraryUnwritable, match="cannot be made"):
        Notes.open(library.parent / "deeper" / "notes.db")


def test_a_file_put_in_its_place_is_the_one_written_to(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    notes = Notes.open(path)
    mark(notes, "bamboo")
    copy = tmp_path / "copy.db"
    notes.database.copy_to(copy)
    mark(notes, "diplomacy")
    copy.replace(path)
    made = mark(notes, "concept")
    notes.close()
    later = Notes.open(path)
    assert {one.exact for one in later.all()} == {"bamboo", made.exact}
    later.close()


def test_a_file_taken_away_is_not_written_to(tmp_path: Path) -> None:
    notes = Notes.open(tmp_path / "notes.db")
    (tmp_path / "notes.db").rename(tmp_path / "elsewhere.db")
    with pytest.raises(LibraryDamaged, match="taken away"):
        mark(notes, "bamboo")
    notes.close()


def test_what_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes.db").mkdir()
    with pytest.raises(LibraryError, match="is not a file"):
        Notes.open(tmp_path / "notes.db")
