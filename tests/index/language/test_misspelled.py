"""People whose names a text misspells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.canonical import resolve
from index.language.misspelled import misspellings, one_slip_apart
from index.language.model import EntityType, Mention
from index.language.person_names import person_name
from tests.support.pace import growth


def entities(*surfaces: str) -> list[set[str]]:
    """The groups into which an article with these people in this order puts them."""
    text = ", ".join(surfaces)
    mentions = []
    at = 0
    for surface in surfaces:
        mentions.append(Mention(at, at + len(surface), EntityType.PERSON, "model"))
        at += len(surface) + 2
    return [set(entity.forms) for entity in resolve(text, mentions)]


@pytest.mark.parametrize(
    ("name", "misspelled"),
    [
        ("Benjamin Netanyahu", "Netanyhu"),
        ("Wladimir Klitschko", "Klistchko"),
        ("Terry McAuliffe", "McAulliffe"),
        ("Qassem Soleimani", "Qasem Soleimani"),
        ("Debbie Stabenow", "Debbie Stabinow"),
    ],
)
def test_a_slip_makes_nobody_else(name: str, misspelled: str) -> None:
    assert entities(name, misspelled, name) == [{name, misspelled}]


@pytest.mark.parametrize(
    "people",
    [
        ("Bill Clinton", "Clintons"),  # the family
        ("Barack Obama", "Osama"),  # too short to tell
        ("Tim Baker", "Barker"),  # a name of its own
        ("Mitch Landrieu", "Mary Landrieu"),
        ("Andrei Kozyrev", "Sergei Kozyrov"),  # two things differ
        ("Viktor Muilenburg", "Vera Muilenborg", "Muilenberg"),  # whose?
        ("Nguyễn Văn Tuấn", "Nguyễn Văn Toàn"),  # a letter is a name in Vietnamese
    ],
)
def test_people_who_differ_stay_apart(people: tuple[str, ...]) -> None:
    assert entities(*people) == [{person} for person in people]


def test_the_name_is_the_one_used_more_often() -> None:
    text = "Nadal Hasanovich, Nidal Hasanovich, Nidal Hasanovich"
    mentions = [Mention(start, start + 16, EntityType.PERSON, "model") for start in (0, 18, 36)]
    (entity,) = resolve(text, mentions)
    assert entity.key == "person:nidal hasanovich"
    assert entity.why[0] == "misspelled"
    assert not entity.aliases


@given(st.text("abc", min_size=2, max_size=7), st.data())
def test_every_slip_is_one(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 1))
    slips = {
        word[:at] + word[at + 1 :],
        word[:at] + "x" + word[at:],
        word[:at] + "x" + word[at + 1 :],
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    }
    for slip in slips - {word, word + "s"}:
        assert one_slip_apart(word, slip)
        assert one_slip_apart(slip, word)


@given(st.text("ab", max_size=6), st.text("ab", max_size=6))
def test_one_slip_is_the_same_both_ways(word: str, other: str) -> None:
    assert one_slip_apart(word, other) == one_slip_apart(other, word)
    if one_slip_apart(word, other):
        assert abs(len(word) - len(other)) <= 1


def test_a_text_full_of_people_alike_takes_no_more_time_than_any() -> None:
    def many(count: int) -> None:
        names = [person_name(f"Xavierus Qwertz{'abcd'[at % 4]}{at:06d}") for at in range(count)]
        misspellings(names, [1] * count)

    assert growth(many, 400, 8) < 16
