"""What commands say of what they leave out, and of what they count."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.library import Library
from index.store.input_tables import InputState
from tui.cli import main
from tui.exit_codes import EXIT_NOTHING_FOUND, EXIT_SOME_FAILED

STORY = "The bridge over the {} fell on Monday, 3 May 2021. Nobody was hurt, said the mayor."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for river in ("Danube", "Rhine", "Mekong"):
        (folder / f"{river}.txt").write_text(STORY.format(river))
    assert main(["--library", str(tmp_path / "library"), "-q", "add", str(folder)]) == 0
    return folder


def run(
    folder: Path, capsys: pytest.CaptureFixture[str], *words: str
) -> tuple[int, list[str], str]:
    capsys.readouterr()
    code = main(["--library", str(folder.parent / "library"), *words])
    captured = capsys.readouterr()
    return code, captured.out.splitlines(), captured.err


@pytest.mark.parametrize("query", ["date:2024-13", "is:nonsense", "since:soonish"])
def test_a_query_of_which_nothing_can_be_read_does_not_find_everything(
    folder: Path, capsys: pytest.CaptureFixture[str], query: str
) -> None:
    code, lines, told = run(folder, capsys, "search", query)
    assert (code, lines) == (2, [])
    assert query in told
    code, (line,), told = run(folder, capsys, "search", query, "--json")
    assert (code, json.loads(line)["total"]) == (2, 0)
    assert query in told
    assert query in json.loads(line)["ignored"][0]
    queries = folder.parent / "queries"
    queries.write_text(f"{query}\nbridge\n")
    code, lines, told = run(folder, capsys, "search", "--from", str(queries), "--json")
    summaries = [json.loads(line) for line in lines if "total" in json.loads(line)]
    assert (code, [one["total"] for one in summaries]) == (0, [0, 3])
    code, lines, told = run(folder, capsys, "search", f"bridge {query}", "--json")
    assert code == 0
    assert "warning: ignored" in told
    assert query in told
    assert json.loads(lines[-1])["total"] == 3


def test_search_says_when_it_prints_only_the_first(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = run(folder, capsys, "search", "bridge", "--limit", "2")[2]
    assert "printed are the first 2 of 3" in told
    assert "printed" not in run(folder, capsys, "search", "bridge")[2]


def test_notes_say_which_fields_they_do_not_have(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(folder, capsys, "notes", "add", "in/Rhine.txt", "4", "10", "--note", "see org:asean")
    for command in ("list", "export"):
        code, lines, told = run(folder, capsys, "notes", command, "person:varga")
        assert code not in (0, 1)
        assert lines == []
        assert "notes have no person:" in told
    assert run(folder, capsys, "notes", "list", '"org:asean"')[0] == 0


def test_exported_marks_name_the_file_of_a_local_article(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(folder, capsys, "notes", "add", "in/Rhine.txt", "4", "10")
    assert "in/Rhine.txt" in "\n".join(run(folder, capsys, "notes", "export")[1])


def test_a_dry_run_tells_of_a_moved_file_what_the_run_does(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "Danube.txt").rename(folder / "Duna.txt")
    (folder / "Rhine.txt").unlink()
    statuses = []
    for more in (["--dry-run"], []):
        lines = run(folder, capsys, "add", str(folder), "--json", *more)[1]
        statuses.append(sorted(json.loads(line)["status"] for line in lines))
    assert statuses[0] == statuses[1]
    assert statuses[1].count("vanished") == 1


def test_the_summary_tells_files_from_articles(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"id": str(n), "text": STORY.format(f"river {n}")} for n in range(5)]
    (folder / "more.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    run(folder, capsys, "add", str(folder))
    told = run(folder, capsys, "add", str(folder))[2]
    assert "4 files: all unchanged" in told


def test_want_of_a_package_is_not_remembered_as_the_files(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What could not be read for want of a package is read when it is there, though unchanged."""
    path = folder / "new.txt"
    path.write_text(STORY.format("Volga"))
    with Library.open(folder.parent / "library") as library:
        status = path.stat()
        for error, outcome in (("is damaged", "failed"), ("needs the Python package x", "added")):
            state = InputState(status.st_size, status.st_mtime_ns, "", error, "in/new.txt")
            with library.archive.write() as connection:
                library.archive.inputs.put(connection, str(path), state)
            (told,) = [one for one in library.add([folder]) if one.path == str(path)]
            assert told.status == outcome


def test_only_what_is_in_the_trash_is_deleted_for_good(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, (line,), _ = run(folder, capsys, "notes", "add", "in/Rhine.txt", "4", "10", "--json")
    name = json.loads(line)["id"]
    code, _, told = run(folder, capsys, "notes", "purge", name)
    assert (code, f"culm notes remove {name}" in told) == (EXIT_SOME_FAILED, True)
    assert run(folder, capsys, "notes", "remove", name)[0] == 0
    assert run(folder, capsys, "notes", "purge", name)[0] == 0
    assert run(folder, capsys, "notes", "restore", name)[0] == EXIT_NOTHING_FOUND
    assert run(folder, capsys, "notes", "purge", name)[0] == EXIT_NOTHING_FOUND
