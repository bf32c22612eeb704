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
        screen.wait("Ferry sinks|damaged")
        yield screen
        screen.send("q")
        screen.join(60)


def test_only_what_culm_took_out_is_deleted_with_time(library: Path, tmp_path: Path) -> None:
    others = tmp_path / "others"
    others.mkdir()
    (others / "mine.json.gz").write_bytes(b"mine")
    (library / "removed").symlink_to(others)
    with Library.open(library) as opened:
        files = RemovalFiles(library)
        for step in (1, 2):
            files.write(step, step, [opened.article(1)], [], FormerHoldings({}, {}))
        files.keep_latest(1)
        assert len(list(others.iterdir())) == 2
        files.forget(STANDING)
    assert [path.name for path in others.iterdir()] == ["mine.json.gz"]


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
