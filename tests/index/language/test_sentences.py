"""Sentence boundaries: what ends a sentence, what only looks like it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Span
from index.language.sentences import sentence_at, sentences


def split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    "whole",
    [
        "Mr. Nguyen met U.S. President J. Biden in Hanoi.",
        "The No. 5 plan cost $3.5 million.",
        "A. Smith, of Acme Inc., left.",
        "Dec. 14 was a Tuesday.",
        "The talks, the 2nd… since May, were long.",
        "“Why?” he asked.",
        "The committee led by Le T. H. Nguyen said so.",
        "1. First point.",
        "Gen. Vo Nguyen Giap vs. Gen. Navarre.",
        "By 5 p.m. Hanoi time it was over.",
        "Prime Minister K. P. Sharma Oli and J. V. Roe ordered it.",
        "The case of the bakers is on p. 5 there.",
        "They met at 8 a.m. Eastern on the pier.",
        "At 8 a.m. Passengers of the ferry sang.",
    ],
)
def test_one_sentence_stays_one(whole: str) -> None:
    assert split(whole) == [whole]


@pytest.mark.parametrize(
    "parts",
    [
        ["He left at 5 p.m.", "The next day came."],
        ["He left Acme Inc.", "The firm grew."],
        ["The ferry left shortly before 8 a.m.", "Passengers were taken off by boats."],
        ["She said no.", "Officials sat.", "They drank."],
        ["“It is good.”", "That was all."],
        ["Wait...", "What?"],
        ["Really?!", "Yes."],
        ["all lower case here.", "another one."],
        ["(Photo: VNA)", "Speaking there, Trọng said so."],
    ],
)
def test_sentences_are_told_apart(parts: list[str]) -> None:
    joint = "\n" if parts[0].endswith(")") else " "
    assert split(joint.join(parts)) == parts


def test_scripts_without_blanks() -> None:
    assert split("部長は火曜日。「だめ。」と述べた！次へ") == [
        "部長は火曜日。",
        "「だめ。」と述べた！",
        "次へ",
    ]
    assert split("हिन्दी वाक्य। दूसरा वाक्य।") == ["हिन्दी वाक्य।", "दूसरा वाक्य।"]


def test_a_line_end_closes_unless_the_line_was_broken_at_some_width() -> None:
    assert split("A headline\nThe text.") == ["A headline", "The text."]
    broken = "The ministry said on Tuesday that it would look into\nthe matter. It did."
    assert split(broken) == [broken[:-8], "It did."]


def test_a_part_is_split_as_in_the_whole() -> None:
    text = "One. Two there.\nThree. Four."
    assert [s.start for s in sentences(text, 16)] == [16, 23]
    assert [s.start for s in sentences(text, 5, 15)] == [5]


def test_the_sentence_at_an_offset() -> None:
    spans = [Span(0, 4), Span(5, 9)]
    assert sentence_at(spans, 0) == spans[0]
    assert sentence_at(spans, 4) == spans[0]
    assert sentence_at(spans, 5) == spans[1]
    assert sentence_at(spans, 99) == spans[1]
    assert sentence_at([], 3) is None
    late = [*sentences("  One. Two.")]
    assert sentence_at(late, 0) == sentence_at(late, 3) == late[0]


@given(st.text(alphabet=st.sampled_from("aB.!?… \n“”)。1「」"), max_size=80) | st.text(max_size=80))
def test_nothing_but_white_space_is_left_out(text: str) -> None:
    spans = list(sentences(text))
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    kept = [text[s.start : s.end] for s in spans]
    assert all(part == part.strip() for part in kept)
    left = text
    for span in reversed(spans):
        left = left[: span.start] + left[span.end :]
    assert not left.strip()
