"""Dates as a person types them into a field, and days said in words that are read back.

What :mod:`index.language.dates` finds in texts is understood here too, if nothing
but dates is typed: one, or the first and the last of a period.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from msgspec import Struct

from index.article import Interval
from index.language.model import Timex, TimexType

NO_DATE = ("no date", "none", "unknown", "date unknown")
"""What says that no date is known."""
_LONGEST = 80
_ANY_YEAR = 2000
_YEAR_AND_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
_BETWEEN = re.compile(r"\s?(?:/|\.\.|--?|–|—|\bto\b|\band\b|\buntil\b|\btill\b|\bthrough\b)\s?")
_BEFORE = re.compile(r"\A(?:(?:on|in|from|between|during|the) ){1,3}", re.IGNORECASE)


class NoDateRead(ValueError):
    """What was typed is no date; the message says why, for people."""


class Typed(Struct, frozen=True):
    """Days that were typed: an empty interval says that no date is known.

    ``is_span`` tells a first and a last day from a date that is as exact as it is
    (a month, "late 2021").
    """

    interval: Interval = Interval()
    is_span: bool = False


def read_typed(text: str) -> Typed:
    """The days that ``text`` names: ``2023-05``, ``12 May 2023``, ``2021-03-01/2021-03-04``.

    3/5/2023 has the day first. Raises :class:`NoDateRead`.
    """
    said = " ".join(text.split())
    if not said:
        raise NoDateRead("type a date, or “no date”")
    if len(said) > _LONGEST:
        raise NoDateRead("that is too long for a date")
    if said.casefold() in NO_DATE:
        return Typed()
    said = _BEFORE.sub("", said)
    if (whole := _one(said)) is not None:
        return Typed(_days(whole), "/" in whole.value)
    for joint in _BETWEEN.finditer(said.casefold()):
        if (span := _span(said[: joint.start()], said[joint.end() :])) is not None:
            return Typed(span, is_span=True)
    if _one(f"{said} {_ANY_YEAR}") is not None:
        raise NoDateRead("of which year?")
    raise NoDateRead("that is no date: try 2023-05, 12 May 2023, 2021-03-01/2021-03-04, or no date")


def _span(first: str, last: str) -> Interval | None:
    """From one date to another, which may tell the year for both; ``None`` if one is no date."""
    if (until := _one(last)) is None:
        return None
    end = _days(until).end
    assert end is not None
    since = _one(first)
    if since is None or not since.interval:
        since = _one(f"{first} {end.year:04}")
    if since is None:
        return None
    begin = _days(since).begin
    assert begin is not None
    if begin > end:
        raise NoDateRead("that ends before it begins")
    return Interval(begin, end)


def _one(text: str) -> Timex | None:
    """The date that ``text`` is from its first letter to its last; ``None`` if it is none."""
    from index.language.dates import find_dates

    if month := _YEAR_AND_MONTH.fullmatch(text):
        return _month(int(month[1]), int(month[2]))
    # Dates stand in capitals in texts, and seldom where people type them.
    for written in dict.fromkeys((text, text.title())):
        found = find_dates(written, day_first=True)
        if len(found) == 1 and (found[0].start, found[0].end) == (0, len(written)):
            return found[0]
    return None


def _month(year: int, number: int) -> Timex:
    try:
        days = Interval(date(year, number, 1), date(year, number, monthrange(year, number)[1]))
    except ValueError:
        raise NoDateRead("the calendar has no such month") from None
    return Timex(0, 7, TimexType.DATE, f"{year:04}-{number:02}", days)


def _days(found: Timex) -> Interval:
    """The days of a date; raises :class:`NoDateRead` where it does not tell them."""
    if found.type not in (TimexType.DATE, TimexType.TIME):
        raise NoDateRead("that is no day of the calendar")
    days = found.interval
    if days.begin is None or days.end is None:
        is_partial = found.value.startswith("XXXX-") and found.value[-1].isdigit()
        raise NoDateRead("of which year?" if is_partial else "say it by the calendar: 12 May 2023")
    return days


def in_words(days: Interval) -> str:
    """Days as :func:`read_typed` reads them back: ``12 May 2023``, ``May 2023``, ``2023``.

    A first and a last day have both; open and empty intervals are ``no date``.
    """
    begin, end = days.begin, days.end
    if begin is None or end is None:
        return NO_DATE[0]
    if begin == end:
        return _day(begin)
    if (begin.month, begin.day, end.month, end.day) == (1, 1, 12, 31) and begin.year == end.year:
        return f"{begin.year:04}"
    last = monthrange(begin.year, begin.month)[1]
    if begin.day == 1 and end == date(begin.year, begin.month, last):
        return f"{_MONTHS[begin.month - 1]} {begin.year:04}"
    return f"{_day(begin)} – {_day(end)}"


def _day(when: date) -> str:
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year:04}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
