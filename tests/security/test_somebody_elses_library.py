"""A library that came from somebody else: nothing in it runs, and nothing is read beside it."""

from __future__ import annotations

import gzip
import io
import json
import os
import pickle
import shutil
import sqlite3
import stat
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from whoosh.filedb.structfile import StructFile

from index.errors import LibraryError
from index.library import Library
from index.library.imports.importing import finish
from index.library.upkeep.removal_files import STANDING, RemovalFiles
from index.search import SearchIndex
from index.search.codec import ArraySegment
from index.search.fields import schema
from index.store.former_ids import FormerHoldings
from tests.support.terminal import Terminal
from tui.cli import main

CULM = (sys.executable, "-P", "-m", "tui.cli")


class Runs:
    """Makes a folder when it is unpickled."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.folder),)


def named(segid: object = "abc", **attributes: object) -> ArraySegment:
    segment = ArraySegment("MAIN")
    segment.__dict__.update(segid=segid, **attributes)
    return segment


CONTENTS: dict[str, Callable[[Runs], tuple[object, object, int]]] = {
    "schema": lambda runs: (runs, [named()], -111),
    "segments": lambda runs: (schema(), runs, -111),
    "one segment": lambda runs: (schema(), [named(), runs], -111),
    "inside a segment": lambda runs: (schema(), [named(_deleted=runs)], -111),
    "the name of a segment": lambda runs: (schema(), [named(segid=runs)], -111),
    "an old format": lambda runs: (runs, runs, -110),
    "an older format": lambda runs: (runs, runs, -108),
    "a name that is a path": lambda _runs: (schema(), [named("../../notes")], -111),
    "no numbers": lambda _runs: (schema(), [named(_doc_count="many", _deleted="all")], -111),
    "gone that never were": lambda _runs: (schema(), [named(_doc_count=1, _deleted={7})], -111),
    "no segments": lambda _runs: (schema(), {"a": 1}, -111),
}
"""Tables of contents: schema, segments, the number of the format."""


def table_of_contents(generation: int, schema: object, segments: object, version: int) -> bytes:
    """As Whoosh writes one, with culm's seal."""
    file = io.BytesIO()
    stream = StructFile(file)
    for size in "ilf":
        stream.write_varint(struct.calcsize(size))
    stream.write_int(-12345)
    stream.write_int(version)
    for number in (2, 7, 4):
        stream.write_varint(number)
    stream.write_string(pickle.dumps(schema, 2))
    stream.write_int(generation)
    stream.write_int(0)
    stream.write_pickle(segments)
    content = file.getvalue()
    return content + struct.pack("<8sI", b"culmtoc1", zlib.crc32(content))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with one article about a ferry."""
    (tmp_path / "ferry.txt").write_text("Ferry sinks\n\nA ferry sank in the harbour on Tuesday.\n")
    with Library.open(tmp_path / "library") as opened:
        assert [one.error for one in opened.add([tmp_path / "ferry.txt"])] == [""]
        finish(opened)
    return tmp_path / "library"


def culm(library: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*CULM, "--library", library, *words], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("what", CONTENTS)
def test_no_pickle_in_an_index_makes_anything(library: Path, tmp_path: Path, what: str) -> None:
    search = library / "search"
    generation = SearchIndex.latest(search) + 1
    made = CONTENTS[what](Runs(tmp_path / "it ran"))
    (search / f"_MAIN_{generation}.toc").write_bytes(table_of_contents(generation, *made))
    done = culm(library, "search", "ferry")
    assert not (tmp_path / "it ran").exists()
    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0), done.stderr
    assert "Ferry sinks" in done.stdout


def test_what_is_in_the_pickles_runs_where_it_can(tmp_path: Path) -> None:
    pickle.loads(pickle.dumps(Runs(tmp_path / "it ran")))
    assert (tmp_path / "it ran").is_dir()


OWN_FILES = ("sources.json", "listing.bin", "screen.json", "first-screen.json", "draft.json")
"""What culm writes for itself, and can do without."""


@pytest.mark.parametrize("name", [*OWN_FILES, "archive.db", "notes.db"])
def test_no_link_in_a_library_leads_to_the_files_of_its_reader(
    library: Path, tmp_path: Path, name: str
) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    precious.chmod(0o644)
    (library / name).unlink(missing_ok=True)
    (library / name).symlink_to(precious)
    culm(library, "-q", "add", str(tmp_path / "ferry.txt"))
    with left_by_the_reader(library):
        pass
    assert precious.read_text() == "mine"
    assert stat.S_IMODE(precious.stat().st_mode) == 0o644


@pytest.mark.parametrize("name", OWN_FILES)
def test_a_pipe_in_the_place_of_a_file_keeps_nobody_waiting(library: Path, name: str) -> None:
    (library / name).unlink(missing_ok=True)
    os.mkfifo(library / name)
    assert culm(library, "search", "ferry").returncode == 0
    with left_by_the_reader(library) as screen:
        assert "Ferry sinks" in screen.text


@contextmanager
def left_by_the_reader(library: Path) -> Iterator[Terminal]:
    """The screen of a reader that was opened on a library, before it is left again."""
    with Terminal([*CULM, "--library", str(library)]) as screen:
        screen.wait(r"Ferry sinks|damaged|is\s+a\s+link")
        yield screen
        screen.send("q")
        screen.join(60)


def test_only_what_culm_took_out_is_deleted_with_time(library: Path) -> None:
    removed = library / "removed"
    removed.mkdir()
    (removed / "mine.json.gz").write_bytes(b"mine")
    with Library.open(library) as opened:
        files = RemovalFiles(library)
        for step in (1, 2):
            files.write(step, step, 0, [opened.article(1)], [], FormerHoldings({}, {}))
        files.keep_latest(1)
        assert len(list(removed.iterdir())) == 2
        files.forget(STANDING)
    assert [path.name for path in removed.iterdir()] == ["mine.json.gz"]


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        (1, "title_stated", "yes"),
        (1, "key", "\ud800"),
        (1, "key", ""),
        (1, "id", 10**30),
        (1, "text", "Something else."),
        (1, "zones", [[0, 10**9, "headline"]]),
        (1, "authors", [["a", 1]]),
        (1, "version", "0" * 64),
        (0, "events", [[10**30, ["n1:a"]]]),
        (0, "stories", [[1, 2]]),
        (0, "sources", [{"place": 7}]),
    ],
)
def test_what_nobody_took_out_does_not_come_back(
    library: Path, tmp_path: Path, line: int, name: str, value: object
) -> None:
    with Library.open(library) as opened:
        opened.take_out([1])
        (file,) = (library / "removed").iterdir()
        lines = gzip.decompress(file.read_bytes()).splitlines()
        lines[line] = json.dumps(json.loads(lines[line]) | {name: value}).encode()
        file.write_bytes(gzip.compress(b"\n".join(lines) + b"\n"))
        assert opened.undo() is None
        assert [one.error for one in opened.add([tmp_path / "ferry.txt"])] == [""]


def test_notes_that_act_by_themselves_are_neither_opened_nor_restored(
    library: Path, tmp_path: Path
) -> None:
    assert culm(library, "notes", "add", "1", "0", "5", "--tag", "mine").returncode == 0
    backup = tmp_path / "notes.db"
    shutil.copy(library / "notes.db", backup)
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute(
            "CREATE TRIGGER t AFTER INSERT ON annotations BEGIN DELETE FROM annotations; END"
        )
    done = culm(library, "restore", str(backup))
    assert (done.returncode, "triggers or views" in done.stderr) == (3, True), done.stderr
    assert "#mine" in culm(library, "notes", "list").stdout
    shutil.copy(backup, library / "notes.db")
    assert culm(library, "notes", "add", "1", "6", "9").returncode == 5


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to somebody else")
def test_an_index_of_another_user_is_not_opened(library: Path) -> None:
    os.chown(library / "search", 65_534, 65_534)
    with pytest.raises(LibraryError, match="belongs to another user"):
        SearchIndex.open(library / "search")


def test_an_index_that_others_may_write_is_not_opened(library: Path) -> None:
    (library / "search").chmod(0o770)
    with pytest.raises(LibraryError, match="others may write here; run: chmod 700"):
        SearchIndex.open(library / "search")


def outside(tmp_path: Path) -> Path:
    """What the user has beside the library: another one, with backups and what was taken out."""
    folder = tmp_path / "outside"
    with Library.open(folder / "own") as own:
        list(own.add([tmp_path / "ferry.txt"]))
        one = own.article(1)
        own.notes.annotate(one.key, one.version, one.text, 0, 5, note="mine")
        own.notes.backup(folder / "own" / "backups" / "by-hand")
        own.take_out([1])
    (folder / "letter").write_text("mine")
    (folder / "letter").chmod(0o644)
    (folder / "empty").touch()
    return folder


def seen(folder: Path) -> dict[str, tuple[int, str]]:
    """Every file of a folder, with its permissions and what is in it."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mode, path.read_bytes().hex())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


