"""Sentences of articles on one event: told alike, told otherwise, told by one alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article, Interval, Span
from index.coverage.aligning import Likeness, align
from index.coverage.comparing import compare
from index.coverage.model import Comparison, DifferenceKind, Sentence
from index.coverage.novelty import Known, Novelty
from index.coverage.sentences import told
from index.language.canonical import resolve
from index.language.dates import find_dates
from index.language.names import find_names

DAY = Interval(date(2023, 12, 19), date(2023, 12, 19))

FIRST = """\
A ferry carrying 240 passengers sank off the island of Samar on Sunday night, the coast guard said.

Rescuers pulled 212 survivors from the water before dawn, and 14 bodies were found.

"We heard a loud bang and then the lights went out," said Maria Santos, a teacher from Tacloban.

The owner of the vessel had been fined twice for carrying too many people.
"""

SECOND = """\
Divers searched the wreck for a third day.

The coast guard said that the ferry, with 240 passengers aboard, had sunk off Samar island \
on Sunday night.

"We heard a terrible bang and then the lights went out," said Santos, who teaches in Tacloban.

By dawn 198 survivors had been pulled from the water by rescuers, and 14 bodies found.

The president called for a review of maritime rules.
"""


def sentences_of(text: str) -> tuple[Sentence, ...]:
    article = Article(key="a", text=text, title=text[:40], title_stated=False)
    mentions = find_names(text, ())
    names = {
        mention: entity.key for entity in resolve(text, mentions) for mention in entity.mentions
    }
    return told(article, mentions, find_dates(text, DAY), names)


def compared(*texts: str) -> Comparison:
    return compare([sentences_of(text) for text in texts], texts)


def known(text: str, *read: str) -> tuple[Known, ...]:
    novelty = Novelty(sentences_of(text), text)
    for other in read:
        novelty.read(sentences_of(other), other)
    return novelty.known


def said(text: str, sentences: tuple[Sentence, ...], number: int) -> str:
    span = sentences[number].span
    return text[span.start : span.end].strip()


def beginnings(texts: tuple[str, ...], comparison: Comparison) -> list[tuple[str, ...]]:
    return [
        tuple(
            "" if number is None else said(text, own, number)[:12]
            for text, own, number in zip(texts, comparison.sentences, row.sentences, strict=True)
        )
        for row in comparison.rows
    ]


def test_paraphrases_stand_side_by_side_in_the_order_of_the_first() -> None:
    assert beginnings((FIRST, SECOND), compared(FIRST, SECOND)) == [
        ("A ferry carr", "The coast gu"),
        ("", "Divers searc"),
        ("Rescuers pul", "By dawn 198 "),
        ("", "The presiden"),
        ('"We heard a ', '"We heard a '),
        ("The owner of", ""),
    ]


def test_what_only_one_tells_is_known() -> None:
    comparison = compared(FIRST, SECOND)
    first, second = comparison.sentences
    assert [said(FIRST, first, n)[:9] for n in sorted(comparison.only[0])] == ["The owner"]
    assert [said(SECOND, second, n)[:9] for n in sorted(comparison.only[1])] == [
        "Divers se",
        "The presi",
    ]


def test_numbers_and_quotes_that_differ_are_marked() -> None:
    found = {
        (difference.kind, FIRST[slice_of(difference.first)], SECOND[slice_of(difference.second)])
        for match in compared(FIRST, SECOND).matches[0, 1]
        for difference in match.differences
    }
    assert found == {
        (DifferenceKind.NUMBER, "212", "198"),
        (DifferenceKind.QUOTE, "loud", "terrible"),
    }


def slice_of(span: Span) -> slice:
    return slice(span.start, span.end)


def test_each_match_says_what_it_rests_on() -> None:
    match = compared(FIRST, SECOND).matches[0, 1][0]
    words = {
        FIRST[slice_of(shared.first[0])].casefold(): SECOND[slice_of(shared.second[0])].casefold()
        for shared in match.shared
    }
    assert words["240"] == "240"
    assert words["ferry"] == "ferry"
    assert words["passengers"] == "passengers"
    assert [shared.worth for shared in match.shared] == sorted(
        (shared.worth for shared in match.shared), reverse=True
    )


def test_accents_and_long_forms_of_names_do_not_matter() -> None:
    plain = "Nguyen Phu Trong told the diplomats to be firm in principles and flexible in strategy."
    accented = (
        "“Diplomats must stay firm in their principles and flexible in strategies,” "
        "Nguyễn Phú Trọng said."
    )
    other = "The weather in the capital stayed cold and wet through the week, forecasters said."
    assert beginnings(
        (plain, f"{other}\n\n{accented}"), compared(plain, f"{other}\n\n{accented}")
    ) == [
        ("Nguyen Phu T", "“Diplomats m"),
        ("", "The weather "),
    ]


def test_the_same_happening_in_contracted_words_is_no_other_quote() -> None:
    first = '"I have never seen anything like the flood in this valley," the mayor said.'
    second = '"I\'ve never seen anything like the flood in this valley," said the mayor.'
    (match,) = compared(first, second).matches[0, 1]
    assert match.differences == ()


def test_of_three_articles_each_sentence_stands_in_one_row() -> None:
    third = (
        "Fourteen people died when a ferry sank off Samar on Sunday night with 240 passengers, "
        "the coast guard said.\n\nThe owner had been fined twice for carrying too many people.\n"
    )
    comparison = compared(FIRST, SECOND, third)
    rows = [row.sentences for row in comparison.rows]
    for article, own in enumerate(comparison.sentences):
        placed = [row[article] for row in rows if row[article] is not None]
        assert sorted(placed) == list(range(len(own)))
    assert ("A ferry carr", "The coast gu", "Fourteen peo") in beginnings(
        (FIRST, SECOND, third), comparison
    )
    assert ("The owner of", "", "The owner ha") in beginnings((FIRST, SECOND, third), comparison)


def test_nothing_stands_before_the_first_sentence_of_the_article_that_leads() -> None:
    third = f"Ships passed the wreck.\n\nNobody looked up.\n\n{SECOND}"
    for texts in ((FIRST, third), (FIRST, SECOND, third), (FIRST, "Nothing happened.", third)):
        comparison = compared(*texts)
        assert comparison.rows[0].sentences[0] == 0


def quoted_otherwise(first: str, second: str) -> list[tuple[str, str]]:
    return [
        (first[slice_of(one.first)], second[slice_of(one.second)])
        for match in compared(first, second).matches[0, 1]
        for one in match.differences
        if one.kind is DifferenceKind.QUOTE
    ]


def test_hyphens_apostrophes_and_case_are_no_other_wording() -> None:
    first = (
        'Mayor Ana Lopes called the report "a politically-correct way of saying that they don’t '
        'care about Bridges" in Setubal on Monday.'
    )
    second = first.replace("politically-correct", "politically correct").replace("don’t", "don't")
    second = second.replace("Bridges", "bridges")
    assert quoted_otherwise(first, second) == []
    assert len(compared(first, second).matches[0, 1]) == 1
    assert quoted_otherwise(first, second.replace("correct", "clumsy")) == [("correct", "clumsy")]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("travelling", "traveling"),
        ("realising", "realizing"),
        ("eleventh", "11th"),
        ("year's", "year’ s"),
    ],
)
def test_one_word_spelt_in_two_ways_is_no_other_wording(here: str, there: str) -> None:
    first = f'Ana Lopes said "the tram in the {here} report was much too fast for the curve".'
    assert quoted_otherwise(first, first.replace(here, there)) == []


def test_only_what_was_read_in_full_is_known() -> None:
    found = known(SECOND, FIRST)
    # The other number of survivors and the other wording are news.
    assert [SECOND[slice_of(one.span)].strip()[:15] for one in found] == ["The coast guard"]
    assert FIRST[slice_of(found[0].sentence)].startswith("A ferry carrying 240")
    assert found[0].article == 0


def test_a_sentence_with_more_than_was_read_is_not_known() -> None:
    read = "The minister resigned on Tuesday after the report on the bridge was published."
    more = (
        "The minister resigned on Tuesday after the report on the bridge was published, and the "
        "prosecutor searched three offices of the contractor in Genoa and Turin for documents."
    )
    assert known(more, read) == ()
    assert len(known(read, more)) == 1


PIECES = st.lists(
    st.sampled_from(
        [
            *(part for part in f"{FIRST}\n{SECOND}".split("\n") if part),
            "Đổi mới began in 1986.",
            "“…”",
            "12 12 12",
            "A.",
            "👩‍🚒 e\u0301 — ",
        ]
    ),
    max_size=8,
).map("\n\n".join)


@settings(max_examples=60, deadline=None)
@given(PIECES, PIECES)
def test_alignment_is_one_to_one_and_the_same_turned_round(first: str, second: str) -> None:
    mine, theirs = sentences_of(first), sentences_of(second)
    there = align(Likeness(mine, theirs))
    back = align(Likeness(theirs, mine))
    assert len({match.first for match in there}) == len(there)
    assert len({match.second for match in there}) == len(there)
    assert sorted(match.score for match in there) == sorted(match.score for match in back)
    for match in there:
        assert 0 < match.score <= 1
    for text, sentences in ((first, mine), (second, theirs)):
        for one in sentences:
            inside = [
                *(span for clue in one.clues.values() for span in clue.spans),
                *(figure.span for figure in one.figures),
                *one.quotes,
            ]
            assert 0 <= one.span.start < one.span.end <= len(text)
            assert all(one.span.start <= at.start < at.end <= one.span.end for at in inside)


def test_a_text_tells_itself_completely() -> None:
    comparison = compared(FIRST, FIRST)
    assert all(row.sentences[0] == row.sentences[1] for row in comparison.rows)
    assert all(not match.differences for match in comparison.matches[0, 1])
    assert comparison.only == (frozenset(), frozenset())


def differing_numbers(first: str, second: str) -> list[tuple[str, str]]:
    return [
        (first[slice_of(one.first)], second[slice_of(one.second)])
        for match in compared(first, second).matches[0, 1]
        for one in match.differences
        if one.kind is DifferenceKind.NUMBER
    ]


def test_a_short_sentence_that_no_other_comes_near_is_told_by_one_alone() -> None:
    comparison = compared("The ferry sank.\n\nThe dam broke.", "The ferry sank.")
    assert comparison.only == (frozenset({1}), frozenset())


LEADS = [
    (
        "Sixteen people were hurt on Tuesday morning when a passenger ferry carrying 212 people "
        "ran aground near the mouth of the river, the coast guard said.",
        "At least 17 people were hurt, two of them badly, when a ferry with about 230 passengers "
        "on board hit a sandbank off the town on Tuesday, officials said.",
    ),
    (
        "About 4,000 dockers in Antwerp began a 48-hour strike on Wednesday over pay, said the "
        "union.",
        "Some 2,000 dock workers walked out at the port on Wednesday in a 24-hour strike over "
        "wages, employers said.",
    ),
    ("Turnout was 63 percent.", "Turnout stood at 58 percent."),
]


@pytest.mark.parametrize(("first", "second"), LEADS)
def test_numbers_of_one_thing_that_are_at_odds_speak_for_one_statement(
    first: str, second: str
) -> None:
    assert len(compared(first, second).matches[0, 1]) == 1
    assert compared(first, second).only == (frozenset(), frozenset())


def test_numbers_of_which_one_does_not_come_near_the_other_do_not() -> None:
    first = "Turnout was 63 percent in the old town."
    assert compared(first, "Turnout stood at 5 percent.").matches[0, 1] == ()


def test_what_is_alike_by_numbers_at_odds_does_not_take_the_place_of_what_is_alike() -> None:
    first = "Police counted 500 protesters in the square."
    second = f"Some 600 protesters were there.\n\n{first.replace('counted', 'had counted')}"
    (match,) = compared(first, second).matches[0, 1]
    assert (match.second, match.differences) == (1, ())


def test_the_leads_meet_under_headlines_that_tell_the_same() -> None:
    heads = (
        "Ferry runs aground off Setubal, 14 injured",
        "At least 17 hurt as ferry hits sandbank",
    )
    texts = [f"{head}\n\n{lead}\n" for head, lead in zip(heads, LEADS[0], strict=True)]
    assert (1, 1) in {(match.first, match.second) for match in compared(*texts).matches[0, 1]}
