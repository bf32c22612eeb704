"""TIMEX3 values into calendar days."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from index.article import Interval

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_YEAR = re.compile(r"(\d{4})")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_PART_OF_YEAR = re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)")
_DECADE = re.compile(r"(\d{3})X?")
_CENTURY = re.compile(r"(\d\d)(?:XX)?")

# First month and number of months; seasons as in the north, winter into the next year.
_MONTHS = {
    "Q1": (1, 3),
    "Q2": (4, 3),
    "Q3": (7, 3),
    "Q4": (10, 3),
    "H1": (1, 6),
    "H2": (7, 6),
    "SP": (3, 3),
    "SU": (6, 3),
    "FA": (9, 3),
    "WI": (12, 3),
}


def interval_of(value: str, mod: str = "") -> Interval:
    """The days that a TIMEX3 ``value`` names, narrowed to its third by START, MID or END.

    Thirds are of months in a year ("late 2021" is September to December), ten
    days in a month, else of days. Two values joined by a slash are a range from
    the first day of one to the last of the other. Empty for durations, sets,
    references and values with an unknown year.
    """
    if "/" in value:
        first, _, last = value.partition("/")
        begin, end = interval_of(first).begin, interval_of(last).end
        return Interval(begin, end) if begin and end and begin <= end else Interval()
    try:
        return _third(value, _whole(value), mod)
    except (ValueError, OverflowError):
        return Interval()


def _whole(value: str) -> Interval:
    if match := _DAY.fullmatch(value):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return Interval(day, day)
    if match := _MONTH.fullmatch(value):
        return _months(int(match[1]), int(match[2]), 1)
    if match := _YEAR.fullmatch(value):
        return _months(int(match[1]), 1, 12)
    if match := _WEEK.fullmatch(value):
        begin = date.fromisocalendar(int(match[1]), int(match[2]), 6 if match[3] else 1)
        return Interval(begin, begin + timedelta(days=1 if match[3] else 6))
    if match := _PART_OF_YEAR.fullmatch(value):
        return _months(int(match[1]), *_MONTHS[match[2]])
    if match := _DECADE.fullmatch(value):
        return Interval(date(int(match[1]) * 10, 1, 1), date(int(match[1]) * 10 + 9, 12, 31))
    if match := _CENTURY.fullmatch(value):
        return Interval(date(int(match[1]) * 100, 1, 1), date(int(match[1]) * 100 + 99, 12, 31))
    return Interval()


def fiscal_days(value: str) -> Interval:
    """The days in which the fiscal year ``value`` can lie; empty for other values.

    Most are named after the year in which they end, some after the one in which
    they begin, and they begin in April at the earliest.
    """
    if not _YEAR.fullmatch(value):
        return Interval()
    year = int(value)
    return Interval(date(year - 1, 4, 1), date(year + 1, 3, 31))


def _months(year: int, month: int, count: int) -> Interval:
    """The days from the first of ``month`` to the last of the ``count``-th month."""
    last = month + count - 2
    last_year, last_month = year + last // 12, last % 12 + 1
    return Interval(
        date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])
    )


_THIRDS = {"START": 0, "MID": 1, "END": 2}


def _third(value: str, whole: Interval, mod: str) -> Interval:
    if mod not in _THIRDS or whole.begin is None or whole.end is None or whole.is_day:
        return whole
    place = _THIRDS[mod]
    if _YEAR.fullmatch(value):
        return _months(whole.begin.year, 1 + 4 * place, 4)
    if _MONTH.fullmatch(value):
        first = whole.begin + timedelta(days=10 * place)
        return Interval(first, whole.end if place == 2 else first + timedelta(days=9))
    days = (whole.end - whole.begin).days + 1
    begin = whole.begin + timedelta(days=days * place // 3)
    return Interval(begin, whole.begin + timedelta(days=days * (place + 1) // 3 - 1))