DATABASES = ("archive.db", "notes.db")
FOLDERS = ("search", "backups", "backups/by-hand", "removed")
TODAY = f"backups/notes-{datetime.now().date().isoformat()}.db"
LINKED = [
    *((name, to) for name in DATABASES for to in (f"own/{name}", "letter", "empty", "nowhere")),
    *((name, f"own/{name}") for name in FOLDERS),
    *((name, to) for name in ("backups/by-hand/notes.db", TODAY) for to in ("letter", "nowhere")),
    ("search/MAIN_WRITELOCK", "nowhere"),
    ("search/MAIN_MERGELOCK", "letter"),
    ("backups/notes-before-restore.db", "nowhere"),
]
"""What is a link in a library, and where it leads outside."""


@pytest.mark.parametrize(("name", "to"), LINKED)
def test_what_is_linked_in_a_library_stays_as_it_is(library: Path, name: str, to: str) -> None:
    there = outside(library.parent)
    dump = library.parent / "dump.json"
    with Library.open(there / "own") as own:
        own.notes.dump(dump)
    before = seen(there)
    link = library / name
    link.parent.mkdir(parents=True, exist_ok=True)
    if link.is_dir():
        shutil.rmtree(link)
    link.unlink(missing_ok=True)
    link.symlink_to(there / to)
    everything_is_done_with(library, dump)
    assert seen(there) == before


