"""How long and how often: durations and sets."""

from __future__ import annotations

import re

from index.language.dates.context import Found, Meaning
from index.language.dates.kinds import K
from index.language.model import TimexType

_ABOUT = {
    "less than": "LESS_THAN",
    "fewer than": "LESS_THAN",
    "nearly": "LESS_THAN",
    "almost": "LESS_THAN",
    "under": "LESS_THAN",
    "more than": "MORE_THAN",
    "over": "MORE_THAN",
    "at least": "EQUAL_OR_MORE",
    "at most": "EQUAL_OR_LESS",
    "up to": "EQUAL_OR_LESS",
    "about": "APPROX",
    "around": "APPROX",
    "roughly": "APPROX",
    "approximately": "APPROX",
}
_NUMBER_KINDS = frozenset(
    {K.ZERO, K.UP_TO_12, K.UP_TO_24, K.UP_TO_31, K.UP_TO_99, K.BIG, K.FRACTION, K.NUMBER_WORD,
     K.SCALE, K.PART_NUMBER}
)  # fmt: skip
_LONGEST = 10_000_000


def amount_mod(found: Found) -> str:
    """The TIMEX3 modifier that goes with "about", "more than", …"""
    words = found.words
    return next((mod for written, mod in _ABOUT.items() if written in words), "")


def amount(found: Found) -> str:
    """How many, as TIMEX3 writes it: digits, ``X`` when vague, empty when not said."""
    return (_amounts(found) or [""])[0]


def _amounts(found: Found) -> list[str]:
    """The numbers in the expression, each run of number words taken together."""
    amounts: list[str] = []
    run: list[int] = []
    vague = -3  # where "several" stands: of "several hundred" nobody knows how many
    for place in [*range(found.first, found.last), None]:
        if place is not None and found.tokens.kinds[place] in _NUMBER_KINDS:
            if found.tokens.kinds[place] == K.SCALE and place - vague <= 2:
                amounts[-1] = "X"
            else:
                run.append(place)
            continue
        if place is not None and found.tokens.kinds[place] == K.HYPHEN and _joins(found, place):
            continue
        if run:
            amounts.append(_sum(found, run))
            run = []
        if place is not None and found.tokens.kinds[place] == K.VAGUE:
            amounts.append("2" if found.word(place) == "couple" else "X")
            vague = place
    return amounts


def _joins(found: Found, place: int) -> bool:
    """Whether a hyphen stands inside a number: ``twenty-five``, ``2-1/2``."""
    if place + 1 >= found.last or place <= found.first:
        return False
    if found.tokens.kinds[place + 1] == K.PART_NUMBER:
        return True
    return (
        found.tokens.kinds[place - 1] == K.NUMBER_WORD
        and found.tokens.kinds[place + 1] == K.NUMBER_WORD
        and int(found.tokens.values[place - 1]) >= 20
    )


def _sum(found: Found, places: list[int]) -> str:
    total = 0.0
    for place in places:
        value = found.tokens.values[place]
        if value == "X":
            return "X"
        if found.tokens.kinds[place] == K.SCALE:
            total = (total or 1) * float(value)
        else:
            upper, _, lower = str(value).partition("/")
            total += float(upper) / float(lower or 1)
        if total > _LONGEST:
            return "X"
    return f"{total:g}" if total < 100_000 else str(int(total))


_YEARS_IN = {"DE": 10, "CE": 100}
_HALF_UNITS = {"TH": "M", "TM": "S"}


def duration_value(count: str, unit: str) -> str:
    """The TIMEX3 value of ``count`` units; ``X`` counts unknown many."""
    if unit in ("DE", "CE", "FO") and count != "X":
        number = float(count) * (_YEARS_IN.get(unit) or 2)
        return f"P{number:g}{'W' if unit == 'FO' else 'Y'}"
    if unit in _HALF_UNITS and count.endswith(".5"):
        whole = "" if count == "0.5" else f"{count[:-2]}{unit[1]}"
        return f"PT{whole}30{_HALF_UNITS[unit]}"
    if unit.startswith("T") and len(unit) == 2:
        return f"PT{count}{unit[1]}"
    return f"P{count}{'W' if unit == 'FO' else unit}"


