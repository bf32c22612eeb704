"""One event under several names, and names that need no head noun."""

from __future__ import annotations

import pytest

from index.events.known_events import is_known, known_events, year_of
from index.events.towns import is_region, regions_of
from tests.support.events import linked, named


def events(text: str, day: str = "2018-04-11") -> list[set[str]]:
    """The names of each event of a text."""
    held: dict[int, set[str]] = {}
    for mention in named(text, day):
        held.setdefault(mention.group, set()).add(mention.name)
    return list(held.values())


@pytest.mark.parametrize(
    "text",
    [
        "They mourned the Lyon attack. The attack in France shocked many.",
        "The Lyon massacre shook them. After the Lyon shooting they met.",
        "Many in Ashwick, Texas, recall the Ashwick shooting. The Texas shooting was in May.",
        "They mourned the Lyon earthquake. The earthquake in France shocked many.",
    ],
)
def test_town_and_country_name_one_event(text: str) -> None:
    assert len(events(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "They mourned the Lyon attack and the Marseille attack. The attack in France shocked many.",
        "The Lyon school shooting came first. Then the France nightclub shooting shocked many.",
        "The 2009 Lyon attack was the first. The 2014 Lyon attack was the second.",
        "In Utah, Nevada, California they met. The Las Vegas shooting and the California shooting.",
    ],
)
def test_where_two_can_be_meant_they_stay_two(text: str) -> None:
    assert len(events(text)) >= 2


@pytest.mark.parametrize(("year", "count"), [(2012, 1), (2014, 2)])
def test_a_date_is_the_name_of_what_is_known_to_have_been_then(year: int, count: int) -> None:
    text = f"They recall the Newtown shooting. It was so after the December {year} shooting."
    assert len(events(text)) == count


def test_a_trial_without_a_defendant_is_that_of_the_one_much_named() -> None:
    text = "John Roe came. Roe spoke. The Roe impeachment trial begins. The Senate trial is long."
    assert len(events(text)) == 1


def test_articles_meet_by_any_of_the_names() -> None:
    both = (
        "Many in Lyon recall the Lyon massacre. The Le Corbeau nightclub massacre in Lyon is told."
    )
    alone = "They still speak of the Lyon massacre."
    assert linked(("2018-04-11", both), ("2018-06-01", alone))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nothing like it was seen since Watergate.", "Watergate"),
        ("Laws changed after Newtown.", "Newtown"),
        ("He joined the army after 9/11.", "9/11"),
        ("They recall the Sept. 11 attacks.", "Sept. 11 attacks"),
        ("It was the Bridgegate scandal again.", "Bridgegate scandal"),
    ],
)
def test_names_without_a_head_noun(text: str, name: str) -> None:
    assert name in {mention.name for mention in named(text)}


@pytest.mark.parametrize(
    "text",
    [
        "They stayed at the Watergate hotel.",
        "He lives in Newtown with his wife.",
        "Katrina Roe spoke. Katrina won.",
        "The war on Christmas goes on.",
        "U.S. mass shootings are many. Suicide bombings too.",
        "Some fear a second Civil War.",
        "The clinical trial was small. The Acme trial had no placebo.",
    ],
)
def test_what_is_no_event(text: str) -> None:
    assert named(text) == []


def test_the_verb_of_a_headline_is_in_no_name() -> None:
    text = "Acme Town Police Release Footage of Paris Attack, Officials Confirm\nThey met in Paris."
    assert [mention.name for mention in named(text)] == ["Paris Attack"]


def test_the_event_that_was_attacked_is_of_the_attack() -> None:
    text = "Police spoke of the Boston Marathon bombing. He had run the Boston Marathon before."
    assert len(events(text)) == 1
    other = "Police spoke of the Boston Marathon bombing. He had run the London Marathon before."
    assert len(events(other)) == 2


def test_tables_are_read() -> None:
    assert is_known("SCANDAL", frozenset(["watergate"]))
    assert year_of("ATTACK", frozenset(["newtown"])) == 2012
    assert len({(event.kind, event.name) for event in known_events()}) == len(known_events())
    assert frozenset(["france"]) in regions_of(frozenset(["lyon"]))
    assert is_region(frozenset(["texas"]))
    assert not is_region(frozenset(["lyon"]))
