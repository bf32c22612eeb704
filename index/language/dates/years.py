"""Seasons, quarters, halves, years, decades and centuries."""

from __future__ import annotations

import re
from datetime import date

from dateutil.relativedelta import relativedelta

from index.article import Interval
from index.language.dates.calendar import part_mod, said_year
from index.language.dates.context import Found, Meaning, is_future
from index.language.dates.interval import fiscal_days
from index.language.dates.kinds import K
from index.language.dates.tokens import EARLIEST_YEAR, LATEST_YEAR

_NO_SEASON = re.compile(r"\s+(?:of|in|from|to)\b")  # "the fall of", "a fall in"
_SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def season(found: Found) -> Meaning | None:
    """``last summer``, ``the winter of 2010``, ``spring 1998``."""
    code, year = found.code((K.SEASON,)), said_year(found)
    if found.words in ("fall", "the fall") and _NO_SEASON.match(found.behind(8)):
        return None
    anchor = found.context.anchor
    if year is None and found.has(K.THAT) and found.context.last.begin is not None:
        year = found.context.last.begin.year
    if year is None and anchor is not None and found.code((K.UNIT,)) == "Y":
        year = anchor.year - found.has(K.LAST) + found.has(K.NEXT)
    elif year is None and anchor is not None:
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


_SPOKEN_QUARTER = re.compile(r"\d{4}-(Q[1-4])")


def quarter_in_year(found: Found) -> Meaning | None:
    """``the 1988 quarter``: the one spoken of, else the last that is over, of that year."""
    spoken_of = _SPOKEN_QUARTER.fullmatch(found.spoken_of())
    anchor = found.context.anchor
    if spoken_of:
        code = spoken_of[1]
    elif anchor is not None:
        code = f"Q{(anchor.month - 4) // 3 % 4 + 1}"
    else:
        code = "QX"
    return Meaning(f"{said_year(found)}-{code}", looked_back_to=False)


def last_quarter(found: Found) -> Meaning | None:
    """``the final quarter of 1989``; the opening one is the first."""
    opening = "opening" in found.words or "initial" in found.words
    behind = Found(found.tokens, found.places((K.QUARTER,))[0], found.last, found.context)
    return _part_of_year(behind, "Q1", 1) if opening else _part_of_year(behind, "Q4", 10)


def half(found: Found) -> Meaning | None:
    """``the first half of 2023``; halves of anything else are no date."""
    number = 2 if found.has(K.SECOND) else found.number("ORDINAL")
    if number not in (1, 2):
        return None
    return _part_of_year(found, f"H{number}", 6 * number - 5)


_BUSINESS = re.compile(
    r"\b(?:profits?|sales|earn(?:s|ed|ings)|revenues?|net (?:income|loss)|quarters?|econom\w{1,4}"
    r"|gdp|percent|per cent|orders|output|exports?|imports?|inflation|growth|results|fiscal|year"
    r"|shipments|deliveries|investments?|losses|demand|prices)\b|%"
)


def _is_of_business(found: Found) -> bool:
    return bool(_BUSINESS.search(f"{found.before(150)} {found.behind(100)}"))


def business_half(found: Found) -> Meaning | None:
    """``the first half`` where business is spoken of; elsewhere it may be a game's."""
    return half(found) if _is_of_business(found) else None


def part_code(found: Found) -> Meaning | None:
    """``Q3 2023``, ``2H``, ``Q1 FY2024``: alone only where business is spoken of."""
    code = found.code((K.PART_CODE,))
    if code in ("H3", "H4"):
        return None
    if said_year(found) is None and not _BUSINESS.search(
        f"{found.before(150)} {found.behind(100)}"
    ):
        return None
    number, months = int(code[1]), 3 if code[0] == "Q" else 6
    return _part_of_year(found, code, months * (number - 1) + 1)


