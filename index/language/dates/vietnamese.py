"""Dates as Vietnamese writes them, with or without its marks."""

from __future__ import annotations

import re
from datetime import timedelta

from index.language.dates import calendar
from index.language.dates.context import Found, Meaning
from index.language.dates.kinds import K
from index.language.dates.relative import UNKNOWN, day_value, unit_value


def date_written(found: Found) -> Meaning | None:
    """``ngày 19 tháng 12 năm 2023``, ``tháng 12/2023``, ``ngày 19/12``."""
    numbers = [int(form) for form in re.findall(r"\d+", found.words)]
    has_day = found.has(K.NGAY) or not found.has(K.THANG) or found.words[0].isdigit()
    year = numbers.pop() if numbers and numbers[-1] > 999 else None
    if has_day and len(numbers) == 2:
        day, month = numbers
    elif not has_day and len(numbers) == 1:
        day, month = None, numbers[0]
    else:
        return None
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    if year is None:
        year = calendar.near_year(found, month, day)
    written = f"{year:04d}-{month:02d}" if year is not None else f"XXXX-{month:02d}"
    return Meaning(f"{written}-{day:02d}" if day is not None else written)


def day(found: Found) -> Meaning:
    """``hôm nay``, ``hôm qua``, ``sáng nay``, ``chiều qua``, ``ngày mai``."""
    words = found.words
    shift = -1 if words.endswith("qua") else 1 if words.endswith("mai") else 0
    part = {"sang": "MO", "trua": "NO", "chieu": "AF", "toi": "EV", "dem": "NI"}.get(
        words.split()[0], ""
    )
    anchor = found.context.anchor
    return day_value(anchor + timedelta(days=shift) if anchor else None, part)


_UNITS = {"tuan": "W", "thang": "M", "nam": "Y"}


def unit(found: Found) -> Meaning | None:
    """``tuần trước``, ``tháng này``, ``năm ngoái``, ``năm sau``."""
    name, which = found.words.split()[0], found.words.split()[-1]
    shift = -1 if which in ("truoc", "qua", "ngoai") else 1 if which in ("sau", "toi") else 0
    anchor = found.context.anchor
    code = _UNITS[name]
    return Meaning(unit_value(anchor, shift, code) if anchor else UNKNOWN[code])


_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5, "nhat": 6}
_WEEKDAY = re.compile(r"thu (hai|ba|tu|nam|sau|bay)\b|chu (nhat)\b")


def weekday(found: Found) -> Meaning | None:
    """``thứ Ba``, ``Chủ nhật``: the last one."""
    match = _WEEKDAY.match(found.tokens.folded, found.start)
    if match is None:
        return None
    number = _WEEKDAYS[match[1] or match[2]]
    anchor = found.context.anchor
    if anchor is None:
        return Meaning(f"XXXX-WXX-{number + 1}", end=match.end())
    ahead = re.compile(r"\s+(?:tuan )?(?:toi|sau)\b").match(found.tokens.folded, match.end())
    days = (number - anchor.weekday()) % 7 if ahead else -((anchor.weekday() - number) % 7)
    return Meaning((anchor + timedelta(days=days)).isoformat(), end=match.end())
