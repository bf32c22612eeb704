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
        "The senator will later attend the 31st Harvest Summit in Ardenport.",
        "The 31st Harvest Summit has been postponed, its hosts said.",
        "The minister is expected to miss the 31st Harvest Summit.",
        "Officials were told to delay the Ohio primary.",
        "Ten states think about how to hold a Democratic primary in a plague.",
        "Her strength in the Republican primary race rests on donors.",
        "It has been part of America's presidential elections since 1789.",
        "She saw eight Ohio congressional elections come and go.",
    ],
)
def test_an_event_ahead_is_not_dated_by_publication(text: str) -> None:
    assert event_days(text, "2017-05-17") == Interval()


def test_an_undated_event_of_the_news_still_is() -> None:
    text = "Leaders quarrelled at the 31st Harvest Summit in Ardenport."
    assert event_days(text, "2017-05-17") == Interval(date(2017, 5, 12), date(2017, 5, 21))


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
        ("Nobody was ready to host the 31st Summer Games.", "2013-12-18",
         date(2013, 12, 13), date(2013, 12, 22)),
        # Decades date no single event.
        (
            "It fell on the 69th anniversary of Harry Truman joining the army, years before the "
            "1950s and 1960s battles.", "2017-07-27", date(2017, 7, 22), date(2017, 7, 31),
        ),
    ],
)  # fmt: skip
def test_days_of_an_event_told_as_ahead(
    text: str, day: str, begin: date | None, end: date | None
) -> None:
    assert event_days(text, day) == Interval(begin, end)
