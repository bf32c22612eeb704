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
