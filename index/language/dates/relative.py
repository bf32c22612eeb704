"""Dates told from another date: today, last Tuesday, two weeks ago, the year's end."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from index.article import Interval
from index.language.dates.amounts import amount, duration_value
from index.language.dates.calendar import month, month_day, part_mod
from index.language.dates.context import Found, Meaning, is_future
from index.language.dates.interval import fiscal_days, interval_of
from index.language.dates.kinds import CLASSES, K
from index.language.model import TimexType

_UNKNOWN_DAY = "XXXX-XX-XX"


def day_value(day: date | None, part: str = "") -> Meaning:
    """A day, or the part of it that the code ``part`` names."""
    value = day.isoformat() if day else _UNKNOWN_DAY
    return Meaning(f"{value}T{part}", TimexType.TIME) if part else Meaning(value)


# ---------------------------------------------------------------- days


def day_word(found: Found) -> Meaning:
    """``yesterday``, ``tonight``, ``late Tuesday``'s kin: ``early today``, ``tomorrow night``."""
    shift = found.number((K.DAY_WORD,)) or 0
    if found.has(K.BEFORE):
        shift -= 1
    elif found.has(K.AFTER):
        shift += 1
    part = found.code((K.DAY_PART,)) or ("NI" if "tonight" in found.words else "")
    anchor = found.context.anchor
    meaning = day_value(anchor + timedelta(days=shift) if anchor else None, part)
    return Meaning(meaning.value, meaning.type, part_mod(found))


def this_part(found: Found) -> Meaning:
    """``this morning``, ``last night``, ``early this evening``."""
    anchor = found.context.anchor
    shift = -1 if found.has(K.LAST) else 0
    meaning = day_value(
        anchor + timedelta(days=shift) if anchor else None, found.code((K.DAY_PART,))
    )
    return Meaning(meaning.value, meaning.type, part_mod(found))


def same_day(found: Found) -> Meaning | None:
    """``that day``, ``the following day``, ``the day before``: told from the last date."""
    base = found.context.last
    if found.code((K.UNIT,)) not in ("", "D") or not base.is_day or base.begin is None:
        return None
    shift = 1 if found.has(K.FOLLOWING, K.NEXT, K.AFTER) else 0
    shift = -1 if found.has(K.PREVIOUS, K.BEFORE) else shift
    return day_value(base.begin + timedelta(days=shift), found.code((K.DAY_PART,)))


def weekday(found: Found) -> Meaning | None:
    """``Tuesday``, ``last Friday night``, ``next Monday``: the last unless the tense says next."""
    number = found.number("ANY_WEEKDAY")
    if number is None:
        return None
    part, anchor = found.code((K.DAY_PART,)), found.context.anchor
    if anchor is None:
        value = f"XXXX-WXX-{number + 1}"
        return Meaning(
            f"{value}T{part}" if part else value, TimexType.TIME if part else TimexType.DATE
        )
    back, ahead = (anchor.weekday() - number) % 7, (number - anchor.weekday()) % 7
    begin = _begin_of_range(found)
    if begin is not None:
        day = begin + timedelta(days=(number - begin.weekday()) % 7)
    elif found.has(K.LAST, K.PREVIOUS, K.PAST):
        day = anchor - timedelta(days=back or 7)
    elif found.has(K.NEXT, K.FOLLOWING, K.COMING):
        day = anchor + timedelta(days=ahead or 7)
    elif found.has(K.THIS) or is_future(found):
        day = anchor + timedelta(days=ahead)
    else:
        day = anchor - timedelta(days=back)
    meaning = day_value(day, part)
    return Meaning(meaning.value, meaning.type, part_mod(found))


_RANGE_BEGINS = re.compile(
    r"(?:day\s(?:to|through|thru|until|till)\s|day\s?-\s?|\bbetween\s[a-z]{3,6}day\sand\s)\Z"
)


def _begin_of_range(found: Found) -> date | None:
    """The day from which on ``from Thursday to Sunday`` reaches to the weekday."""
    last = found.context.last
    told = last.is_day and found.spoken_of(_RANGE_REACH)
    return last.begin if told and _RANGE_BEGINS.search(found.before(30)) else None


_RANGE_REACH = 12  # code points


def weekdays_ago(found: Found) -> Meaning | None:
    """``three Fridays ago``."""
    number, count, anchor = found.number((K.WEEKDAYS,)), amount(found), found.context.anchor
    if number is None or anchor is None or not count.isdigit() or not 0 < int(count) < _MOST_WEEKS:
        return None
    last = anchor - timedelta(days=(anchor.weekday() - number) % 7 or 7)
    return day_value(last - timedelta(weeks=int(count) - 1))


_MOST_WEEKS = 500


def weekday_of_week(found: Found) -> Meaning | None:
    """``Monday of last week``."""
    number, anchor = found.number("ANY_WEEKDAY"), found.context.anchor
    if number is None or found.code((K.UNIT,)) != "W" or anchor is None:
        return None
    week = found.has(K.NEXT, K.COMING) - found.has(K.LAST, K.PREVIOUS, K.PAST)
    return day_value(anchor + timedelta(days=number - anchor.weekday(), weeks=week))


