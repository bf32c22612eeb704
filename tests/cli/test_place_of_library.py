"""Where a library can be, and whether it can be written."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command_line import Run, runner
from tui.cli import main
from tui.exit_codes import EXIT_DAMAGED, EXIT_DONE, EXIT_USAGE

NOBODY = 65534
STORY = "The bridge over the Rhine fell on Monday, 3 May 2021. Nobody was hurt, said the mayor."


@pytest.mark.parametrize(
    "words", [["add", "story.txt"], ["doctor"], ["restore", "story.txt"], ["serve"], []]
)
def test_nothing_is_put_among_other_files(
    tmp_path: Path,
    words: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").write_text(STORY)
    assert main(["--library", str(tmp_path), *words]) == EXIT_USAGE
    told = capsys.readouterr().err
    if words:
        assert f"{tmp_path} has other files in it and is no library" in told
        assert f"--library {tmp_path}/culm" in told
    assert [path.name for path in tmp_path.iterdir()] == ["story.txt"]


@pytest.mark.parametrize("there", [False, True])
def test_an_empty_or_new_folder_becomes_a_library_of_its_owner(
    tmp_path: Path, folder: Path, there: bool
) -> None:
    library = tmp_path / "library"
    if there:
        library.mkdir(mode=0o755)
        (library / ".DS_Store").touch()
    assert main(["--library", str(library), "-q", "add", str(folder / "seeds")]) == EXIT_DONE
    assert stat.S_IMODE(library.stat().st_mode) == 0o700


@pytest.mark.parametrize("left", ["notes.db", "sources.json", "backups", "search"])
def test_what_is_left_of_a_library_is_one(library: Path, culm: Run, left: str) -> None:
    culm("notes", "add", "seeds/001.txt", "10", "40")
    for path in library.iterdir():
        if path.name != left:
            path.rename(library.parent / f"lost-{path.name}")
    code, _ = culm("add", "/nothere")
    assert code != EXIT_USAGE


@pytest.fixture
def unwritable(library: Path) -> Iterator[Path]:
    """A library that can be read only; to root rights count for nothing: become nobody."""
    was = os.geteuid()
    with tempfile.TemporaryDirectory() as directory:
        Path(directory).chmod(0o755)  # the folders of tests can be entered by their owner only
        copy = Path(shutil.copytree(library, Path(directory) / "library"))
        for path in (copy, *copy.rglob("*")) if was == 0 else ():
            os.chown(path, NOBODY, NOBODY)
        copy.chmod(0o500)
        try:
            if was == 0:
                os.seteuid(NOBODY)
            yield copy
        finally:
            if was == 0:
                os.seteuid(0)
            copy.chmod(0o700)


def test_doctor_says_that_nothing_can_be_kept(
    unwritable: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    culm = runner(unwritable, capsys)
    code, rows = culm("doctor")
    (row,) = [row for row in rows if row["name"] == "writable"]
    assert (code, row["ok"]) == (EXIT_DAMAGED, False)
    assert "cannot be written (Permission denied)" in row["detail"]
    assert all(row["ok"] for row in rows if row["name"] != "writable")
    assert culm("search", "president")[0] == EXIT_DONE


def test_doctor_says_that_what_is_made_is_kept(culm: Run) -> None:
    code, rows = culm("doctor")
    assert (code, {row["name"]: row["ok"] for row in rows}["writable"]) == (EXIT_DONE, True)
