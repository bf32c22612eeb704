"""Holidays whose day a rule tells: fixed, by weekday, or by Easter."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import MO, SU, TH, relativedelta

from index.language.dates.context import Found, Meaning, is_future
from index.language.dates.kinds import K
from index.language.dates.tokens import EARLIEST_YEAR, LATEST_YEAR


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _moving(month: int, weekday: relativedelta, days: int = 0) -> Callable[[int], date]:
    return lambda year: date(year, month, 1) + weekday + timedelta(days=days)


_HOLIDAYS: tuple[tuple[re.Pattern[str], Callable[[int], date]], ...] = tuple(
    (re.compile(written + r"\b"), day)
    for written, day in (
        (r"christmas eve", _fixed(12, 24)),
        (r"christmas(?: day)?", _fixed(12, 25)),
        (r"boxing day", _fixed(12, 26)),
        (r"new year'?s eve", _fixed(12, 31)),
        (r"new year'?s(?: day)?", _fixed(1, 1)),
        (r"valentine'?s(?: day)?", _fixed(2, 14)),
        (r"halloween", _fixed(10, 31)),
        (r"independence day", _fixed(7, 4)),
        (r"bastille day", _fixed(7, 14)),
        (r"(?:veterans|armistice) day", _fixed(11, 11)),
        (r"martin luther king(?:,? jr\.?)? day", _moving(1, relativedelta(weekday=MO(3)))),
        (r"presidents'? day", _moving(2, relativedelta(weekday=MO(3)))),
        (r"mother'?s day", _moving(5, relativedelta(weekday=SU(2)))),
        (r"memorial day", _moving(6, relativedelta(days=-1, weekday=MO(-1)))),
        (r"father'?s day", _moving(6, relativedelta(weekday=SU(3)))),
        (r"labou?r day", _moving(9, relativedelta(weekday=MO(1)))),
        (r"columbus day", _moving(10, relativedelta(weekday=MO(2)))),
        (r"election day", _moving(11, relativedelta(weekday=MO(1)), days=1)),
        (r"thanksgiving(?: day)?", _moving(11, relativedelta(weekday=TH(4)))),
        (r"ash wednesday", lambda year: easter(year) - timedelta(days=46)),
        (r"palm sunday", lambda year: easter(year) - timedelta(days=7)),
        (r"good friday", lambda year: easter(year) - timedelta(days=2)),
        (r"easter monday", lambda year: easter(year) + timedelta(days=1)),
        (r"easter(?: sunday)?", easter),
    )
)


def holiday(found: Found) -> Meaning | None:
    """``Christmas Eve``, ``Labor Day 2019``: the nearest one that the tense allows."""
    begin = found.tokens.spans[found.last - 1][0]
    for written, day_in in _HOLIDAYS:
        match = written.match(found.tokens.folded, begin)
        if match is None:
            continue
        number = _year_behind(found, match.end())
        day = day_in(number) if number else _nearest(found, day_in)
        return Meaning(day.isoformat(), end=match.end()) if day else None
    return None


def _year_behind(found: Found, end: int) -> int | None:
    match = re.compile(r",? (?:of )?(\d{4})\b").match(found.tokens.folded, end)
    year_said = int(match[1]) if match else 0
    return year_said if EARLIEST_YEAR <= year_said <= LATEST_YEAR else None


def _nearest(found: Found, day_in: Callable[[int], date]) -> date | None:
    near = found.context.anchor or found.context.near
    if near is None:
        return None
    days = [day_in(near.year + shift) for shift in (-1, 0, 1)]
    if found.has(K.LAST):
        return max(day for day in days if day < near)
    if found.has(K.NEXT):
        return min(day for day in days if day > near)
    best = min(days, key=lambda day: abs((day - near).days))
    if best > near and (best - near).days > 90 and not is_future(found):
        return max(day for day in days if day <= near)
    return best
