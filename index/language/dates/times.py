"""Times of day, alone or with their day."""

from __future__ import annotations

import re

from index.language.dates import calendar, relative
from index.language.dates.context import Found, Meaning
from index.language.dates.kinds import K
from index.language.dates.numeric import numeric_date
from index.language.model import TimexType


def time_of_day(found: Found) -> Meaning | None:
    """``10:35 a.m. Friday``, ``8 p.m.``, ``noon``, ``0735 GMT``."""
    clock = _clock(found)
    if clock is None:
        return None
    day = found.context.anchor.isoformat() if found.context.anchor else "XXXX-XX-XX"
    last = found.context.last
    if behind := _day_behind(found):
        day = behind
    elif last.is_day and last.begin is not None and not found.before(200).count("\n"):
        day = last.begin.isoformat()
    return Meaning(f"{day}T{clock}", TimexType.TIME)


_LONGEST_ASIDE = 12  # tokens
# "At 7 a.m. local time (0500 GMT) on Friday", "10:35 a.m. (0735 GMT) Friday".
_ASIDE = re.compile(r"(?:(?:\s[a-z]{2,12}){1,2}\stime)?\)?(?:\s?\([^()\n]{3,40}\))?,?(?:\son)?\s")


_DAYS_BEHIND = frozenset({K.WEEKDAY, K.MONTH_NAME, K.MONTH_SHORT, K.MAYBE_MONTH})


def _day_behind(found: Found) -> str:
    """The day that stands behind a time, a word on its zone between them; empty: none does."""
    tokens = found.tokens
    for place in range(found.last, min(found.last + _LONGEST_ASIDE, len(tokens.kinds))):
        if tokens.kinds[place] not in _DAYS_BEHIND:
            continue
        between = tokens.folded[found.end : tokens.spans[place][0]]
        if not _ASIDE.fullmatch(between):
            continue
        if tokens.kinds[place] == K.WEEKDAY:
            day = relative.weekday(Found(tokens, place, place + 1, found.context))
        else:
            behind_stop = place + 1 + (tokens.kinds[place + 1 : place + 2] == K.DOT)
            end = min(behind_stop + 1, len(tokens.kinds))
            date = Found(tokens, place, end, found.context)
            day = calendar.month_day(date) if date.places("DAY") else None
        return day.value if day else ""
    return ""


def hour_in_part(found: Found) -> Meaning | None:
    """``4 in the morning``, ``6:30 in the evening``."""
    clock, part = _clock(found), found.code((K.DAY_PART,))
    if clock is None or clock < "01" or clock >= "13" or part not in ("MO", *_AFTER_NOON):
        return None
    hour = int(clock[:2]) % 12 + (0 if part == "MO" else 12)
    day = found.context.anchor.isoformat() if found.context.anchor else "XXXX-XX-XX"
    return Meaning(f"{day}T{hour:02d}{clock[2:]}", TimexType.TIME)


_AFTER_NOON = ("AF", "EV", "NI")


def numeric_date_and_time(found: Found) -> Meaning | None:
    """``02/06/1998 22:19:00``, ``6/2/98 7:15 PM``."""
    day = numeric_date(Found(found.tokens, found.first, found.first + 1, found.context))
    place = found.places((K.CLOCK,))[0]
    clock = _clock(Found(found.tokens, place, found.last, found.context))
    if day is None or clock is None:
        return None
    written = found.word(place)
    seconds = f":{written[-2:]}" if written.count(":") == 2 else ""
    return Meaning(f"{day.value}T{clock}{seconds}", TimexType.TIME)


def _clock(found: Found) -> str | None:
    if found.has(K.NOON):
        return found.code((K.NOON,))
    written = found.code((K.CLOCK,))
    if found.tokens.kinds[found.first] in (K.BIG, K.YEAR):
        digits = found.words[:4]
        if not digits.isdecimal() or not found.words[4:5].isspace():
            return None
        hour, minute = int(digits[:2]), int(digits[2:])
    elif fraction := found.code((K.FRACTION,)):
        before, _, behind = fraction.partition(".")
        if len(behind) != 2 or len(before) > 2:
            return None
        hour, minute = int(before), int(behind)
    elif written:
        hour, minute = (int(part) for part in written.replace("h", ":").split(":")[:2])
    else:
        hour, minute = found.number("HOUR") or found.number((K.NUMBER_WORD,)) or 0, 0
    half_of_day = found.code((K.AM_PM,))[:1]
    if hour > 24 or minute > 59 or (half_of_day and hour > 12):
        return None
    if half_of_day == "p" and hour < 12:
        hour += 12
    elif half_of_day == "a" and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}"


def time_and_day(found: Found) -> Meaning | None:
    """``9 a.m. EST Tuesday``, ``noon on Dec. 19``."""
    time = time_of_day(found)
    places = found.places(_DAYS_BEHIND | {K.WEEKDAY_SHORT, K.DAY_WORD, K.THIS, K.LAST})
    if time is None or not places:
        return time
    day_part = Found(found.tokens, places[0], found.last, found.context)
    kind = found.tokens.kinds[places[0]]
    if kind in (K.WEEKDAY, K.WEEKDAY_SHORT):
        day = relative.weekday(day_part)
    elif kind in (K.THIS, K.LAST):
        day = relative.this_part(day_part)
    elif kind == K.DAY_WORD:
        day = relative.day_word(day_part)
    else:
        last_of_time = max(found.places((K.AM_PM, K.TIME_ZONE, K.CLOCK, K.OCLOCK, K.NOON)))
        day_part = Found(found.tokens, last_of_time + 1, found.last, found.context)
        day = calendar.month_day(day_part)
    if day is None:
        return None
    clock, part = time.value.partition("T")[2], day.value.partition("T")[2]
    if part in _AFTER_NOON and not found.has(K.AM_PM, K.NOON) and "01" <= clock < "12":
        clock = f"{int(clock[:2]) + 12}{clock[2:]}"  # "10 o'clock tonight"
    return Meaning(f"{day.value.partition('T')[0]}T{clock}", TimexType.TIME)
