"""What ``culm add`` says of itself: how much came in, what it waits for, that the disk is full."""

from __future__ import annotations

import json
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from index.errors import LibraryUnwritable
from index.library import Library
from index.library.imports import batch
from index.store import sqlite
from tests.support.command_line import Run
from tui.cli import main, patience
from tui.exit_codes import EXIT_DONE, EXIT_LOCKED, EXIT_SOME_FAILED

STORY = "The bridge over the {} fell on Monday, 3 May 2021. Nobody was hurt, said the mayor."
CULM = (sys.executable, "-P", "-m", "tui.cli")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Where there is no library yet."""
    return tmp_path / "library"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for river in ("Danube", "Rhine", "Mekong"):
        (folder / f"{river}.txt").write_text(STORY.format(river))
    return folder


def test_the_summary_adds_up_and_is_understood(
    folder: Path, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(*more: str) -> str:
        capsys.readouterr()
        main(["--library", str(library), "add", str(folder), *more])
        return capsys.readouterr().err.splitlines()[-1]

    assert told("--dry-run") == "would be: 3 files: 3 articles added"
    assert told() == "3 files: 3 articles added"
    assert told() == "3 files: all unchanged"
    (folder / "Rhine.txt").write_text(STORY.format("Rhine") + " It was old.")
    assert told() == "3 files: 2 unchanged, 1 read: 1 article updated"
    shutil.copy(folder / "Rhine.txt", folder / "Rhein.txt")
    duplicate = "1 duplicate of articles that are in"
    assert told() == f"4 files: 3 unchanged, 1 read: {duplicate}"
    assert told() == "4 files: all unchanged"
    (folder / "Danube.txt").unlink()
    gone = "1 file no more there, what was read of them stays"
    assert told() == f"3 files: all unchanged; {gone}"
    (folder / "bad.txt").write_bytes(b"")
    assert told() == "4 files: 3 unchanged, 1 failed"
    rows = [{"id": str(n), "text": STORY.format(f"river {n}")} for n in range(5)]
    (folder / "more.jsonl").write_text(
        "".join(json.dumps(row) + "\n" for row in rows) + '{"id": 1}\n'
    )
    read = "1 read: 5 articles added, 1 part failed"
    assert told() == f"5 files: 3 unchanged, 1 failed, {read}"
    assert told() == "5 files: 4 unchanged, 1 failed"


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_an_import_for_which_there_is_no_room_says_what_is_in(
    tmp_path: Path,
    library: Path,
    culm: Run,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(batch, "BATCH_ARTICLES", 5)
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(60):
        words = " ".join(f"word{number}{n}" for n in range(400))
        (folder / f"{number:02}.txt").write_text(f"{STORY.format(f'river {number}')}\n\n{words}\n")
    Library.open(library).close()
    line = ["--library", str(library), "add", str(folder)]
    with files_no_larger_than((library / "archive.db").stat().st_size + 160_000):
        code = main([*line, "--json"])
    out, err = capsys.readouterr()
    rows = [json.loads(row) for row in out.splitlines()]
    added = sum(row["status"] == "added" for row in rows)
    assert code == EXIT_SOME_FAILED
    assert rows[-1]["status"] == "failed"
    assert "nothing was changed" not in err
    assert f"(articles: {added} added), and adding the same again goes on" in err
    with Library.open(library) as opened:
        assert 0 < added == opened.count() < 60
    assert culm("add", str(folder))[0] == EXIT_DONE
    with Library.open(library) as opened:
        assert opened.count() == 60


def test_an_import_that_another_keeps_from_ending_says_what_is_in(
    folder: Path,
    library: Path,
    culm: Run,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(batch, "BATCH_ARTICLES", 1)
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.2)
    really = batch.Batch.commit
    with closing(sqlite3.connect(library.parent / "other.db", isolation_level=None)) as other:

        def commit(one: batch.Batch) -> object:
            told = really(one)
            if told[1] and not other.in_transaction:
                other.execute(f"ATTACH '{library / 'archive.db'}' AS a")
                other.execute("BEGIN IMMEDIATE")
            return told

        monkeypatch.setattr(batch.Batch, "commit", commit)
        code = main(["--library", str(library), "add", str(folder)])
    assert code == EXIT_LOCKED
    told = capsys.readouterr().err
    assert "(articles: 1 added), and adding the same again goes on with the rest" in told
    monkeypatch.undo()
    assert culm("add", str(folder))[0] == EXIT_DONE


def test_a_removal_for_which_there_is_no_room_changes_nothing_or_says_what(
    folder: Path, library: Path, culm: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.library.upkeep import removing

    assert culm("add", str(folder))[0] == EXIT_DONE
    assert culm("notes", "add", "in/Rhine.txt", "4", "10")[0] == EXIT_DONE
    monkeypatch.setattr(removing, "AT_ONCE", 1)
    really, taken = removing.remove, []

    def no_room_after(most: int) -> None:
        def remove(opened: Library, ids: list[int]) -> None:
            if len(taken) >= most:
                raise LibraryUnwritable("archive.db could not be written (full)")
            taken.append(ids)
            really(opened, ids)

        monkeypatch.setattr(removing, "remove", remove)

    no_room_after(0)
    code, rows = culm("remove", "--annotated", "in/Rhine.txt", "in/Danube.txt")
    assert (code, [row["status"] for row in rows]) == (EXIT_SOME_FAILED, ["failed"] * 2)
    assert len(culm("notes", "list")[1]) == 1
    assert not list((library / "removed").glob("*"))
    no_room_after(1)
    code, rows = culm("remove", "--annotated", "in/Rhine.txt", "in/Danube.txt")
    assert (code, {row["status"] for row in rows}) == (EXIT_SOME_FAILED, {"failed", "removed"})
    assert "1 of 2 articles were taken out" in next(row["error"] for row in rows if row["error"])
    with Library.open(library) as opened:
        assert opened.count() == 2
        assert opened.undo() is not None
        assert opened.count() == 3
    assert len(culm("notes", "list")[1]) == 1


@pytest.mark.parametrize("quiet", [False, True])
def test_who_waits_for_another_culm_is_told(folder: Path, library: Path, quiet: bool) -> None:
    assert main(["--library", str(library), "-q", "add", str(folder)]) == EXIT_DONE
    (folder / "Volga.txt").write_text(STORY.format("Volga"))
    with closing(sqlite3.connect(library / "archive.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        words = ["add", str(folder), *(["-q"] * quiet)]
        done = subprocess.run(
            [*CULM, "--library", library, *words], capture_output=True, text=True, check=False
        )
    assert done.returncode == EXIT_LOCKED
    told = [line for line in done.stderr.splitlines() if line.startswith("waiting for")]
    assert len(told) == (0 if quiet else 1)
    assert all("another culm (process " in line for line in told)


def test_nobody_waits_for_this_process(library: Path, folder: Path) -> None:
    assert main(["--library", str(library), "-q", "add", str(folder)]) == EXIT_DONE
    with Library.open(library) as opened, opened.archive.write():
        assert patience.waited_for(library) == ""
