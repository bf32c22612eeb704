"""Events that are told as still ahead are not dated by the day they were told."""

from __future__ import annotations

from datetime import date

import pytest

from index.article import Interval
from index.events.link import link
from tests.support.events import news, record


def event_days(text: str, day: str) -> Interval:
    (made,) = link([record(news("a", text, day))]).drafts
    return made.interval


@pytest.mark.parametrize(
    "text",
    [
        "The 31st Harvest Summit has been postponed, its hosts said.",
        "It is worth a fortune, says the venue of the 31st Harvest Summit.",
        "There may be another Harvest Summit.",
        "Officials were told to delay the Ohio primary.",
        "Ten states think about how to hold a Democratic primary in a plague.",
        "Her strength in the Republican primary race rests on donors.",
        "It has been part of America's presidential elections since 1789.",
        "She saw eight Ohio congressional elections come and go.",
    ],
)
def test_an_event_ahead_is_not_dated_by_publication(text: str) -> None:
    assert event_days(text, "2017-05-17") == Interval()


@pytest.mark.parametrize(
    "text",
    [
        "The senator will later attend the 31st Harvest Summit in Ardenport.",
        "The minister is expected to miss the 31st Harvest Summit.",
        "With the 31st Harvest Summit two months away, Ardenport has no hall.",
    ],
)
def test_an_event_ahead_is_bounded_by_publication(text: str) -> None:
    assert event_days(text, "2017-05-17") == Interval(date(2017, 5, 17), None)


@pytest.mark.parametrize(
    "text",
    [
        "Leaders quarrelled at the 31st Harvest Summit in Ardenport.",
        "The minister came on Tuesday, while the 31st Harvest Summit in Ardenport went on.",
    ],
)
def test_an_undated_event_of_the_news_is_dated_by_publication(text: str) -> None:
    assert event_days(text, "2017-05-17") == Interval(date(2017, 5, 12), date(2017, 5, 21))


def test_an_undated_event_that_two_articles_open_with_is_of_these_days() -> None:
    texts = (
        "A storm is a worry for the 31st Harvest Summit in Ardenport.",
        "Police line the streets of Ardenport for the 31st Harvest Summit.",
    )
    articles = [news(key, text, "2017-05-17") for key, text in zip("ab", texts, strict=True)]
    (made,) = link(map(record, articles)).drafts
    assert made.interval == Interval(date(2017, 5, 12), date(2017, 5, 21))


@pytest.mark.parametrize(
    ("text", "day", "begin", "end"),
    [
        # A weekday of an event that is told as ahead.
        (
            "Rivals met for a last debate before the Ohio primary on Tuesday.",
            "2016-02-07", date(2016, 2, 9), date(2016, 2, 9),
        ),
        (
            "She may get most of the vote in the upcoming Ohio primary on Tuesday.",
            "2016-02-05", date(2016, 2, 9), date(2016, 2, 9),
        ),
        (
            "He said so in Dayton after the Ohio primary on Tuesday.",
            "2016-02-05", date(2016, 2, 2), date(2016, 2, 2),
        ),
        # Its own date, in a clause of its own.
        (
            "She is to travel to the 31st Harvest Summit, which will be held May 26 in Ardenport.",
            "2017-05-17", date(2017, 5, 26), date(2017, 5, 26),
        ),
        (
            "He has most of the delegates for July's Democratic convention.",
            "2020-03-11", date(2020, 7, 1), date(2020, 7, 31),
        ),
        # The day on which somebody spoke of it, or filed for it.
        ("Tuesday, two lawmakers confirmed they would skip the Ohio primary.", "2012-06-27",
         None, None),
        ("He files for the Ohio primary ballot, on Nov. 14, 2019, in Columbus.", "2019-11-15",
         None, None),
        (
            "Roe can win the race outright in Tuesday's Ohio primary.",
            "2014-05-05", date(2014, 5, 6), date(2014, 5, 6),
        ),
        # What happened there dates it; the season in its name does not.
        (
            "They were at home after the April 15 bombings at the Boston Marathon.",
            "2013-05-03", date(2013, 4, 15), date(2013, 4, 15),
        ),
        ("Nobody was ready to host the 31st Summer Games.", "2013-12-18", None, None),
        # Decades date no single event.
        (
            "It fell on the 69th anniversary of Harry Truman joining the army, years before the "
            "1950s and 1960s battles.", "2017-07-27", None, None,
        ),
        # Whose day it is, and what another event is dated by.
        ("Monday's attack came as a book told of Ruritania's election.", "2017-05-17", None, None),
        (
            "The Ohio primary lets him look to the Nov. 4 general election.", "2014-05-06",
            None, None,
        ),
        ("The Kim summit raised hopes of an end to tests that peaked last year.", "2018-04-24",
         None, None),
        (
            "Officials doubt that a deal can be had ahead of the Harvest summit on Sunday.",
            "2018-11-23", date(2018, 11, 25), date(2018, 11, 25),
        ),
        # Who was there, and when.
        (
            "He won on Tuesday in Ohio's Democratic caucuses and went home.",
            "2016-06-08", date(2016, 6, 7), date(2016, 6, 7),
        ),
        (
            "The governor on Monday is also attending the Harvest Summit in Ardenport.",
            "2018-01-08", date(2018, 1, 8), date(2018, 1, 8),
        ),
        # What was done about it that day, and what is no day at all.
        ("The president called off the Kim summit Thursday.", "2018-05-27", None, None),
        ("Many, and more, are to skip the Harvest Summit 02:21", "2018-05-27", None, None),
    ],
)  # fmt: skip
def test_days_of_an_event_told_as_ahead(
    text: str, day: str, begin: date | None, end: date | None
) -> None:
    assert event_days(text, day) == Interval(begin, end)
