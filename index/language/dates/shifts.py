"""Dates a number of units before or after another: two weeks ago, a year earlier."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from index.language.dates.amounts import amount, amount_mod, duration_value
from index.language.dates.context import Found, Meaning
from index.language.dates.kinds import K
from index.language.dates.relative import day_word, unit_value, weekday
from index.language.model import TimexType

_PART_OF_YEAR = re.compile(r"(\d{4})-(Q\d|H\d|\d\d)")
_SAME_SENTENCE = 200  # code points
_LONGEST = 9000  # units


def ago(found: Found) -> Meaning | None:
    """``two years ago``, ``a week earlier``, ``three months from now``, ``years later``.

    "Earlier" and "later" count from the date last spoken of. A year earlier than
    a quarter, half or month is that quarter, half or month of the year before.
    """
    forward = found.has(K.LATER, K.FROM, K.NOW)
    count, unit, mod = _count(found), _unit(found), amount_mod(found)
    from_text = found.has(K.EARLIER, K.LATER) and "hence" not in found.words
    exact = count.replace(".", "").isdigit()
    if from_text and (not exact or _THAN.match(found.behind(6)) or unit in ("TH", "TM", "TS")):
        return Meaning(duration_value(count, unit), TimexType.DURATION, mod)
    if not exact:
        return Meaning("FUTURE_REF" if forward else "PAST_REF")
    sign = 1 if forward else -1
    if unit == "Y" and count == "1" and not mod:
        near = found.spoken_of() if from_text else found.spoken_of(_SAME_SENTENCE)
        if _OTHER_MONTHS.search(found.before(200)):
            near = ""
        part = years_from(near, sign)
        if part and (from_text or part[-2] in "QH"):
            return Meaning(part, looked_back_to=False)
    anchor, last = found.context.anchor, found.context.last
    coarse = forward and unit in ("Y", "M", "Q", "DE", "CE")
    if from_text and last.begin is not None and (last.is_day or coarse):
        anchor = last.begin
    elif from_text and forward:
        return Meaning(duration_value(count, unit), TimexType.DURATION, mod)
    if anchor is None:
        return Meaning("FUTURE_REF" if forward else "PAST_REF", mod=mod)
    return _shifted(found, anchor, float(count) * sign, unit, mod)


def ago_near(found: Found) -> Meaning | None:
    """``ten years ago today``, ``a week ago Friday``, ``five years ago this month``."""
    count, anchor = amount(found) or "1", found.context.anchor
    if anchor is None or not count.isdigit() or not int(count) < anchor.year:
        return None
    counted = str(found.tokens.values[found.places("ANY_UNIT")[0]])
    if counted == "W" and (number := found.number((K.WEEKDAY,))) is not None:
        back = timedelta(days=(anchor.weekday() - number) % 7, weeks=int(count))
        return Meaning((anchor - back).isoformat())
    if counted != "Y":
        return None
    near = found.places((K.AGO,))[0] + 1
    part = Found(found.tokens, near, found.last, found.context)
    then = anchor - relativedelta(years=int(count))
    if part.has(K.DAY_WORD, K.WEEKDAY):
        day = day_word(part) if part.has(K.DAY_WORD) else weekday(part)
        days = day.value[: len("2023-12-19")] if day else ""
        return Meaning(f"{int(days[:4]) - int(count):04d}{days[4:]}") if days else None
    unit = part.code((K.UNIT,))
    shift = part.has(K.NEXT) - part.has(K.LAST)
    return Meaning(unit_value(then, shift, unit)) if unit in ("W", "M", "WE") else None


_THAN = re.compile(r"\s+than\b")
# "In the nine months it earned more than a year earlier": not the quarter of before.
_OTHER_MONTHS = re.compile(r"\b(?:six|nine|twelve|6|9|12)[\s-]months?\b(?!.*\bquarter)", re.DOTALL)
_HALVES = {"Y": (6, "M"), "DE": (5, "Y"), "CE": (50, "Y"), "M": (2, "W"), "TH": (0, "D")}


def half_ago(found: Found) -> Meaning | None:
    """``half a century ago``."""
    count, unit = _HALVES.get(_unit(found), (0, ""))
    anchor = found.context.anchor
    if not unit or anchor is None:
        return None
    return _shifted(found, anchor, -count if found.has(K.AGO, K.EARLIER) else count, unit, "")


def years_from(value: str, years: int) -> str:
    """The quarter, half or month ``years`` after that of ``value``; empty for other values."""
    part = _PART_OF_YEAR.fullmatch(value)
    return f"{int(part[1]) + years:04d}-{part[2]}" if part else ""


def _count(found: Found) -> str:
    if count := amount(found):
        return count
    return "1" if found.has(K.UNIT, K.QUARTER) else "X"


def _unit(found: Found) -> str:
    unit = str(found.tokens.values[found.places("ANY_UNIT")[-1]])
    return "Q" if unit == "quarter" else unit


def year_ago(found: Found) -> Meaning | None:
    """``year-earlier``, ``the year-ago quarter``, ``the year-earlier third quarter``."""
    anchor = found.context.anchor
    if found.code((K.UNIT,)) != "Y":
        return ago(found) if not found.has(K.QUARTER) else None
    number = found.number("ORDINAL")
    if number is not None:
        return _quarter_last_year(anchor, number)
    part = years_from(found.spoken_of(), -1)
    if part and ("Q" in part or not found.has(K.QUARTER)):
        return Meaning(part, looked_back_to=False)
    if anchor is None:
        return Meaning("PAST_REF", looked_back_to=False)
    value = unit_value(anchor, -5, "Q") if found.has(K.QUARTER) else unit_value(anchor, -1, "Y")
    return Meaning(value, looked_back_to=False)


def _quarter_last_year(anchor: date | None, number: int) -> Meaning | None:
    if not 1 <= number <= 4:
        return None
    year = f"{anchor.year - 1:04d}" if anchor else "XXXX"
    return Meaning(f"{year}-Q{number}", looked_back_to=False)


def same_quarter_last_year(found: Found) -> Meaning | None:
    """``the same quarter last year``, ``the same quarter a year ago``."""
    if found.code((K.UNIT,)) != "Y":
        return None
    spoken_of, anchor = found.spoken_of(), found.context.anchor
    if "Q" in spoken_of and (part := years_from(spoken_of, -1)):
        return Meaning(part, looked_back_to=False)
    return Meaning(unit_value(anchor, -5, "Q"), looked_back_to=False) if anchor else None


_AT_ITS_END = re.compile(r"\s*(?:[.,;:)\"\n]|$|(?:and|but|or|when|as|at|in|on|by|to)\b)")


def before_or_after(found: Found) -> Meaning | None:
    """``the day before``, ``a week after`` with nothing behind them: counted from the last date."""
    last = found.context.last
    if last.begin is None or not _AT_ITS_END.match(found.tokens.folded, found.end):
        return None
    count, unit = _count(found), _unit(found)
    if not count.isdigit() or (unit == "D" and not last.is_day):
        return None
    sign = 1 if found.has(K.AFTER) else -1
    if unit == "Y" and (part := years_from(found.spoken_of(), int(count) * sign)):
        return Meaning(part, looked_back_to=False)
    return _shifted(found, last.begin, float(count) * sign, unit, amount_mod(found))


def _shifted(found: Found, anchor: date, count: float, unit: str, mod: str) -> Meaning | None:
    whole = int(count)
    if unit in ("TH", "TM", "TS"):
        return Meaning(anchor.isoformat(), mod=mod)
    if unit == "Y" and whole != count:
        return Meaning(unit_value(anchor, round(count * 12), "M"), mod=mod)
    if abs(whole) > (anchor.year - 100 if unit == "Y" else _LONGEST):
        return None
    if unit == "Y" and found.has(K.EXACTLY) and "exactly" in found.words:
        return Meaning(unit_value(anchor, 12 * whole, "M"), mod=mod)
    if unit == "DE":
        return Meaning(unit_value(anchor, 10 * whole, "Y"), mod=mod)
    if unit == "CE":
        return (
            Meaning(unit_value(anchor, 100 * whole, "Y"), mod=mod)
            if anchor.year + 100 * whole > 0
            else None
        )
    return Meaning(unit_value(anchor, whole, unit), mod=mod)
