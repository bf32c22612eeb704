"""``culm compare``: rows, differences, what one article tells alone, and their JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from tui.cli import main

ARTICLES = {
    "harbour": (
        "Harbour Daily",
        "Rescuers pulled 212 survivors from the water off Samar before dawn.\n\n"
        "The owner of the vessel, Visayan Lines, had been fined twice.",
    ),
    "island": (
        "Island Post",
        "The president called for a review of maritime rules.\n\n"
        "By dawn 198 survivors had been pulled from the water off Samar by rescuers.",
    ),
    "gazette": (
        "Gazette",
        "Before dawn rescuers pulled 212 survivors from the water off Samar, police said.",
    ),
    "times": ("Tacloban Times", "Police questioned the captain for three hours."),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("comparing")
    lines = (
        {"id": id, "source": outlet, "title": f"A sinking in {outlet}", "text": text,
         "date": "2024-03-04"}
        for id, (outlet, text) in ARTICLES.items()
    )  # fmt: skip
    (folder / "in.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert main(["--library", str(folder / "library"), "-q", "add", str(folder / "in.jsonl")]) == 0
    return folder / "library"


def rows(library: Path, capsys: pytest.CaptureFixture[str], *keys: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main(["--library", str(library), "compare", *keys, "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_rows_have_their_sentences_and_where_they_stand(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = rows(library, capsys, "harbour", "island")
    with Library.open(library) as open_library:
        texts = {key: open_library.article(open_library.find(key)).text for key in ARTICLES}
    for row in found:
        for said in filter(None, row["sentences"]):
            assert texts[said["article"]][said["start"] : said["end"]] == said["text"]
    [same] = [row for row in found if all(row["sentences"])]
    assert same["says"] == "differs"
    assert same["score"] == same["matches"][0]["score"] > 0.35
    [difference] = same["differences"]
    assert difference["kind"] == "number"
    assert (difference["a"]["text"], difference["b"]["text"]) == ("212", "198")
    assert {"kind", "a", "b", "worth"} == set(same["matches"][0]["shared"][0])
    only = [row for row in found if row["only"]]
    assert {next(filter(None, row["sentences"]))["article"] for row in only} == {
        "harbour",
        "island",
    }
    assert all(row["score"] is None and not row["matches"] for row in only)


def test_three_articles_and_the_one_that_leads(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = rows(library, capsys, "times", "island", "harbour")
    assert all(len(row["sentences"]) == 3 for row in found)
    assert [row["sentences"][1] for row in found if row["sentences"][2]].count(None) == 1


def test_what_two_tell_otherwise_than_the_third_is_told_once(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [told] = [row for row in rows(library, capsys, "harbour", "island", "gazette")
              if all(row["sentences"])]  # fmt: skip
    assert len(told["differences"]) == 2
    assert main(["--library", str(library), "compare", "harbour", "island", "gazette"]) == 0
    assert sum("number:" in line for line in capsys.readouterr().out.splitlines()) == 1


def test_for_people_signs_and_a_summary(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--library", str(library), "compare", "harbour", "island"]) == 0
    told = capsys.readouterr()
    assert "≠ Harbour Daily: Rescuers pulled 212" in told.out
    assert "    number: 212 – 198" in told.out
    assert "+ Island Post: The president" in told.out
    assert "1 sentence tells the same · 1 differs" in told.err


def test_what_cannot_be_compared(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = ["--library", str(library), "compare"]
    assert main([*run, "harbour"]) == 2
    assert main([*run, "harbour", "harbour"]) == 2
    assert main([*run, "harbour", "nowhere"]) == 1
    assert "nowhere" in capsys.readouterr().err
