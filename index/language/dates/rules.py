"""The rules: what dates look like, and who tells what they mean.

A pattern is written in the names of :mod:`index.language.dates.kinds`. Where
several rules match at one place, the longest match is tried first, then the
rule that stands higher here; a rule whose reader answers ``None`` gives way to
the next. As the order decides, all of them are in one table.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from index.language.dates import (
    amounts,
    calendar,
    foreign_days,
    holidays,
    numeric,
    other_calendars,
    relative,
    shifts,
    times,
    vietnamese,
    years,
)
from index.language.dates.context import Found, Meaning
from index.language.dates.kinds import K, pattern

Reader = Callable[[Found], Meaning | None]


class Rule(Struct, frozen=True):
    """A shape, the function that reads it, and a kind without which it cannot match."""

    name: str
    shape: re.Pattern[str]
    read: Reader
    needs: str = ""


_TIME = (
    "(?:CLOCK (?:AM_PM)? TIME_ZONE?|HOUR (?:AM_PM|OCLOCK) (?:TIME_ZONE)?|NOON|[BIG YEAR] TIME_ZONE"
    "|NUMBER_WORD [AM_PM OCLOCK] TIME_ZONE?"
    "|FRACTION (?:AM_PM TIME_ZONE?|TIME_ZONE))"
)
_DAY_NAME = "(?:ANY_WEEKDAY DOT? COMMA? ON? THE?)"


# Kinds that most texts lack: a rule that needs one of them is not looked for there.
_RARE = (
    K.ISO_DATE, K.NUMERIC_DATE, K.CJK_YEAR, K.CJK_MONTH, K.CJK_DAY, K.OTHER_MONTH, K.PART_CODE,
    K.SHORT_YEAR, K.LONG_WORD, K.DECADE, K.HOLIDAY, K.SEASON, K.QUARTER, K.FISCAL, K.HALF, K.OLD,
    K.WEEKDAY_SHORT, K.PER, K.THESE, K.THANG, K.NGAY, K.THU, K.AT_PRESENT, K.FUTURE_WORD, K.RECENT,
    K.EACH, K.AGO, K.DAY_PART, K.DAY_WORD, K.WEEKDAY,
    K.FOREIGN_WEEKDAY,
)  # fmt: skip


def _needed(written: str) -> str:
    """The rare kind that every match of a shape has, told from where nothing is optional."""
    bare, depth = [], 0
    for piece in re.findall(r"\(\?[:!<=]*|\)[?*]?|\[[^]]*\]\??|\w+\??|\|", written):
        if piece.startswith("("):
            depth += 1
        elif piece.startswith(")"):
            depth -= 1
        elif not depth:
            bare.append(piece)
    return "" if "|" in bare else next((kind for kind in _RARE if kind.name in bare), "")


def _rules(*rows: tuple[str, str, Reader]) -> tuple[Rule, ...]:
    return tuple(
        Rule(name, pattern(written), read, _needed(written)) for name, written, read in rows
    )


RULES = _rules(
    # Days
    ("ISO date", "ISO_DATE", numeric.iso_date),
    ("numeric date", "NUMERIC_DATE", numeric.numeric_date),
    (
        "14-Mar-2024",
        "(?:TWO_DIGITS HYPHEN ANY_MONTH|ANY_MONTH HYPHEN TWO_DIGITS) HYPHEN YEAR_OR_TWO_DIGITS"
        "|YEAR HYPHEN ANY_MONTH HYPHEN TWO_DIGITS",
        numeric.month_between_hyphens,
    ),
    (
        "年月日",
        "YEAR_OR_TWO_DIGITS CJK_YEAR (?:DAY CJK_MONTH (?:DAY CJK_DAY)?)?"
        "|DAY CJK_MONTH (?:DAY CJK_DAY)?",
        numeric.cjk_date,
    ),
    ("日", "DAY CJK_DAY", numeric.cjk_day),
    (
        "day of another calendar",
        "YEAR? OTHER_MONTH DAY|DAY OF? OTHER_MONTH",
        other_calendars.other_month_date,
    ),
    ("the 19th", "(?<=[ON SINCE TO AND BEFORE AFTER]) THE ORDINAL_NUMBER", numeric.day_of_month),
    (
        "month and two days",
        f"{_DAY_NAME}? MONTH_WORD DAY AND DAY YEAR_AFTER? (?! [ANY_MONTH UNIT UNITS])",
        calendar.month_day_and_day,
    ),
    (
        "month and days",
        f"{_DAY_NAME}? (?:LAST|NEXT|THIS)? MONTH_WORD"
        " (?:THE? DAY|THE? (?:NUMBER_WORD HYPHEN?)? ORDINAL (?! HYPHEN? [QUARTER HALF]))"
        " (?:[HYPHEN DASH TO] DAY (?! [UNIT UNITS HYPHEN DASH SCALE]))? YEAR_AFTER?",
        calendar.month_day,
    ),
    (
        "days and month",
        f"{_DAY_NAME}? THE? DAY DOT? (?:[HYPHEN DASH AND TO] THE? DAY DOT?)? OF? MONTH_WORD"
        " YEAR_AFTER?",
        calendar.month_day,
    ),
    (
        "ordinal day of month",
        "THE (?:NUMBER_WORD HYPHEN?)? ORDINAL OF ANY_MONTH YEAR_AFTER?",
        calendar.month_day,
    ),
    (
        "first, last day or week of a month",
        "THE [ORDINAL LAST FINAL] UNIT [OF IN] MONTH_WORD YEAR_AFTER?",
        calendar.part_of_month,
    ),
    ("week of a day", "THE UNIT OF MONTH_WORD DAY YEAR_AFTER?", calendar.week_of),
    (
        "second day",
        "(?<=DAY)(?:AND|TO) DAY YEAR_AFTER? (?! [ANY_MONTH UNIT UNITS])",
        calendar.and_day,
    ),
    ("holiday", "(?:LAST|THIS|NEXT)? HOLIDAY", holidays.holiday),
    # Months and parts of years
    ("month and year", "PART_OF? MONTH_WORD YEAR_AFTER", calendar.month_year),
    (
        "last, next month by name",
        "PART_OF? THE? (?:LAST|NEXT|THIS|PAST|COMING) PAST?"
        " (?:MONTH_NAME|MAYBE_MONTH|MONTH_SHORT DOT?)",
        calendar.month,
    ),
    ("month", "PART_OF? (?:MONTH_NAME|MONTH_SHORT DOT)", calendar.month),
    (
        "month after a preposition",
        "(?<=[IN SINCE FROM OF LAST EARLY LATE TO AND FOR BEFORE AFTER])"
        " (?:MAYBE_MONTH|MONTH_SHORT)|(?<=[THE POSSESSIVE]) MAYBE_MONTH(?! [FOR ON TO])",
        calendar.month,
    ),
    ("part of an ambiguous month", "PART_OF (?:MAYBE_MONTH|MONTH_SHORT)", calendar.month),
    (
        "season",
        "PART_OF? (?:THE? (?:LAST|NEXT|THIS|PAST|COMING|PREVIOUS|FOLLOWING) PAST?|THE|THAT SAME?)"
        " SEASON"
        " (?:OF? (?:YEAR|(?:THIS|LAST|NEXT) UNIT))?",
        years.season,
    ),
    (
        "season of a year",
        "PART_OF? THE? SEASON OF? [YEAR SHORT_YEAR] (?:[HYPHEN SLASH] TWO_DIGITS)?",
        years.season,
    ),
    ("season after a preposition", "(?<=[IN SINCE EARLY LATE]) SEASON", years.season),
    ("early in a season", "PART_OF SEASON", years.season),
    (
        "quarter",
        "PART_OF? THE? [THIS CURRENT]? FISCAL? ORDINAL HYPHEN? FISCAL? QUARTER"
        " (?:OF? (?:THE|FISCAL)* (?:YEAR|(?:THIS|LAST|NEXT) UNIT|UNIT (?:AGO|EARLIER)))?",
        years.quarter,
    ),
    ("the 1988 quarter", "THE YEAR HYPHEN? QUARTER", years.quarter_in_year),
    (
        "last quarter of a year",
        "THE? [FINAL LAST] HYPHEN? QUARTER OF FISCAL? (?:YEAR|THE UNIT|(?:THIS|LAST|NEXT) UNIT)",
        years.last_quarter,
    ),
    (
        "quarter of a year before it",
        "(?:THE? YEAR|(?:THIS|LAST|NEXT|PREVIOUS) UNIT) POSSESSIVE? ORDINAL HYPHEN? QUARTER",
        years.quarter,
    ),
    (
        "half of a year",
        "THE? ORDINAL HYPHEN? HALF OF FISCAL? (?:YEAR|THE UNIT|(?:THIS|LAST|NEXT) UNIT)"
        "|(?:THE? YEAR|(?:THIS|LAST|NEXT|PREVIOUS) UNIT) POSSESSIVE? ORDINAL HYPHEN? HALF",
        years.half,
    ),
    ("first-half", "THE? ORDINAL HYPHEN HALF", years.half),
    ("first half of business", "THE ORDINAL HALF (?! OF)", years.business_half),
    ("Q3", "PART_CODE (?:OF? HYPHEN? FISCAL? YEAR)?|FISCAL? YEAR PART_CODE", years.part_code),
    # Years and longer
    (
        "final days",
        "THE? (?:FINAL|LAST|ORDINAL|EARLY) VAGUE? UNITS OF (?:MONTH OF?)? YEAR",
        years.final_days,
    ),
    (
        "year range",
        "(?:THE? FISCAL UNIT?)? YEAR (?:[HYPHEN SLASH] YEAR_OR_TWO_DIGITS|DASH YEAR)"
        " (?! [HYPHEN SLASH]) (?:FISCAL UNIT)?",
        years.year_range,
    ),
    (
        "fiscal year",
        "THE? FISCAL (?:UNIT)? (?:YEAR|TWO_DIGITS (?! UNIT|UNITS))|THE? YEAR FISCAL UNIT",
        years.fiscal_year,
    ),
    (
        "short year",
        "(?<=[IN SINCE OF FROM]) SHORT_YEAR",
        years.short_year,
    ),
    ("part of a year", "PART_OF YEAR", years.year),
    ("the year 2000", "THE UNIT (?:YEAR|NUMBER_WORD HYPHEN? SCALE)", years.year_of_number),
    ("year", "YEAR", years.year),
    (
        "year in words",
        "PART_OF? NUMBER_WORD HYPHEN? NUMBER_WORD (?:HYPHEN? NUMBER_WORD)? (?! HYPHEN? ANY_UNIT)"
        "|PART_OF? NUMBER_WORD HYPHEN? SCALE AND? NUMBER_WORD (?! HYPHEN? ANY_UNIT)",
        years.year_in_words,
    ),
    (
        "decade",
        "(?:PART_OF|THE)? (?:EARLY|LATE|MID)? HYPHEN? (?:NUMBER_WORD HYPHEN?)? DECADE",
        years.decade,
    ),
    (
        "century",
        "PART_OF? THE? (?:EARLY|LATE|MID)? HYPHEN? (?:NUMBER_WORD HYPHEN?)? ORDINAL HYPHEN? UNIT",
        years.century,
    ),
    # Told from today
    ("day before yesterday", "THE UNIT (?:BEFORE|AFTER) DAY_WORD", relative.day_word),
    ("the year before last", "THE UNIT (?:BEFORE LAST|AFTER NEXT)", relative.unit_but_one),
    ("the full year", "THE FULL UNIT (?! HYPHEN)", amounts.full_unit),
    ("day word", "(?:EARLY|LATE|EARLIER|LATER)? DAY_WORD DAY_PART?", relative.day_word),
    (
        "next morning",
        "(?:THE (?:NEXT|FOLLOWING|PREVIOUS|SAME)|THAT SAME?) DAY_PART",
        relative.same_day,
    ),
    (
        "part of today",
        "(?:EARLY|LATE|EARLIER|LATER)? (?:THIS|LAST) DAY_PART",
        relative.this_part,
    ),
    (
        "weekday",
        "(?:EARLY|LATE|EARLIER|LATER)?"
        " (?:THE? (?:LAST|NEXT|THIS|PAST|COMING|PREVIOUS|FOLLOWING) [PAST COMING]?)?"
        " WEEKDAY (?:DAY_PART)?",
        relative.weekday,
    ),
    (
        "weekday of a week",
        "WEEKDAY OF (?:THE? [LAST NEXT PREVIOUS COMING]|THIS) PAST? UNIT",
        relative.weekday_of_week,
    ),
    (
        "Friday the 13th",
        "WEEKDAY (?:THE|HYPHEN THE HYPHEN) ORDINAL_NUMBER (?! OF? ANY_MONTH)",
        relative.weekday_the,
    ),
    ("short weekday", "WEEKDAY_SHORT DOT", relative.weekday),
    (
        "that day",
        "(?:EARLIER|LATER)? (?:THE (?:SAME|FOLLOWING|NEXT|PREVIOUS)|THAT) (?:SAME)? UNIT",
        relative.same_day,
    ),
    (
        "last, this, next unit",
        "(?:PART_OF|EARLIER|LATER|EARLY|LATE)?"
        " (?:THE? (?:LAST|NEXT|COMING|PREVIOUS|FOLLOWING|CURRENT|SAME|PAST)"
        "|THIS (?:PAST|COMING)?|THAT)"
        " FISCAL? PERIOD",
        relative.near_unit,
    ),
    (
        "the same quarter last year",
        "THE SAME QUARTER (?:OF? (?:THE? [LAST PREVIOUS] UNIT)|A UNIT [AGO EARLIER])",
        shifts.same_quarter_last_year,
    ),
    (
        "the quarter ended Sept. 30",
        "THE FISCAL? PERIOD (?= OTHER MONTH_WORD DAY)",
        relative.unit_that_ended,
    ),
    (
        "the unit spoken of",
        "(?<=[IN SINCE OF FROM OVER FOR ON AT]) THE FISCAL? PERIOD(?! HYPHEN|LONG)"
        "|[THE THAT] QUARTER(?! HYPHEN| OF)",
        relative.the_unit,
    ),
    ("the weekend", "[THE THAT] UNIT (?! HYPHEN)", relative.the_weekend),
    ("month by name", "THE UNIT OF (?:MONTH_NAME|MAYBE_MONTH)(?! DAY)", relative.month_of_name),
    (
        "unit's end",
        "(?:THE|THIS|LAST|NEXT)? PERIOD (?:HYPHEN|POSSESSIVE)? END YEAR?",
        relative.unit_end,
    ),
    (
        "end of a unit",
        "THE? (?:BEGINNING|END|MIDDLE) OF (?:THE|THIS|NEXT|LAST|EACH)? FISCAL? PERIOD"
        "|MID HYPHEN UNIT",
        relative.unit_end,
    ),
    (
        "ago",
        "(?:ROUGHLY)? (?:THE)? (?:A|NUMBER|A? VAGUE (?:OF|SCALE)?)"
        " (?:(?:HYPHEN|TO|OR) NUMBER)? [HYPHEN FULL]? ANY_UNIT"
        " HYPHEN? (?:AGO|EARLIER|LATER|FROM NOW)",
        shifts.ago,
    ),
    (
        "years ago today",
        "(?:A|NUMBER) [UNIT UNITS] AGO (?:DAY_WORD|WEEKDAY|[THIS LAST NEXT] UNIT)",
        shifts.ago_near,
    ),
    ("weekdays ago", "NUMBER WEEKDAYS AGO", relative.weekdays_ago),
    ("year-ago", "THE? UNIT HYPHEN (?:AGO|EARLIER) (?:ORDINAL? HYPHEN? QUARTER)?", shifts.year_ago),
    ("years ago", "UNITS (?:AGO|EARLIER|LATER)", shifts.ago),
    ("half a year ago", "HALF HYPHEN? A? UNIT (?:AGO|EARLIER|LATER)", shifts.half_ago),
    (
        "the day before",
        "(?:THE|A|NUMBER) (?:UNIT|UNITS) (?:BEFORE|AFTER|EARLIER)",
        shifts.before_or_after,
    ),
    # How long
    (
        "duration",
        "(?:THE? AROUND_PERIOD|THE ORDINAL|THE (?!NUMBER HYPHEN))? ROUGHLY? (?:AROUND_PERIOD)?"
        " (?:NUMBER|A? VAGUE OF? SCALE?) (?:(?:HYPHEN|TO|OR|AND) NUMBER)?"
        " (?:HYPHEN? AND HYPHEN? A HYPHEN? HALF)? HYPHEN? [FULL MORE FISCAL]? ANY_UNIT"
        " (?:HYPHEN LONG)? (?:AND A HALF)? (?! HYPHEN? OLD)",
        amounts.duration,
    ),
    (
        "last few units",
        "THE? (?:LAST|PAST|NEXT|COMING|FINAL|FOLLOWING|PREVIOUS) VAGUE? UNITS",
        amounts.duration,
    ),
    (
        "one unit",
        "(?:ROUGHLY)? A (?:FULL|MORE)? HYPHEN? PERIOD"
        " (?:HYPHEN LONG|HYPHEN AND HYPHEN A HYPHEN HALF|(?! HYPHEN) (?:AND A HALF)?)",
        amounts.one_unit,
    ),
    ("unit-long", "[UNIT UNITS] HYPHEN? LONG", amounts.duration),
    ("weeklong", "LONG_WORD", amounts.long_word),
    ("unit-old", "(?:NUMBER HYPHEN)? [UNIT UNITS] HYPHEN OLD", amounts.old),
    (
        "quarter-century",
        "(?:THE? AROUND_PERIOD)? A? QUARTER (?:HYPHEN|OF A)? UNIT",
        amounts.quarter_century,
    ),
    (
        "units",
        "(?<=[IN SINCE OF FROM AFTER OVER AT SCALE ABOUT FOR]) UNITS|(?<=IN) THE UNITS"
        "|UNITS (?=[BEFORE AFTER])",
        amounts.duration,
    ),
    ("hundreds of units", "SCALE OF UNITS", amounts.duration),
    ("half a dozen units", "HALF A SCALE [UNIT UNITS]", amounts.half_dozen),
    (
        "half a unit",
        "(?:THE? AROUND_PERIOD)? (?:HALF (?:A UNIT|HYPHEN UNIT)|A? HALF HYPHEN? UNIT)",
        amounts.half_unit,
    ),
    # How often
    ("each unit", "EACH (?:NUMBER|FULL|VAGUE)? ANY_UNIT", amounts.each_unit),
    ("each month", "EACH (?:MONTH|SEASON)", amounts.each_month),
    ("weekends", "(?<=ON) UNITS", amounts.each_weekend),
    ("per unit", "PER UNIT", amounts.each_unit),
    ("times a unit", "TIMES (?:A|EACH|PER) UNIT", amounts.times_a_unit),
    ("each weekday", "EACH WEEKDAY|WEEKDAYS|WEEKDAY [DAY_PARTS UNITS]", amounts.each_weekday),
    ("each part of a day", "EACH DAY_PART", amounts.each_part),
    ("set word", "SET_WORD", amounts.set_word),
    # Times of day
    (
        "time and day",
        f"{_TIME} COMMA? ON?"
        " (?:WEEKDAY DAY_PART?|DAY_WORD|[THIS LAST] DAY_PART"
        "|(?:MONTH DOT? DAY|DAY MONTH) YEAR_AFTER?)",
        times.time_and_day,
    ),
    ("time", _TIME, times.time_of_day),
    (
        "hour of a part of the day",
        "(?:HOUR OCLOCK?|CLOCK|NUMBER_WORD OCLOCK) IN THE DAY_PART",
        times.hour_in_part,
    ),
    ("numeric date and time", "NUMERIC_DATE COMMA? CLOCK AM_PM?", times.numeric_date_and_time),
    # References
    ("recent units", "THE? RECENT UNITS", relative.past),
    ("these days", "THESE UNITS", relative.these_days),
    ("now", "(?<!THE) NOW", relative.present),
    ("at present", "(?:AT|THE) AT_PRESENT", relative.present),
    ("currently", "PRESENT|CURRENT", relative.present),
    ("recent", "RECENT", relative.past),
    ("recently", "PAST_WORD", relative.past),
    (
        "in the past",
        "THE PAST(?! [AROUND_PERIOD PERIOD UNITS INTEGER VAGUE ABOUT_WORD])",
        relative.past,
    ),
    ("future", "THE? FUTURE_WORD|THE OTHER FUTURE_WORD", relative.future),
    # Vietnamese
    (
        "Vietnamese date",
        "NGAY (?:DAY|ZERO) (?:HYPHEN|COMMA|DASH)? THANG (?:UP_TO_12) (?:COMMA? NAM YEAR)?"
        "|(?:UP_TO_12|UP_TO_24|UP_TO_31) THANG UP_TO_12 (?:COMMA? NAM YEAR)?",
        vietnamese.date_written,
    ),
    ("Vietnamese month", "THANG UP_TO_12 (?:COMMA? NAM YEAR)?", vietnamese.date_written),
    (
        "Vietnamese day and month",
        "(?<=[NGAY SANG HOM NAY QUA]) DAY_SLASH_MONTH",
        vietnamese.date_written,
    ),
    (
        "Vietnamese day",
        "(?:HOM|SANG|SAU|NGAY) (?:NAY|QUA)|NGAY FOREIGN_MONTH(?! YEAR)",
        vietnamese.day,
    ),
    ("Vietnamese unit", "(?:TUAN|THANG|NAM) (?:NAY|QUA|TRUOC|SAU)", vietnamese.unit),
    ("Vietnamese weekday", "THU", vietnamese.weekday),
    ("German, French, Spanish weekday", "FOREIGN_WEEKDAY", foreign_days.weekday),
)
