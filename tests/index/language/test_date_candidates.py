"""Shapes are found in what of a text can hold a date, and nowhere else is any."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from index.language.dates.candidates import SMALL, candidates
from index.language.dates.kinds import K
from index.language.dates.rules import RULES


def every_match(kinds: str) -> list[tuple[int, int, int]]:
    return sorted(
        (match.start(), -match.end(), number)
        for number, rule in enumerate(RULES)
        for match in rule.shape.finditer(kinds)
    )


def test_small_words_alone_are_no_date() -> None:
    for kinds in map("".join, product(SMALL, repeat=2)):
        assert every_match(kinds) == []


@given(st.lists(st.sampled_from(SMALL), max_size=12))
def test_nor_are_many_of_them(kinds: list[K]) -> None:
    assert every_match("".join(kinds)) == []


FEW = (K.OTHER, K.OTHER, K.OTHER, K.THE, K.OF, K.FUTURE_WORD, K.MONTH_NAME, K.UP_TO_12, K.UNIT)


@given(st.lists(st.sampled_from(FEW) | st.sampled_from(K), max_size=30))
def test_candidates_are_all_matches_of_all_rules(kinds: list[K]) -> None:
    assert candidates("".join(kinds)) == every_match("".join(kinds))
