"""Saved searches on the command line, and that the reader finds what ``culm search`` finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.library import Library
from tests.support.command_line import Run
from tui.cli import main
from tui.processes import SearchProcess


def test_saved_searches_from_first_to_last(culm: Run, library: Path) -> None:
    assert culm("saved", "list") == (1, [])
    _, (made,) = culm("saved", "save", "Đổi mới", "doi moi", "--key", "d", "--sort", "oldest")
    assert (made["name"], made["query"], made["key"], made["sort"]) == (
        "Đổi mới", "doi moi", "d", "oldest",
    )  # fmt: skip
    assert (made["total"], made["unread"], made["fold"]) == (3, 3, True)
    with Library.open(library) as opened:
        opened.notes.mark_read([opened.article(1).key, opened.article(3).key])
    assert culm("saved", "save", "China", "-china")[0] == 0
    _, listed = culm("saved")
    assert [one["name"] for one in listed] == ["Đổi mới", "China"]
    assert all(0 <= one["unread"] < one["total"] for one in listed)
    _, lines = culm("search", "--saved", "doi moi")
    _, plain = culm("search", "doi moi", "--sort", "oldest", "--fold")
    assert [line["id"] for line in lines[:-1]] == [line["id"] for line in plain[:-1]]
    assert (lines[-1]["query"], lines[-1]["saved"]) == ("doi moi", "Đổi mới")
    assert "saved" not in plain[-1]
    _, (renamed,) = culm("saved", "rename", "doi moi", "Renewal")
    assert (renamed["name"], renamed["key"]) == ("Renewal", "d")
    assert culm("search", "--saved", "Đổi mới")[0] == 1
    assert culm("saved", "remove", "renewal")[0] == 0
    assert [one["name"] for one in culm("saved")[1]] == ["China"]
    assert culm("saved", "remove", "Renewal")[0] == 1
    with Library.open(library) as opened:
        assert opened.notes.undo() == "Undone: search “Renewal” deleted"


def test_nothing_is_replaced_unless_asked_to(culm: Run) -> None:
    assert culm("saved", "save", "Asia", "hanoi", "--key", "a")[0] == 0
    assert culm("saved", "save", "Asia", "bamboo")[0] == 3
    assert culm("saved", "save", "Other", "bamboo", "--key", "a")[0] == 3
    assert [(one["query"], one["key"]) for one in culm("saved")[1]] == [("hanoi", "a")]
    assert culm("saved", "save", "Asia", "bamboo", "--force")[0] == 0
    assert culm("saved", "save", "Other", "hanoi", "--key", "a", "--force")[0] == 0
    known = {one["name"]: (one["query"], one["key"]) for one in culm("saved")[1]}
    assert known == {"Asia": ("bamboo", ""), "Other": ("hanoi", "a")}


def test_a_key_in_the_place_of_a_name_is_told(
    culm: Run, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    culm("saved", "save", "Asia", "hanoi", "--key", "1")
    capsys.readouterr()
    assert main(["--library", str(library), "saved", "rename", "1", "X"]) == 1
    assert "“1”; it is the key of “Asia”, say that name" in capsys.readouterr().err


def test_what_cannot_be_a_saved_search_is_told(culm: Run) -> None:
    assert culm("saved", "save", " ", "bamboo")[0] == 2
    assert culm("saved", "save", "x", "bamboo", "--key", "ab")[0] == 2
    assert culm("search", "bamboo", "--saved", "x")[0] == 2
    assert culm("search")[0] == 2


QUERIES = (
    "trong",
    "doi moi",
    "đổi mới",
    '"bamboo diplomacy"',
    "=Nguyễn",
    "conference diplomacy",
    "conference OR congress",
    "diplom*",
    "diplomasy~",
    "vietnam -china",
    "(party OR state) foreign",
    "party AND NOT congress",
    "person:trong",
    "person:trong sort:oldest",
    "org:politburo",
    "place:hanoi",
    'event:"diplomatic conference"',
    "outlet:vovworld",
    "title:diplomacy",
    "date:2023-12",
    "since:2023-12-19",
    "until:2023-12-18",
    "date:2021..2023 conference",
    "sort:title",
    "is:unread party",
    "is:starred",
    "has:note",
    "tag:asia",
    "trong foo:bar",
    "trong date:someday",
    'unclosed "bamboo dipl',
    "party sort:outlet",
)


async def test_the_reader_finds_the_same_in_the_same_order(
    culm: Run, library: Path, tmp_path: Path
) -> None:
    with Library.open(library) as opened:
        opened.notes.star([opened.article(2).key])
        opened.notes.tag([opened.article(4).key], add=["asia"])
    listed = tmp_path / "queries.txt"
    listed.write_text("\n".join(QUERIES), encoding="utf-8")
    _, lines = culm("search", "--from", str(listed), "--fold")
    ids: list[int] = []
    told = []
    for line in lines:
        if "total" in line:
            told.append((line["query"], ids, line["total"], line["ignored"]))
            ids = []
        else:
            ids.append(line["id"])
    assert [query for query, *_ in told] == list(QUERIES)
    process = SearchProcess(library)
    try:
        for query, found, total, ignored in told:
            answer = await process.query(query, folded=True)
            assert answer is not None
            assert (query, list(answer.ids), answer.total) == (query, found, total)
            assert list(answer.ignored) == ignored
    finally:
        await process.close()
    assert sum(bool(found) for _, found, *_ in told) > 25


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["saved", "run", "Trọng"], "culm search --saved NAME"),
        (["saved", "Trọng"], ""),
        (["saved", "renam", "a", "b"], "culm saved rename"),
        (["notes", "serch", "x"], ""),
        (["notes", "search", "x"], "culm notes list QUERY"),
        (["serch", "trong"], "culm search"),
        (["grep", "trong"], "culm search QUERY"),
    ],
)
def test_wrong_commands_lead_to_right_ones(
    words: list[str], wanted: str, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--library", str(library), *words]) == 2
    said = capsys.readouterr().err
    assert ("did you mean" in said) == bool(wanted)
    assert wanted in said
