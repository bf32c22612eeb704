"""What the command line tells of copies."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support import copies
from tui.cli import main

OTHERS = {copies.EDITED.id, copies.CUT.id, copies.SAME_TEXT.id}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copies")
    source = copies.write(folder / "articles.jsonl")
    assert main(["--library", str(folder / "library"), "-q", "add", str(source)]) == 0
    return folder / "library"


def told(
    library: Path, capsys: pytest.CaptureFixture[str], *arguments: str
) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main(["--library", str(library), *arguments, "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_copies_lists_every_group(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (group,) = told(library, capsys, "copies")
    assert group["key"] == copies.AGENCY.id
    assert {copy["key"] for copy in group["copies"]} == OTHERS
    assert {copy["key"] for copy in group["copies"] if not copy["id"]} == {copies.SAME_TEXT.id}


def test_copies_are_told_in_words(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["--library", str(library), "copies"]) == 0
    words = capsys.readouterr().out
    assert "also Harbour Daily · daily/fire" in words
    assert "also Northern Herald · herald/fire · exactly the same text" in words


def test_a_library_without_copies_has_none_to_list(tmp_path: Path) -> None:
    source = copies.write(tmp_path / "articles.jsonl", copies.WEATHER)
    library = ["--library", str(tmp_path / "library"), "-q"]
    assert main([*library, "add", str(source)]) == 0
    assert main([*library, "copies"]) == 1


def test_add_says_of_what_an_article_is_a_copy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = copies.write(tmp_path / "articles.jsonl")
    for options in ([], ["--dry-run"]):
        library = tmp_path / f"library{len(options)}"
        lines = {line["key"]: line for line in told(library, capsys, "add", str(source), *options)}
        assert lines[copies.SAME_TEXT.id]["status"] == "duplicate"
        assert lines[copies.SAME_TEXT.id]["copy_of"] == copies.AGENCY.id
        assert lines[copies.OWN_WORDS.id]["copy_of"] is None
        assert lines[copies.EDITED.id]["status"] == "added"
        if not options:
            assert lines[copies.EDITED.id]["copy_of"] == copies.AGENCY.id


def test_show_and_search_tell_of_copies(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (agency,) = told(library, capsys, "show", copies.AGENCY.id)
    assert agency["copy_of"] is None
    assert {copy["key"] for copy in agency["copies"]} == OTHERS
    (edited,) = told(library, capsys, "show", copies.EDITED.id)
    assert edited["copy_of"] == copies.AGENCY.id
    *hits, summary = told(library, capsys, "search", "eucalyptus")
    assert {hit["key"]: hit["copy_of"] for hit in hits} == {
        copies.AGENCY.id: None,
        copies.EDITED.id: copies.AGENCY.id,
        copies.CUT.id: copies.AGENCY.id,
    }
    assert (summary["total"], summary["shown"]) == (3, 3)


def test_search_folds_copies_when_asked(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    *hits, summary = told(library, capsys, "search", "eucalyptus", "--fold")
    assert [hit["key"] for hit in hits] == [copies.AGENCY.id]
    assert (summary["total"], summary["shown"]) == (3, 1)


def test_events_count_independent_outlets(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    events = told(library, capsys, "events")
    (fire,) = [event for event in events if copies.AGENCY.id in event["reported_by"]]
    assert len(fire["reported_by"]) == 3
    assert fire["outlets"] == 1
