"""Dates that the calendar names: days, months, seasons, quarters, years."""

from __future__ import annotations

import re
from datetime import date

from dateutil.parser import isoparse
from dateutil.relativedelta import relativedelta

from index.article import Interval
from index.language.dates.context import Found, Meaning, is_future, is_past
from index.language.dates.interval import interval_of
from index.language.dates.kinds import K
from index.language.dates.tokens import EARLIEST_YEAR, LATEST_YEAR
from index.language.model import TimexType

_YEAR_KINDS = (K.YEAR,)


# ---------------------------------------------------------------- days


def iso_date(found: Found) -> Meaning | None:
    form = found.words
    try:
        moment = isoparse(form.upper())
    except ValueError:
        return None
    value = moment.date().isoformat()
    if "t" in form:
        return Meaning(f"{value}T{moment:%H:%M}", TimexType.TIME)
    return Meaning(value)


def numeric_date(found: Found) -> Meaning | None:
    """``19/12/2023``, ``12.19.2023``, ``2023/12/19``."""
    first, second, third = re.split(r"[/.-]", found.words)
    if len(first) > 2:
        return _day(int(first), int(second), int(third)) if len(first) == 4 else None
    if len(third) == 3:
        return None
    year = _full_year(third)
    one, two = int(first), int(second)
    if one > 12 and two > 12:
        return None
    day_first = found.context.numeric_day_first
    if one > 12 or (two <= 12 and (day_first if day_first is not None else "." in found.words)):
        return _day(year, two, one)
    return _day(year, one, two)


def written_day_first(form: str) -> bool | None:
    """Whether a numeric date can only be day first, or only month first; else ``None``."""
    parts = re.split(r"[/.-]", form)
    if len(parts) != 3 or len(parts[0]) > 2:
        return None
    one, two = int(parts[0]), int(parts[1])
    if one <= 12 < two <= 31:
        return False
    return True if two <= 12 < one <= 31 else None


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < 50 else 1900)


def _day(year: int, month: int, day: int) -> Meaning | None:
    try:
        return Meaning(date(year, month, day).isoformat())
    except ValueError:
        return None


def month_day(found: Found) -> Meaning | None:
    """``Dec. 19, 2023``, ``Tuesday, 19 December``, ``December 19-23``."""
    month = found.number("ANY_MONTH")
    days = [int(found.tokens.values[place]) for place in found.places(_DAY_KINDS)]
    year = _said_year(found)
    if month is None or not days or not all(1 <= day <= 31 for day in days):
        return None
    if year is None:
        year = near_year(found, month, days[0])
    first = _year_month(year, month) + f"-{days[0]:02d}"
    if len(days) == 1 or days[-1] <= days[0]:
        return _existing(first, month, days[0], year)
    return Meaning(f"{first}/{_year_month(year, month)}-{days[-1]:02d}")


_DAY_KINDS = frozenset(
    {K.UP_TO_12, K.UP_TO_24, K.UP_TO_31, K.ORDINAL_NUMBER, K.ORDINAL_WORD, K.SECOND, K.NUMBER_WORD}
)


def _said_year(found: Found) -> int | None:
    """The year in ``December 19, 2023`` or ``December 19 last year``."""
    anchor = found.context.anchor
    if anchor is not None and found.has(K.LAST, K.NEXT, K.THIS):
        if found.code((K.UNIT,)) == "Y":
            return anchor.year - found.has(K.LAST) + found.has(K.NEXT)
        return _last_or_next(found, anchor)
    return found.number(_YEAR_KINDS)


def _last_or_next(found: Found, anchor: date) -> int | None:
    """The year of ``last Oct. 23``, ``next March 1``."""
    month, days = found.number("ANY_MONTH") or 1, found.places(_DAY_KINDS)
    day = int(found.tokens.values[days[0]]) if days else 1
    passed = (month, day) < (anchor.month, anchor.day)
    if found.has(K.LAST):
        return anchor.year if passed else anchor.year - 1
    return anchor.year + 1 if found.has(K.NEXT) and passed else anchor.year


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
    """The first day of ``April 24 and 25``; the second is read by :func:`and_day`."""
    places = found.places(_DAY_KINDS)
    shorter = Found(found.tokens, found.first, places[0] + 1, found.context)
    meaning = month_day(shorter)
    return meaning and Meaning(meaning.value, end=shorter.end)