def weekday_the(found: Found) -> Meaning | None:
    """``Friday the 13th``, ``the Friday-the-13th plunge``: the nearest such day that is past."""
    number, day = found.number("ANY_WEEKDAY"), found.number((K.ORDINAL_NUMBER,))
    anchor = found.context.anchor
    if number is None or day is None or anchor is None:
        return None
    ahead = is_future(found)
    for shift in range(_MONTHS_TO_LOOK):
        begin = anchor.replace(day=1) + relativedelta(months=shift if ahead else -shift)
        if not 1 <= day <= monthrange(begin.year, begin.month)[1]:
            continue
        candidate = begin.replace(day=day)
        passed = candidate <= anchor
        if candidate.weekday() == number and (passed != ahead or candidate == anchor):
            return day_value(candidate)
    return None


_MONTHS_TO_LOOK = 24


# ---------------------------------------------------------------- weeks, months, years


def unit_value(anchor: date, shift: int, unit: str) -> str:
    """The value of the week, month, … that lies ``shift`` units from that of ``anchor``."""
    if unit == "Y":
        return f"{anchor.year + shift:04d}"
    if unit == "M":
        return f"{anchor + relativedelta(months=shift):%Y-%m}"
    if unit in ("W", "WE", "FO"):
        day = anchor + timedelta(weeks=shift * (2 if unit == "FO" else 1))
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02d}" + ("-WE" if unit == "WE" else "")
    if unit == "Q":
        quarters = anchor.year * 4 + (anchor.month - 1) // 3 + shift
        return f"{quarters // 4:04d}-Q{quarters % 4 + 1}"
    if unit == "DE":
        return f"{anchor.year // 10 + shift:03d}X"
    if unit == "CE":
        return f"{anchor.year // 100 + shift:02d}XX"
    return (anchor + timedelta(days=shift)).isoformat()


def unit_but_one(found: Found) -> Meaning | None:
    """``the year before last``, ``the week after next``."""
    unit, anchor = found.code((K.UNIT,)), found.context.anchor
    if unit not in ("Y", "M", "W", "WE") or anchor is None:
        return None
    return Meaning(unit_value(anchor, 2 if found.has(K.NEXT) else -2, unit))


UNKNOWN = {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "Q": "XXXX-QX"}


_HOW_LONG = re.compile(r"\b(?:over|within|during|for|throughout|in|of)\s+$")
_LONG_ENOUGH = ("Y", "M", "W", "DE", "CE")


def near_unit(found: Found) -> Meaning | None:
    """``last year``, ``this week``, ``the following month``, ``the current quarter``.

    "The last year" and "the next month" after "over" or "in" are how long.
    """
    unit = "Q" if found.has(K.QUARTER) else found.code((K.UNIT,))
    if unit in ("TH", "TM", ""):
        return None
    if unit == "D" and (found.before(4).endswith("to ") or found.words == "the last day"):
        return None
    shift = 0
    if found.has(K.LAST, K.PREVIOUS, K.PAST):
        shift = -1
    elif found.has(K.NEXT, K.FOLLOWING, K.COMING):
        shift = 1
    stretch = found.has(K.THE) and found.has(K.LAST, K.NEXT) and unit in _LONG_ENOUGH
    stretch = stretch and "latest" not in found.words
    if (found.has(K.PAST) and not found.has(K.THIS)) or (
        stretch and not found.has(K.FISCAL) and _HOW_LONG.search(found.before(12))
    ):
        return Meaning(duration_value("1", unit), TimexType.DURATION)
    anchor = found.context.anchor
    if found.has(K.PREVIOUS, K.FOLLOWING, K.SAME, K.THAT):
        anchor = _told_as_finely(found.context.last, unit) or anchor
    mod = part_mod(found)
    if anchor is None:
        return Meaning(UNKNOWN.get(unit, _UNKNOWN_DAY), mod=mod)
    if unit == "Q" and "latest" in found.words and _QUARTER.fullmatch(found.spoken_of()):
        return Meaning(found.spoken_of())
    if unit == "WE" and shift == 0 and anchor.weekday() < 3 and not is_future(found):
        shift = -1
    return _so_far(found, anchor, unit_value(anchor, shift, unit), mod)


def _so_far(found: Found, anchor: date, value: str, mod: str) -> Meaning:
    """``earlier this year`` ends, ``later this year`` begins with the day itself."""
    days = interval_of(value)
    inside = days.begin is not None and days.end is not None and days.begin <= anchor <= days.end
    if found.has(K.FISCAL) and not mod and (fiscal := fiscal_days(value)):
        return Meaning(value, interval=fiscal)
    if found.has(K.EARLIER):
        return Meaning(
            value, mod="START", interval=Interval(days.begin, anchor) if inside else None
        )
    if found.has(K.LATER):
        return Meaning(value, mod="END", interval=Interval(anchor, days.end) if inside else None)
    return Meaning(value, mod=mod)


