"""Folding keeps every character in its place."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.fold import fold, fold_case, match_key

# Two planes; what lies beyond has no letters with marks.
EVERY_CHARACTER = "".join(map(chr, range(0x20000)))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Nguyễn Phú Trọng", "Nguyen Phu Trong"),
        ("đổi mới — Đà Nẵng", "doi moi - Da Nang"),
        ("Łódź, Tromsø, Ħamrun, ıstanbul İzmir", "Lodz, Tromso, Hamrun, istanbul Izmir"),
        ("“Việt Nam’s” ‘bamboo’ 5′ 6″", "\"Viet Nam's\" 'bamboo' 5' 6\""),
        ("10–12\u00a0km\u2009\u2212\u20095\u202f%", "10-12 km - 5 %"),
        ("Straße Æ 한국 が ½ …", "Straße Æ 한국 が ½ …"),
        ("line\r\n\tend", "line\r\n\tend"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_fold_case_lowers_too() -> None:
    assert fold_case("HÀ NỘI – Đổi Mới İ ΣΑΣ") == "ha noi - doi moi i σασ"


def test_every_character_folds_to_one_character_and_stays_there() -> None:
    for folding in (fold, fold_case):
        once = folding(EVERY_CHARACTER)
        assert len(once) == len(EVERY_CHARACTER)
        assert folding(once) == once


@given(st.text())
def test_length_and_places_hold(text: str) -> None:
    canonical = unicodedata.normalize("NFC", text)
    for folding in (fold, fold_case):
        folded = folding(canonical)
        assert len(folded) == len(canonical)
        assert folding(folded) == folded
        assert all(folding(char) == folded[at] for at, char in enumerate(canonical))


@given(st.text())
def test_case_and_accents_do_not_matter_after_fold_case(text: str) -> None:
    canonical = unicodedata.normalize("NFC", text)
    assert fold_case(fold(canonical)) == fold_case(canonical)


@pytest.mark.parametrize(
    "forms",
    [
        ("U.S.", "US", "us"),
        ("Hà Nội", "HA NOI", "Ha  Noi", "Ha\u00a0Nội"),
        ("Gauß", "GAUSS"),
        ("Œuvre", "oeuvre"),
        ("Æthelred", "Aethelred"),
        ("St. Louis", "St Louis"),
    ],
)
def test_match_key_joins_spellings(forms: tuple[str, ...]) -> None:
    assert len({match_key(form) for form in forms}) == 1


def test_match_key_takes_decomposed_text() -> None:
    name = "Nguyễn Phú Trọng"
    assert match_key(unicodedata.normalize("NFD", name)) == match_key(name) == "nguyen phu trong"


@given(st.text())
def test_match_key_is_its_own_key(text: str) -> None:
    key = match_key(text)
    assert match_key(key) == key
