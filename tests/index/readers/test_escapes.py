"""Captured terminal output reads as the words that were shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import EmptyDocument
from index.readers import read
from index.readers.escapes import without_escapes
from tests.support.pace import yardsticks


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[1;31mFloods\x1b[0m hit Lyon", "Floods hit Lyon"),
        ("\x1b]0;title\x07Floods hit Lyon", "Floods hit Lyon"),
        ("\x1b]8;;https://example.org\x1b\\Floods\x1b]8;;\x1b\\ hit Lyon", "Floods hit Lyon"),
        ("\x9b31mFloods\x9b0m hit Lyon", "Floods hit Lyon"),
        ("\x1bPq#0\x1b\\Floods\x1b(B hit\x1b7 Lyon\x1b[?25l", "Floods hit Lyon"),
        # What is not complete hides nothing.
        ("Floods \x1b]0;hit\nLyon", "Floods \x1b]0;hit\nLyon"),
        ("Floods \x1bhit", "Floods \x1bhit"),
        ("Floods [0m hit", "Floods [0m hit"),
    ],
)
def test_whole_sequences_go(raw: str, shown: str) -> None:
    assert without_escapes(raw) == shown


def test_no_debris_is_left_in_an_article() -> None:
    data = b"\x1b]0;news\x07\x1b[1mFloods hit Lyon\x1b[0m\n\nThe river rose on Monday night.\n"
    article = read("x", data, key="x")[0]
    assert article.text == "Floods hit Lyon\n\nThe river rose on Monday night.\n"
    assert article.title == "Floods hit Lyon"


def test_nothing_but_sequences_is_no_text() -> None:
    with pytest.raises(EmptyDocument):
        read("x", b"\x1b[2J\x1b[H\n", key="x")


@given(st.text(alphabet="\x1b\x9b[]()P;0m\x07\\a \n"))
def test_only_sequences_are_lost(text: str) -> None:
    cleaned = without_escapes(text)
    assert len(cleaned) <= len(text)
    if "\x1b" not in text and "\x9b" not in text:
        assert cleaned == text


@pytest.mark.parametrize("piece", ["\x1b[", "\x1b]", "\x1b]0;a", "\x9b0", "\x1b[0m", "\x1bP a"])
def test_hostile_runs_take_linear_time(piece: str) -> None:
    text = piece * (3_000_000 // len(piece)) + "a" * 1_000_000
    assert yardsticks(lambda: without_escapes(text), enough=150) <= 150
