"""What a text says about its own date, and what follows from it."""

from __future__ import annotations

from datetime import date

import pytest

from index.article import Interval, Known, Publication, Zone, ZoneKind
from index.language.date_clues import DateClues, date_clues
from index.language.dates import find_dates
from index.language.publication import infer_publication


def clues(text: str, *zones: Zone) -> DateClues:
    return date_clues(text, zones, find_dates(text, zones=zones))


def inferred(text: str, *zones: Zone, event_dates: tuple[Interval, ...] = ()) -> Publication:
    return infer_publication(clues(text, *zones), event_dates=event_dates)


def day(year: int, month: int, number: int) -> Interval:
    return Interval(date(year, month, number), date(year, month, number))


def test_a_dateline_with_a_full_date_states_it() -> None:
    text = "DURBAN, May 20 2022 (IPS) - Ministers met on Friday."
    published = inferred(text, Zone(0, 27, ZoneKind.DATELINE))
    assert (published.interval, published.how) == (day(2022, 5, 20), Known.STATED)


CAPTION = "Ministers in the hall, Dec 14, 2021. (Photo: A. Nguyen)\n\n"


def test_a_picture_taken_on_the_weekday_of_the_news_dates_the_text() -> None:
    published = inferred(
        CAPTION + "Ministers met on Tuesday.", Zone(0, len(CAPTION), ZoneKind.CAPTION)
    )
    assert (published.interval, published.how) == (day(2021, 12, 14), Known.INFERRED)
    assert "Tuesday" in published.reason
    assert "Dec 14, 2021" in published.reason


def test_a_post_sent_on_the_weekday_of_the_news_dates_the_text_to_within_a_day() -> None:
    published = inferred(
        "Ministers met on Tuesday.\n\nIt was a good day — A. Nguyen (@anguyen) December 14, 2021\n"
    )
    assert published.interval == Interval(date(2021, 12, 14), date(2021, 12, 15))
    assert published.how is Known.INFERRED


@pytest.mark.parametrize("words", ["(File photo)", "(Handout)", "REUTERS/A. Nguyen/File"])
def test_a_picture_from_an_archive_dates_nothing(words: str) -> None:
    caption = f"Ministers in the hall, Dec 14, 2021. {words}\n\n"
    zone = Zone(0, len(caption), ZoneKind.CAPTION)
    assert inferred(caption + "Ministers met on Tuesday.", zone).how is Known.UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "Ministers met on Monday. The hall was opened on Dec 14, 2021.",  # a Tuesday
        "Ministers met on Tuesday. The hall was opened on Dec 14, 2021.",
        "Ministers met on Tuesday. The war ended on Dec 14, 2021, and peace came in 2023.",
        "Ministers will meet on Tuesday. The hall was opened on Dec 14, 2021.",
        "The hall was opened on Dec 14, 2021.",
    ],
)
def test_a_full_date_that_does_not_agree_dates_nothing(text: str) -> None:
    assert inferred(text).how is Known.UNKNOWN


def test_an_event_on_the_weekday_of_the_news_dates_the_text() -> None:
    text = "Ministers met on Tuesday. In 2023 the city held three such meetings."
    conference = Interval(date(2023, 12, 18), date(2023, 12, 22))
    published = inferred(text, event_dates=(conference,))
    assert (published.interval, published.how) == (day(2023, 12, 19), Known.INFERRED)
    assert "Tuesday" in published.reason


@pytest.mark.parametrize(
    "event",
    [
        day(2023, 12, 20),  # a Wednesday
        day(2021, 12, 14),  # a Tuesday, but the text already tells of 2023
        Interval(date(2023, 1, 1), date(2023, 12, 31)),
        Interval(),
    ],
)
def test_other_events_date_nothing(event: Interval) -> None:
    text = "Ministers met on Tuesday. In 2023 the city held three such meetings."
    published = inferred(text, event_dates=(event,))
    assert published.how is Known.UNKNOWN
    assert clues(text).bounds == Interval(date(2023, 1, 1), None)


def test_an_event_settles_the_year_of_a_date_without_one() -> None:
    text = "The conference opened in Hanoi on December 19. It is to last until December 23."
    assert inferred(text).interval == Interval()
    found = clues(text)
    assert [(clue.month, clue.day, clue.ahead) for clue in found.partial] == [
        (12, 19, False),
        (12, 23, True),
    ]
    published = infer_publication(
        found, event_dates=[Interval(date(2023, 12, 19), date(2023, 12, 23))]
    )
    assert published.interval == Interval(date(2023, 12, 19), date(2023, 12, 23))
    assert published.how is Known.INFERRED


def test_ages_and_years_bound_what_stays_unknown() -> None:
    text = (
        "In the final days of 2023 envoys came home. The hall opened in December 2021, "
        "and he spoke there exactly two years ago."
    )
    published = inferred(text)
    assert published.how is Known.UNKNOWN
    assert published.interval == Interval(date(2023, 12, 16), date(2023, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "The plan runs until 2045 and the dam will open in May 2030.",
        "He announced a bid for the seat in 2030.",
        "Liberals urged her to run for president in 2030.",
        "The cabinet promised no new taxes in the 2030 budget.",
    ],
)
def test_a_date_still_ahead_bounds_nothing(text: str) -> None:
    assert clues(text).bounds == Interval()


@pytest.mark.parametrize(
    "text",
    [
        "He was elected in 2020.",
        "In 2020 the city held three meetings.",
        "It was sold in early 2020.",
    ],
)
def test_a_year_told_of_as_past_bounds_the_text(text: str) -> None:
    assert clues(text).bounds.begin == date(2020, 1, 1)


@pytest.mark.parametrize(
    "text",
    [
        "The armistice was signed in 1918. Nurses wear masks in the wards.",
        "The valley was flooded in the fall of 1988, and nobody came back.",
        "He was jailed on June 4, 1989, and freed in 1996. His book sold well in 2019.",
    ],
)
def test_what_was_long_ago_is_no_bound_worth_telling(text: str) -> None:
    published = inferred(text)
    assert (published.interval, published.how) == (Interval(), Known.UNKNOWN)
    assert published.reason == "the text names no date of its own"
    # It still tells which events cannot be the article's.
    assert clues(text).bounds.begin is not None


@pytest.mark.parametrize(
    "text",
    [
        "He was freed on June 4, 2020.",
        "He was freed on June 4, 2020, after a long campaign by lawyers.",
        "He was freed on June 4, 2020, and was jailed in 1989. He will be tried by 2025.",
    ],
)
def test_a_day_told_as_past_is_a_bound(text: str) -> None:
    published = inferred(text)
    assert published.interval == Interval(date(2020, 6, 4), None)
    assert published.reason == "it tells of June 4, 2020"


def test_boilerplate_tells_no_date() -> None:
    text = "Ministers met.\nCopyright 2019 The Times"
    assert clues(text, Zone(15, 39, ZoneKind.BOILERPLATE)).years == ()


def test_a_weekday_far_down_is_not_the_day_of_the_news() -> None:
    text = (
        "Ministers met. " + "They spoke at length of many things. " * 50 + "It rained on Tuesday."
    )
    assert clues(text).weekdays == ()