def _part_of_year(found: Found, code: str, first_month: int) -> Meaning:
    year = said_year(found)
    anchor = found.context.anchor
    if year is None and anchor is not None:
        year = anchor.year
        if found.has(K.LAST, K.PREVIOUS):
            year -= 1
        elif found.has(K.NEXT):
            year += 1
        elif found.has(K.PAST, K.EARLIER, K.AGO) or (
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


_NUMBERED = re.compile(
    r"\b(?:nearly|almost|some|only|(?:more|fewer) than|no\.?|number|room|flight|route"
    r"|highway|page|section|chapter|form|line|lot|suite|channel)\s$"
)


def year_of_number(found: Found) -> Meaning | None:
    """``the year 2000``, ``the year two thousand``."""
    number = said_year(found)
    if number is None and found.code((K.SCALE,)) == "1000":
        number = 1000 * (found.number((K.NUMBER_WORD,)) or 0)
    if found.code((K.UNIT,)) != "Y" or number is None:
        return None
    return Meaning(str(number)) if EARLIEST_YEAR <= number <= LATEST_YEAR else None


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
    if _NUMBERED.search(before) or (before.endswith("/") and behind.startswith("/")):
        return None
    return Meaning(str(number), mod=part_mod(found))


def year_in_words(found: Found) -> Meaning | None:
    """``nineteen ninety-six``, ``two thousand and three``."""
    numbers = [int(found.tokens.values[p]) for p in found.places((K.NUMBER_WORD,))]
    if found.has(K.SCALE):
        hundreds = numbers[0] * 10 if found.code((K.SCALE,)) == "1000" else 0
    else:
        hundreds = numbers[0]
    rest = numbers[1:]
    if found.tokens.folded.startswith("-", found.end):
        return None
    if hundreds not in (18, 19, 20) or (len(rest) == 2 and not (rest[0] >= 20 and rest[1] < 10)):
        return None
    if not 1 <= sum(rest) <= 99 or (rest[0] < 10 and not found.has(K.SCALE)):
        return None
    return Meaning(str(hundreds * 100 + sum(rest)), mod=part_mod(found))


def short_year(found: Found) -> Meaning | None:
    """``in '87``."""
    number = said_year(found)
    return Meaning(str(number)) if number is not None else None


def year_range(found: Found) -> Meaning | None:
    """``1998-99``, ``2016–2020``, ``the 2023/24 school year``."""
    places = found.places("YEAR_OR_TWO_DIGITS")
    first = int(found.tokens.values[places[0]])
    last_form = found.word(places[-1])
    last = int(last_form) if len(last_form) == 4 else first // 100 * 100 + int(last_form)
    if len(last_form) not in (2, 4) or not first < last <= first + 100:
        return None
    if found.has(K.SLASH) and last != first + 1:
        return None
    inside = None
    if found.has(K.FISCAL) and "calendar" not in found.words:
        month = 8 if "school" in found.words or "academic" in found.words else 4
        inside = Interval(date(first, month, 1), date(last, 7, 31))
    return Meaning(f"{first}/{last}", interval=inside)


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
    """``fiscal 2024``, ``FY24``: the year that names it, and the days it can lie in."""
    number = said_year(found)
    if number is None and found.words.startswith("fy"):
        number = 2000 + (found.number("TWO_DIGITS") or 0)
    if number is None:
        return None
    value = str(number)
    return Meaning(value, interval=None if "calendar" in found.words else fiscal_days(value))


def decade(found: Found) -> Meaning | None:
    """``the 1990s``, ``the early '80s``, ``the late sixties``."""
    value = found.tokens.values[found.places((K.DECADE,))[0]]
    digits = "".join(filter(str.isdigit, str(value)))
    if isinstance(value, int) or digits == str(value):
        said = found.number((K.NUMBER_WORD,))
        if said is None and not found.has(K.THE) and not part_mod(found):
            return None
        if said not in (None, 18, 19, 20):
            return None
        code = f"{said or 19}{int(value)}X"
    elif len(digits) == 4:
        if not EARLIEST_YEAR <= int(digits) <= LATEST_YEAR:
            return None
        code = f"{digits[:2]}XX" if digits in ("1700", "1800", "1900") else f"{digits[:3]}X"
    elif len(digits) == 2 and ("'" in str(value) or found.has(K.THE) or part_mod(found)):
        code = ("20" if digits[0] in "01" else "19") + f"{digits[0]}X"
    else:
        return None
    return Meaning(code, mod=part_mod(found))


def century(found: Found) -> Meaning | None:
    """``the 19th century``, ``the early twentieth century``."""
    number = 2 if found.has(K.SECOND) else found.number("ORDINAL")
    if number is not None and (tens := found.number((K.NUMBER_WORD,))):
        number = tens + number if tens == 20 and number < 10 else None
    if found.code((K.UNIT,)) != "CE" or number is None or not 1 <= number <= 30:
        return None
    return Meaning(f"{number - 1:02d}XX", mod=part_mod(found))