_DAYS_IN = {"D": 1, "WE": 2, "W": 7, "FO": 14, "M": 31, "Q": 92, "Y": 366}


def _told_as_finely(last: Interval, unit: str) -> date | None:
    """Where ``last`` begins, unless it is longer than ``unit``: no month is told from a year."""
    if last.begin is None or last.end is None:
        return None
    return last.begin if (last.end - last.begin).days < _DAYS_IN.get(unit, 36_600) else None


_QUARTER = re.compile(r"\d{4}-Q\d")


def the_unit(found: Found) -> Meaning | None:
    """``in the quarter``, ``for the year``: the one spoken of, else the present one."""
    unit = "Q" if found.has(K.QUARTER) else found.code((K.UNIT,))
    start = found.tokens.spans[found.places((K.THE, K.THAT))[0]][0]
    anchor = found.context.anchor
    if unit == "Q":
        if _QUARTER.fullmatch(found.context.last_value):
            return Meaning(found.context.last_value, start=start)
        return Meaning(unit_value(anchor, -1, "Q"), start=start) if anchor else None
    if unit not in ("Y", "M", "W", "WE", "DE") or anchor is None:
        return None
    shift = -1 if unit == "WE" and anchor.weekday() < 5 and not is_future(found) else 0
    return Meaning(unit_value(anchor, shift, unit), start=start)


_AT_MOST = 5  # tokens in "Sept. 30, 1989"
_IN_A_DAY = CLASSES["ANY_MONTH"] | CLASSES["DAY"] | {K.DOT, K.COMMA, K.YEAR}


def unit_that_ended(found: Found) -> Meaning | None:
    """``the quarter`` in "the quarter ended Sept. 30": the one that holds the day."""
    unit = "Q" if found.has(K.QUARTER) else found.code((K.UNIT,))
    tokens, first = found.tokens, found.last + 1
    if unit not in ("Q", "Y", "M", "W") or found.word(found.last) not in ("ended", "ending"):
        return None
    last = first
    while last < first + _AT_MOST and tokens.kinds[last : last + 1] in _IN_A_DAY:
        last += 1
    meaning = month_day(Found(tokens, first, last, found.context))
    day = interval_of(meaning.value).begin if meaning else None
    return Meaning(unit_value(day, 0, unit)) if day else None


def month_of_name(found: Found) -> Meaning | None:
    """``the month of October``."""
    if found.code((K.UNIT,)) != "M":
        return None
    return month(Found(found.tokens, found.last - 1, found.last, found.context))


def the_weekend(found: Found) -> Meaning | None:
    """``the weekend``, ``that weekend``."""
    return the_unit(found) if found.code((K.UNIT,)) == "WE" else None


def unit_end(found: Found) -> Meaning | None:
    """``year-end``, ``the end of the month``, ``early next year``'s kin with *of*."""
    unit = "Q" if found.has(K.QUARTER) else found.code((K.UNIT,))
    anchor = found.context.anchor
    shift = -1 if found.has(K.LAST, K.PREVIOUS) else 1 if found.has(K.NEXT, K.COMING) else 0
    mod = part_mod(found) or "END"
    if unit == "Y" and (year := found.number((K.YEAR,))) is not None:
        return Meaning(str(year), mod=mod)
    if not found.has(K.HYPHEN, K.POSSESSIVE, K.OF) and unit not in ("Y", "M", "Q"):
        return None
    if unit == "D" and not found.before(4).endswith("by "):
        return None  # "at the end of the day": after all
    if anchor is None:
        return Meaning(UNKNOWN.get(unit, _UNKNOWN_DAY), mod=mod)
    return Meaning(unit_value(anchor, shift, unit), mod=mod)


# ---------------------------------------------------------------- references


def present(found: Found) -> Meaning:
    """``now``, ``currently``, ``at present``."""
    return Meaning("PRESENT_REF")


def these_days(found: Found) -> Meaning | None:
    """``these days``."""
    return Meaning("PRESENT_REF") if found.words == "these days" else None


_RECENT_DAYS = {"D": 7, "W": 30, "M": 183, "Y": 5 * 366, "DE": 30 * 366}


def past(found: Found) -> Meaning | None:
    """``recently``, ``the past``; ``recent years`` has days too: how far back one would look."""
    if found.words == "recently" and found.before(3).endswith("as "):
        return None  # "as recently as six months ago"
    anchor, unit = found.context.anchor, found.code((K.UNITS,))
    if anchor is None or unit not in _RECENT_DAYS:
        return Meaning("PAST_REF")
    begin = anchor - timedelta(days=_RECENT_DAYS[unit])
    return Meaning("PAST_REF", interval=Interval(begin, anchor), looked_back_to=False)


def future(found: Found) -> Meaning | None:
    """``the future``, ``the near future``."""
    places = found.places((K.OTHER,))
    if places and found.word(places[0]) not in ("near", "foreseeable", "immediate", "distant"):
        return None
    return Meaning("FUTURE_REF")
