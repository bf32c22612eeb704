"""``culm tag``, ``star``, ``read`` and ``remove`` by a query; ``undo`` and ``redo``."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.support.command_line import Run
from tui.cli import main
from tui.exit_codes import EXIT_DONE, EXIT_NOTHING_FOUND, EXIT_SOME_FAILED, EXIT_USAGE

BAMBOO = {"seeds/000.txt", "seeds/001.txt", "seeds/002.txt"}


def keys_of(culm: Run, *query: str) -> set[str]:
    return {row["key"] for row in culm("search", *query)[1][:-1]}


@pytest.mark.parametrize(
    ("do", "undo_by", "query", "status"),
    [
        ("tag +asia", "tag -asia", "tag:asia", "tagged"),
        ("star", "unstar", "is:starred", "starred"),
        ("read", "unread", "is:read", "read"),
    ],
)
def test_all_that_a_query_finds(culm: Run, do: str, undo_by: str, query: str, status: str) -> None:
    words = "bamboo", "diplomacy"
    code, rows = culm(*do.split(), *words, "--dry-run")
    assert (code, {row["status"] for row in rows}) == (EXIT_DONE, {status})
    assert keys_of(culm, query) == set()
    code, rows = culm(*do.split(), *words)
    assert code == EXIT_DONE
    assert {(row["key"], row["status"]) for row in rows} == {(key, status) for key in BAMBOO}
    assert all(row["id"] > 0 and row["error"] == "" for row in rows)
    assert keys_of(culm, query) == BAMBOO
    assert {row["status"] for row in culm(*do.split(), *words)[1]} == {"unchanged"}
    assert culm("undo")[1][0]["done"].startswith("Undone: ")
    assert keys_of(culm, query) == set()
    assert culm("redo")[0] == EXIT_DONE
    assert keys_of(culm, query) == BAMBOO
    assert culm("redo")[0] == EXIT_NOTHING_FOUND
    assert culm(*undo_by.split(), *words)[0] == EXIT_DONE
    assert keys_of(culm, query) == set()


def test_tags_stand_anywhere_and_are_of_any_letters(culm: Run) -> None:
    assert culm("tag", "bamboo", "+a", "+đổi", "+2024")[0] == EXIT_DONE
    (shown,) = culm("show", "seeds/000.txt")[1]
    assert set(shown["tags"]) == {"a", "đổi", "2024"}
    assert culm("tag", "-a", "bamboo", "NOT", "xylophone", "-2024")[0] == EXIT_DONE
    (shown,) = culm("show", "seeds/000.txt")[1]
    assert set(shown["tags"]) == {"đổi"}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("tag bamboo", EXIT_USAGE),
        ("tag +a", EXIT_USAGE),
        ("tag + bamboo", EXIT_USAGE),
        ("tag +a -a bamboo", EXIT_USAGE),
        ("star", EXIT_USAGE),
        ("star date:2024-13", EXIT_USAGE),
        ("read bamboo date:2024-13", EXIT_USAGE),
        ("remove", EXIT_USAGE),
        ("remove seeds/001.txt --query bamboo", EXIT_USAGE),
        ("remove --query xylophonist --yes", EXIT_NOTHING_FOUND),
        ("remove --query date:2024-13 --yes", EXIT_USAGE),
        ("remove --query '' --yes", EXIT_USAGE),
        ("remove --query sort:date --yes", EXIT_USAGE),
        ("tag +a sort:date", EXIT_USAGE),
        ("star -sort:date", EXIT_USAGE),
        ("star ''", EXIT_USAGE),
        ("unstar xylophonist", EXIT_NOTHING_FOUND),
        ("undo", EXIT_NOTHING_FOUND),
    ],
)
def test_nothing_is_done_that_was_not_understood(culm: Run, line: str, code: int) -> None:
    words = ["" if word == "''" else word for word in line.split()]
    assert culm(*words) == (code, [])
    assert culm("search", "-xylophonist")[1][-1]["total"] == 5
    assert keys_of(culm, "is:starred") | keys_of(culm, "is:read") == set()


def test_what_a_query_finds_is_removed_after_a_question_only(
    culm: Run, library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    query = ["remove", "--query", "bamboo diplomacy"]
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    capsys.readouterr()
    assert main(["--library", str(library), *query]) == EXIT_USAGE
    assert "3 articles would be removed: nothing was done" in capsys.readouterr().err
    code, rows = culm(*query, "--dry-run")
    assert (code, {row["key"] for row in rows}) == (EXIT_DONE, BAMBOO)
    assert keys_of(culm, "bamboo diplomacy") == BAMBOO

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stderr", Terminal())
    for answer, left in (("\n", BAMBOO), ("y\n", set())):
        monkeypatch.setattr("sys.stdin", Terminal(answer))
        main(["--library", str(library), "-q", *query])
        assert keys_of(culm, "bamboo diplomacy") == left
    assert culm("undo")[0] == EXIT_DONE
    culm("notes", "add", "seeds/001.txt", "10", "40")
    code, rows = culm(*query, "--yes")
    assert code == EXIT_SOME_FAILED
    assert {row["key"]: row["status"] for row in rows} == {
        "seeds/000.txt": "removed",
        "seeds/001.txt": "skipped",
        "seeds/002.txt": "removed",
    }
    assert culm(*query, "--yes", "--annotated")[0] == EXIT_DONE
    assert keys_of(culm, "bamboo diplomacy") == set()
    assert [culm("undo")[0] for _ in range(2)] == [EXIT_DONE] * 2
    assert keys_of(culm, "bamboo diplomacy") == BAMBOO
    assert len(culm("notes", "list")[1]) == 1


def test_a_correction_that_is_undone_shows_no_more(culm: Run) -> None:
    (first, *_) = culm("entities", "trong")[1]
    assert culm("rename", str(first["id"]), "The Secretary")[0] == EXIT_DONE
    assert culm("undo")[0] == EXIT_DONE
    assert culm("entity", str(first["id"]))[1][0]["name"] == first["name"]
