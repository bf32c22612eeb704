"""Days of the Islamic calendar and of Nepal's Bikram Sambat, as days of ours.

Both are read with care: the Islamic month begins when the moon is seen and the
Nepalese months change their lengths from year to year, so a day is known to
within one, which its interval says.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from index.article import Interval
from index.language.dates.context import Found, Meaning
from index.language.dates.kinds import K

_SECOND_OF_ITS_NAME = re.compile(
    r"(?:rabi|rabiul|jumada|jamadi|jumadil)\W{0,2}(?:(?:al|ul|us|ath|uth|as)\W{0,2})?"
    r"(?P<which>awwal|ula|thani|sani|akhir|akhira|thaniyah?)\b"
)
_DHU = re.compile(r"dhul?\W{0,2}(?:al\W{0,2})?(?P<which>hijja?h?|qi?'?a?'?dah?)\b")
_YEAR_BEHIND = re.compile(r",?\s{1,3}(\d{4})\b(?:\s?(?:a\.?h\b\.?|h\b|b\.?s\b\.?))?")
_BIKRAM_STARTS = (
    (4, 14), (5, 15), (6, 15), (7, 17), (8, 17), (9, 17),
    (10, 18), (11, 17), (12, 16), (1, 15), (2, 13), (3, 14),
)  # fmt: skip
# Also the names of people and ordinary words: believed only with a year.
_NAMES_TOO = frozenset(
    {"safar", "rabi", "rajab", "dhu", "kartik", "ashwin", "magh", "asar", "chait"}
)


def other_month_date(found: Found) -> Meaning | None:
    """``15 Ramadan 1445``, ``Poush 3, 2080``, ``10 Muharram``."""
    place = found.places((K.OTHER_MONTH,))[0]
    month, end = _month(found, place)
    end = max(end, found.end)
    years, days = found.places((K.YEAR,)), found.places("DAY")
    year = int(found.tokens.values[years[0]]) if years else None
    if year is None and (behind := _YEAR_BEHIND.match(found.tokens.folded, end)):
        year, end = int(behind[1]), behind.end()
    if month == "" or not days or (year is None and found.word(place) in _NAMES_TOO):
        return None
    day = int(found.tokens.values[days[0]])
    if not 1 <= day <= 32:
        return None
    ours = _day(found.context.anchor, year, month, day)
    if ours is None:
        return None
    about = Interval(ours - timedelta(days=1), ours + timedelta(days=1))
    return Meaning(ours.isoformat(), mod="APPROX", interval=about, end=end)


def _month(found: Found, place: int) -> tuple[str, int]:
    """The month's code, and where its name ends."""
    start, end = found.tokens.spans[place]
    code = str(found.tokens.values[place])
    folded = found.tokens.folded
    if found.word(place) in ("dhu", "dhul"):
        match = _DHU.match(folded, start)
        if match is None:
            return "", end
        return ("H12" if match["which"].startswith("h") else "H11"), match.end()
    if match := _SECOND_OF_ITS_NAME.match(folded, start):
        first = match["which"] in ("awwal", "ula")
        return code if first else f"H{int(code[1:]) + 1}", match.end()
    return code, end


def _day(anchor: date | None, year: int | None, month: str, day: int) -> date | None:
    day_in = _islamic_day if month[0] == "H" else _nepalese_day
    number = int(month[1:])
    if year is not None:
        plausible = 1200 <= year <= 1600 if month[0] == "H" else 1900 <= year <= 2200
        return day_in(year, number, day) if plausible else None
    if anchor is None:
        return None
    near = (anchor.year - 622) * 33 // 32 if month[0] == "H" else anchor.year + 57
    days = [day_in(near + shift, number, day) for shift in (-1, 0, 1)]
    return min(days, key=lambda other: abs((other - anchor).days))


_DAY_BEFORE_YEAR_1 = 227_014


def _islamic_day(year: int, month: int, day: int) -> date:
    """By the tabular calendar (30-year cycle, civil epoch 16 July 622)."""
    leap_days = (11 * year + 3) // 30
    day_of_year = 30 * (month - 1) - (month - 1) // 2 + day
    return date.fromordinal(_DAY_BEFORE_YEAR_1 + 354 * (year - 1) + leap_days + day_of_year)


def _nepalese_day(year: int, month: int, day: int) -> date:
    start_month, start_day = _BIKRAM_STARTS[month - 1]
    start = date(year - 57 + (month >= 10), start_month, start_day)
    return start + timedelta(days=day - 1)