def and_day(found: Found) -> Meaning | None:
    """``25`` after a month and a day: the same month."""
    day = found.number("DAY")
    match = re.fullmatch(r"(\d{4}|XXXX)-(\d\d)-\d\d", found.context.last_value)
    if match is None or day is None or not 1 <= day <= 31:
        return None
    start = found.tokens.spans[found.last - 1][0]
    return Meaning(f"{match[1]}-{match[2]}-{day:02d}", start=start)


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
    if ahead > 0 and not is_future(found):
        if ahead > 80 or (is_past(found) and ahead > 45):
            return best - 1
    elif ahead < -45 and is_future(found):
        return best + 1
    return best


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
    month, year = found.number("ANY_MONTH"), _said_year(found)
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


_SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def season(found: Found) -> Meaning | None:
    """``last summer``, ``the winter of 2010``, ``spring 1998``."""
    code, year = found.code((K.SEASON,)), found.number(_YEAR_KINDS)
    anchor = found.context.anchor
    if year is None and anchor is not None:
        year = anchor.year
        begins = _SEASON_STARTS[code]
        running = begins <= anchor.month < begins + 3
        if found.has(K.LAST, K.PAST, K.PREVIOUS):
            year -= anchor.month < begins + 3 or code == "WI"
        elif found.has(K.NEXT, K.COMING):
            year += anchor.month >= begins
        elif code == "WI" and anchor.month < 6:
            year -= 1
        elif not found.has(K.THIS) and anchor.month < begins and not running:
            year -= not is_future(found)
    return Meaning(f"{year if year is not None else 'XXXX'}-{code}", mod=part_mod(found))


def quarter(found: Found) -> Meaning | None:
    """``the third quarter``, ``second-quarter``, ``fourth quarter of 2022``, ``Q3 2023``."""
    number = found.number("ORDINAL") if found.places("ORDINAL") else None
    if found.has(K.SECOND):
        number = 2
    if number is None or not 1 <= number <= 4:
        return None
    return _part_of_year(found, f"Q{number}", 3 * number - 2)


def half(found: Found) -> Meaning | None:
    """``the first half of 2023``; halves of anything else are no date."""
    number = 2 if found.has(K.SECOND) else found.number("ORDINAL")
    if number not in (1, 2):
        return None
    return _part_of_year(found, f"H{number}", 6 * number - 5)


def _part_of_year(found: Found, code: str, first_month: int) -> Meaning:
    year = found.number(_YEAR_KINDS)
    anchor = found.context.anchor
    if year is None and anchor is not None:
        year = anchor.year
        if found.has(K.LAST, K.PREVIOUS):
            year -= 1
        elif found.has(K.NEXT):
            year += 1
        elif found.has(K.EARLIER, K.AGO) or (
            not found.has(K.THIS) and first_month > anchor.month and not is_future(found)
        ):
            year -= 1
    return Meaning(f"{year if year is not None else 'XXXX'}-{code}", mod=part_mod(found))


# ---------------------------------------------------------------- years and longer


# A number before these counts them; it is no year.
_COUNTED = re.compile(
    r"\s+(?:people|persons|men|women|children|dollars|euros|pounds|jobs|employees|shares|troops"
    r"|miles|km|kilomet(?:er|re)s|met(?:er|re)s|feet|foot|tons|tonnes|barrels|votes|points|acres"
    r"|square|units|soldiers|workers|homes|houses|years|days|hours|deaths|cases|students|members"
    r"|delegates|police|calories|words|copies|books|guests|visitors|megawatts|mw|rpm|psi|kg)\b"
)
_PLURAL = re.compile(r"\s+[a-z]{3,20}(?<!s)(?<!u)s\b(?!')")
_LEADS_TO_YEAR = re.compile(
    r"(?:\b(?:in|since|of|from|until|till|by|for|to|during|late|early|mid|after|before|and|or|between"
    r"|year|fiscal|through|than|season|the|throughout|circa|back|around|nam|en|desde|depuis|seit|im"
    r"|spring|summer|autumn|fall|winter)\s+|[(,\-:|/]\s*|^\s*)$"
)


