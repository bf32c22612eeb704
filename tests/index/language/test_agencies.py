"""A picture agency that a page has run into a caption ends a name, and is none of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.names import find_names
from index.language.names.agencies import parted


def found(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], str(m.type)) for m in find_names(text)]


@pytest.mark.parametrize(
    ("caption", "names"),
    [
        (
            "Mo Farah leaves after a meeting with Queen Elizabeth II PA",
            [("Mo Farah", "PERSON"), ("Elizabeth II", "PERSON"), ("PA", "ORG")],
        ),
        (
            "News of Prince Harry and Meghan Markle Rex",
            [("Harry", "PERSON"), ("Meghan Markle", "PERSON"), ("Rex", "ORG")],
        ),
        ("Jeremy Corbyn PA Wire", [("Jeremy Corbyn", "PERSON"), ("PA Wire", "ORG")]),
        ("Police in Westminster Shutterstock", [("Westminster", "PLACE"), ("Shutterstock", "ORG")]),
        (
            "Boris Johnson arrives in Leeds AFP/Getty Images",
            [("Boris Johnson", "PERSON"), ("Leeds", "PLACE"), ("AFP", "ORG")],
        ),
    ],
)
def test_a_credit_ends_the_name_before_it(caption: str, names: list[tuple[str, str]]) -> None:
    assert found(f"{caption}\nThe visit was short.") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "It ended.\nEPA South Korea fired a missile on Monday.",
            [("EPA", "ORG"), ("South Korea", "PLACE")],
        ),
        ("He left.\nReuters Japan's army replied.", [("Reuters", "ORG"), ("Japan", "PLACE")]),
        (
            "It ended. | REUTERS Supreme Court to sit",
            [("REUTERS", "ORG"), ("Supreme Court", "ORG")],
        ),
        ("It was told to the Thomson Reuters Foundation.", [("Thomson Reuters Foundation", "ORG")]),
    ],
)
def test_a_name_begins_behind_a_credit(text: str, names: list[tuple[str, str]]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Secretary of State Rex Tillerson told Reuters on Monday.",
        "A Reuters/Ipsos National Survey was made for AP by phone.",
        "WASHINGTON (AP) - He spoke.\nAP News",
        "They live in Pittsburgh, PA\nand he told\nReuters",
        "Tyrannosaurus Rex",
    ],
)
def test_agencies_in_sentences_stay_as_they_are(text: str) -> None:
    assert parted(text) == text


@given(st.text(alphabet="AP RexReutersGetty/\n|. aZ"))
def test_every_character_stays_in_its_place(text: str) -> None:
    after = parted(text)
    assert [a for a in after if not a.isspace()] == [b for b in text if not b.isspace()]
    assert len(after) == len(text)
