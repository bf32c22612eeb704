"""``culm restore``, ``backup``, ``rebuild``, ``doctor``: ways back from bad days."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from index.library import Library
from tests.support.command_line import Run
from tui.cli import main
from tui.exit_codes import EXIT_SOME_FAILED, EXIT_USAGE

STORY = "The bridge over the {} fell on Monday, 3 May 2021. Nobody was hurt, said the mayor."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("care")
    (folder / "seeds").mkdir()
    for number, river in enumerate(("Danube", "Rhine", "Mekong")):
        (folder / "seeds" / f"{number:03}.txt").write_text(STORY.format(river))
    assert main(["--library", str(folder / "library"), "-q", "add", str(folder / "seeds")]) == 0
    return folder


def backed_up(culm: Run, tmp_path: Path) -> str:
    """The path of a backup made by hand."""
    _, (made,) = culm("backup", str(tmp_path / "safe"))
    return str(made["path"])


def test_sound_notes_are_not_replaced_by_an_older_backup(
    culm: Run, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    culm("notes", "add", "seeds/001.txt", "10", "40")  # the backup of the day has this alone
    _, (second,) = culm("notes", "add", "seeds/001.txt", "50", "80", "--note", "later")
    before = (library / "notes.db").read_bytes()
    assert main(["--library", str(library), "restore"]) == 0
    told = capsys.readouterr().err
    assert "notes.db is sound; nothing was changed" in told
    assert f"culm restore {next((library / 'backups').glob('notes-20*.db'))}" in told
    assert (library / "notes.db").read_bytes() == before
    assert second["id"] in {note["id"] for note in culm("notes", "list")[1]}


def test_what_backup_wrote_is_brought_back(
    culm: Run, library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, (first,) = culm("notes", "add", "seeds/001.txt", "10", "40")
    made = backed_up(culm, tmp_path)
    _, (second,) = culm("notes", "add", "seeds/001.txt", "50", "80", "--note", "later")
    for number in ("", "-2"):
        assert main(["--library", str(library), "restore", made]) == 0
        told = capsys.readouterr().err
        kept = library / "backups" / f"notes-before-restore{number}.db"
        assert f"culm restore {kept}" in told
        assert [note["id"] for note in culm("notes", "list")[1]] == [first["id"]]
    first_kept = str(library / "backups" / "notes-before-restore.db")
    assert culm("restore", first_kept, json_lines=False)[0] == 0
    assert {note["id"] for note in culm("notes", "list")[1]} == {first["id"], second["id"]}
    assert all(row["ok"] for row in culm("check")[1])


def test_a_backup_onto_itself_is_refused(
    culm: Run, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    culm("notes", "add", "seeds/001.txt", "10", "40")
    assert main(["--library", str(library), "backup", str(library)]) == EXIT_SOME_FAILED
    assert "the library's own file" in capsys.readouterr().err
    assert len(culm("notes", "list")[1]) == 1


def test_a_file_takes_the_place_of_damaged_notes(
    culm: Run, library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, (first,) = culm("notes", "add", "seeds/001.txt", "10", "40")
    made = backed_up(culm, tmp_path)
    (library / "notes.db").write_bytes(b"nothing of culm" * 1000)
    assert main(["--library", str(library), "restore", made]) == 0
    told = capsys.readouterr().err
    assert f"mv {library / 'notes-damaged-1.db'} {library / 'notes.db'}" in told
    assert [note["id"] for note in culm("notes", "list")[1]] == [first["id"]]


def test_the_newest_backup_is_taken_also_one_made_by_hand(culm: Run, library: Path) -> None:
    culm("notes", "add", "seeds/001.txt", "10", "40")
    _, (second,) = culm("notes", "add", "seeds/001.txt", "50", "80", "--note", "later")
    culm("notes", "restore", second["id"])
    assert culm("backup")[0] == 0
    os.utime(library / "backups" / "by-hand" / "notes.db", (1, 1))  # a clock that went wrong
    (library / "notes.db").unlink()
    assert culm("notes", "list")[0] == 5
    assert not (library / "notes.db").exists()
    assert culm("restore", json_lines=False)[0] == 0
    assert len(culm("notes", "list")[1]) == 2


@pytest.mark.parametrize(("length", "annotations"), [(100, 2), (10**6, 0)])
def test_damaged_notes_without_a_backup_have_a_way_out(
    culm: Run,
    library: Path,
    capsys: pytest.CaptureFixture[str],
    length: int,
    annotations: int,
) -> None:
    for passage in (("10", "40"), ("50", "80")):
        assert culm("notes", "add", "seeds/001.txt", *passage)[0] == 0
    shutil.rmtree(library / "backups", ignore_errors=True)
    path = library / "notes.db"
    whole = path.read_bytes()
    harmed = b"x" * min(length, len(whole)) + whole[length:]
    path.write_bytes(harmed)
    capsys.readouterr()
    for command in ("doctor", "notes"):
        assert main(["--library", str(library), command]) == 5
        told = "".join(capsys.readouterr())
        assert "run “culm restore”" in told
        assert "doctor" not in told
    assert main(["--library", str(library), "restore"]) == 0
    told = capsys.readouterr().err
    assert f": {annotations} annotations, 0 corrections, 0 saved searches" in told
    assert (library / "notes-damaged-1.db").read_bytes() == harmed
    assert len(culm("notes", "list")[1]) == annotations
    assert culm("doctor")[0] == 0


@pytest.mark.parametrize("harm", ["cut", "archive", "own", "changed"])
def test_what_is_no_sound_backup_changes_nothing(
    culm: Run, library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], harm: str
) -> None:
    culm("notes", "add", "seeds/001.txt", "10", "40", "--note", "right words")
    made = backed_up(culm, tmp_path)
    file = Path(made)
    match harm:
        case "cut":
            file.write_bytes(file.read_bytes()[:-5000])
        case "archive":
            file = library / "archive.db"
        case "own":
            file = library / "notes.db"
        case "changed":
            file.write_bytes(file.read_bytes().replace(b"right words", b"wrong words"))
    before = (library / "notes.db").read_bytes()
    assert main(["--library", str(library), "restore", str(file)]) == 3
    told = capsys.readouterr().err
    assert str(file) in told
    assert "nothing was restored" in told
    assert (library / "notes.db").read_bytes() == before


def harmed(data: bytes, harm: str) -> bytes:
    """The bytes of an archive after a bad day."""
    match harm:
        case "cut at the start":
            return data[:30_000]
        case "cut in the middle":
            return data[: len(data) // 2]
        case "overwritten beginning":
            return b"\0" * 8192 + data[8192:]
        case "overwritten middle":
            middle = len(data) // 2
            return data[:middle] + b"\xab" * 20_000 + data[middle + 20_000 :]
        case "empty":
            return b""
    return b"something else altogether" * 1000


@pytest.mark.parametrize(
    "harm",
    [
        "cut at the start",
        "cut in the middle",
        "overwritten beginning",
        "overwritten middle",
        "empty",
        "missing",
        "another file",
    ],
)
def test_rebuild_is_the_way_out_of_a_damaged_archive(
    culm: Run, library: Path, capsys: pytest.CaptureFixture[str], harm: str
) -> None:
    _, (note,) = culm("notes", "add", "seeds/001.txt", "10", "40", "--note", "kept")
    archive = library / "archive.db"
    damaged = harmed(archive.read_bytes(), harm)
    archive.write_bytes(damaged)
    if harm == "missing":
        archive.unlink()
    for command in (["doctor"], ["check"], ["add"], ["search", "bridge"]):
        if command[0] in ("doctor", "check") or "overwritten" not in harm:
            assert main(["--library", str(library), *command]) == 5, command
            captured = capsys.readouterr()
            assert "culm rebuild" in captured.out + captured.err
    assert main(["--library", str(library), "rebuild"]) == 0
    told = capsys.readouterr().err
    assert "3 articles" in told
    if harm != "missing":
        assert f"kept as {library / 'archive-damaged-1.db'}" in told
        assert (library / "archive-damaged-1.db").read_bytes() == damaged
    assert not list(library.glob("*.part*"))
    assert all(row["ok"] for row in culm("check")[1])
    assert [row["id"] for row in culm("notes", "list")[1]] == [note["id"]]
    shown = culm("show", "seeds/001.txt")[1][0]
    assert [one["id"] for one in shown["annotations"]] == [note["id"]]
    hits = [row for row in culm("search", "Danube")[1] if "key" in row]
    assert [row["key"] for row in hits] == ["seeds/000.txt"]
    assert len(culm("sources")[1]) == 1


def test_articles_whose_files_are_gone_are_read_out_of_a_damaged_archive(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library, folder = tmp_path / "library", tmp_path / "in"
    folder.mkdir()
    chance = random.Random(5)
    for number in range(40):
        words = " ".join(f"{chance.randrange(10**9):x}" for _ in range(900))
        (folder / f"{number}.txt").write_text(f"{STORY.format(f'river {number}')}\n\n{words}\n")
    assert main(["--library", str(library), "-q", "add", str(folder)]) == 0
    shutil.rmtree(folder)
    archive = library / "archive.db"
    data = archive.read_bytes()
    middle = len(data) // 2
    archive.write_bytes(data[:middle] + b"\xab" * 50_000 + data[middle + 50_000 :])
    capsys.readouterr()
    assert main(["--library", str(library), "rebuild"]) == 3
    told = capsys.readouterr().err
    assert f"not there now, to be added when it is: {folder}" in told
    with Library.open(library) as opened:
        assert opened.count() >= 20
        assert opened.archive.problems(thorough=True) == []


def test_an_archive_that_somebody_took_rows_from_is_found_and_made_anew(
    culm: Run, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(library / "archive.db")) as archive, archive:
        assert archive.execute("DELETE FROM article WHERE key = 'seeds/001.txt'").rowcount == 1
    code, checks = culm("check")
    (bad,) = (row for row in checks if row["name"] == "archive")
    assert code == 5
    assert not bad["ok"]
    assert "culm rebuild" in bad["detail"]
    assert main(["--library", str(library), "rebuild"]) == 0
    assert "3 articles" in capsys.readouterr().err
    assert all(row["ok"] for row in culm("check")[1])
    assert culm("show", "seeds/001.txt")[0] == 0


def test_doctor_says_that_it_made_the_index_anew(culm: Run, library: Path) -> None:
    for file in (library / "search").glob("*"):
        if file.is_file() and file.stat().st_size > 100:
            file.write_bytes(b"\xab" * file.stat().st_size)
    checks = {row["name"]: row for row in culm("doctor")[1]}
    assert checks["search index"]["ok"]
    assert "made anew" in checks["search index"]["detail"]
    again = {row["name"]: row for row in culm("doctor")[1]}
    assert again["search index"]["detail"] == "sound"


def test_where_both_files_are_damaged_each_command_leads_to_the_next(
    culm: Run, library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, (note,) = culm("notes", "add", "seeds/001.txt", "10", "40", "--note", "kept")
    made = backed_up(culm, tmp_path)
    shutil.rmtree(library / "backups")
    for name in ("notes.db", "archive.db"):
        (library / name).write_bytes(b"nothing of culm" * 1000)
    assert main(["--library", str(library), "rebuild"]) == 5
    assert "culm restore" in capsys.readouterr().err
    assert not (library / "archive-damaged-1.db").exists()
    assert main(["--library", str(library), "restore", made]) == 5
    told = capsys.readouterr().err
    assert f"restored from {made}" in told
    assert "culm rebuild" in told
    assert culm("rebuild", json_lines=False)[0] == 0
    shown = culm("show", "seeds/001.txt")[1][0]
    assert [one["id"] for one in shown["annotations"]] == [note["id"]]


def test_a_dump_goes_over_a_dump_and_over_nothing_else_unless_forced(
    culm: Run, library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, empty = tmp_path / "notes.json", tmp_path / "empty"
    empty.touch()
    for target in (file, empty):
        for _ in range(2):
            assert culm("dump", str(target), json_lines=False)[0] == 0
            assert target.read_text().startswith('{"culm":"notes"')
    for mine in (b"my diary\n", b'{"culm": 1}\n', b"[]", b"\xff" * 300, b'{"other": "notes"}'):
        file.write_bytes(mine)
        assert main(["--library", str(library), "dump", str(file)]) == EXIT_USAGE
        assert f"{file} is no dump of culm's" in capsys.readouterr().err
        assert file.read_bytes() == mine
    assert culm("dump", str(file), "--force", json_lines=False)[0] == 0
    assert culm("restore", str(file), json_lines=False)[0] == 0


def test_a_backup_goes_over_a_backup_and_over_nothing_else_unless_forced(
    culm: Run, library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = Path(backed_up(culm, tmp_path))
    assert Path(backed_up(culm, tmp_path)) == made
    mine = (library / "archive.db").read_bytes()
    for other in (b"notes of mine", mine):
        made.write_bytes(other)
        assert main(["--library", str(library), "backup", str(made.parent)]) == EXIT_USAGE
        assert f"{made} is no backup of culm's" in capsys.readouterr().err
        assert made.read_bytes() == other
    assert culm("backup", str(made.parent), "--force")[0] == 0
    assert culm("restore", str(made), json_lines=False)[0] == 0


def test_a_backup_never_goes_into_another_library(
    culm: Run, library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Path(shutil.copytree(library, tmp_path / "other"))
    before = (other / "notes.db").read_bytes()
    for extra in ([], ["--force"]):
        assert main(["--library", str(library), "backup", str(other), *extra]) == EXIT_USAGE
        assert f"{other} is a library" in capsys.readouterr().err
    assert (other / "notes.db").read_bytes() == before


READ_ONLY = """
mount --bind "$2" "$2" && mount -o remount,bind,ro "$2" || exit 99
exec "$1" -m tui.cli --library "$2" star bridge
"""


def test_a_file_system_that_is_read_only_is_called_so(library: Path) -> None:
    if not (unshare := shutil.which("unshare")):
        pytest.skip("nothing that makes a file system read-only for one process")
    ran = subprocess.run(
        [unshare, "-rm", "sh", "-c", READ_ONLY, "sh", sys.executable, str(library)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    )
    if ran.returncode == 99 or "unshare" in ran.stderr:
        pytest.skip("nobody may make a file system read-only here")
    assert ran.returncode == EXIT_SOME_FAILED
    assert "notes.db cannot be written, its file system is read-only" in ran.stderr
    assert "permission" not in ran.stderr
