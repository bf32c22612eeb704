"""Numbers of one thing that differ, however they are written."""

from __future__ import annotations

import pytest

from index.article import Span
from index.coverage.figures import figures
from index.coverage.numerals import in_digits, in_words, ordinal
from index.language.fold import fold_case
from tests.index.coverage.test_coverage import compared, differing_numbers


def found(text: str, language: str = "en") -> list[tuple[float, str]]:
    return [
        (figure.value, figure.unit)
        for figure in figures(fold_case(text), Span(0, len(text)), (), language)
    ]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("one hundred and twenty-five", 125),
        ("two thousand three hundred", 2300),
        ("two and a half", 2.5),
        ("half a million", 500_000),
        ("a dozen", 12),
        ("ninety-nine", 99),
    ],
)
def test_numbers_in_words(written: str, value: float) -> None:
    assert in_words(written) == value


def test_numbers_in_figures() -> None:
    assert [in_digits(one) for one in ("1,234,567.5", "1'234'567", "1 234 567", "3½", "3 1/4")] == [
        1234567.5,
        1234567,
        1234567,
        3.5,
        3.25,
    ]
    assert [in_digits(one, True) for one in ("3,5", "1.234.567", "12,25")] == [3.5, 1234567, 12.25]
    assert [ordinal(one) for one in ("third", "21st", "forty-second")] == [3, 21, 42]


@pytest.mark.parametrize(
    ("text", "quantities"),
    [
        ("a nine-day visit", [(9, "day")]),
        ("3.5 percent, 3.5 per cent, 3.5% and 3½ pct", [(3.5, "percent")] * 4),
        ("2.5 percentage points", [(2.5, "percentage point")]),
        ("US$5bn, 5 billion dollars, $5,000 million", [(5e9, "dollar")] * 3),
        ("12km, 12 kilometers, a 12-kilometre road", [(12, "kilometre")] * 3),
        ("the third day", [(3, "#day")]),
        ("Ann Lee, 59, of Kent, a 59-year-old, aged 59", [(59, "age")] * 3),
        ("a magnitude-5.2 quake, a 5.2-magnitude quake", [(5.2, "magnitud")] * 2),
        ("two-thirds of them", [(pytest.approx(66.67, abs=0.01), "percent")]),
        ("an AK-47, the F-16, in the 1980s, 5G, at 17:06, on 9/11", []),
    ],
)
def test_quantities(text: str, quantities: list[tuple[float, str]]) -> None:
    assert found(text) == quantities


def test_decimals_with_a_comma() -> None:
    assert found("tăng 3,5 phần trăm, 1.234.567 người, 12,5 tỷ đồng", "vi") == [
        (3.5, "percent"),
        (1234567, "person"),
        (12.5e9, "dong"),
    ]


