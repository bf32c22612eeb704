"""The parts that name finding is made of: tokens, casing, tables of numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Zone, ZoneKind
from index.language.fold import fold
from index.language.names.casing import recase
from index.language.names.hashed import DamagedTable, HashedTable, write_table
from index.language.names.model import name_model
from index.language.names.tokens import tokenise
from index.language.names.words import UNKNOWN, word_table

MAGIC = b"culmtest"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kim Jong-un's U.S.-China talks", ["Kim", "Jong-un", "'s", "U.S.", "-", "China", "talks"]),
        ("Bashar al-Assad, J.K. Rowling", ["Bashar", "al-Assad", ",", "J.K.", "Rowling"]),
        ("O'Brien at AT&T on COP26", ["O'Brien", "at", "AT", "&", "T", "on", "COP26"]),
        ("Asia-Pacific or Vietnam-based", ["Asia-Pacific", "or", "Vietnam", "-", "based"]),
        ("The 32nd of 1,200.5", ["The", "32nd", "of", "1,200.5"]),
        ("see https://a.b/Iran-to-x now", ["see", "https://a.b/Iran-to-x", "now"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert tokenise(text).words == words


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=120))
def test_tokens_are_where_they_say(text: str) -> None:
    folded = fold(text)
    tokens = tokenise(folded)
    end = 0
    for word, start, stop in zip(tokens.words, tokens.starts, tokens.ends, strict=True):
        assert end <= start
        assert folded[start:stop] == word
        end = stop
    assert len(tokens.keys) == len(tokens.capital) == len(tokens.opens) == len(tokens)


@pytest.mark.parametrize(
    ("line", "recased"),
    [
        (
            "PRESIDENT BIDEN MEETS NGUYEN PHU TRONG IN HANOI",
            "President Biden meets Nguyen Phu Trong in Hanoi",
        ),
        (
            "NATO AND EU LEADERS MEET IN BRUSSELS TO DISCUSS WAR",
            "NATO and EU leaders meet in Brussels to discuss war",
        ),
        (
            "Trump Calls For Talks With Iran After Deadly Attack",
            "Trump calls for talks with Iran after deadly attack",
        ),
        ("The U.S. said so.", "The U.S. said so."),
    ],
)
def test_case_is_put_right(line: str, recased: str) -> None:
    assert recase(line) == recased


@settings(deadline=None)
@given(st.text(max_size=120), st.booleans())
def test_recasing_moves_nothing(text: str, headline: bool) -> None:
    folded = fold(text)
    zones = (Zone(0, len(folded), ZoneKind.HEADLINE),) if headline else ()
    recased = recase(folded, zones)
    assert len(recased) == len(folded)
    assert recased.lower() == folded.lower()


@pytest.fixture
def table(tmp_path: Path) -> bytes:
    path = tmp_path / "table.bin"
    assert write_table(path, MAGIC, {"Hà Nội": b"\x01\x02", "Trọng": b"\x03\x04"}, b"head") == 2
    return path.read_bytes()


def test_a_table_gives_back_what_was_written(table: bytes) -> None:
    read = HashedTable(table, MAGIC, 2)
    assert (read.head, read.row("Hà Nội"), read.row("Trọng")) == (b"head", b"\x01\x02", b"\x03\x04")
    assert read.row("Hanoi") is None


def test_a_damaged_table_is_noticed(table: bytes) -> None:
    changed = bytearray(table)
    changed[-1] ^= 1
    for data in (bytes(changed), table[:-1], table[:8], b"", table + b"x"):
        with pytest.raises(DamagedTable):
            HashedTable(data, MAGIC, 2)
    with pytest.raises(DamagedTable):
        HashedTable(table, b"culmelse", 2)


def test_the_tables_of_the_product_are_whole() -> None:
    assert word_table()["Vietnam"] != UNKNOWN
    assert word_table()["xqzzy"] == UNKNOWN
    assert name_model() is name_model()
