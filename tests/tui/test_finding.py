"""Finding in one text: words and patterns, case and accents, and patterns that never end."""

from __future__ import annotations

import unicodedata
from time import monotonic, process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.fold import fold_case
from tui.finding import find_pattern, find_words

TEXT = "The đổi mới\nperiod: Trọng and trong nước; “bamboo” Bamboo. Straße and cafés."


def words(text: str, wanted: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in find_words(text, wanted).hits]


async def matches(text: str, pattern: str) -> list[str]:
    found = await find_pattern(text, pattern)
    assert not found.problem
    return [text[hit.start : hit.end] for hit in found.hits]


def test_words_are_found_without_regard_to_accents() -> None:
    assert words(TEXT, "doi moi period") == ["đổi mới\nperiod"]
    assert words(TEXT, unicodedata.normalize("NFD", "đổi  mới")) == ["đổi mới"]
    assert words(TEXT, '"bamboo"') == ["“bamboo”"]
    assert words(TEXT, "cafes") == ["cafés"]
    assert words(TEXT, "") == words(TEXT, "  ") == words(TEXT, "nowhere") == []


def test_a_capital_makes_case_matter() -> None:
    assert words(TEXT, "trong") == ["Trọng", "trong"]
    assert words(TEXT, "Trong") == ["Trọng"]
    assert words(TEXT, "bamboo") == ["bamboo", "Bamboo"]
    assert words(TEXT, "BAMBOO") == []


async def test_patterns_have_the_same_rules() -> None:
    assert await matches(TEXT, r"tr.ng\b") == ["Trọng", "trong"]
    assert await matches(TEXT, r"Tr.ng\b") == ["Trọng"]
    assert await matches(TEXT, r"\Bamboo") == ["amboo", "amboo"]
    assert await matches(TEXT, "đổi m.i") == ["đổi mới"]
    assert await matches(TEXT, "dôi") == []
    assert await matches(TEXT, "^period") == ["period"]
    assert await matches(TEXT, "x*") == []


@pytest.mark.parametrize("pattern", ["(", "[a", "*", "(?P<a>", "a{2,1}", "\\"])
async def test_what_is_no_pattern_is_said(pattern: str) -> None:
    found = await find_pattern(TEXT, pattern)
    assert found.problem.startswith("not a pattern")
    assert found.hits == ()


async def test_a_pattern_that_never_ends_is_stopped() -> None:
    text = "a" * 1_000_000 + "!"
    began, here = monotonic(), process_time()
    found = await find_pattern(text, "(a+)+$", seconds=0.5)
    assert found.problem == "that pattern takes too long"
    assert process_time() - here < 0.8 * (monotonic() - began), "it is tried in this process"
    assert await matches("still here", "here") == ["here"]


@given(st.text(max_size=40), st.text(max_size=6))
def test_hits_are_where_the_words_are(text: str, wanted: str) -> None:
    text = unicodedata.normalize("NFC", text)
    looked_for = " ".join(fold_case(unicodedata.normalize("NFC", wanted)).split())
    for hit in find_words(text, wanted).hits:
        found = fold_case(text[hit.start : hit.end]).replace("\n", " ")
        assert found == looked_for
        assert hit.end - hit.start == len(looked_for)
