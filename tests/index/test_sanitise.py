"""The boundary: one code point to one, and nothing left that steers a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sanitise import canonical_text, one_line, sanitise
from tests.support.pace import yardsticks

ANY_TEXT = st.text(st.characters(exclude_categories=()))  # lone surrogates and all


def is_dangerous(char: str) -> bool:
    """Whether a terminal might obey the character rather than show it."""
    code = ord(char)
    return (
        (unicodedata.category(char) in ("Cc", "Cs") and char != "\n")
        or char in "\u2028\u2029"
        or 0x202A <= code <= 0x202E
        or 0x2066 <= code <= 0x2069
        or 0xE0000 <= code <= 0xE007F
        or code & 0xFFFE == 0xFFFE
    )


@given(ANY_TEXT)
def test_every_character_keeps_its_place(text: str) -> None:
    cleaned = sanitise(text)
    assert len(cleaned) == len(text)
    for before, after in zip(text, cleaned, strict=True):
        assert after == before or after in "\ufffd\n \u2060"


@given(ANY_TEXT)
def test_nothing_dangerous_is_left(text: str) -> None:
    assert not any(map(is_dangerous, sanitise(text)))


@given(ANY_TEXT)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert sanitise(sanitise(text)) == sanitise(text)
    assert canonical_text(canonical_text(text)) == canonical_text(text)


@given(ANY_TEXT)
def test_the_canonical_text_is_nfc_and_can_be_encoded(text: str) -> None:
    canonical = canonical_text(text)
    assert unicodedata.is_normalized("NFC", canonical)
    assert "\r" not in canonical
    canonical.encode("utf-8")


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("red \x1b[31malert", "red \ufffd[31malert"),
        ("bell\x07 and csi\x9b1m", "bell\ufffd and csi\ufffd1m"),
        ("access\u202etxt.exe", "access\ufffdtxt.exe"),
        ("a\tb", "a b"),
        ("one\u2028two\u2029three\x85four\x0cfive", "one\ntwo\nthree\nfour\nfive"),
        ("flag \U000e0067\U000e007f", "flag \ufffd\ufffd"),
        ("lone \ud800 half", "lone \ufffd half"),
    ],
)
def test_what_steers_becomes_visible(raw: str, clean: str) -> None:
    assert sanitise(raw) == clean


@pytest.mark.parametrize(
    "text",
    [
        "HÀ NỘI — Nguyễn Phú Trọng",
        "NBSP\u00a0stays, so does the blank at the end ",
        "می\u200cخواهم",  # Persian needs the zero-width non-joiner
        "👩\u200d💻 and ✊\U0001f3fd",
        "עברית \u200fעם\u200e English",
    ],
)
def test_what_scripts_need_is_kept(text: str) -> None:
    assert canonical_text(text) == text


def test_line_ends_become_one_kind() -> None:
    assert canonical_text("a\r\nb\rc\n\r\nd") == "a\nb\nc\n\nd"


def test_decomposed_letters_are_composed() -> None:
    text = "Nguyễn Phú Trọng"
    assert canonical_text(unicodedata.normalize("NFD", text)) == text


def test_one_line_joins_and_trims() -> None:
    assert one_line("  A title\r\n over\ttwo lines\x00 ") == "A title over two lines\ufffd"


def test_a_tower_of_marks_is_cut_and_costs_no_time() -> None:
    tower = "a" + "\u0316\u0301" * 50_000
    canonical = canonical_text(tower)
    assert yardsticks(lambda: canonical_text(tower), enough=50) <= 50
    assert canonical.count("\u0316") == 50_000
    run = longest = 0
    for char in canonical:
        run = run + 1 if unicodedata.combining(char) else 0
        longest = max(longest, run)
    assert longest <= 30


@given(ANY_TEXT, st.integers(0, 1_000))
def test_long_texts_are_cleaned_as_short_ones_are(text: str, at: int) -> None:
    plain = "A ferry struck the pier of Hải Phòng. " * 30
    long = plain[:at] + text + plain[at:]
    assert sanitise(long) == "".join(map(sanitise, long))
