"""Dates told from another date: today, last Tuesday, two weeks ago, the year's end."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from index.language.dates.amounts import amount, amount_mod, duration_value
from index.language.dates.calendar import part_mod
from index.language.dates.context import Found, Meaning, is_future
from index.language.dates.kinds import K
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
    if found.has(K.LAST, K.PREVIOUS, K.PAST):
        day = anchor - timedelta(days=back or 7)
    elif found.has(K.NEXT, K.FOLLOWING, K.COMING):
        day = anchor + timedelta(days=ahead or 7)
    elif found.has(K.THIS) or is_future(found):
        day = anchor + timedelta(days=ahead)
    else:
        day = anchor - timedelta(days=back)
    meaning = day_value(day, part)
    return Meaning(meaning.value, meaning.type, part_mod(found))


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
        return f"{anchor.year // 10 + shift:03d}"
    if unit == "CE":
        return f"{anchor.year // 100 + shift:02d}"
    return (anchor + timedelta(days=shift)).isoformat()


UNKNOWN = {"Y": "XXXX", "M": "XXXX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "Q": "XXXX-QX"}


def near_unit(found: Found) -> Meaning | None:
    """``last year``, ``this week``, ``the following month``, ``the current quarter``."""
    unit = "Q" if found.has(K.QUARTER) else found.code((K.UNIT,))
    if unit in ("TH", "TM", ""):
        return None
    shift = 0
    if found.has(K.LAST, K.PREVIOUS, K.PAST):
        shift = -1
    elif found.has(K.NEXT, K.FOLLOWING, K.COMING):
        shift = 1
    if found.has(K.PAST) and not found.has(K.THIS):
        return Meaning(duration_value("1", unit), TimexType.DURATION)
    anchor = found.context.anchor
    if found.has(K.PREVIOUS, K.FOLLOWING, K.SAME, K.THAT) and found.context.last.begin:
        anchor = found.context.last.begin
    mod = part_mod(found) or _half_mod(found)
    if anchor is None:
        return Meaning(UNKNOWN.get(unit, _UNKNOWN_DAY), mod=mod)
    if unit == "WE" and shift == 0 and anchor.weekday() < 3 and not is_future(found):
        shift = -1
    return Meaning(unit_value(anchor, shift, unit), mod=mod)


def _half_mod(found: Found) -> str:
    if found.has(K.EARLIER):
        return "START"
    return ""


def the_unit(found: Found) -> Meaning | None:
    """``in the quarter``, ``for the year``: the one spoken of, else the present one."""
    unit = "Q" if found.has(K.QUARTER) else found.code((K.UNIT,))
    start = found.tokens.spans[found.places((K.THE,))[0]][0]
    anchor = found.context.anchor
    if unit == "Q":
        last = found.context.last_value
        if re.fullmatch(r"\d{4}-Q\d", last):
            return Meaning(last, start=start)
        return Meaning(unit_value(anchor, -1, "Q"), start=start) if anchor else None
    if unit not in ("Y", "M", "W", "WE", "DE") or anchor is None:
        return None
    shift = -1 if unit == "WE" and anchor.weekday() < 5 and not is_future(found) else 0
    return Meaning(unit_value(anchor, shift, unit), start=start)


def unit_end(found: Found) -> Meaning | None:
    """``year-end``, ``the end of the month``, ``early next year``'s kin with *of*."""
    unit = "Q" if found.has(K.QUARTER) else found.code((K.UNIT,))
    anchor = found.context.anchor
    shift = -1 if found.has(K.LAST, K.PREVIOUS) else 1 if found.has(K.NEXT, K.COMING) else 0
    mod = part_mod(found) or "END"
    if unit == "Y" and (year := found.number((K.YEAR,))) is not None:
        return Meaning(str(year), mod=mod)
    if anchor is None:
        return Meaning(UNKNOWN.get(unit, _UNKNOWN_DAY), mod=mod)
    return Meaning(unit_value(anchor, shift, unit), mod=mod)


def ago(found: Found) -> Meaning | None:
    """``two years ago``, ``a week earlier``, ``three months from now``, ``year-ago``."""
    forward = found.has(K.LATER, K.FROM, K.NOW)
    relative_to_text = found.has(K.EARLIER, K.LATER) and "hence" not in found.words
    units = found.places("ANY_UNIT")
    unit = str(found.tokens.values[units[-1]])
    unit = "Y" if found.has(K.HYPHEN) and found.has(K.QUARTER) else unit
    unit = "Q" if unit in ("Q", "quarter") else unit
    count = amount(found) or "1"
    mod = amount_mod(found)
    if not count.replace(".", "").isdigit():
        return Meaning("FUTURE_REF" if forward else "PAST_REF")
    anchor = found.context.anchor
    last = found.context.last
    if relative_to_text and last.begin is not None:
        if re.fullmatch(r"\d{4}-Q\d", found.context.last_value) and unit == "Y":
            return Meaning(unit_value(last.begin, -4 if not forward else 4, "Q"), mod=mod)
        if last.is_day or forward:
            anchor = last.begin
    if anchor is None:
        return Meaning("FUTURE_REF" if forward else "PAST_REF", mod=mod)
    return _shifted(found, anchor, float(count) * (1 if forward else -1), unit, mod)


def year_ago(found: Found) -> Meaning | None:
    """``the year-ago quarter``, ``year-earlier``: a year before the quarter spoken of."""
    meaning = ago(found)
    anchor = found.context.anchor
    if meaning is None or not found.has(K.QUARTER) or "Q" in meaning.value or anchor is None:
        return meaning
    return Meaning(unit_value(anchor, -5, "Q"))


def _shifted(found: Found, anchor: date, count: float, unit: str, mod: str) -> Meaning | None:
    whole = int(count)
    if unit in ("TH", "TM", "TS"):
        return Meaning(anchor.isoformat(), mod=mod)
    if unit == "Y" and whole != count:
        return Meaning(unit_value(anchor, round(count * 12), "M"), mod=mod)
    if abs(whole) > (anchor.year - 100 if unit == "Y" else 9000):
        return None
    if unit == "Y" and found.has(K.EXACTLY) and "exactly" in found.words:
        return Meaning(unit_value(anchor, 12 * whole, "M"), mod=mod)
    if unit == "DE":
        return Meaning(unit_value(anchor, 10 * whole, "Y"), mod=mod)
    if unit == "CE":
        years = anchor.year + 100 * whole
        return Meaning(f"{years // 100:02d}", mod=mod) if years > 0 else None
    return Meaning(unit_value(anchor, whole, unit), mod=mod)


# ---------------------------------------------------------------- references


def present(found: Found) -> Meaning:
    """``now``, ``currently``, ``at present``."""
    return Meaning("PRESENT_REF")


def these_days(found: Found) -> Meaning | None:
    """``these days``."""
    return Meaning("PRESENT_REF") if found.words == "these days" else None


def past(found: Found) -> Meaning:
    """``recently``, ``the past``, ``recent years``."""
    return Meaning("PAST_REF")


def future(found: Found) -> Meaning:
    """``soon``, ``the future``, ``the coming years``."""
    return Meaning("FUTURE_REF")
