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
    ],
)
def test_an_event_ahead_is_not_dated_by_publication(text: str) -> None:
    assert event_days(text, "2017-05-17") == Interval()


def test_an_undated_event_of_the_news_still_is() -> None:
    text = "Leaders quarrelled at the 31st Harvest Summit in Ardenport."
    assert event_days(text, "2017-05-17") == Interval(date(2017, 5, 12), date(2017, 5, 21))