def year(found: Found) -> Meaning | None:
    """A four-digit number that is a year, as far as its neighbours let one think."""
    number = found.number(_YEAR_KINDS)
    if number is None:
        return None
    behind = found.tokens.folded[found.end : found.end + 24]
    before = found.tokens.folded[max(0, found.start - 14) : found.start]
    if _COUNTED.match(behind) or (behind[:2] in (", ", ",") and behind[1:4].isdigit()):
        return None
    likely = 1900 <= number <= 2060
    if not likely and not _LEADS_TO_YEAR.search(before):
        return None
    if number % 50 == 0 and _PLURAL.match(behind) and not _LEADS_TO_YEAR.search(before):
        return None
    if before.endswith(("no. ", "no ", "number ", "room ", "flight ", "route ", "highway ")):
        return None
    return Meaning(str(number), mod=part_mod(found))


def year_range(found: Found) -> Meaning | None:
    """``1998-99``, ``2016–2020``."""
    places = [p for p in range(found.first, found.last) if p not in found.places((K.HYPHEN,))]
    first = int(found.tokens.values[places[0]])
    last_form = found.word(places[-1])
    last = int(last_form) if len(last_form) == 4 else first // 100 * 100 + int(last_form)
    if len(last_form) not in (2, 4) or not first < last <= first + 100:
        return None
    return Meaning(f"{first}/{last}")


def final_days(found: Found) -> Meaning | None:
    """``the final days of 2023``: the second half of its last month."""
    number, month_number = found.number(_YEAR_KINDS), found.number("ANY_MONTH")
    unit = found.code((K.UNITS,))
    opening = not found.has(K.LAST, K.PAST) and found.words.lstrip("the ").startswith(
        ("opening", "initial", "first", "early")
    )
    if number is None or unit not in ("D", "W", "M"):
        return None
    if month_number is None:
        if unit == "M":
            return Meaning(str(number), mod="START" if opening else "END")
        month_number = 1 if opening else 12
    first = date(number, month_number, 1)
    last = first + relativedelta(months=1, days=-1)
    if unit == "D":
        first, last = (
            (first, date(number, month_number, 15))
            if opening
            else (date(number, month_number, 16), last)
        )
    return Meaning(
        f"{number}-{month_number:02d}",
        mod="START" if opening else "END",
        interval=Interval(first, last),
    )


def fiscal_year(found: Found) -> Meaning | None:
    number = found.number(_YEAR_KINDS)
    return Meaning(str(number)) if number is not None else None


def decade(found: Found) -> Meaning | None:
    """``the 1990s``, ``the early '80s``, ``the late sixties``."""
    value = found.tokens.values[found.places((K.DECADE,))[0]]
    digits = "".join(filter(str.isdigit, str(value)))
    if isinstance(value, int) or digits == str(value):
        if not found.has(K.THE) and not part_mod(found):
            return None
        code = f"19{int(value)}"
    elif len(digits) == 4:
        if not EARLIEST_YEAR <= int(digits) <= LATEST_YEAR:
            return None
        code = digits[:2] if digits in ("1700", "1800", "1900") else digits[:3]
    elif len(digits) == 2 and ("'" in str(value) or found.has(K.THE) or part_mod(found)):
        code = ("20" if digits[0] in "01" else "19") + digits[0]
    else:
        return None
    return Meaning(code, mod=part_mod(found))


def century(found: Found) -> Meaning | None:
    """``the 19th century``, ``the early twentieth century``."""
    number = 2 if found.has(K.SECOND) else found.number("ORDINAL")
    if number is None or not 1 <= number <= 30:
        return None
    return Meaning(f"{number - 1:02d}", mod=part_mod(found))