@pytest.mark.parametrize(
    ("first", "second", "marked"),
    [
        (
            "The president begins a nine-day visit to Asia on Monday.",
            "The president will spend eight days in Asia, starting Monday.",
            ("nine", "eight"),
        ),
        (
            "The economy grew 3.5 percent in the quarter, the statistics office said.",
            "The statistics office said that the economy grew 3 per cent in the quarter.",
            ("3.5 percent", "3 per cent"),
        ),
        (
            "The company will pay $3.5bn for the mine.",
            "The company agreed to pay 3.2 billion dollars for the mine.",
            ("$3.5bn", "3.2 billion"),
        ),
        (
            "The strike lasted two weeks and closed the port.",
            "The port was closed by a strike that lasted ten days.",
            ("two", "ten"),
        ),
        (
            "The team finished in the third place of the league.",
            "The team finished in the 4th place of the league.",
            ("third", "4th"),
        ),
        (
            "Between 10 and 20 fishermen are feared lost off the coast.",
            "Some 25 fishermen are feared lost off the coast.",
            ("10 and 20", "25"),
        ),
        (
            "Parliament passed the bill 217-215 after midnight.",
            "Parliament passed the bill 218-214 after midnight.",
            ("217-215", "218-214"),
        ),
        (
            "A quake killed 10 people and injured 80 in southern Iran on Sunday.",
            "A quake in southern Iran on Sunday left three dead and 80 injured.",
            ("10", "three"),
        ),
        (
            "Employers offered a rise of 4 per cent; the union wants 7 per cent.",
            "The employers have offered 3 per cent.",
            ("4 per cent", "3 per cent"),
        ),
        (
            "The driver of the bus, Ivan Horvat, 45, survived.",
            "The 54-year-old Ivan Horvat, driver of the bus, survived.",
            ("45", "54"),
        ),
        (
            "The council of Tromso voted 21 to 11 to close the old power station.",
            "The council of Tromso voted 23 to 13 to close the old power station.",
            ("21 to 11", "23 to 13"),
        ),
        (
            "Congress chose Eduardo Salhuana as its speaker on Friday with 78 votes.",
            "Eduardo Salhuana was chosen on Friday as speaker of Congress with 77 of 130 votes.",
            ("78", "77"),
        ),
        (
            "The new bridge will cost 14 million euros, the mayor said.",
            "Building it costs the town €15 million, according to the mayor.",
            ("14 million", "€15 million"),
        ),
        (
            "Some 14 million people live in the flooded areas, the UN said.",
            "The United Nations put the number of those affected by the flooding at 15 million.",
            ("14 million", "15 million"),
        ),
        (
            "The floods have displaced 14 million people across Pakistan, officials said.",
            "Authorities say that 15 million Pakistanis were forced from home by the floods.",
            ("14 million", "15 million"),
        ),
        (
            "More than 14 million tonnes of grain were shipped through the corridor.",
            "Exports through the corridor reached 15m tonnes of grain.",
            ("14 million", "15m"),
        ),
        (
            "At least 50 people were killed by a gunman at a music festival in Las Vegas.",
            "A gunman killed at least 59 people at the festival in Las Vegas on Sunday.",
            ("50", "59"),
        ),
    ],
)
def test_numbers_that_differ(first: str, second: str, marked: tuple[str, str]) -> None:
    assert differing_numbers(first, second) == [marked]
    assert differing_numbers(second, first) == [marked[::-1]]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "The company will pay $3.5bn for the mine.",
            "The company agreed to pay 3,500 million dollars for the mine.",
        ),
        (
            "The strike lasted two weeks and closed the port.",
            "The strike lasted 14 days and closed the port.",
        ),
        (
            "The race leads ten miles through the old town to the harbour.",
            "The race leads 16 km through the old town to the harbour.",
        ),
        (
            "More than 200 passengers were aboard the ferry.",
            "Some 212 passengers were aboard the ferry.",
        ),
        (
            "The more-than 11 million documents are of the firm Mossack Fonseca.",
            "The firm Mossack Fonseca lost 11.5 million documents.",
        ),
        (
            "The blaze was fought by at least two ladder trucks of the Palmer Fire Department.",
            "The Palmer Fire Department sent three ladder trucks to the blaze.",
        ),
        (
            "Between 10 and 20 fishermen are feared lost off the coast.",
            "15 fishermen are feared lost off the coast.",
        ),
        (
            "The Colts (11-4) clinched a playoff berth on Thursday night in Jacksonville.",
            "The Colts clinched a playoff berth with a 31-24 victory in Jacksonville.",
        ),
        (
            "The storm killed 12 people in the valley and closed all roads.",
            "The storm injured 30 people in the valley and closed all roads.",
        ),
        (
            "Among the survivors were Ivan Horvat, 45, and two nurses from the hospital in Split.",
            "Among the survivors were Ana Babic, 46, and two nurses from the hospital in Split.",
        ),
        (
            "Parliament elected her in Lima with 78 votes on Friday.",
            "Parliament elected her in Lima with 78 of 130 votes on Friday.",
        ),
    ],
)
def test_numbers_that_may_both_be_true(first: str, second: str) -> None:
    assert differing_numbers(first, second) == []


def differing(first: str, second: str) -> list[tuple[str, str]]:
    return [
        (first[one.first.start : one.first.end], second[one.second.start : one.second.end])
        for match in compared(first, second).matches[0, 1]
        for one in match.differences
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            '"There was no progress on missile defense and trade in the last 12 months," he said.',
            '"There was no progress on missile defense and trade in the last twelve months," '
            "said Carney.",
        ),
        (
            '"We think that 20 per cent of the villages in this valley are flooded," he said.',
            '"We think that twenty percent of the villages in this valley are flooded," she said.',
        ),
        (
            '"Although many of us, me included, read it before the story went into the paper, I '
            'think that the campaign thought that the phrasing was awkward," Baquet said.',
            '"Although many of us, me included, read it before [Biden] campaign thought that the '
            'phrasing was awkward," Baquet said.',
        ),
    ],
)
def test_numbers_in_quotes_and_what_is_left_out_of_them_is_no_other_wording(
    first: str, second: str
) -> None:
    assert differing(first, second) == []


def test_a_day_is_not_held_against_a_year() -> None:
    first = "Iran will exceed the limit on its stockpile of uranium under a 2015 nuclear deal."
    second = "Iran will exceed the limit on its stockpile of uranium, a spokesman said Monday."
    assert differing(first, second) == []
    on_friday = second.replace("Monday", "on Friday")
    assert differing(second, on_friday) == [("Monday", "Friday")]


def test_hours_that_differ_are_marked_where_they_are_of_one_thing() -> None:
    first = "The bus had left Warsaw at 10 p.m. on Thursday with 50 pilgrims."
    assert differing(first, first.replace("10", "11")) == [("10 p.m.", "11 p.m.")]
    assert differing(first, first.replace("10 p.m.", "23:00")) == [("10 p.m.", "23:00")]


@pytest.mark.parametrize("hour", ["shortly before 11 p.m.", "2100 GMT", "10.10 p.m.", "22:00"])
def test_hours_that_may_be_one_are_not_marked(hour: str) -> None:
    first = "The bus had left Warsaw at 10 p.m. on Thursday with 50 pilgrims."
    assert differing(first, first.replace("10 p.m.", hour)) == []


def test_the_months_of_plans_are_held_against_each_other() -> None:
    first = "The work is to be finished by end of September, the ministry said."
    second = "The ministry said the work is to be finished in December."
    assert differing(first, second) == [("end of September", "December")]