def everything_is_done_with(library: Path, dump: Path) -> None:
    """Commands that write, whether or not they can; none fails otherwise than in words."""
    for words in (
        ["add", str(dump.parent / "ferry.txt")],
        ["notes", "add", "1", "6", "9"],
        ["remove", "--annotated", "1"],
        ["backup"],
        ["rebuild"],
        ["restore"],
        ["restore", str(dump)],
        ["rebuild"],
        ["check"],
        ["search", "ferry"],
    ):
        assert main(["--library", str(library), "-q", *words]) in range(7), words


@pytest.mark.parametrize("name", DATABASES)
def test_a_database_of_two_names_is_not_changed_under_the_other(library: Path, name: str) -> None:
    there = outside(library.parent)
    before = seen(there)
    dump = library.parent / "dump.json"
    dump.write_text("nothing")
    (library / name).unlink()
    os.link(there / "own" / name, library / name)
    everything_is_done_with(library, dump)
    assert seen(there) == before


def journal_naming(another: Path, database: Path) -> bytes:
    """A journal that SQLite takes for one of several, and deletes the named file after it."""
    size = database.stat().st_size // 4096
    mark, name = bytes.fromhex("d9d505f920a163d7"), os.fsencode(another)
    head = (mark + struct.pack(">5I", 0, 0, size, 512, 4096)).ljust(512, b"\0")
    tail = struct.pack(">I", 0x40000000 // 4096 + 1) + name
    return head + tail + struct.pack(">2I", len(name), sum(name)) + mark


@pytest.mark.parametrize("name", DATABASES)
def test_no_journal_has_another_file_deleted(library: Path, name: str) -> None:
    precious = library.parent / "precious"
    precious.write_text("mine")
    journal = library / f"{name}-journal"
    hostile = journal_naming(precious, library / name)
    journal.write_bytes(hostile)
    dump = library.parent / "dump.json"
    assert main(["--library", str(library), "-q", "dump", str(dump)]) == 5
    everything_is_done_with(library, dump)
    assert precious.exists()
    # It was moved away with the database, which what was done made anew.
    assert journal.read_bytes() != hostile if journal.exists() else True
    assert main(["--library", str(library), "-q", "notes", "list"]) in (0, 1)
    shutil.copy(library / name, library / "other.db")
    (library / "other.db-journal").write_bytes(hostile)
    with closing(sqlite3.connect(library / "other.db")) as connection:
        connection.execute("SELECT * FROM sqlite_master").fetchall()
    assert not precious.exists(), "SQLite has changed: nothing was tried here"


PIPES = [
    *(f"{name}{beside}" for name in DATABASES for beside in ("", "-journal", "-wal")),
    *("search/_MAIN_999.toc", "search/MAIN_WRITELOCK", "search/MAIN_MERGELOCK", "importing.lock"),
    *("sources.json.x.part", "backups/notes-2020-01-01.db", "removed/000000000009-x.json.gz"),
]


@pytest.mark.parametrize("name", PIPES)
def test_a_pipe_in_a_library_keeps_no_command_waiting(library: Path, name: str) -> None:
    pipe = library / name
    pipe.parent.mkdir(exist_ok=True)
    pipe.unlink(missing_ok=True)
    os.mkfifo(pipe)
    dump = library.parent / "dump.json"
    dump.write_text("nothing")
    code = "import sys; from pathlib import Path; from tests.security import"
    code += " test_somebody_elses_library as t; t.everything_is_done_with(*map(Path, sys.argv[1:]))"
    subprocess.run([sys.executable, "-c", code, library, dump], check=True, timeout=120)


@pytest.mark.parametrize("name", [*DATABASES, "sources.json", "search/_MAIN_999.toc"])
def test_a_file_that_says_it_is_endless_fills_no_disk(library: Path, name: str) -> None:
    with (library / name).open("wb") as file:
        file.truncate(1 << 42)
    dump = library.parent / "dump.json"
    dump.write_text("nothing")
    everything_is_done_with(library, dump)
    assert sum(path.stat().st_blocks * 512 for path in library.rglob("*")) < 50_000_000


@pytest.mark.parametrize("number", [2**30 - 1, 2**31 - 2, 10**18 - 1])
def test_an_index_whose_numbers_are_used_up_begins_anew(library: Path, number: int) -> None:
    (library / "search" / f"_MAIN_{number}.toc").write_bytes(b"nothing")
    done = culm(library, "search", "ferry")
    assert (done.returncode, "Ferry sinks" in done.stdout) == (0, True), done.stderr
    (library.parent / "more.txt").write_text("Ferry raised\n\nThe ferry was raised on Friday.\n")
    assert culm(library, "-q", "add", str(library.parent / "more.txt")).returncode == 0
    assert "Ferry raised" in culm(library, "search", "ferry").stdout
