"""Dates: what is found, what it means, which days it is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.article import Interval, Zone, ZoneKind
from index.language.dates import find_dates
from index.language.dates.country import day_first_of
from index.language.dates.interval import interval_of
from index.language.model import Timex, TimexType
from tests.support.pace import growth

WEDNESDAY = date(2023, 12, 20)


def on(day: date) -> Interval:
    return Interval(day, day)


def only(text: str, anchor: Interval | None = None, day_first: bool | None = None) -> Timex:
    found = find_dates(text, on(WEDNESDAY) if anchor is None else anchor, day_first=day_first)
    assert len(found) == 1, found
    return found[0]


def said(text: str, timex: Timex) -> str:
    return text[timex.start : timex.end]


# (text with the expression in brackets, value, mod); published on Wednesday 20 December 2023
DATES = [
    # explicit
    ("signed on [2023-12-19] in Hanoi", "2023-12-19", ""),
    ("signed on [Dec. 19, 2023] in Hanoi", "2023-12-19", ""),
    ("signed on [Tuesday, December 19, 2023].", "2023-12-19", ""),
    ("signed on [19 December 2023].", "2023-12-19", ""),
    ("signed on [the 19th of December, 2023].", "2023-12-19", ""),
    ("le [19 décembre 2023] à Paris", "2023-12-19", ""),
    ("el [19 de diciembre de 2023]", "2023-12-19", ""),
    ("am [19. Dezember 2023] in Köln", "2023-12-19", ""),
    ("pada [19 Desember 2023]", "2023-12-19", ""),
    ("vào [ngày 19 tháng 12 năm 2023] tại", "2023-12-19", ""),
    ("vao [ngay 19 thang 12 nam 2023] tai", "2023-12-19", ""),
    ("trong [tháng 12 năm 2021], ông", "2021-12", ""),
    ("in [December 2021] he", "2021-12", ""),
    ("the war of [1979] began", "1979", ""),
    ("by [2045] at the latest", "2045", ""),
    # without a year
    ("held on [December 19] in Hanoi", "2023-12-19", ""),
    ("it will open on [Jan. 14].", "2024-01-14", ""),
    ("it opened on [Nov. 3].", "2023-11-03", ""),
    ("it opened in [March].", "2023-03", ""),
    ("to be held in [February]", "2024-02", ""),
    # what is to come, be the word for it far before, passive, or the contest itself
    (
        "She skips the congress, which will be held in Charlotte, North Carolina, during"
        " [the first week of April].",
        "2024-W14",
        "",
    ),
    ("The prize is to be officially awarded in [June].", "2024-06", ""),
    ("If they are not ready, they won't be ready in [May].", "2024-05", ""),
    ("Aides say he is concerned about [June]'s elections.", "2024-06", ""),
    ("He drew two challengers in the [June 4] Republican primary.", "2024-06-04", ""),
    ("Voters head to the polls in [June].", "2024-06", ""),
    ("The state could lose delegates at the party convention in Hanoi in [May].", "2024-05", ""),
    ("The campaign is counting on the young to win in [May].", "2024-05", ""),
    ("Aides met ahead of his visit to the site on [Friday].", "2023-12-22", ""),
    ("He won the [June] election.", "2023-06", ""),
    ("She was buried in [May].", "2023-05", ""),
    ("The committee voted in [May] to advance the bill.", "2023-05", ""),
    ("He managed to win in [May].", "2023-05", ""),
    ("The hotel opened in [June] and since the election it has been full.", "2023-06", ""),
    ("Ahead of the trip, the ministry on [Sunday] issued a warning.", "2023-12-17", ""),
    ("he was shot [last Oct. 23] at home", "2023-10-23", ""),
    # parts of periods
    ("since [late 2021]", "2021", "END"),
    ("in [early March 2020]", "2020-03", "START"),
    ("[mid-October 2022] saw", "2022-10", "MID"),
    ("in [the final days of 2023] they", "2023-12", "END"),
    ("in [the late 1990s] they", "199X", "END"),
    ("by [the end of the year]", "2023", "END"),
    ("by [year's end]", "2023", "END"),
    ("in [the 19th century]", "18XX", ""),
    ("[the third quarter of 2022] was", "2022-Q3", ""),
    ("[the third-quarter] result", "2023-Q3", ""),
    ("[the first half of 2023] was", "2023-H1", ""),
    ("[fiscal 2024] began", "2024", ""),
    ("[last summer] was hot", "2023-SU", ""),
    ("[the winter of 2010] was cold", "2010-WI", ""),
    # told from the day of publication
    ("it happened [today]", "2023-12-20", ""),
    ("it happened [yesterday]", "2023-12-19", ""),
    ("it happens [tomorrow]", "2023-12-21", ""),
    ("he said on [Tuesday] that", "2023-12-19", ""),
    ("he said on [Wednesday] that", "2023-12-20", ""),
    ("he said on [Thursday] that", "2023-12-14", ""),
    ("they will meet on [Thursday] to vote", "2023-12-21", ""),
    ("it is scheduled for [Friday] here", "2023-12-22", ""),
    ("she is slated to speak [Friday]", "2023-12-22", ""),
    ("the court hears arguments [Tuesday]", "2023-12-26", ""),
    ("ahead of [Friday]'s vote they met", "2023-12-22", ""),
    ("after [Friday]'s vote they met", "2023-12-15", ""),
    ("[last Friday] it rained", "2023-12-15", ""),
    ("[next Monday] is a holiday", "2023-12-25", ""),
    ("at [Monday]'s meeting they", "2023-12-18", ""),
    ("[last week] it rained", "2023-W50", ""),
    ("[this month] it rained", "2023-12", ""),
    ("[last year] it rained", "2022", ""),
    ("[two years ago] it rained", "2021", ""),
    ("[exactly two years ago] it rained", "2021-12", ""),
    ("[11 days ago] it rained", "2023-12-09", ""),
    ("[three months ago] it rained", "2023-09", ""),
    ("[hôm qua] trời mưa", "2023-12-19", ""),
    ("[tuần trước] trời mưa", "2023-W50", ""),
    ("on [Christmas Eve] they", "2023-12-24", ""),
    ("on [Labor Day] they marched", "2023-09-04", ""),
    # business
    ("[the year-ago quarter] was better", "2022-Q3", ""),
    ("in [1988's first half] profits rose", "1988-H1", ""),
    ("in [the first half], sales rose", "2023-H1", ""),
    ("[last year's fourth quarter] was bad", "2022-Q4", ""),
    ("in [Q3 2023] sales rose", "2023-Q3", ""),
    ("in [2H 2022] sales rose", "2022-H2", ""),
    ("in [FY24] it lost", "2024", ""),
    ("the [2023-24 school year] began", "2023/2024", ""),
    ("in [2023/24] they won", "2023/2024", ""),
    ("from [2011-2014] he", "2011/2014", ""),
    ("by [mid-year] it", "2023", "MID"),
    ("by [year end] it", "2023", "END"),
    ("[the month of October] was dry", "2023-10", ""),
    ("she spent [the weekend] there", "2023-W50-WE", ""),
    # in words
    ("in [nineteen ninety-six] he won", "1996", ""),
    ("in [two thousand and three] he won", "2003", ""),
    ("in [the nineteen eighties] he won", "198X", ""),
    ("on [January twenty-first, 1998] he", "1998-01-21", ""),
    ("On [the twenty-second of February] he left", "2023-02-22", ""),
    ("sales for [May] rose", "2023-05", ""),
    ("the [March] figures", "2023-03", ""),
    # years in two digits
    ("in [the summer of '87] they", "1987-SU", ""),
    ("back in ['92] they", "1992", ""),
    # told from the day of publication, in finer ways
    ("[this past weekend] it rained", "2023-W50-WE", ""),
    ("[this coming Monday] it opens", "2023-12-25", ""),
    ("she leaves [Thursday] for Rome", "2023-12-21", ""),
    ("it closed on [the 19th].", "2023-12-19", ""),
    ("it will close on [the 19th].", "2024-01-19", ""),
    ("[Wednesday, Feb. 14], was cold", "2024-02-14", ""),
    ("he is [now] free", "PRESENT_REF", ""),
    ("the [current] plan", "PRESENT_REF", ""),
    ("in [the near future] it", "FUTURE_REF", ""),
    ("in [the future] it", "FUTURE_REF", ""),
]  # fmt: skip

OTHERS = [
    ("after [three days] of talks", TimexType.DURATION, "P3D", ""),
    ("[the past nearly three years] were", TimexType.DURATION, "P3Y", "LESS_THAN"),
    ("[the next two to three years] will", TimexType.DURATION, "P2Y/P3Y", ""),
    ("[the next 2-3 years] will", TimexType.DURATION, "P2Y/P3Y", ""),
    ("a [16-hour] flight", TimexType.DURATION, "PT16H", ""),
    ("[twenty-five years] of peace", TimexType.DURATION, "P25Y", ""),
    ("[more than a decade] of peace", TimexType.DURATION, "P10Y", "MORE_THAN"),
    ("[several weeks] of rain", TimexType.DURATION, "PXW", ""),
    ("[two and a half years] of rain", TimexType.DURATION, "P2.5Y", ""),
    ("[half a century] of peace", TimexType.DURATION, "P50Y", ""),
    ("[thousands of years] of peace", TimexType.DURATION, "PXY", ""),
    ("[5 1/2 hours] of talks", TimexType.DURATION, "PT5H30M", ""),
    ("a [five-and-a-half-hour] flight", TimexType.DURATION, "PT5H30M", ""),
    ("over [the last decade] it grew", TimexType.DURATION, "P10Y", ""),
    ("[the first nine months] were good", TimexType.DURATION, "P9M", ""),
    ("it will last [two weeks] at most", TimexType.DURATION, "P2W", ""),
    ("a [decades-long] war", TimexType.DURATION, "PXDE", ""),
    ("the [six-week-old] strike", TimexType.DURATION, "P6W", ""),
    ("just [days] after the vote", TimexType.DURATION, "PXD", ""),
    ("in [the next two fiscal years] it", TimexType.DURATION, "P2Y", ""),
    ("a [weeklong] strike", TimexType.DURATION, "P1W", ""),
    ("[a quarter-century] of peace", TimexType.DURATION, "P25Y", ""),
    ("it rains [every other week] here", TimexType.SET, "P2W", ""),
    ("it rains on [Saturday nights] here", TimexType.SET, "XXXX-WXX-6TNI", ""),
    ("it rains [every summer] here", TimexType.SET, "XXXX-SU", ""),
    ("it runs on [weekends] only", TimexType.SET, "XXXX-WXX-WE", ""),
    ("60 dollars [an hour] is fair", TimexType.SET, "PT1H", ""),
    ("it rains [every day] here", TimexType.SET, "P1D", ""),
    ("[twice a week] it rains", TimexType.SET, "P1W", ""),
    ("they meet [every Sunday] here", TimexType.SET, "XXXX-WXX-7", ""),
    ("they meet [annually]", TimexType.SET, "P1Y", ""),
    ("at [9 a.m. Tuesday] it", TimexType.TIME, "2023-12-19T09:00", ""),
    ("at [three o'clock Tuesday] it", TimexType.TIME, "2023-12-19T03:00", ""),
    ("at [5.30pm] it", TimexType.TIME, "2023-12-20T17:30", ""),
    ("at [8 am on 4 April 2023] it", TimexType.TIME, "2023-04-04T08:00", ""),
    ("at [0735 GMT] it", TimexType.TIME, "2023-12-20T07:35", ""),
    ("at [10 o'clock this morning] it", TimexType.TIME, "2023-12-20T10:00", ""),
    ("at [10:35 p.m.] it", TimexType.TIME, "2023-12-20T22:35", ""),
    ("[Friday night] it", TimexType.TIME, "2023-12-15TNI", ""),
    ("[this morning] it", TimexType.TIME, "2023-12-20TMO", ""),
]  # fmt: skip


def unbracketed(text: str) -> tuple[str, int, int]:
    start, end = text.index("["), text.index("]") - 1
    return text.replace("[", "").replace("]", ""), start, end


@pytest.mark.parametrize(("text", "value", "mod"), DATES)
def test_dates(text: str, value: str, mod: str) -> None:
    plain, start, end = unbracketed(text)
    timex = only(plain)
    assert said(plain, timex) == plain[start:end]
    assert (timex.type, timex.value, timex.mod) == (TimexType.DATE, value, mod)
    assert bool(timex.interval) is not value.endswith("_REF")


@pytest.mark.parametrize(("text", "kind", "value", "mod"), OTHERS)
def test_times_durations_and_sets(text: str, kind: TimexType, value: str, mod: str) -> None:
    plain, start, end = unbracketed(text)
    timex = only(plain)
    assert said(plain, timex) == plain[start:end]
    assert (timex.type, timex.value, timex.mod) == (kind, value, mod)
    assert bool(timex.interval) is (kind is TimexType.TIME)


@pytest.mark.parametrize(
    "text",
    [
        "the 44-year-old minister, 52 years old",
        "we may march on; they may not",
        "1,997 people and $1998 and 2000 soldiers",
        "Jan Kavan and April Ryan's friend Sat down",
        "she sat in the sun for the second act",
        "as soon as he may",
        "three-quarters of them, a quarter of the rest",
        "the Sunday Times, USA Today, Black Monday",
        "April Ryan spoke. June Smith and Jan Kavan spoke",
        "nineteen men, a nineteen ninety-six-foot rope, two thousand soldiers",
        "version 10.4.11 on page 2010 of section 1983",
        "Kartik 4 wickets, Ashwin 3 wickets",
        "in the first half of the match",
        "at the end of the day it is politics",
        "after the fall of the wall and the fall in prices",
        "see example.org/news/2018/12/26/story for more",
        "Viet Nam and nam gioi",
        "“I was wrong,” he told ABC’s “This Week.”",
        "on NBC’s “Today” show, on “The Tonight Show”, on “CBS This Morning”",
        "a piece for his Psychology Today blog, a guest of “Sunday Morning Futures”",
        "",
    ],
)
def test_what_is_no_date(text: str) -> None:
    found = [said(text, timex) for timex in find_dates(text, on(WEDNESDAY))]
    assert found in ([], ["April"])


def test_what_a_quote_begins_with_is_a_day() -> None:
    texts = ["“Today’s ruling is wrong,” he said.", "He left. “Today we won,” he said."]
    assert [only(text).value for text in texts] == ["2023-12-20"] * 2


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Both men could spell certain defeat for the party in July.", "2024-07"),
        ("We need somebody who has the potential to win in July.", "2024-07"),
        ("Ann Hill, who is running against him in the July election, spoke.", "2024-07"),
        ("She beat out a crowded field to win a primary in July.", "2023-07"),
        ("Somebody might say that the July killing of a dog was right.", "2023-07"),
        ("Payrolls: +273,000 against +175,000 expected and 273,000 in July.", "2023-07"),
        ("He is expected to leave in July.", "2024-07"),
        (
            "He will debate her when the candidates take the stage in Reno, Nevada on Thursday.",
            "2023-12-21",
        ),
        ("He will say what he saw when he left the hall in Reno on Thursday.", "2023-12-14"),
    ],
)
def test_what_may_still_come_is_ahead(text: str, value: str) -> None:
    assert only(text).value == value


def test_the_following_day_counts_from_the_last_one() -> None:
    text = "He fell on Dec. 3, 2020 and died the following day."
    assert [timex.value for timex in find_dates(text, on(WEDNESDAY))] == [
        "2020-12-03",
        "2020-12-04",
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Third-quarter profit fell from $5 million a year earlier.", ["2023-Q3", "2022-Q3"]),
        ("Sales fell in September from a year earlier.", ["2023-09", "2022-09"]),
        ("In 2010 he came. A year later he left.", ["2010", "2011"]),
        ("He came on May 3, 2020, and left two days later.", ["2020-05-03", "2020-05-05"]),
        ("He came on May 3, 2020; she had come the day before.", ["2020-05-03", "2020-05-02"]),
        ("It rose in the third quarter. In the quarter, it cut costs.", ["2023-Q3", "2023-Q3"]),
        ("He came in 2013. That summer, she left.", ["2013", "2013-SU"]),
        ("She will speak next Tuesday, December 26.", ["2023-12-26", "2023-12-26"]),
        # The day before a month or a year is not meant by it.
        ("He came in March 2020; she had come the day before.", ["2020-03"]),
        ("He came in March 2020; she had come the month before.", ["2020-03", "2020-02"]),
        ("It was years ago, and years later.", ["PAST_REF", "PXY"]),
        ("The fourth quarter beat the same quarter last year.", ["2023-Q4", "2022-Q4"]),
    ],
)
def test_dates_told_from_others_of_the_text(text: str, values: list[str]) -> None:
    assert [timex.value for timex in find_dates(text, on(WEDNESDAY))] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The summit on April 24 and 25, 2024 will", ["2024-04-24", "2024-04-25"]),
        ("The summit on Wednesday, April 24 and 25, 2024 will", ["2024-04-24", "2024-04-25"]),
        ("They met on May 3 and 4 in Oslo", ["2023-05-03", "2023-05-04"]),
        ("They met on May 6 and 7, 2019, in Oslo", ["2019-05-06", "2019-05-07"]),
        ("They met on Monday, May 6 and 7, 2019.", ["2019-05-06", "2019-05-07"]),
        ("They met on May 6 and 7 last year.", ["2022-05-06", "2022-05-07"]),
        # What the month does not have is no day.
        ("They met on April 30 and 31 in Oslo", ["2023-04-30"]),
    ],
)
def test_two_days_of_one_month(text: str, values: list[str]) -> None:
    found = [timex.value for timex in find_dates(text, on(WEDNESDAY))]
    assert [value for value in found if value.count("-") == 2] == values


@pytest.mark.parametrize(
    "text",
    [
        "The games of December 19-23, 2023 were",
        "The games of December 19\u201323 were",
        "The games of December 19 \u2013 23, 2023 were",
        "The games of December 19 to 23 were",
        "The games of 19-23 December 2023 were",
        "The games from 19 to 23 December were",
        "The games from the 19th to the 23rd of December were",
    ],
)
def test_a_range_of_days_is_an_interval(text: str) -> None:
    timex = only(text)
    assert timex.interval == Interval(date(2023, 12, 19), date(2023, 12, 23))


def test_both_ends_of_a_range_of_years_are_found() -> None:
    found = find_dates("between 2011 and 2014, from May 2015 to June 2016", on(WEDNESDAY))
    assert [timex.value for timex in found] == ["2011", "2014", "2015-05", "2016-06"]


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("earlier this year", date(2023, 1, 1), WEDNESDAY),
        ("later this month", WEDNESDAY, date(2023, 12, 31)),
        ("in recent days", date(2023, 12, 13), WEDNESDAY),
        ("in fiscal 2024", date(2023, 4, 1), date(2025, 3, 31)),
        ("the academic year 2023/24", date(2023, 8, 1), date(2024, 7, 31)),
        ("in calendar 2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_what_is_vague_has_bounds(text: str, begin: date, end: date) -> None:
    assert only(text).interval == Interval(begin, end)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("dated 14-Mar-2024 in", "2024-03-14"),
        ("dated Mar-14-24 in", "2024-03-14"),
        ("dated 2024-Mar-14 in", "2024-03-14"),
        ("dated 2024/3/5 in", "2024-03-05"),
        ("dated 12.19.2023 in", "2023-12-19"),
        ("le 3 mars 2023 \u00e0 Paris", "2023-03-03"),
        ("am 3. M\u00e4rz 2023 in", "2023-03-03"),
        ("pada 3 Mei 2023 di", "2023-05-03"),
        ("会议于2023年12月19日在北京举行", "2023-12-19"),
        ("令和5年12月19日に", "2023-12-19"),
        ("2023년 12월 19일에", "2023-12-19"),
        ("2023年12月", "2023-12"),
        ("他19日说", "2023-12-19"),
    ],
)
def test_other_orders_and_scripts(text: str, value: str) -> None:
    assert only(text).value == value


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("on 15 Ramadan 1445 he", date(2024, 3, 25)),
        ("on 12 Rabi al-Awwal 1445 AH he", date(2023, 9, 27)),
        ("on 10 Dhul Hijjah 1444 he", date(2023, 6, 28)),
        ("on Poush 3, 2080 he", date(2023, 12, 19)),
        ("on 10 Muharram he", date(2023, 7, 28)),
    ],
)
def test_other_calendars_are_right_to_a_day(text: str, about: date) -> None:
    timex = only(text)
    assert timex.mod == "APPROX"
    assert timex.interval.overlaps(on(about))
    begin, end = timex.interval.begin, timex.interval.end
    assert begin is not None
    assert end is not None
    assert (end - begin).days == 2


@pytest.mark.parametrize(
    ("text", "day_first", "value"),
    [
        ("on 5/4/2023 it", None, "2023-05-04"),
        ("on 5/4/2023 it", True, "2023-04-05"),
        ("on 19/12/2023 it", None, "2023-12-19"),
        ("on 12/19/2023 it", True, "2023-12-19"),
        ("on 5.4.2023 it", None, "2023-04-05"),
        ("on 2023/12/19 it", None, "2023-12-19"),
    ],
)
def test_numeric_orders(text: str, day_first: bool | None, value: str) -> None:
    assert only(text, day_first=day_first).value == value


def test_one_clear_numeric_date_tells_how_to_read_the_others() -> None:
    text = "between 5/4/2023 and 19/12/2023"
    assert [timex.value for timex in find_dates(text)] == ["2023-04-05", "2023-12-19"]


@pytest.mark.parametrize(
    ("outlet", "url", "language", "day_first"),
    [
        ("The Guardian", "https://www.theguardian.com/x", "", True),
        ("", "https://www.bbc.co.uk/news", "en", True),
        ("", "https://www.whitehouse.gov/x", "", False),
        ("The New York Times", "", "en", False),
        ("Philippine Daily Inquirer", "", "en", False),
        ("The Express Tribune", "", "en", True),
        ("The Hindu", "", "en", True),
        ("", "https://example.com/x", "vi", True),
        ("An Unknown Gazette", "https://example.com/x", "en", None),
        ("", "https://www.cbc.ca/x", "", None),
        ("", "not an address", "", None),
    ],
)
def test_the_outlet_tells_the_order(
    outlet: str, url: str, language: str, day_first: bool | None
) -> None:
    assert day_first_of(outlet, url, language) is day_first


def test_what_the_text_shows_goes_before_the_outlets_custom() -> None:
    text = "between 5/4/2023 and 12/19/2023"
    assert [timex.value for timex in find_dates(text, day_first=True)] == [
        "2023-05-04",
        "2023-12-19",
    ]


# ---------------------------------------------------------------- places in the article


def test_boilerplate_and_credits_are_not_read() -> None:
    text = "It rained on 5/4/2023.\nCopyright 19/12/2019 The Times, all rights reserved"
    zones = (Zone(23, len(text), ZoneKind.BOILERPLATE),)
    assert [timex.value for timex in find_dates(text, zones=zones)] == ["2023-05-04"]


def test_a_caption_steers_no_date_of_the_story() -> None:
    text = "He fell on Dec. 3, 2020.\nA street, May 5, 2019\nHe died the following day."
    zones = (Zone(25, 46, ZoneKind.CAPTION),)
    values = [timex.value for timex in find_dates(text, on(WEDNESDAY), zones=zones)]
    assert values == ["2020-12-03", "2019-05-05", "2020-12-04"]


def test_the_story_tells_the_year_before_a_caption_does() -> None:
    text = "Archive, May 5, 2023\nIt began in September 2020 and closed on Oct. 3."
    zones = (Zone(0, 20, ZoneKind.CAPTION),)
    assert find_dates(text, zones=zones)[-1].value == "2020-10-03"
    assert find_dates("Archive, May 5, 2023\nIt closed on Oct. 3.", zones=zones)[-1].interval


# ---------------------------------------------------------------- anchors


def test_without_an_anchor_a_year_that_is_not_said_stays_unknown() -> None:
    timex = only("It opened on December 19.", Interval())
    assert (timex.value, timex.interval) == ("XXXX-12-19", Interval())
    assert only("He said on Tuesday.", Interval()).value == "XXXX-WXX-2"
    for text in ("Il l'a dit mardi.", "Er sagte es am Dienstag.", "Ông nói hôm thứ Ba."):
        timex = only(text, Interval())
        assert (timex.value, timex.interval) == ("XXXX-WXX-2", Interval()), text


def test_without_an_anchor_the_text_itself_can_tell_the_year() -> None:
    text = "In the final days of 2023 envoys came home. He spoke on December 19."
    assert [timex.value for timex in find_dates(text)] == ["2023-12", "2023-12-19"]


def test_a_window_resolves_what_is_the_same_on_its_first_and_last_day() -> None:
    window = Interval(date(2023, 12, 19), date(2023, 12, 25))
    assert only("He said on Tuesday.", window).interval == on(date(2023, 12, 19))
    assert only("It opened on December 19.", window).value == "2023-12-19"
    yesterday = only("It rained yesterday.", window)
    assert yesterday.value == "2023-12-XX"
    assert yesterday.interval == Interval(date(2023, 12, 18), date(2023, 12, 24))


def test_a_window_over_new_year_leaves_the_year_open() -> None:
    window = Interval(date(2023, 6, 1), date(2024, 6, 1))
    assert only("In 2019 it", window).value == "2019"
    assert only("Last year it", window).value == "202X"


# ---------------------------------------------------------------- intervals


@pytest.mark.parametrize(
    ("value", "mod", "begin", "end"),
    [
        ("2021", "END", date(2021, 9, 1), date(2021, 12, 31)),
        ("2021", "START", date(2021, 1, 1), date(2021, 4, 30)),
        ("2024-02", "", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-12", "END", date(2023, 12, 21), date(2023, 12, 31)),
        ("2023-12", "MID", date(2023, 12, 11), date(2023, 12, 20)),
        ("2023-W51", "", date(2023, 12, 18), date(2023, 12, 24)),
        ("2023-W51-WE", "", date(2023, 12, 23), date(2023, 12, 24)),
        ("2023-Q4", "", date(2023, 10, 1), date(2023, 12, 31)),
        ("2023-WI", "", date(2023, 12, 1), date(2024, 2, 29)),
        ("199X", "", date(1990, 1, 1), date(1999, 12, 31)),
        ("18XX", "", date(1800, 1, 1), date(1899, 12, 31)),
        ("2023-12-19T09:00", "", date(2023, 12, 19), date(2023, 12, 19)),
        ("2023-12-19/2023-12-23", "", date(2023, 12, 19), date(2023, 12, 23)),
    ],
)
def test_intervals_of_values(value: str, mod: str, begin: date, end: date) -> None:
    assert interval_of(value, mod) == Interval(begin, end)


@pytest.mark.parametrize("value", ["2021", "2023-12", "199X", "18XX", "2023-W51", "2023-SU"])
def test_thirds_are_all_of_the_whole(value: str) -> None:
    whole = interval_of(value)
    start, middle, end = (interval_of(value, mod) for mod in ("START", "MID", "END"))
    assert (start.begin, end.end) == (whole.begin, whole.end)
    for one, after in ((start, middle), (middle, end)):
        assert one.end is not None
        assert after.begin == one.end + timedelta(days=1)


@pytest.mark.parametrize("value", ["P3D", "XXXX-12-19", "PRESENT_REF", "2023-02-30", "2023-13", ""])
def test_other_values_have_no_days(value: str) -> None:
    assert interval_of(value) == Interval()


# ---------------------------------------------------------------- any text

_PIECES = (
    "Tuesday|last|next|the|of|two|three|years|year|ago|December|Dec.|19|19th|2023|-|–|,|.|'s"
    "|2023-12-19|5/4/23|to|and|early|late|mid|'90s|1990s|quarter|third|week|weekend|earlier|a"
    "|half|May|march|12:30|99:99|31|February|30|fiscal|century|ngày|tháng|năm|thứ|hôm|qua|day"
    "|decade|million|every|months|before|0000|9999|hundreds|that|following|Easter|9 a.m."
    "|more than|at least|\n\n|\u00a0|年|月|日|12月|Ramadan|Poush|1445|2080|Q3|'87|FY|/|same|quarter"
    "|before|current|recent|weekends|long|old|(|the 19th|5/4/2023|12.19.2023|14-Mar-2024|令和"
)
PIECES = st.sampled_from(_PIECES.split("|"))
ANCHORS = st.one_of(
    st.none(),
    st.builds(
        lambda day, length: Interval(day, day + timedelta(days=length)),
        st.dates(date(1500, 1, 1), date(2150, 1, 1)),
        st.sampled_from([0, 0, 5, 400]),
    ),
    st.builds(on, st.sampled_from([date.min, date.max, date(2024, 2, 29)])),
    st.builds(lambda day: Interval(day, None), st.dates()),
)


@given(
    st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=14).map(" ".join)),
    ANCHORS,
    st.sampled_from([None, True, False]),
)
@example("0:00 FEBRUARY", None, None)
@settings(deadline=None, max_examples=400)
def test_any_text_gives_ordered_spans_and_ordered_days(
    text: str, anchor: Interval | None, day_first: bool | None
) -> None:
    end = 0
    for timex in find_dates(text, anchor, day_first=day_first):
        assert end <= timex.start < timex.end <= len(text)
        end = timex.end
        assert timex.value
        begin, last = timex.interval.begin, timex.interval.end
        assert (begin is None) is (last is None)
        assert begin is None or last is None or begin <= last
        if timex.type in (TimexType.DURATION, TimexType.SET):
            assert not timex.interval


@pytest.mark.parametrize(
    "text",
    ["19 ", "the ", "last year ", "-", "1", "a hundred ", "Tuesday, ", "\n \n", "'", "early ",
     "of the ", "two-", "1,", "the late ", "May ", "12-", "1/", "19日", "q1 ", "(@a) 5 May ",
     "Dec. 5 to 6 to ", "'87", "April Smith ", "rabi "],
)  # fmt: skip
def test_time_is_linear_in_the_length(text: str) -> None:
    text = text * (64_000 // len(text))

    assert growth(lambda size: find_dates(text[:size], on(WEDNESDAY)), len(text) // 8, 8) < 25


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Die Sitzung fand am Montag statt.", {"Montag": "2024-05-06"}),
        ("Er kommt am kommenden Freitag.", {"Freitag": "2024-05-10"}),
        ("Le ministre a démissionné mercredi à Lyon.", {"mercredi": "2024-05-08"}),
        ("Il part jeudi prochain.", {"jeudi": "2024-05-09"}),
        ("El presidente viajó el martes.", {"martes": "2024-05-07"}),
        ("El lunes 3 de marzo de 2023", {"3 de marzo de 2023": "2023-03-03"}),
        ("Am Montag, dem 5. Mai 2023, regnete es.", {"5. Mai 2023": "2023-05-05"}),
        ("Frau Freitag, Mardi Gras and Plácido Domingo", {}),
    ],
)
def test_weekdays_in_german_french_and_spanish(text: str, days: dict[str, str]) -> None:
    day = date(2024, 5, 8)
    found = find_dates(text, Interval(day, day))
    assert {text[one.start : one.end]: one.value for one in found} == days
