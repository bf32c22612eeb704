"""Finding files: keys, order, and what is no file."""

from __future__ import annotations

import os
from pathlib import Path

from index.errors import ReadError
from index.readers import read_path
from index.readers.files import Input, find_inputs


def keys(*paths: Path) -> list[str]:
    return [found.key for found in find_inputs(paths) if isinstance(found, Input)]


def errors(*paths: Path) -> list[ReadError]:
    return [found for found in find_inputs(paths) if isinstance(found, ReadError)]


def test_a_key_is_the_path_as_added_under_the_folder_name(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    (folder / "2023").mkdir(parents=True)
    for name in ("b.txt", "a.txt", "2023/c.txt", ".hidden", "README.md", "LICENSE"):
        (folder / name).write_text("text")
    assert keys(folder) == ["news/2023/c.txt", "news/a.txt", "news/b.txt"]
    assert keys(folder / "a.txt", folder / ".hidden", folder / "README.md") == [
        "news/a.txt",
        "news/.hidden",
        "news/README.md",
    ]


def test_the_working_folder_has_its_name(tmp_path: Path, monkeypatch: object) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("text")
    before = Path.cwd()
    os.chdir(folder)
    try:
        assert keys(Path()) == ["news/a.txt"]
        assert keys(Path("../news/.")) == ["news/a.txt"]
    finally:
        os.chdir(before)


def test_loops_end_and_nothing_is_visited_twice(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("text")
    (folder / "again").symlink_to(folder)
    (folder / "b.txt").symlink_to(folder / "a.txt")
    (folder / "self").symlink_to(folder / "self")
    assert keys(folder, folder) == ["news/a.txt"]
    assert [Path(error.source).name for error in errors(folder)] == ["self"]


def test_what_is_no_file_is_told_and_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "a.txt").write_text("text")
    found = keys(tmp_path / "a.txt", tmp_path / "pipe", tmp_path / "missing")
    assert found == [f"{tmp_path.name}/a.txt"]
    told = [str(error) for error in errors(tmp_path / "pipe", tmp_path / "missing")]
    assert told[0].endswith("pipe: is a pipe, not a file")
    assert told[1].endswith("missing: no such file or directory")


def test_names_that_cannot_be_decoded_or_shown_become_printable(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/odd"
    os.mkdir(folder)
    for name in (b"caf\xe9.txt", b"two\nlines.txt", b"red\x1b[31m.txt"):
        with open(folder + b"/" + name, "w") as file:
            file.write("text")
    assert keys(tmp_path / "odd") == [
        "odd/caf\\xe9.txt",
        "odd/red\ufffd[31m.txt",
        "odd/two lines.txt",
    ]
    for found in find_inputs([tmp_path / "odd"]):
        assert isinstance(found, Input)
        assert [type(read).__name__ for read in read_path(found.path, key=found.key)] == ["Article"]


def test_a_file_that_went_away_is_an_error_in_place(tmp_path: Path) -> None:
    (error,) = read_path(tmp_path / "gone.txt", key="gone.txt")
    assert isinstance(error, ReadError)
    assert "no such file" in str(error)
