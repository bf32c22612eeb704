"""Teams that news calls by their home or by half of their name."""

from __future__ import annotations

import pytest

from index.language.canonical import resolve
from index.language.model import EntityType, Mention
from index.language.teams import teams_called


def organisations(*surfaces: str) -> list[set[str]]:
    """The groups into which an article with these organisations in this order puts them."""
    text = ", ".join(surfaces)
    mentions = []
    at = 0
    for surface in surfaces:
        mentions.append(Mention(at, at + len(surface), EntityType.ORG, "model"))
        at += len(surface) + 2
    return [set(entity.forms) for entity in resolve(text, mentions)]


@pytest.mark.parametrize(
    "team",
    [
        ("Red Sox", "Boston", "Sox"),
        ("New Orleans Saints", "Saints", "New Orleans"),
        ("Portland", "Trail Blazers", "Portland Trail Blazers"),
        ("Minnesota Vikings", "Vikings", "Minnesota"),
    ],
)
def test_home_and_half_a_name_are_the_team(team: tuple[str, ...]) -> None:
    assert organisations(*team) == [set(team)]


@pytest.mark.parametrize(
    "names",
    [
        ("Red Sox", "Celtics", "Boston"),  # both play there
        ("Red Sox", "White Sox", "Sox"),
        ("Dolphins", "Denver"),
        ("Boston Globe", "Red Sox"),
    ],
)
def test_what_may_be_two_teams_is_neither(names: tuple[str, ...]) -> None:
    assert organisations(*names) == [{name} for name in names]


def test_a_team_is_one_with_and_without_its_home() -> None:
    called = teams_called([(0, "red sox"), (1, "boston red sox"), (2, "ministry of boston")])
    assert called == {"boston": [1], "sox": [1]}
