"""The parts that name finding is made of: tokens, casing, tables of numbers."""

from __future__ import annotations

import random
from itertools import pairwise, product
from operator import add
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Zone, ZoneKind
from index.language.fold import fold
from index.language.names.casing import recase
from index.language.names.features import GROUPS, clues
from index.language.names.hashed import DamagedTable, HashedTable, write_table
from index.language.names.labels import LABELS, Moves, allowed
from index.language.names.model import MOVES, ROW, name_model
from index.language.names.rules import find_by_rules
from index.language.names.scene import scene
from index.language.names.tokens import tokenise
from index.language.names.words import UNKNOWN, word_table
from tests.support.seeds import SEEDS

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
        # What is given short in brackets is a name as far as its letters go.
        (
            "prices rise again, says office of national statistics (ons) in london",
            "prices rise again, says Office of National Statistics (ons) in London",
        ),
        (
            "the department of education (doe) opened a school in hanoi",
            "the Department Of Education (Doe) opened a school in Hanoi",
        ),
        (
            "he met the other side (hos) of it in hanoi",
            "he met the other side (Hos) of it in Hanoi",
        ),
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


def test_scores_are_the_sums_of_what_features_weigh() -> None:
    model = name_model()
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    odd = "The Café's \"Hô–Chi\" Minh\udc80 'n' O'Brien's at\\AT&T 3rd Way ٣rd AAA000bbb"
    for text in [*texts, odd, "Reuters"]:
        tokens = tokenise(fold(text))
        where = [list(range(len(tokens)))]
        of = scene(tokens, find_by_rules(tokens), where)
        for at in where[0]:
            sums = [0] * len(LABELS)
            for of_key, key in zip(GROUPS, clues(of, at), strict=True):
                for row in map(model.table.row, of_key(key)):
                    if row is not None:
                        sums = list(map(add, sums, ROW.unpack(row)))
            scores = model.scores(of, at)
            assert [score - scores[0] for score in scores] == [each - sums[0] for each in sums]


def test_the_best_labels_are_those_of_all_ways_tried() -> None:
    model = name_model()
    moves = MOVES.unpack(model.table.head)
    best = Moves(moves)
    chance = random.Random(4)
    for _ in range(60):
        scores = [[chance.randrange(-300, 300) for _ in LABELS] for _ in range(3)]
        worth = {
            way: sum(row[label] for row, label in zip(scores, way, strict=True))
            + sum(moves[a * len(LABELS) + b] for a, b in pairwise(way))
            for way in product(range(len(LABELS)), repeat=3)
            if LABELS[way[0]][0] != "I" and all(allowed(a, b) for a, b in pairwise(way))
        }
        assert worth[tuple(best.best(scores))] == max(worth.values())
