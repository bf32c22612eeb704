"""Phrases of many words are found where they stand, and nowhere else."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from index.search import SearchDocument, SearchIndex, parse

TODAY = date(2023, 12, 20)
WORDS = "bamboo visit party hanoi paper"


def stands_in(phrase: list[str], text: list[str], slop: int) -> bool:
    """Whether the words stand in the text in order, each at most ``slop`` after the last."""
    ends = {at for at, word in enumerate(text) if word == phrase[0]}
    for wanted in phrase[1:]:
        ends = {
            at
            for end in ends
            for at in range(end + 1, min(end + slop + 1, len(text)))
            if text[at] == wanted
        }
    return bool(ends)


@pytest.mark.parametrize("segments", [1, 3])
def test_long_phrases(tmp_path: Path, segments: int) -> None:
    chance = random.Random(7)
    texts = [chance.choices(WORDS.split(), k=chance.randrange(5, 60)) for _ in range(120)]
    index = SearchIndex.open(tmp_path / "s")
    for part in range(segments):
        with index.writer() as writer:
            for number in range(part, len(texts), segments):
                writer.add(SearchDocument(number, "", " ".join(texts[number])))
    index.reopen()
    searcher = index.searcher()
    found = 0
    for _ in range(150):
        text, length = chance.choice(texts), chance.randrange(2, 10)
        begin = chance.randrange(max(1, len(text) - length))
        phrase = text[begin : begin + length]
        if chance.random() < 0.3:
            chance.shuffle(phrase)
        slop = chance.choice([1, 1, 2, 3])
        expected = [n for n, own in enumerate(texts) if stands_in(phrase, own, slop)]
        results = searcher.search(parse(f'"{" ".join(phrase)}"~{slop}', TODAY), limit=200)
        assert sorted(results.ids().tolist()) == expected
        found += len(expected) > 0
    assert found > 100
