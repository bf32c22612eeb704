"""What an open index keeps of earlier queries is bounded, and changes no answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.search import SearchDocument, SearchIndex, parse
from index.search.arrays import Array
from index.search.decoded import DecodedArrays

TODAY = date(2023, 12, 20)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 40)), max_size=60))
def test_the_latest_arrays_are_kept_within_bounds(asked: list[tuple[int, int]]) -> None:
    kept = DecodedArrays(room=100)
    decoded: list[tuple[int, int]] = []
    recent: list[tuple[int, int]] = []

    def decode(key: tuple[int, int]) -> Array:
        decoded.append(key)
        return np.full(key[1], key[0], dtype=np.uint8)

    for key in asked:
        count = len(decoded)
        assert kept.get(key, lambda key=key: decode(key)).tolist() == [key[0]] * key[1]
        was_kept = len(decoded) == count
        if key[1] > 12:
            # More than an eighth of the room is not kept at all.
            assert not was_kept
            continue
        room = 100
        expected = []
        for earlier in reversed(recent):
            room -= earlier[1]
            if room < 0:
                break
            expected.append(earlier)
        assert was_kept == (key in expected)
        recent = [other for other in recent if other != key] + [key]


def test_answers_are_the_same_before_and_after(tmp_path: Path) -> None:
    index = SearchIndex.open(tmp_path / "search")
    for part in range(3):
        with index.writer() as writer:
            for n in range(part * 50, part * 50 + 50):
                body = f"bamboo diplomacy {'policy ' * (n % 7)} word{n % 11}"
                writer.add(SearchDocument(n, f"Title {n}", body, 738_000 + n % 5))
    index.reopen()
    searcher = index.searcher()
    for text in ("bamboo policy", '"policy word3"', '"bamboo word1"~3', "wor*", "word1 OR word2"):
        parsed = parse(text, TODAY)
        first = searcher.search(parsed)
        again = searcher.search(parsed)
        searcher.snapshot.forget()
        assert first.hits == again.hits == searcher.search(parsed).hits
        assert first.total == again.total
