"""Motions and text objects over plain text."""

from __future__ import annotations

import gc
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Span
from tests.tui.test_rendering_cells import ANY
from tui import motions
from tui.motions import MOTIONS, Unit, text_object

TEXT = "Mr. Trọng spoke. He left (early).\n\nA second paragraph, short.\nA third one."
FORWARD = ("right", "next-word", "next-sentence", "next-paragraph")
BACK = ("left", "previous-word", "previous-sentence", "previous-paragraph")
TEXTS = st.lists(ANY, min_size=1, max_size=4).map("\n\n".join)


def walk(name: str, text: str, offset: int) -> list[int]:
    """The offsets that a motion visits until it moves no more."""
    visited = []
    while (moved := MOTIONS[name](text, offset)) != offset:
        visited.append(moved)
        offset = moved
    return visited


@given(TEXTS, st.sampled_from(FORWARD))
def test_motions_on_reach_the_end_and_stop(text: str, name: str) -> None:
    visited = [0, *walk(name, text, 0)]
    assert visited == sorted(set(visited))
    assert visited[-1] == len(text)


@given(TEXTS, st.sampled_from(BACK))
def test_motions_back_reach_the_beginning_and_stop(text: str, name: str) -> None:
    visited = [len(text), *walk(name, text, len(text))]
    assert visited == sorted(set(visited), reverse=True)
    assert not text[: visited[-1]].strip()


@given(TEXTS, st.data())
def test_objects_hold_the_place_they_were_asked_for(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, max(0, len(text) - 1)))
    for unit in Unit:
        span = text_object(text, offset, unit)
        assert 0 <= span.start <= span.end <= len(text)
        if text[offset : offset + 1].strip():
            assert span.start <= offset < span.end


def test_words() -> None:
    assert [TEXT[o] for o in walk("next-word", TEXT, 0)[:6]] == [".", "T", "s", ".", "H", "l"]
    assert motions.word_end(TEXT, 4) == TEXT.index("g spoke")
    assert motions.word_end(TEXT, TEXT.index("g spoke")) == TEXT.index("e. He")
    assert motions.previous_word(TEXT, 6) == 4
    assert motions.previous_word(TEXT, 4) == 2


def test_sentences_and_paragraphs() -> None:
    starts = [TEXT.index(words) for words in ("He left", "A second", "A third")]
    assert walk("next-sentence", TEXT, 0) == [*starts, len(TEXT)]
    assert walk("next-paragraph", TEXT, 0) == [*starts[1:], len(TEXT)]
    assert walk("previous-paragraph", TEXT, len(TEXT)) == [starts[2], starts[1], 0]
    assert walk("previous-sentence", TEXT, len(TEXT)) == [*reversed(starts), 0]
    assert text_object(TEXT, 8, Unit.SENTENCE) == Span(0, 16)
    assert text_object(TEXT, 20, Unit.PARAGRAPH) == Span(0, 33)


def test_characters_are_whole_clusters() -> None:
    text = "e\u0301👩\u200d👧x"
    assert walk("right", text, 0) == [2, 5, 6]
    assert walk("left", text, 6) == [5, 2, 0]


def test_scripts_without_blanks_go_by_characters() -> None:
    assert walk("next-word", "四十校 が", 0) == [1, 2, 4, 5]


def test_a_count_repeats_until_nothing_moves() -> None:
    assert motions.repeat(motions.next_word, TEXT, 0, 2) == 4
    assert motions.repeat(motions.next_word, TEXT, 0, 9999) == len(TEXT)


def test_how_much_is_said_in_words_or_characters() -> None:
    assert motions.count_words(TEXT, Span(0, 9)) == "2 words"
    assert motions.count_words(TEXT, Span(0, 3)) == "1 word"
    assert motions.count_words("四十校", Span(0, 3)) == "3 characters"


@pytest.mark.parametrize("piece", ["x", " ", ". ", "-"])
def test_monstrous_texts_are_crossed_in_linear_time(piece: str) -> None:
    def cost(length: int) -> float:
        text = piece * (length // len(piece))
        costs = []
        # A collection looks at all objects there are, those of other tests, too.
        gc.disable()
        for _ in range(3):
            began = time.process_time()
            for motion in MOTIONS.values():
                for place in (0, len(text) // 2, len(text)):
                    motion(text, place)
            costs.append(time.process_time() - began)
        gc.enable()
        return min(costs)

    assert cost(400_000) < 10 * cost(100_000) + 0.01
