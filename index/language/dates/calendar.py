"""Dates that the calendar names: days and months."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from index.language.dates.context import (
    Found,
    Meaning,
    is_announced,
    is_future,
    is_of_a_coming_contest,
    is_open,
    is_past,
    opens_the_past,
)
from index.language.dates.interval import interval_of
from index.language.dates.kinds import K

# ---------------------------------------------------------------- days


def said_year(found: Found) -> int | None:
    """The year that the expression gives in digits: ``2023``, ``'87``."""
    if (year := found.number((K.YEAR,))) is not None:
        return year
    short = found.code((K.SHORT_YEAR,))
    return full_year(short[1:]) if short else None


def full_year(digits: str) -> int:
    """The year that two digits stand for: 1950 to 2049; longer ones as they are."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < 50 else 1900)


def month_day(found: Found) -> Meaning | None:
    """``Dec. 19, 2023``, ``Tuesday, 19 December``, ``December 19-23``."""
    return _month_day(found, _year_of(found))


def _month_day(found: Found, year: int | None) -> Meaning | None:
    month = found.number("ANY_MONTH")
    days = _days(found)
    if month is None or not days or not all(1 <= day <= 31 for day in days):
        return None
    if year is None:
        weekday = found.number("ANY_WEEKDAY")
        year = _year_with(found, month, days[0], weekday) or near_year(found, month, days[0])
    first = _year_month(year, month) + f"-{days[0]:02d}"
    if len(days) == 1 or days[-1] <= days[0]:
        return _existing(first, month, days[0], year)
    return Meaning(f"{first}/{_year_month(year, month)}-{days[-1]:02d}")


_DAY_KINDS = frozenset(
    {K.UP_TO_12, K.UP_TO_24, K.UP_TO_31, K.ORDINAL_NUMBER, K.ORDINAL_WORD, K.SECOND, K.NUMBER_WORD}
)


def _days(found: Found) -> list[int]:
    """The days of the month that are named; ``twenty-first`` is one."""
    days: list[int] = []
    tens = 0
    for place in found.places(_DAY_KINDS):
        number = 2 if found.tokens.kinds[place] == K.SECOND else int(found.tokens.values[place])
        if found.tokens.kinds[place] == K.NUMBER_WORD and number in (20, 30):
            tens = number
            continue
        days.append(tens + number if number < 10 else number)
        tens = 0
    return days or [tens] * bool(tens)


def _year_of(found: Found) -> int | None:
    """The year in ``December 19, 2023`` or ``December 19 last year``."""
    anchor = found.context.anchor
    if anchor is not None and found.has(K.LAST, K.NEXT, K.THIS):
        if found.code((K.UNIT,)) == "Y":
            return anchor.year - found.has(K.LAST) + found.has(K.NEXT)
        return _last_or_next(found, anchor)
    return said_year(found)


def _last_or_next(found: Found, anchor: date) -> int | None:
    """The year of ``last Oct. 23``, ``next March 1``."""
    month, days = found.number("ANY_MONTH") or 1, found.places(_DAY_KINDS)
    day = int(found.tokens.values[days[0]]) if days else 1
    passed = (month, day) < (anchor.month, anchor.day)
    if found.has(K.LAST):
        return anchor.year if passed else anchor.year - 1
    return anchor.year + 1 if found.has(K.NEXT) and passed else anchor.year


_OPENING = ("opening", "initial")


def part_of_month(found: Found) -> Meaning | None:
    """``the first week of March``, ``the last day of January``."""
    unit, number = found.code((K.UNIT,)), found.number("ANY_MONTH")
    inner = Found(found.tokens, found.places("ANY_MONTH")[0], found.last, found.context)
    if number is None or unit not in ("D", "W"):
        return None
    year = said_year(inner) or _year_of(inner) or near_year(found, number, None)
    if year is None:
        return None
    count = 2 if found.has(K.SECOND) else found.number("ORDINAL")
    if count is None and any(word in found.words for word in _OPENING):
        count = 1
    length = monthrange(year, number)[1]
    if unit == "D":
        return Meaning(date(year, number, count or length).isoformat())
    middle = length - 3 if count is None else 7 * count - 3
    iso_year, week, _ = date(year, number, middle).isocalendar()
    return Meaning(f"{iso_year}-W{week:02d}")


def week_of(found: Found) -> Meaning | None:
    """``the week of March 6``: the week or weekend that holds the day."""
    places = found.places("ANY_MONTH")
    inner = month_day(Found(found.tokens, places[0], found.last, found.context))
    unit = found.code((K.UNIT,))
    day = interval_of(inner.value).begin if inner and unit in ("W", "WE") else None
    if day is None:
        return None
    year, week, _ = day.isocalendar()
    return Meaning(f"{year}-W{week:02d}" + ("-WE" if unit == "WE" else ""))


def month_day_and_day(found: Found) -> Meaning | None:
    """The first day of ``April 24 and 25, 2024``; the second is read by :func:`and_day`."""
    places = found.places(_DAY_KINDS)
    shorter = Found(found.tokens, found.first, places[0] + 1, found.context)
    meaning = _month_day(shorter, _year_of(found))
    return meaning and Meaning(meaning.value, end=shorter.end)


def and_day(found: Found) -> Meaning | None:
    """``25`` and ``25, 2024`` after a month and a day: the same month."""
    day = found.number("DAY")
    match = re.fullmatch(r"(\d{4}|XXXX)-(\d\d)-\d\d", found.context.last_value)
    if match is None or day is None:
        return None
    year = None if match[1] == "XXXX" else int(match[1])
    meaning = _existing(f"{match[1]}-{match[2]}-{day:02d}", int(match[2]), day, year)
    return meaning and Meaning(meaning.value, start=found.tokens.spans[found.places("DAY")[0]][0])


def _existing(value: str, month: int, day: int, year: int | None) -> Meaning | None:
    """The meaning when the calendar has such a day (29 February without a year has)."""
    try:
        date(year if year is not None else 2000, month, day)
    except ValueError:
        return None
    return Meaning(value)


def _year_month(year: int | None, month: int) -> str:
    return f"{year:04d}-{month:02d}" if year is not None else f"XXXX-{month:02d}"


def near_year(found: Found, month: int, day: int | None) -> int | None:
    """The year of a month or day named without one: the nearest that the tense allows."""
    near = found.context.anchor or found.context.near
    if near is None:
        return None

    def distance(year: int) -> int:
        return (date(year, month, min(day or 15, 28)) - near).days

    best = min((near.year - 1, near.year, near.year + 1), key=lambda year: abs(distance(year)))
    ahead = distance(best)
    if day is None and best == near.year and month == near.month:
        return best
    if ahead > 0 and not (is_future(found) or is_of_a_coming_contest(found)):
        soon, likely = _FAR_AHEAD[day is None]
        if opens_the_past(found) or ahead > (soon if is_past(found) else likely):
            return best - 1
    elif ahead < -45 and (is_announced(found) or (day is None and is_open(found))):
        return best + 1
    return best


# How many days ahead a day (False) or month (True) named without a year may lie, in a
# sentence about the past and else: a day of last year is rarely named without its year.
_FAR_AHEAD = {False: (90, 120), True: (45, 80)}


def _year_with(found: Found, month: int, day: int, weekday: int | None) -> int | None:
    """The year nearest to the publication in which the day falls on ``weekday``."""
    near = found.context.anchor or found.context.near
    if near is None or weekday is None or (month, day) == (2, 29):
        return None
    days = [date(near.year + shift, month, day) for shift in (0, -1, 1)]
    fitting = [other for other in days if other.weekday() == weekday]
    return min(fitting, key=lambda other: abs((other - near).days)).year if fitting else None


# ---------------------------------------------------------------- months and parts of years


_PART_MODS = {
    K.EARLY: "START",
    K.BEGINNING: "START",
    K.MID: "MID",
    K.MIDDLE: "MID",
    K.LATE: "END",
    K.END: "END",
}


def part_mod(found: Found) -> str:
    """START, MID or END when the expression names a part of its period."""
    for place in range(found.first, found.last):
        kind = found.tokens.kinds[place]
        if kind in _PART_MODS:
            return _PART_MODS[K(kind)]
    return ""


def month_year(found: Found) -> Meaning | None:
    """``December 2021``, ``late January 1998``."""
    month, year = found.number("ANY_MONTH"), _year_of(found)
    if month is None or (found.has(K.UNIT) and found.code((K.UNIT,)) != "Y"):
        return None
    return Meaning(_year_month(year, month), mod=part_mod(found))


def month(found: Found) -> Meaning | None:
    """``in December``, ``last May``, ``early next March``."""
    number = found.number("MONTH")
    if number is None:
        return None
    anchor = found.context.anchor
    year: int | None
    if anchor is None:
        year = near_year(found, number, None)
    elif found.has(K.LAST, K.PAST):
        year = anchor.year if number < anchor.month else anchor.year - 1
    elif found.has(K.NEXT, K.COMING):
        year = anchor.year if number > anchor.month else anchor.year + 1
    elif found.has(K.THIS):
        year = anchor.year
    else:
        year = near_year(found, number, None)
    return Meaning(_year_month(year, number), mod=part_mod(found))
