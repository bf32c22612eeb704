"""``culm imports``: listed, and taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.library import Library
from tui.cli import main

STORY = "A bridge over the river fell on Monday. Nobody was hurt, said {}."


def culm(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> tuple[int, list[dict]]:  # type: ignore[type-arg]
    capsys.readouterr()
    code = main(["--library", str(folder / "library"), *words, "--json"])
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_an_import_is_listed_and_taken_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("good", "wrong"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(STORY.format(name))
        (tmp_path / name / "b.txt").write_text(STORY.format(f"the {name} mayor"))
        assert culm(capsys, tmp_path, "add", str(tmp_path / name))[0] == 0
    code, (latest, first) = culm(capsys, tmp_path, "imports")
    assert code == 0
    assert latest["places"] == [str(tmp_path / "wrong")]
    assert (latest["articles"], latest["annotated"], first["articles"]) == (2, 0, 2)
    with Library.open(tmp_path / "library") as library:
        article = library.article(library.find("wrong/a.txt"))
        library.notes.annotate(article.key, article.version, article.text, 0, 8)
    number = str(latest["id"])
    assert culm(capsys, tmp_path, "imports", "undo", number) == (
        0,
        [{"id": latest["id"], "removed": 1, "stayed": 1, "annotations": 0, "sources": 1}],
    )
    assert culm(capsys, tmp_path, "imports", "undo", number, "--annotated")[1][0]["removed"] == 1
    assert culm(capsys, tmp_path, "imports", "undo", number)[0] == 1
    assert [row["id"] for row in culm(capsys, tmp_path, "imports")[1]] == [first["id"]]
    assert [row["path"] for row in culm(capsys, tmp_path, "sources")[1]] == [str(tmp_path / "good")]


def test_an_import_that_was_cut_short_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "the news"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(STORY.format(f"witness {number}"))
    told: list[object] = []
    with Library.open(tmp_path / "library") as library:
        # Asked before each input and after each article.
        for _ in library.add([folder], stopped=lambda: told.append(1) or len(told) > 3):
            pass
    _, (row,) = culm(capsys, tmp_path, "imports")
    assert (row["state"], row["done"], row["total"]) == ("stopped", 1, 3)
    assert main(["--library", str(tmp_path / "library"), "imports"]) == 0
    printed = capsys.readouterr()
    assert "1 of 3 files, stopped" in printed.out
    assert f"culm add '{folder}'" in printed.err
    assert main(["--library", str(tmp_path / "library"), "doctor"]) == 0
    assert "one stopped at 1 of 3 inputs" in capsys.readouterr().out
    assert culm(capsys, tmp_path, "add", str(folder))[0] == 0
    _, (row,) = culm(capsys, tmp_path, "imports")
    assert (row["state"], row["articles"], row["done"], row["total"]) == ("complete", 3, 3, 3)
