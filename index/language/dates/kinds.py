"""The kinds of words that dates are made of, one character each.

A text becomes a string that holds one kind for each of its words; the rules
are regular expressions over that string. :func:`pattern` lets them be written
in names instead of characters.
"""

from __future__ import annotations

import re
from enum import StrEnum, auto
from itertools import chain


class Kind(StrEnum):
    """What a word, number or sign can be in a date."""

    @staticmethod
    def _generate_next_value_(name: str, start: int, count: int, last_values: list[str]) -> str:
        return chr(0xE000 + count)

    OTHER = auto()
    BREAK = auto()
    """A blank line; nothing reaches across it."""

    # Numbers, by what they could be in a date.
    ZERO = auto()
    UP_TO_12 = auto()
    UP_TO_24 = auto()
    UP_TO_31 = auto()
    UP_TO_99 = auto()
    BIG = auto()
    YEAR = auto()
    SHORT_YEAR = auto()
    FRACTION = auto()
    NUMBER_WORD = auto()
    SCALE = auto()
    ORDINAL_NUMBER = auto()
    ORDINAL_WORD = auto()
    SECOND = auto()
    """An ordinal and a unit."""
    A = auto()
    VAGUE = auto()

    # Forms that are read whole.
    ISO_DATE = auto()
    NUMERIC_DATE = auto()
    DAY_SLASH_MONTH = auto()
    CLOCK = auto()
    PART_NUMBER = auto()
    DECADE = auto()
    CJK_YEAR = auto()
    CJK_MONTH = auto()
    CJK_DAY = auto()
    PART_CODE = auto()
    """``Q3``, ``2H``."""

    # Names in the calendar; MAYBE_… are ordinary words too.
    MONTH_NAME = auto()
    MONTH_SHORT = auto()
    MAYBE_MONTH = auto()
    FOREIGN_MONTH = auto()
    FOREIGN_WEEKDAY = auto()
    OTHER_MONTH = auto()
    """Of the Islamic calendar or of Nepal's."""
    WEEKDAY = auto()
    WEEKDAY_SHORT = auto()
    WEEKDAYS = auto()
    SEASON = auto()
    HOLIDAY = auto()
    DAY_WORD = auto()
    DAY_PART = auto()
    DAY_PARTS = auto()
    NOON = auto()
    UNIT = auto()
    UNITS = auto()
    QUARTER = auto()
    HALF = auto()
    AM_PM = auto()
    OCLOCK = auto()
    TIME_ZONE = auto()
    SET_WORD = auto()
    LONG_WORD = auto()
    """``weeklong``."""
    PRESENT = auto()
    PAST_WORD = auto()
    FUTURE_WORD = auto()

    # Words that steer.
    THE = auto()
    THIS = auto()
    THAT = auto()
    THESE = auto()
    LAST = auto()
    PAST = auto()
    NEXT = auto()
    COMING = auto()
    PREVIOUS = auto()
    FOLLOWING = auto()
    CURRENT = auto()
    RECENT = auto()
    SAME = auto()
    AGO = auto()
    EARLIER = auto()
    LATER = auto()
    FROM = auto()
    NOW = auto()
    AT_PRESENT = auto()
    BEFORE = auto()
    AFTER = auto()
    EACH = auto()
    PER = auto()
    TIMES = auto()
    EARLY = auto()
    LATE = auto()
    MID = auto()
    BEGINNING = auto()
    END = auto()
    MIDDLE = auto()
    FINAL = auto()
    FISCAL = auto()
    LONG = auto()
    OLD = auto()
    FULL = auto()
    MORE = auto()
    LESS = auto()
    THAN = auto()
    ABOUT = auto()
    NEARLY = auto()
    OVER = auto()
    UNDER = auto()
    EXACTLY = auto()
    AT = auto()
    LEAST = auto()
    MOST = auto()
    UP = auto()
    OF = auto()
    IN = auto()
    ON = auto()
    FOR = auto()
    SINCE = auto()
    AND = auto()
    OR = auto()
    TO = auto()
    COMMA = auto()
    DOT = auto()
    HYPHEN = auto()
    SLASH = auto()
    DASH = auto()
    POSSESSIVE = auto()

    # Vietnamese
    NGAY = auto()
    THANG = auto()
    NAM = auto()
    THU = auto()
    HOM = auto()
    TUAN = auto()
    NAY = auto()
    QUA = auto()
    TRUOC = auto()
    SAU = auto()
    SANG = auto()


