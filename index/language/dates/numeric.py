"""Dates written in digits, in the orders of several countries."""

from __future__ import annotations

import re
from datetime import date

from dateutil.parser import isoparse

from index.language.dates.calendar import full_year, near_year
from index.language.dates.context import Found, Meaning, is_future
from index.language.dates.kinds import K
from index.language.model import TimexType


def iso_date(found: Found) -> Meaning | None:
    """``2023-12-19``, ``2023-12-19T10:00Z``."""
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
    if len(third) == 3 or ("." in found.words and len(third) < 4):
        return None
    year = full_year(third)
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


def _day(year: int, month: int, day: int) -> Meaning | None:
    try:
        return Meaning(date(year, month, day).isoformat())
    except ValueError:
        return None


def month_between_hyphens(found: Found) -> Meaning | None:
    """``14-Mar-2024``, ``Mar-14-24``, ``2024-Mar-14``."""
    month, year = found.number("ANY_MONTH"), found.number((K.YEAR,))
    numbers = [int(found.tokens.values[p]) for p in found.places("TWO_DIGITS")]
    if month is None or not numbers:
        return None
    if year is None and len(numbers) == 2:
        year = full_year(f"{numbers.pop():02d}")
    return _day(year, month, numbers[0]) if year is not None and len(numbers) == 1 else None


# ---------------------------------------------------------------- Chinese, Japanese, Korean

_ERA = re.compile(r"(令和|平成|昭和|民[国國])$")
_BEFORE_FIRST_YEAR = {"令": 2018, "平": 1988, "昭": 1925, "民": 1911}


def cjk_date(found: Found) -> Meaning | None:
    """``2023年12月19日``, ``12月19日``, ``2023년 12월``, ``令和5年``."""
    numbers = {
        found.tokens.kinds[place + 1]: int(found.tokens.values[place])
        for place in range(found.first, found.last - 1, 2)
    }
    year, month, day = (numbers.get(kind) for kind in (K.CJK_YEAR, K.CJK_MONTH, K.CJK_DAY))
    start = None
    if year is not None and year < 1000:
        era = _ERA.search(found.tokens.folded, max(0, found.start - 2), found.start)
        if era is None:
            return None
        year, start = year + _BEFORE_FIRST_YEAR[era[1][0]], found.start - 2
    if month is None:
        return Meaning(f"{year:04d}", start=start) if year is not None else None
    if year is None:
        year = near_year(found, month, day)
    shown = f"{year:04d}" if year is not None else "XXXX"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return Meaning(f"{shown}-{month:02d}", start=start)
    date(year if year is not None else 2000, month, day)
    return Meaning(f"{shown}-{month:02d}-{day:02d}", start=start)


def cjk_day(found: Found) -> Meaning | None:
    """``19日``: that day of this month or of the one before; ``19日間`` is how long."""
    if found.tokens.folded[found.end : found.end + 1] in ("間", "间", "内", "後", "后", "前", "간"):
        return None
    return _day_of_near_month(found, found.number("DAY") or 0)


_ENDS = re.compile(
    r"\s*(?:[.,;:)\"]|$|\n|(?:and|or|at|when|as|for|after|before|of (?:this|last|next) month)\b)"
)


def day_of_month(found: Found) -> Meaning | None:
    """``on the 19th``: that day of the month that the tense allows."""
    if not _ENDS.match(found.tokens.folded, found.end):
        return None
    return _day_of_near_month(found, found.number((K.ORDINAL_NUMBER,)) or 0)


def _day_of_near_month(found: Found, day: int) -> Meaning | None:
    anchor = found.context.anchor
    if anchor is None or not 1 <= day <= 31:
        return None
    ahead = is_future(found)
    month = anchor.year * 12 + anchor.month - 1
    if ahead != (day >= anchor.day) and day != anchor.day:
        month += 1 if ahead else -1
    return _day(month // 12, month % 12 + 1, day)
