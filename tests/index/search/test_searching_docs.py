"""What docs/searching.md says of the query language is so."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from index.search import parse

TEXT = (Path(__file__).parents[3] / "docs" / "searching.md").read_text(encoding="utf-8")
TODAY = date(2024, 5, 15)


def section(title: str) -> str:
    return TEXT.split(f"# {title}\n", 1)[1].split("\n#", 1)[0]


def written() -> list[str]:
    cells = [
        row.split("|")[1] for row in section("What can be written").splitlines()[2:] if "|" in row
    ]
    return [query for cell in cells[2:] for query in re.findall(r"`([^`]+)`", cell)]


def days() -> list[str]:
    return re.findall(r"`([^`]+)`", section("Days").split("Weeks")[0])


@pytest.mark.parametrize("query", [query for query in written() if not query.endswith(":")])
def test_what_is_documented_is_understood(query: str) -> None:
    parsed = parse(query, TODAY)
    assert parsed.ignored == ()
    assert parsed.sort or not parsed.is_everything


@pytest.mark.parametrize("day", days())
def test_documented_days_are_days(day: str) -> None:
    assert parse(f"date:{day}", TODAY).ignored == ()


def test_there_is_something_documented() -> None:
    assert len(written()) > 35
    assert len(days()) > 10
