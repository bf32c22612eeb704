"""Dates as people type them: what is understood, what is not and why, and the way back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.article import Interval
from index.language.typed_dates import NoDateRead, Typed, in_words, read_typed


def days(begin: str, end: str = "") -> Interval:
    return Interval(date.fromisoformat(begin), date.fromisoformat(end or begin))


@pytest.mark.parametrize(
    ("text", "interval", "is_span"),
    [
        ("2023-05", days("2023-05-01", "2023-05-31"), False),
        ("12 May 2023", days("2023-05-12"), False),
        ("on 12 may 2023", days("2023-05-12"), False),
        ("May 12, 2023", days("2023-05-12"), False),
        ("19/12/2023", days("2023-12-19"), False),
        ("3/5/2023", days("2023-05-03"), False),
        ("2021-03-01/2021-03-04", days("2021-03-01", "2021-03-04"), True),
        ("2021-03-01 - 2021-03-04", days("2021-03-01", "2021-03-04"), True),
        ("12–15 May 2023", days("2023-05-12", "2023-05-15"), True),
        ("from March 1 to March 4, 2021", days("2021-03-01", "2021-03-04"), True),
        ("between 1 May 2020 and 3 June 2020", days("2020-05-01", "2020-06-03"), True),
        ("2021-03..2021-05", days("2021-03-01", "2021-05-31"), True),
        ("2016", days("2016-01-01", "2016-12-31"), False),
        ("in late 2021", days("2021-09-01", "2021-12-31"), False),
        ("the 1990s", days("1990-01-01", "1999-12-31"), False),
        ("  no   Date ", Interval(), False),
    ],
)
def test_what_is_understood(text: str, interval: Interval, is_span: bool) -> None:
    assert read_typed(text) == Typed(interval, is_span)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "type a date"),
        ("12 May", "which year"),
        ("May", "which year"),
        ("soon", "no date"),
        ("2023-13", "no such month"),
        ("2023-02-30", "no date"),
        ("2021-03-04/2021-03-01", "before it begins"),
        ("yesterday", "calendar"),
        ("every Monday", "calendar"),
        ("12 May 2023 or so", "no date"),
        ("2" * 100, "too long"),
    ],
)
def test_what_is_not_is_told(text: str, why: str) -> None:
    with pytest.raises(NoDateRead, match=why):
        read_typed(text)


@given(st.text(max_size=90))
@example("2021-03-01/2021-03-04/2021-03-05")
@example("0000-00/0000-00")
@example("to to to until until")
def test_whatever_is_typed_is_a_date_or_told_to_be_none(text: str) -> None:
    try:
        found = read_typed(text)
    except NoDateRead:
        return
    assert bool(found.interval.begin) == bool(found.interval.end)


@given(st.dates(date(1500, 1, 1), date(2190, 1, 1)), st.integers(0, 3000), st.sampled_from("dmy"))
def test_what_is_said_in_words_is_read_back(first: date, length: int, unit: str) -> None:
    if unit == "y":
        interval = Interval(date(first.year, 1, 1), date(first.year, 12, 31))
    elif unit == "m":
        begin = first.replace(day=1)
        interval = Interval(begin, (begin + timedelta(days=31)).replace(day=1) - timedelta(days=1))
    else:
        interval = Interval(first, first + timedelta(days=length))
    assert read_typed(in_words(interval)).interval == interval
    assert read_typed(in_words(Interval())).interval == Interval()
