"""Annotations on the command line that come from elsewhere, or go there."""

from __future__ import annotations

import io
import json
import re
import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.command_line import Run, runner
from tests.support.seeds import write_seeds
from tui.cli import main


@pytest.fixture
def twice(culm: Run, library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """``culm`` on a second library that has the one annotation of the first."""
    culm("notes", "add", "seeds/001.txt", "10", "40", "--note", "as it was", "--tag", "q")
    return runner(Path(shutil.copytree(library, tmp_path / "there")), capsys)


def export(culm: Run, library: Path, target: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    capsys.readouterr()
    assert main(["--library", str(library), "notes", "export", "--format", "jsonld"]) == 0
    target.write_text(capsys.readouterr().out, encoding="utf-8")
    return target


def test_what_was_changed_on_both_sides_is_told_and_kept(
    culm: Run, twice: Run, library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (one,) = culm("notes", "list")[1]
    culm("notes", "edit", one["id"], "--note", "nghĩ ở đây 🎋")
    twice("notes", "edit", one["id"], "--note", "thought there, later")
    file = export(twice, tmp_path / "there", tmp_path / "there.jsonld", capsys)

    code, (report,) = culm("notes", "import", file)
    assert code == 0
    assert (report["added"], report["updated"], report["unchanged"]) == (0, 1, 0)
    assert report["both"] == [
        {
            "id": one["id"],
            "article": "seeds/001.txt",
            "note": "thought there, later",
            "other": "nghĩ ở đây 🎋",
            "came": True,
        }
    ]
    _, history = culm("notes", "history", one["id"])
    assert [was["note"] for was in history] == [
        "as it was", "nghĩ ở đây 🎋", "thought there, later"
    ]  # fmt: skip
    _, (again,) = culm("notes", "import", file)
    assert (again["unchanged"], again["both"]) == (1, [])

    code, (back,) = culm("notes", "restore", one["id"], "--revision", "2")
    assert (code, back["note"], back["tags"]) == (0, "nghĩ ở đây 🎋", ["q"])
    assert culm("notes", "restore", one["id"], "--revision", "99")[0] == 1

    assert main(["--library", str(tmp_path / "there"), "notes", "import", str(file)]) == 0
    assert "1 were there" in capsys.readouterr().out


def test_both_notes_are_shown_where_they_begin_to_differ(
    culm: Run, twice: Run, library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (one,) = culm("notes", "list")[1]
    long = "The same beginning, longer than a line is. " * 20
    culm("notes", "edit", one["id"], "--note", f"{long}And here it ends.")
    twice("notes", "edit", one["id"], "--note", f"{long}Yet there it goes on.")
    file = export(twice, tmp_path / "there", tmp_path / "there.jsonld", capsys)
    assert main(["--library", str(library), "notes", "import", str(file)]) == 0
    said = capsys.readouterr().out
    assert "1 annotation changed here and in the file" in said
    assert "And here it ends." in said
    assert "Yet there it goes on." in said


def test_libraries_are_brought_together_with_all_earlier_wordings(
    culm: Run, twice: Run, library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (one,) = culm("notes", "list")[1]
    for note in ("first", "second"):
        twice("notes", "edit", one["id"], "--note", note)
    _, lines = twice("notes", "export", "--history")
    (tmp_path / "lines.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    culm("notes", "import", tmp_path / "lines.jsonl")
    assert culm("notes", "history", one["id"]) == twice("notes", "history", one["id"])
    # Without being asked for, no earlier wording goes out.
    assert "first" not in json.dumps(twice("notes", "export")[1])
    assert culm("notes", "export", "--history", json_lines=False)[0] == 2


@pytest.mark.parametrize(
    ("content", "said", "code"),
    [
        ("", "is empty", 3),
        ("id,note\n1,x\n", "holds no annotations, it is not JSON", 3),
        ('{"id": "a", "title": "b", "text": "words"}', "there are no annotations in it", 3),
        ('[{"id": "a", "title": "b", "text": "words"}]', "there are no annotations in it", 3),
        ("[]", "there are no annotations in it", 1),
        ('{"total": 0, "rows": []}', "there are no annotations in it", 1),
    ],
)
def test_a_file_without_annotations_is_named(
    library: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    content: str,
    said: str,
    code: int,
) -> None:
    file = tmp_path / "elsewhere.json"
    file.write_text(content, encoding="utf-8")
    assert main(["--library", str(library), "-q", "notes", "import", str(file)]) == code
    told = capsys.readouterr()
    assert f"{file}: {said}" in told.err
    assert told.out == ""


def test_annotations_come_in_from_standard_input(
    culm: Run,
    twice: Run,
    library: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (one,) = culm("notes", "list")[1]
    twice("notes", "edit", one["id"], "--note", "from there")
    file = export(twice, tmp_path / "there", tmp_path / "there.jsonld", capsys)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(file.read_bytes())))
    assert culm("notes", "import", "-")[1][0]["updated"] == 1
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xfe")))
    assert culm("notes", "import", "-")[0] == 3


def test_annotations_find_their_article_under_another_name_or_wait_for_it(
    culm: Run, folder: Path, library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (folder / "seeds" / "001.txt").read_text(encoding="utf-8")
    # Both ends are within a word.
    culm("notes", "add", "seeds/001.txt", text.index("bamboo") + 2, text.index("bamboo") + 80)
    culm("notes", "add", "seeds/003.txt", "0", "15")
    file = export(culm, library, tmp_path / "notes.jsonld", capsys)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "renamed.txt").write_text(text, encoding="utf-8")
    there = runner(tmp_path / "there", capsys)
    there("add", tmp_path / "elsewhere")
    code, (report,) = there("notes", "import", file)
    assert (code, report["added"], report["absent"]) == (0, 2, ["seeds/003.txt"])
    _, listed = there("notes", "list")
    assert {(row["article"], row["status"], row["in_library"]) for row in listed} == {
        ("elsewhere/renamed.txt", "exact", True),
        ("seeds/003.txt", "orphan", False),
    }


def test_tags_are_added_and_dropped_or_given_anew(
    culm: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    _, (one,) = culm("notes", "add", "seeds/001.txt", "10", "40", "--tag", "a", "--tag", "b")
    _, (now,) = culm("notes", "edit", one["id"], "--add-tag", "#Hà Nội", "--drop-tag", "a")
    assert now["tags"] == ["b", "Hà Nội"]
    _, (now,) = culm("notes", "edit", one["id"], "--tag", "new")
    assert now["tags"] == ["new"]
    _, (now,) = culm("notes", "edit", one["id"], "--tag", "")
    assert now["tags"] == []
    assert culm("notes", "edit", one["id"], "--tag", "x", "--add-tag", "y")[0] == 2
    assert culm("notes", "edit", one["id"])[0] == 2


def test_what_is_in_the_trash_says_so_and_has_its_place(
    culm: Run, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, (one,) = culm("notes", "add", "seeds/001.txt", "10", "40")
    _, (removed,) = culm("notes", "remove", one["id"])
    assert (removed["status"], removed["placed"]) == ("exact", [10, 40])
    assert [row["status"] for row in culm("notes", "list", "--trash")[1]] == ["exact"]
    assert main(["--library", str(library), "notes", "list", "--trash"]) == 0
    said = capsys.readouterr().out
    assert "(in the trash)" in said
    assert "!" not in said


def test_the_list_says_whose_passage_is_to_be_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seeds = write_seeds(tmp_path / "seeds")
    culm = runner(tmp_path / "library", capsys)
    culm("add", seeds)
    culm("notes", "add", "seeds/001.txt", "10", "40")
    culm("notes", "add", "seeds/002.txt", "10", "40")
    (seeds / "001.txt").write_text("Another text\n\nof which no word was there before.\n")
    culm("add", seeds)
    culm("remove", "--annotated", "seeds/002.txt")
    capsys.readouterr()
    assert main(["--library", str(tmp_path / "library"), "notes", "list"]) == 0
    assert "! its passage is no longer in the article" in capsys.readouterr().out
    assert main(["--library", str(tmp_path / "library"), "notes", "list", "--trash"]) == 0
    assert "! its article is not in the library" in capsys.readouterr().out
    (gone,) = culm("notes", "list", "--trash")[1]
    assert (gone["status"], gone["in_library"]) == ("orphan", False)


def test_a_place_that_cannot_be_written_is_named_as_it_was_given(
    culm: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    culm("notes", "add", "seeds/001.txt", "10", "40")
    (tmp_path / "file").write_text("mine")
    for arguments in (
        ("notes", "export", "--to", tmp_path / "file"),
        ("notes", "export", "--to", "/proc/culm"),
        ("dump", f"{tmp_path / 'file'}/"),
        ("dump", tmp_path),
        ("dump", "/dev/full"),
        ("backup", tmp_path / "file"),
        ("backup", "/proc/culm"),
    ):
        assert main(["--library", str(tmp_path / "library"), *map(str, arguments)]) in (2, 3)
        said = capsys.readouterr().err
        assert str(arguments[-1]).rstrip("/") in said
        assert ".part" not in said
    assert (tmp_path / "file").read_text() == "mine"


def exported(culm: Run, to: Path) -> dict[str, tuple[Path, Path | None]]:
    """Where the Markdown of articles is after an export, and what was kept."""
    _, rows = culm("notes", "export", "--to", to)
    return {
        row["article"]: (Path(row["path"]), Path(row["kept"]) if row["kept"] else None)
        for row in rows
    }


@pytest.mark.parametrize(
    ("name", "form"), [("n.md", "md"), ("my.CSV", "csv"), ("n.json", "jsonld")]
)
def test_a_file_is_no_query_for_notes(
    culm: Run,
    library: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    form: str,
) -> None:
    culm("notes", "add", "seeds/001.txt", "10", "40", "--note", "kept")
    file = str(tmp_path / name)
    capsys.readouterr()
    assert main(["--library", str(library), "notes", "export", file]) == 1
    told = capsys.readouterr()
    assert f"culm notes export --format {form} > {shlex.quote(file)}" in told.err
    culm("notes", "add", "seeds/001.txt", "50", "80", "--note", "see plan.md")
    assert main(["--library", str(library), "notes", "export", "plan.md"]) == 0


def test_what_was_added_to_an_exported_file_is_kept_and_what_is_new_is_beside(
    culm: Run, tmp_path: Path
) -> None:
    key, to = "seeds/001.txt", tmp_path / "vault"
    culm("notes", "add", key, "10", "40", "--note", "first")
    path, _ = exported(culm, to)[key]
    edited = path.read_text(encoding="utf-8") + "\nMy own thought.\n"
    path.write_text(edited, encoding="utf-8")
    assert exported(culm, to)[key] == (path, None)
    assert path.read_text(encoding="utf-8") == edited
    assert len(list(to.iterdir())) == 1
    culm("notes", "add", key, "50", "60", "--note", "second")
    new, kept = exported(culm, to)[key]
    title, _, end = path.name.rpartition("-")
    assert (kept, new.name) == (path, f"{title}-new-{end}")
    assert path.read_text(encoding="utf-8") == edited
    assert "second" in new.read_text(encoding="utf-8")
    culm("notes", "add", key, "70", "80", "--note", "third")
    assert exported(culm, to)[key] == (new, path)
    assert "third" in new.read_text(encoding="utf-8")
    assert len(list(to.iterdir())) == 2
    # Taken over by hand, with the line that says so: there is nothing new any more.
    (seal,) = [line for line in new.read_text(encoding="utf-8").splitlines() if "culm:" in line]
    lines = [seal if line.startswith("culm:") else line for line in edited.splitlines()]
    path.write_text("\n".join(lines), encoding="utf-8")
    new.unlink()
    assert exported(culm, to)[key] == (path, None)
    assert len(list(to.iterdir())) == 1


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: "",
        lambda text: "mine\n",
        lambda text: text.replace("first", "another"),
        lambda text: text.replace("tags: ", "status: read\ntags: "),
        lambda text: re.sub("\nculm: .*", "", text),
        lambda text: text.replace('"\n---\n', '"\nstatus: read\n---\n'),
    ],
)
def test_a_file_that_is_not_as_culm_wrote_it_is_never_written_over(
    culm: Run, tmp_path: Path, edit: Callable[[str], str]
) -> None:
    key, to = "seeds/001.txt", tmp_path / "vault"
    culm("notes", "add", key, "10", "40", "--note", "first")
    path, _ = exported(culm, to)[key]
    text = path.read_text(encoding="utf-8")
    assert edit(text) != text
    path.write_text(edit(text), encoding="utf-8")
    culm("notes", "add", key, "50", "60", "--note", "second")
    for _ in range(2):
        new, kept = exported(culm, to)[key]
        assert (kept, path.read_text(encoding="utf-8")) == (path, edit(text))
        assert "second" in new.read_text(encoding="utf-8")
        assert len(list(to.iterdir())) == 2


def test_line_ends_of_another_system_are_no_edit(culm: Run, tmp_path: Path) -> None:
    key, to = "seeds/001.txt", tmp_path / "vault"
    culm("notes", "add", key, "10", "40", "--note", "first")
    path, _ = exported(culm, to)[key]
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    culm("notes", "add", key, "50", "60", "--note", "second")
    assert exported(culm, to)[key] == (path, None)
    assert "second" in path.read_text(encoding="utf-8")
