"""Phrases are found alike whichever way their words are read."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from index.search import SearchDocument, SearchIndex, phrases, term_postings
from index.search.query_language import parse

TODAY = date(2023, 12, 20)
COMMON, MIDDLE, RARE = "the of and", "party hanoi paper visit", "bamboo lotus rice"
WORDS = f"{COMMON} {COMMON} {COMMON} {COMMON} {MIDDLE} {MIDDLE} {RARE}".split()
LONGER_THAN_LENGTHS_TELL = 110_000
NEVER = 1 << 60
WAYS: dict[str, dict[str, int]] = {
    "as it comes": {},
    "all places": {"_BEGIN_CHOSEN": NEVER},
    "chosen documents": {"_READ": NEVER, "_LOOK": NEVER, "_FEW": 0},
    "looking": {"_READ": NEVER, "_BEGIN_LOOK": 0, "_LOOK": 0, "_FEW": 0},
    "one by one": {"_READ": NEVER, "_FEW": NEVER},
    "in parts": {"_AT_ONCE": 100},
    "bits counted": {"_READ": NEVER, "_FEW": NEVER, "_SUMMED_UP": 0},
}


def texts(chance: random.Random) -> list[list[str]]:
    return [chance.choices(WORDS, k=chance.randrange(3, 120)) for _ in range(150)]


def index_of(directory: Path, written: list[list[str]], segments: int) -> SearchIndex:
    index = SearchIndex.open(directory)
    for part in range(segments):
        with index.writer() as writer:
            for number in range(part, len(written), segments):
                writer.add(SearchDocument(number, "", " ".join(written[number])))
    index.reopen()
    return index


def holds(phrase: list[str], text: list[str]) -> bool:
    joined = " ".join(text)
    return f" {' '.join(phrase)} " in f" {joined} "


def asked(chance: random.Random, written: list[list[str]]) -> list[str]:
    text, length = chance.choice(written), chance.randrange(2, 6)
    begin = chance.randrange(max(1, len(text) - length))
    phrase = text[begin : begin + length]
    if chance.random() < 0.3:
        chance.shuffle(phrase)
    return phrase


@pytest.mark.parametrize("segments", [1, 3])
@pytest.mark.parametrize("way", WAYS)
def test_phrases_are_found_in_every_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, segments: int
) -> None:
    for name, value in WAYS[way].items():
        monkeypatch.setattr(term_postings if name == "_SUMMED_UP" else phrases, name, value)
    chance = random.Random(3)
    written = texts(chance)
    index = index_of(tmp_path / "s", written, segments)
    found = 0
    for _ in range(60):
        phrase = asked(chance, written)
        other = chance.choice([*RARE.split(), *MIDDLE.split()])
        index.searcher().snapshot.forget()
        for query, wanted in (
            (f'"{" ".join(phrase)}"', None),
            (f'"{" ".join(phrase)}" {other}', other),
        ):
            expected = [
                number
                for number, text in enumerate(written)
                if holds(phrase, text) and (wanted is None or wanted in text)
            ]
            # Asked again, what was found before is what is found.
            for _ in range(2):
                results = index.searcher().search(parse(query, TODAY), limit=200)
                assert sorted(results.ids().tolist()) == expected
            found += bool(expected)
    assert found > 40


def test_phrases_far_into_texts_longer_than_lengths_tell(tmp_path: Path) -> None:
    chance = random.Random(5)
    written = [*texts(chance), chance.choices(WORDS, k=LONGER_THAN_LENGTHS_TELL)]
    written[-1][-2:] = ["lotus", "diplomacy"]
    index = index_of(tmp_path / "s", written, 2)
    for query, expected in (('"lotus diplomacy"', [150]), ('"diplomacy lotus"', [])):
        results = index.searcher().search(parse(query, TODAY))
        assert results.ids().tolist() == expected
    for _ in range(20):
        phrase = asked(chance, written)
        results = index.searcher().search(parse(f'"{" ".join(phrase)}"', TODAY), limit=200)
        expected = [number for number, text in enumerate(written) if holds(phrase, text)]
        assert sorted(results.ids().tolist()) == expected
