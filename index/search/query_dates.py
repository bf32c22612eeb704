"""Days as people write them in a query: ``2023``, ``2023-12``, ``last week`` …"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, date, timedelta

from msgspec import Struct

from index.search.query import Days

EARLIEST_DAY = 0
LATEST_DAY = 10_000_000
"""Ordinals that stand for an open side; every calendar day lies between them."""

_MONTH_NAMES = """
    january february march april may june july august september october november december
"""
_MONTHS = {"sept": 9} | {
    name: number
    for number, month in enumerate(_MONTH_NAMES.split(), start=1)
    for name in (month, month[:3])
}
_WEEKDAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday"
_WEEKDAYS = {
    name: number for number, day in enumerate(_WEEKDAY_NAMES.split()) for name in (day, day[:3])
}
_NUMBER_NAMES = "one two three four five six seven eight nine ten eleven twelve"
_NUMBERS = {"a": 1, "an": 1} | {
    word: number for number, word in enumerate(_NUMBER_NAMES.split(), start=1)
}
_MOST_UNITS = 100_000


class _Range(Struct, frozen=True):
    first: date
    last: date

    def days(self) -> Days:
        return Days(self.first.toordinal(), self.last.toordinal())


def _year(year: int) -> _Range:
    return _Range(date(year, 1, 1), date(year, 12, 31))


def _month(year: int, month: int) -> _Range:
    return _Range(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _months_from(today: date, count: int) -> date:
    """The same day ``count`` months later (earlier if negative), or that month's last day."""
    months = today.year * 12 + today.month - 1 + count
    year, month = divmod(months, 12)
    if not 1 <= year <= MAXYEAR:
        raise ValueError("no such year")
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _week(day: date) -> _Range:
    monday = day - timedelta(days=day.weekday())
    return _Range(monday, monday + timedelta(days=6))


def _unit(name: str, today: date, back: int) -> _Range:
    """The calendar day, week, month or year ``back`` units ago."""
    if name == "day":
        day = today - timedelta(days=back)
        return _Range(day, day)
    if name == "week":
        return _week(today - timedelta(weeks=back))
    if name == "month":
        day = _months_from(today, -back)
        return _month(day.year, day.month)
    return _year(today.year - back)


def _ago(name: str, today: date, count: int) -> date:
    """The day exactly ``count`` units before ``today``."""
    if name in ("day", "week"):
        return today - timedelta(days=count * (7 if name == "week" else 1))
    return _months_from(today, -count * (12 if name == "year" else 1))


def _named(match: re.Match[str], today: date) -> _Range:
    back = {"today": 0, "yesterday": 1, "tomorrow": -1}[match[0]]
    return _unit("day", today, back)


def _relative(match: re.Match[str], today: date) -> _Range:
    return _unit(match[2], today, {"this": 0, "last": 1, "past": 1, "previous": 1}[match[1]])


def _count(word: str) -> int:
    number = _NUMBERS[word] if word in _NUMBERS else int(word)
    if number > _MOST_UNITS:
        raise ValueError("too long ago")
    return number


def _units_ago(match: re.Match[str], today: date) -> _Range:
    day = _ago(match[2], today, _count(match[1]))
    return _Range(day, day)


def _last_units(match: re.Match[str], today: date) -> _Range:
    return _Range(_ago(match[2], today, _count(match[1])), today)


def _weekday(match: re.Match[str], today: date) -> _Range:
    back = (today.weekday() - _WEEKDAYS[match[2]]) % 7
    if match[1] and not back:
        back = 7
    return _unit("day", today, back)


def _numeric(match: re.Match[str], today: date) -> _Range:
    year, month, day = match[1], match[2], match[3]
    if month is None:
        return _year(int(year))
    if day is None:
        return _month(int(year), int(month))
    exact = date(int(year), int(month), int(day))
    return _Range(exact, exact)


def _day_and_month(match: re.Match[str], today: date) -> _Range:
    first, second, written = int(match[1]), int(match[2]), int(match[3])
    year = written if len(match[3]) == 4 else written + (2000 if written < 70 else 1900)
    exact = date(year, first, second) if second > 12 else date(year, second, first)
    return _Range(exact, exact)


def _month_named(match: re.Match[str], today: date) -> _Range:
    month = _MONTHS[match["month"]]
    day = match["day"] or match["day2"]
    year = int(match["year"]) if match["year"] else today.year - (month > today.month)
    if not day:
        return _month(year, month)
    exact = date(year, month, int(day))
    return _Range(exact, exact)


_DAY_AND_MONTH = r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d\d)"
_UNIT = r"(day|week|month|year)s?"
_COUNT = rf"(\d{{1,6}}|{'|'.join(_NUMBERS)})"
_FORMS: tuple[tuple[str, Callable[[re.Match[str], date], _Range]], ...] = (
    (r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?", _numeric),
    (_DAY_AND_MONTH, _day_and_month),
    (r"today|yesterday|tomorrow", _named),
    (rf"(this|last|past|previous) {_UNIT}", _relative),
    (rf"{_COUNT} {_UNIT} ago", _units_ago),
    (rf"(?:the )?(?:last|past) {_COUNT} {_UNIT}", _last_units),
    (rf"(last |on )?({'|'.join(_WEEKDAYS)})", _weekday),
    (
        rf"(?:(?P<day>\d{{1,2}}) )?(?P<month>{'|'.join(_MONTHS)})\.?"
        r"(?: (?P<day2>\d{1,2}))?,?(?: (?P<year>\d{4}))?",
        _month_named,
    ),
)
_LONGEST = 40


def read_days(text: str, today: date) -> Days | None:
    """The days that ``text`` names, ``None`` when it names none.

    ``text`` is one date, month, year or relative expression, or two of them
    joined by ``..``, either of which may be left out. 19/12/2023 has the day first,
    as 3/5/2023 has (:func:`other_reading` says what else that could be); 12/19/2023
    can only have the month first.
    """
    first, dots, last = text.partition("..")
    if not dots:
        return _read_one(text, today)
    begin, end = (_read_one(part, today) if part.strip() else None for part in (first, last))
    if (first.strip() and begin is None) or (last.strip() and end is None):
        return None
    if begin is None and end is None:
        return None
    days = Days(begin.begin if begin else EARLIEST_DAY, end.end if end else LATEST_DAY)
    return days if days.begin <= days.end else Days(days.end, days.begin)


def other_reading(text: str) -> str:
    """``5 March 2023`` for 3/5/2023, which is read as 3 May; empty where there is one reading."""
    for part in text.split(".."):
        match = re.fullmatch(_DAY_AND_MONTH, part.strip())
        if match and int(match[1]) != int(match[2]) and max(int(match[1]), int(match[2])) <= 12:
            turned = f"{match[2]}/{match[1]}/{match[3]}"
            other = re.fullmatch(_DAY_AND_MONTH, turned)
            if other and min(int(match[1]), int(match[2])):
                day = _day_and_month(other, date.min).first
                return f"{day.day} {day:%B %Y}"
    return ""


def _read_one(text: str, today: date) -> Days | None:
    text = " ".join(text.lower().replace("_", " ").split())
    if not text or len(text) > _LONGEST:
        return None
    for pattern, reader in _FORMS:
        # Compiled when a query has a day in it, and kept by ``re``: not at every start.
        match = re.fullmatch(pattern, text)
        if match:
            try:
                return reader(match, today).days()
            except (ValueError, OverflowError):
                return None
    return None
