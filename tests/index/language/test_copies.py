"""What is a copy of what: agency text printed elsewhere, and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from index.article import Article, Zone, ZoneKind
from index.language.copies import (
    KEYS,
    KEYS_SHARED,
    are_copies,
    body_of,
    likeness,
    may_be_copies,
    print_of,
)
from tests.support import copies
from tests.support.copies import Printed


def article(printed: Printed) -> Article:
    return Article(printed.id, printed.text, printed.title)


def found(a: Printed, b: Printed) -> bool:
    """Whether a library would take the two for copies."""
    one, other = article(a), article(b)
    prints = print_of(one), print_of(other)
    shared = set(prints[0].keys) & set(prints[1].keys)
    return (
        len(shared) >= KEYS_SHARED
        and may_be_copies(*prints)
        and are_copies(body_of(one), body_of(other))
    )


@pytest.mark.parametrize("other", [copies.EDITED, copies.CUT, copies.SAME_TEXT])
def test_an_agency_text_is_known_again(other: Printed) -> None:
    assert found(copies.AGENCY, other)
    assert found(other, copies.AGENCY)


def test_the_same_event_in_other_words_is_no_copy() -> None:
    assert not found(copies.AGENCY, copies.OWN_WORDS)


@pytest.mark.parametrize(("a", "b"), [(0, 1), (0, 2), (1, 2)])
def test_reports_in_the_same_frame_are_no_copies(a: int, b: int) -> None:
    one, other = copies.WEATHER[a], copies.WEATHER[b]
    alike = likeness(body_of(article(one)), body_of(article(other)))
    assert alike.other_facts > 0.3
    assert not found(one, other)


def test_a_passage_quoted_in_another_article_is_no_copy() -> None:
    passage = copies.STORY[3] + " " + copies.STORY[4]
    quoting = replace(copies.OWN_WORDS, text=copies.OWN_WORDS.text + "\n\n" + passage, id="quoting")
    assert not found(copies.AGENCY, quoting)
    assert not found(replace(copies.AGENCY, text=passage), quoting)


def test_a_text_too_short_to_tell_is_a_copy_of_nothing() -> None:
    stub = replace(copies.AGENCY, text="This story is breaking. More as it comes in. " * 3)
    assert print_of(article(stub)).keys == ()
    assert not found(stub, stub)


def test_what_an_outlet_puts_around_a_text_does_not_count() -> None:
    head = "Lisbon correspondents\nShare this article\nSign up for our morning letter\n"
    foot = "\nMost read today: nine recipes for plums, and why the ferry was late again."
    text = head + copies.AGENCY.text + foot
    dressed = Article(
        "dressed",
        text,
        "Another headline",
        zones=(
            Zone(0, len(head), ZoneKind.HEADER),
            Zone(len(text) - len(foot), len(text), ZoneKind.BOILERPLATE),
        ),
    )
    plain = article(copies.AGENCY)
    assert print_of(dressed) == print_of(plain)
    assert likeness(body_of(dressed), body_of(plain)).kept == 1.0


def test_accents_quotes_and_case_do_not_make_another_text() -> None:
    shouted = replace(copies.AGENCY, text=copies.AGENCY.text.upper())
    plain = copies.AGENCY.text.replace("“", '"').replace("”", '"').replace("ó", "o")
    assert found(copies.AGENCY, shouted)
    assert found(copies.AGENCY, replace(copies.AGENCY, text=plain))


def test_texts_without_blanks_between_words_are_compared_too() -> None:
    story = "".join(chr(0x4E00 + (n * n * 7 + n) % 3000) for n in range(400))
    other = "".join(chr(0x4E00 + (n * n * 11 + 5 * n) % 3000) for n in range(400))
    base = replace(copies.AGENCY, text=story)
    assert found(base, replace(base, text=story[:200] + "新" + story[200:380]))
    assert not found(base, replace(base, text=other))


_TEXTS = st.lists(
    st.sampled_from(["fire", "Coimbra", "1,200", "wind", "the", "of", "\n", "“", "城", "7", "."]),
    max_size=150,
).map(" ".join)


@given(_TEXTS, _TEXTS)
def test_likeness_has_no_direction(a: str, b: str) -> None:
    one, other = (body_of(Article("k", text, "t")) for text in (a, b))
    assert likeness(one, other) == likeness(other, one)
    assert are_copies(one, one)


@given(st.text(max_size=400))
def test_every_text_has_a_print(text: str) -> None:
    made = print_of(Article("k", text, "t"))
    assert made == print_of(Article("other key", text, "t"))
    assert len(made.keys) <= KEYS
    assert list(made.keys) == sorted(made.keys)


def test_a_huge_line_is_compared_in_bounded_memory() -> None:
    text = " ".join(f"w{number % 9973}" for number in range(60_000))
    body = body_of(Article("k", text, "t"))
    longer = body_of(Article("k", text + " and more", "t"))
    assert are_copies(body, longer)
    twice = body_of(Article("k", text + " and " + text.replace("w", "v"), "t"))
    assert not are_copies(body, twice)
