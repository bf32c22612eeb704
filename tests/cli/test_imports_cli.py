"""``culm imports``: listed, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.library import Library
from tests.support.command_line import Run
from tui.cli import main

STORY = "A bridge over the river fell on Monday. Nobody was hurt, said {}."


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Where there is no library yet."""
    return tmp_path / "library"


def test_an_import_is_listed_and_taken_back(tmp_path: Path, culm: Run) -> None:
    for name in ("good", "wrong"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(STORY.format(name))
        (tmp_path / name / "b.txt").write_text(STORY.format(f"the {name} mayor"))
        assert culm("add", str(tmp_path / name))[0] == 0
    code, (latest, first) = culm("imports")
    assert code == 0
    assert latest["places"] == [str(tmp_path / "wrong")]
    assert (latest["articles"], latest["annotated"], first["articles"]) == (2, 0, 2)
    with Library.open(tmp_path / "library") as library:
        article = library.article(library.find("wrong/a.txt"))
        library.notes.annotate(article.key, article.version, article.text, 0, 8)
    number = str(latest["id"])
    assert culm("imports", "undo", number) == (
        0,
        [
            {
                "id": latest["id"],
                "removed": 1,
                "stayed": 1,
                "annotations": 0,
                "sources": 1,
                "copies": 0,
            }
        ],
    )
    assert culm("imports", "undo", number, "--annotated")[1][0]["removed"] == 1
    assert culm("imports", "undo", number)[0] == 1
    assert [row["id"] for row in culm("imports")[1]] == [first["id"]]
    assert [row["path"] for row in culm("sources")[1]] == [str(tmp_path / "good")]


def test_an_import_that_was_cut_short_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], culm: Run
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
    _, (row,) = culm("imports")
    assert (row["state"], row["done"], row["total"]) == ("stopped", 1, 3)
    assert main(["--library", str(tmp_path / "library"), "imports"]) == 0
    printed = capsys.readouterr()
    assert "1 of 3 files, stopped" in printed.out
    assert f"culm add '{folder}'" in printed.err
    assert main(["--library", str(tmp_path / "library"), "doctor"]) == 0
    assert "one stopped at 1 of 3 inputs" in capsys.readouterr().out
    assert culm("add", str(folder))[0] == 0
    _, (row,) = culm("imports")
    assert (row["state"], row["articles"], row["done"], row["total"]) == ("complete", 3, 3, 3)
