"""Hits in a text, and snippets."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.article import Span
from index.search import SearchDocument, hits, parse, snippet
from index.search.query import Manner, ParsedQuery, Words
from tests.index.search.oracle import Knowledge, matches
from tests.support.pace import yardsticks

TODAY = date(2023, 12, 20)
TEXT = (
    "HÀ NỘI — Nguyễn Phú Trọng’s “bamboo diplomacy”, and diplomats' bamboos.\n"
    "Elections were elected: đổi mới, ĐỔI MỚI. 北京大学和北京. To be or not to be."
)


def found(query: str, text: str = TEXT) -> list[str]:
    return [text[span.start : span.end] for span in hits(text, parse(query, TODAY))]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("trong", ["Trọng"]),
        ("=Trọng", ["Trọng"]),
        ("=trọng", []),
        ('"bamboo diplomacy"', ["bamboo diplomacy"]),
        ("bamboo", ["bamboo", "bamboos"]),
        ("doi moi", ["đổi", "mới", "ĐỔI", "MỚI"]),
        ('"doi moi"', ["đổi mới", "ĐỔI MỚI"]),
        ("diplom*", ["diplomacy", "diplomats"]),
        ("electio~", []),
        ("electons~", ["Elections"]),
        ("election", ["Elections"]),
        ("北京", ["北京", "北京"]),
        ("北京大学", ["北京大学"]),
        ("京", ["京", "京"]),
        ('"to be or not to be"', ["To be or not to be"]),
        ('"bamboo and"~2', ["bamboo diplomacy”, and"]),
        ('"trong diplomacy"', []),
        ('"trong diplomacy"~2', ["Trọng’s “bamboo diplomacy"]),
        ('"to to"~4', ["To be or not to"]),
        ("bamboo -diplomacy", ["bamboo", "bamboos"]),
        ("is:unread date:2023", []),
        ("", []),
    ],
)
def test_hits(query: str, expected: list[str]) -> None:
    assert found(query) == expected


def test_an_unfinished_word_is_marked() -> None:
    spans = hits(TEXT, parse("diplo", TODAY, typing=True))
    assert [TEXT[span.start : span.end] for span in spans] == ["diplomacy", "diplomats"]


def test_title_words_are_marked_in_the_headline_only() -> None:
    text = "Party news\nThe party met."
    parsed = parse("title:party", TODAY)
    assert hits(text, parsed) == []
    assert hits(text, parsed, Span(0, 10)) == [Span(0, 5)]


SPOKEN = "bamboo Bamboos trọng Trong 北京大学 京 and elections elected U.S. o\u0301n l’Óreal"
WORDS = SPOKEN.split()
texts = st.lists(st.sampled_from(WORDS), max_size=15).map(" ".join)
queries = st.builds(
    Words,
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
    st.sampled_from([Manner.INFLECTED, Manner.EXACT]),
    slop=st.sampled_from([1, 1, 2, 4]),
)


@given(texts, queries)
@example("北京大学 bamboo", Words("京 bamboo", Manner.INFLECTED, slop=4))
def test_a_text_has_hits_exactly_when_it_is_found(text: str, words: Words) -> None:
    parsed = ParsedQuery("", words)
    document = SearchDocument(1, "", text)
    spans = hits(text, parsed)
    if words.manner is Manner.INFLECTED:
        is_found = matches(words, document, Knowledge({}, {}))
        # A phrase that ends in a lone character is found by its parts.
        assert bool(spans) == is_found or words.text.endswith("京")
    assert spans == sorted(spans)
    for span, following in pairwise(spans):
        assert span.end <= following.start
    for span in spans:
        part = text[span.start : span.end]
        assert hits(part, parsed) == [Span(0, len(part))] or "京" in words.text


@given(st.text(), st.text(max_size=8))
def test_any_text_can_be_marked(text: str, query: str) -> None:
    for span in hits(text, parse(query, TODAY, typing=True)):
        assert 0 <= span.start < span.end <= len(text)


@given(st.text(max_size=300), st.data(), st.integers(1, 80))
def test_snippets_show_what_is_marked(text: str, data: st.DataObject, width: int) -> None:
    edges = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans = [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    shown = snippet(text, spans, width)
    assert len(shown.text) <= width + 2
    assert "\n" not in shown.text
    flat = " ".join(text.split())
    body = shown.text.strip("…")
    assert " ".join(body.split()) in flat or "…" in text
    for span in shown.hits:
        assert 0 <= span.start < span.end <= len(shown.text)


def test_rows_of_the_same_word_are_marked_at_once() -> None:
    query = parse('"' + "a " * 900 + '"~50', TODAY)
    assert yardsticks(lambda: hits("a " * 100_000, query), enough=200) <= 200
    assert len(hits("bamboo " * 100, parse("bamboo", TODAY), most=5)) == 5


def test_a_snippet_is_where_most_hits_are() -> None:
    text = "Nothing here. " * 50 + "The bamboo and more bamboo diplomacy. " + "Filler words. " * 50
    spans = hits(text, parse("bamboo diplomacy", TODAY))
    shown = snippet(text, spans, 80)
    assert [shown.text[span.start : span.end] for span in shown.hits] == [
        "bamboo",
        "bamboo",
        "diplomacy",
    ]
    assert shown.text.startswith("…")
    assert shown.text.endswith("…")
    assert snippet("Short text.", [], 80).text == "Short text."