K = Kind
CLASSES: dict[str, frozenset[Kind]] = {
    "DAY": frozenset({K.UP_TO_12, K.UP_TO_24, K.UP_TO_31, K.ORDINAL_NUMBER}),
    "HOUR": frozenset({K.ZERO, K.UP_TO_12, K.UP_TO_24}),
    "INTEGER": frozenset(
        {K.ZERO, K.UP_TO_12, K.UP_TO_24, K.UP_TO_31, K.UP_TO_99, K.BIG, K.FRACTION, K.NUMBER_WORD}
    ),
    "DIGITS": frozenset({K.UP_TO_12, K.UP_TO_24, K.UP_TO_31, K.UP_TO_99, K.BIG}),
    "TWO_DIGITS": frozenset({K.ZERO, K.UP_TO_12, K.UP_TO_24, K.UP_TO_31, K.UP_TO_99}),
    "YEAR_OR_TWO_DIGITS": frozenset(
        {K.YEAR, K.ZERO, K.UP_TO_12, K.UP_TO_24, K.UP_TO_31, K.UP_TO_99}
    ),
    "ORDINAL": frozenset({K.ORDINAL_NUMBER, K.ORDINAL_WORD, K.SECOND}),
    "MONTH": frozenset({K.MONTH_NAME, K.MONTH_SHORT, K.MAYBE_MONTH}),
    "ANY_MONTH": frozenset({K.MONTH_NAME, K.MONTH_SHORT, K.MAYBE_MONTH, K.FOREIGN_MONTH}),
    "ANY_WEEKDAY": frozenset({K.WEEKDAY, K.WEEKDAY_SHORT}),
    "ONE_UNIT": frozenset({K.UNIT, K.QUARTER, K.SECOND}),
    "ANY_UNIT": frozenset({K.UNIT, K.UNITS, K.QUARTER}),
    "PERIOD": frozenset({K.UNIT, K.QUARTER}),
    "ABOUT_WORD": frozenset({K.ABOUT, K.NEARLY, K.OVER, K.UNDER, K.EXACTLY}),
    "AROUND_PERIOD": frozenset(
        {K.LAST, K.PAST, K.NEXT, K.COMING, K.PREVIOUS, K.FOLLOWING, K.RECENT, K.FINAL, K.THESE}
    ),
}

_MACROS = {
    # "early", "the end of", "mid-"
    "PART_OF": "(?:THE? (?:EARLY|LATE|MID) HYPHEN? IN? |THE? (?:BEGINNING|END|MIDDLE) OF )",
    "NUMBER": (
        "(?:INTEGER (?:HYPHEN NUMBER_WORD|HYPHEN? PART_NUMBER)? SCALE?|A SCALE|SCALE|PART_NUMBER)"
    ),
    "ROUGHLY": "(?:ABOUT_WORD|(?:MORE|LESS) THAN|AT (?:LEAST|MOST)|UP TO)",
    "YEAR_AFTER": "(?:COMMA? OF? (?:YEAR|(?:THIS|LAST|NEXT) UNIT))",
    # A full stop belongs to a short name only.
    "MONTH_WORD": "(?:MONTH_NAME|MAYBE_MONTH|FOREIGN_MONTH|MONTH_SHORT DOT?)",
}

_NAME = re.compile(r"\b[A-Z][A-Z_0-9]*\b")


_SET = re.compile(r"\[([A-Z_0-9 ]+)\]")


def _kinds_named(name: str) -> frozenset[Kind]:
    return CLASSES[name] if name in CLASSES else frozenset({Kind[name]})


def _set(kinds: frozenset[Kind]) -> str:
    return f"[{''.join(sorted(kinds))}]" if len(kinds) > 1 else "".join(kinds)


def _expand(name: str) -> str:
    if name in _MACROS:
        return _NAME.sub(lambda match: _expand(match[0]), _MACROS[name])
    return _set(_kinds_named(name))


def pattern(written: str) -> re.Pattern[str]:
    """A rule's pattern, written in the names of kinds, classes and macros, compiled.

    ``[A B]`` is any of the kinds of A and B. Blanks mean nothing; everything
    else is regular-expression syntax.
    """
    sets = _SET.sub(
        lambda match: _set(frozenset(chain(*map(_kinds_named, match[1].split())))),
        written,
    )
    return re.compile(_NAME.sub(lambda match: _expand(match[0]), sets).replace(" ", ""))
