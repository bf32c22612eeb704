"""Whom a last name alone means, from who is named in full and whom the name is used for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.bearers import (
    bearers_alias,
    bearers_of,
    dominant,
    is_bearer,
    is_worth_counting,
    name_alone,
)
from index.language.claims import Belief, reason
from index.language.model import EntityType, LocalEntity

BARACK, MICHELLE = "person:barack obama", "person:michelle obama"


def person(key: str) -> LocalEntity:
    return LocalEntity(key, EntityType.PERSON, "x", ("x",), (0,), ("",))


@pytest.mark.parametrize(
    ("name", "uses", "bearers", "target"),
    [
        ("person:obama@", {BARACK: 40}, {BARACK: 60, MICHELLE: 1}, BARACK),
        ("person:obama@", {BARACK: 250, MICHELLE: 5}, {BARACK: 376, MICHELLE: 18}, BARACK),
        ("person:obama@", {BARACK: 3}, {BARACK: 60}, None),
        ("person:obama@", {BARACK: 40}, {BARACK: 60, MICHELLE: 20}, None),
        (
            "person:zelenskiy@",
            {"person:volodymyr zelenskiy": 2},
            None,
            "person:volodymyr zelenskiy",
        ),
        ("person:zelenskiy@", {"person:volodymyr zelenskiy": 1}, None, None),
        (
            "person:clinton@",
            {"person:hillary clinton": 188, "person:bill clinton": 31},
            {"person:hillary clinton": 332, "person:bill clinton": 107},
            None,
        ),
        (
            "person:bush@",
            {"person:george bush": 55, "person:jeb bush": 2},
            {"person:george bush": 163, "person:jeb bush": 52, "person:george hw bush": 26},
            None,
        ),
        (
            "person:johnson@",
            {"person:ron johnson": 8, "person:boris johnson": 5, "person:gary johnson": 5},
            {"person:ron johnson": 13, "person:boris johnson": 9, "person:gary johnson": 12},
            None,
        ),
        # Somebody's given name is a rival too.
        (
            "person:kerry@",
            {"person:john kerry": 20},
            {"person:john kerry": 43, "person:kerry washington": 4},
            None,
        ),
        (
            "person:kerry@",
            {"person:john kerry": 20},
            {"person:john kerry": 43},
            "person:john kerry",
        ),
        # Joe and Joseph, with and without Jr, are no rivals.
        (
            "person:biden@",
            {"person:joe biden": 99, "person:joseph biden": 3, "person:joseph biden jr": 2},
            {"person:joe biden": 157, "person:joseph biden": 5, "person:joseph biden jr": 4},
            "person:joe biden",
        ),
        ("person:washington@", {"person:george washington": 500}, None, None),
        ("person:obama@", {}, {BARACK: 60}, None),
    ],
)
def test_whom_a_name_alone_means(
    name: str, uses: dict[str, int], bearers: dict[str, int] | None, target: str | None
) -> None:
    known = dict.fromkeys(uses, 60) if bearers is None else bearers
    belief = dominant(name, uses, known)
    assert (belief.target if belief else None) == target


def test_everybody_named_in_full_bears_each_word_of_the_name() -> None:
    people = ["person:joseph biden jr", "person:george hw bush", "person:trump@", "org:kerry group"]
    claims = {(claim.alias, claim.target) for claim in bearers_of(map(person, people))}
    assert claims == {
        ("bearer:joseph", "person:joseph biden jr"),
        ("bearer:biden", "person:joseph biden jr"),
        ("bearer:george", "person:george hw bush"),
        ("bearer:hw", "person:george hw bush"),
        ("bearer:bush", "person:george hw bush"),
    }


def test_a_name_alone_and_its_bearers_lead_to_each_other() -> None:
    assert bearers_alias("person:obama@") == "bearer:obama"
    assert name_alone("bearer:obama") == "person:obama@"
    assert is_bearer("bearer:obama")
    assert not is_bearer("person:obama@")
    for other in ("person:barack obama", "org:senate@", "org:obama"):
        assert bearers_alias(other) == ""


def test_the_reason_tells_whether_there_are_namesakes() -> None:
    alone = dominant("person:obama@", {BARACK: 40}, {BARACK: 60})
    among = dominant("person:obama@", {BARACK: 40}, {BARACK: 60, MICHELLE: 1})
    assert alone is not None
    assert among is not None
    assert reason(alone) == "the only one of this name in 60 articles of this library"
    assert "60 of 61" in reason(among)


@given(
    uses=st.dictionaries(st.sampled_from("abcde"), st.integers(1, 400), min_size=1),
    bearers=st.dictionaries(st.sampled_from("abcde"), st.integers(1, 400), min_size=1),
)
def test_whoever_is_believed_outweighs_all_others_by_both_counts(
    uses: dict[str, int], bearers: dict[str, int]
) -> None:
    using = {f"person:{letter}x obama": count for letter, count in uses.items()}
    bearing = {f"person:{letter}x obama": count for letter, count in bearers.items()}
    belief = dominant("person:obama@", using, bearing)
    if belief is not None:
        assert is_worth_counting(using)
        assert using[belief.target] >= 0.9 * sum(using.values())
        assert bearing[belief.target] >= 0.8 * sum(bearing.values())


@pytest.mark.parametrize(
    ("articles", "told"), [(1, "its initials, says 1 article"), (2, "its initials, say 2 articles")]
)
def test_one_article_is_not_told_as_many(articles: int, told: str) -> None:
    assert reason(Belief("target", "acronym", articles, articles)) == told
