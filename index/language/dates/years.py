"""Seasons, quarters, halves, years, decades and centuries."""

from __future__ import annotations

import re
from datetime import date

from dateutil.relativedelta import relativedelta

from index.article import Interval
from index.language.dates.calendar import part_mod, said_year
from index.language.dates.context import Found, Meaning, is_future
from index.language.dates.kinds import K
from index.language.dates.tokens import EARLIEST_YEAR, LATEST_YEAR

_SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def season(found: Found) -> Meaning | None:
    """``last summer``, ``the winter of 2010``, ``spring 1998``."""
    code, year = found.code((K.SEASON,)), said_year(found)
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
    year = said_year(found)
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
    number = said_year(found)
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
    number, month_number = said_year(found), found.number("ANY_MONTH")
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
    number = said_year(found)
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
    if found.code((K.UNIT,)) != "CE" or number is None or not 1 <= number <= 30:
        return None
    return Meaning(f"{number - 1:02d}", mod=part_mod(found))