def _unit(found: Found) -> str:
    places = found.places("ANY_UNIT")
    value = str(found.tokens.values[places[-1]])
    return "Q" if value == "quarter" else value


def duration(found: Found) -> Meaning | None:
    """``three days``, ``the past nearly three years``, ``two to three weeks``, ``a 16-hour``."""
    unit, counts = _unit(found), _amounts(found)
    if _OF_AGE.match(found.behind(8)) or (unit == "TH" and _CLOCK.match(found.words)):
        return None
    if found.words == "one day" and _WILL.search(found.before(12)):
        return None  # "will one day": some time
    if (unit == "Q" and _is_a_fourth(found)) or (counts == ["X"] and not found.has(K.UNITS)):
        return None
    if found.has(K.HALF):
        counts = [f"{float(counts[0]) + 0.5:g}"] if counts and counts[0] != "X" else ["1.5"]
    counts = counts or ["X" if found.has(K.UNITS) else "1"]
    start = None
    if found.tokens.kinds[found.first] == K.LAST and _WILL.search(found.before(12)):
        start = found.tokens.spans[found.first + 1][0]  # the verb: "it will last two weeks"
    if len(counts) > 1 and "X" not in counts:
        value = f"{duration_value(counts[0], unit)}/{duration_value(counts[-1], unit)}"
    else:
        value = duration_value(counts[0], unit)
    return Meaning(value, TimexType.DURATION, amount_mod(found), start=start)


_OF_AGE = re.compile(r"\s+of age\b|\s+to day\b")  # "65 years of age", "a day to day basis"
_CLOCK = re.compile(r"0\d{3} ")  # "0900 hours"
_WILL = re.compile(r"\b(?:to|will|would|could|can|may|might|should|not|n't)\s+$")


def _is_a_fourth(found: Found) -> bool:
    """Whether "quarter" is a part of something: ``three-quarters``, ``a quarter of``."""
    return found.has(K.HYPHEN) or found.has(K.A) or found.behind(4).startswith(" of ")


_COUNTED_BEFORE = re.compile(
    r"(?:[\d%]|\b(?:percent|cent|hundred|thousand|million|billion|times|once|twice|each)"
    r"|\b(?:\d[\d.,]*|one|two|three|four|five|ten|hundreds|thousands|dozens|million|billion)"
    r"(?:\s(?!to\b|for\b|in\b|after\b|within\b|than\b)[a-z$]{1,15}){1,3})\s*$"
)


# "65 miles an hour" says how fast.
_SPEED = re.compile(r"\b(?:miles?|kilomet(?:er|re)s?|kms?|knots|feet|met(?:er|re)s?)\s+$")


def _is_of_speed(found: Found) -> bool:
    return _unit(found).startswith("T") and bool(_SPEED.search(found.before(14)))


def one_unit(found: Found) -> Meaning | None:
    """``a year``: how long, or after a number how often ("8% a year")."""
    meaning = None if _is_of_speed(found) else duration(found)
    if meaning and found.has(K.LONG):
        return Meaning(meaning.value, meaning.type, meaning.mod, start=_start_before_a_noun(found))
    if meaning and found.has(K.A) and _COUNTED_BEFORE.search(found.before(40)):
        return Meaning(meaning.value, TimexType.SET, meaning.mod)
    return meaning


_HALVES = {"Y": "P6M", "TH": "PT30M", "DE": "P5Y", "CE": "P50Y", "D": "PT12H"}


def full_unit(found: Found) -> Meaning | None:
    """``the full year`` is this one; ``the entire week`` how long."""
    unit, anchor = _unit(found), found.context.anchor
    if found.has(K.FULL) and "full" in found.words and unit == "Y" and anchor:
        return Meaning(f"{anchor.year:04d}")
    if not any(word in found.words for word in ("full", "whole", "entire")):
        return None
    return Meaning(duration_value("1", unit), TimexType.DURATION)


def long_word(found: Found) -> Meaning:
    """``weeklong``."""
    return Meaning(found.code((K.LONG_WORD,)), TimexType.DURATION)


def quarter_century(found: Found) -> Meaning | None:
    """``a quarter-century``, ``a quarter of a century``."""
    return Meaning("P25Y", TimexType.DURATION) if found.code((K.UNIT,)) == "CE" else None


def old(found: Found) -> Meaning | None:
    """``the six-week-old strike``, ``a years-old slump``; the age of people is none."""
    aged = found.places("INTEGER") or found.before(3)[-2:-1].isdigit()
    if aged and _unit(found) in ("Y", "M"):
        return None
    return duration(found)


def half_dozen(found: Found) -> Meaning | None:
    """``half a dozen years``."""
    if found.code((K.SCALE,)) != "12":
        return None
    return Meaning(duration_value("6", _unit(found)), TimexType.DURATION)


def half_unit(found: Found) -> Meaning:
    """``half a year``, ``a half-hour``."""
    unit = _unit(found)
    value = _HALVES.get(unit, duration_value("0.5", unit))
    start = _start_before_a_noun(found) if found.has(K.HYPHEN) else None
    return Meaning(value, TimexType.DURATION, start=start)


def _start_before_a_noun(found: Found) -> int | None:
    """Where "week-long" begins in "a week-long strike", whose article is the strike's."""
    if found.tokens.kinds[found.first] != K.A or not found.behind(2)[1:].isalpha():
        return None
    return found.tokens.spans[found.first + 1][0]


def each_unit(found: Found) -> Meaning | None:
    """``every day``, ``every other week``, ``per year``."""
    if _is_of_speed(found):
        return None
    count = "2" if "other" in found.words else amount(found) or "1"
    return Meaning(duration_value(count, _unit(found)), TimexType.SET)


def times_a_unit(found: Found) -> Meaning:
    """``once a week``; of "three times a week" the last two words."""
    start = found.tokens.spans[found.first + 1][0] if found.words.startswith("times") else None
    return Meaning(duration_value("1", _unit(found)), TimexType.SET, start=start)


def each_weekday(found: Found) -> Meaning | None:
    """``every Sunday``, ``Mondays``."""
    number = found.number((K.WEEKDAY, K.WEEKDAYS))
    if number is None:
        return None
    part = "NI" if found.words.endswith("nights") else found.code((K.DAY_PARTS,))
    return Meaning(f"XXXX-WXX-{number + 1}" + (f"T{part}" if part else ""), TimexType.SET)


def each_weekend(found: Found) -> Meaning | None:
    """``on weekends``."""
    return Meaning("XXXX-WXX-WE", TimexType.SET) if found.code((K.UNITS,)) == "WE" else None


def each_month(found: Found) -> Meaning:
    """``every December``, ``each summer``."""
    month = found.number("MONTH")
    part = f"{month:02d}" if month is not None else found.code((K.SEASON,))
    return Meaning(f"XXXX-{part}", TimexType.SET)


def each_part(found: Found) -> Meaning:
    """``every morning``."""
    return Meaning(f"XXXX-XX-XXT{found.code((K.DAY_PART,))}", TimexType.SET)


# "The annual meeting", "a quarterly dividend": what kind of thing, not how often.
_TELLS_WHICH = frozenset({"annual", "quarterly", "semiannual", "biannual", "biennial"})
_NOUN_BEHIND = re.compile(
    r"[\s-]+(?!(?:and|or|but|by|at|in|on|to|for|from|with|since|until|as|if|when|while|after|before"
    r"|because|than|is|are|was|were)\b)[a-z]"
)


def set_word(found: Found) -> Meaning | None:
    """``daily``, ``annually``."""
    if found.words in _TELLS_WHICH and _NOUN_BEHIND.match(found.behind(20)):
        return None
    return Meaning(found.code((K.SET_WORD,)), TimexType.SET)
