"""What numbers count: units under one name, and what one unit is in another."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from index.language.wordlists import section
from index.search.stemming import stem

PERCENT = "percent"
POINTS = "percentage point"
AGE = "age"
SCORE = "score"
VOTES = "votes"
"""Of those who are for it, and those who are against it."""
CLOCK = "o'clock"
"""Minutes of the day."""

CURRENCIES = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₹": "rupee", "₫": "dong"}
"""Signs of money."""


def _named(table: str) -> dict[str, str]:
    """Each word of a line under the first of its line."""
    lines = [[part.strip() for part in line.split(",")] for line in table.strip().splitlines()]
    return {word: line[0] for line in lines for word in line[1:]}


CODES = _named(
    """
    dollar, usd, us$
    euro, eur
    pound, gbp
    yen, jpy
    yuan, cny, rmb
    rupee, inr, rs
    dong, vnd
    won, krw
    franc, chf
    ruble, rub
    real, r$
    Australian dollar, aud, a$
    Canadian dollar, cad, c$
    Hong Kong dollar, hk$
    Singapore dollar, s$
    New Zealand dollar, nz$
    """
)
"""Money by letters, before or behind its number."""

# The last words of the lines that have some are Vietnamese, folded.
_SAME = _named(
    """
    kilometre, km, kms, kilometer
    metre, meter
    centimetre, cm, centimeter
    millimetre, mm, millimeter
    mile, mi
    foot, ft, feet
    yard, yd
    kilogram, kg, kgs, kilo, kilogramme
    gram, gramme
    pound, lb, lbs
    kilometre an hour, km/h, kmh, kph
    mile an hour, mph
    hectare, ha
    litre, liter
    megawatt, mw
    gigawatt, gw
    percent, pct
    second, sec, secs
    minute, min, mins, phut
    hour, hr, hrs, gio
    day, ngay
    week, tuan
    month, thang
    person, people, persons, nguoi
    man, men
    woman, women
    child, children
    life, lives
    """
)
_BASES = {
    unit: (kind, factor)
    for kind, units in {
        "time": {
            "second": 1.0,
            "minute": 60.0,
            "hour": 3600.0,
            "day": 86400.0,
            "week": 604800.0,
            "fortnight": 1209600.0,
            "month": 2629800.0,
            "year": 31557600.0,
            "decade": 315576000.0,
            "century": 3155760000.0,
        },
        "length": {
            "millimetre": 0.001,
            "centimetre": 0.01,
            "inch": 0.0254,
            "foot": 0.3048,
            "yard": 0.9144,
            "metre": 1.0,
            "kilometre": 1000.0,
            "mile": 1609.344,
        },
        "weight": {
            "gram": 0.001,
            "ounce": 0.02835,
            "pound": 0.45359,
            "kilogram": 1.0,
            "ton": 1000.0,
            "tonne": 1000.0,
        },
        "area": {"acre": 4046.86, "hectare": 10000.0},
        "speed": {"kilometre an hour": 1.0, "mile an hour": 1.609344},
        "power": {"megawatt": 1.0, "gigawatt": 1000.0},
        "volume": {"litre": 1.0, "gallon": 3.785},
    }.items()
    for unit, factor in units.items()
}
_BY_STEM = {stem(word): unit for word, unit in _SAME.items()} | {stem(u): u for u in _BASES}


_PEOPLE = """
    passenger worker docker employee student pupil child woman man soldier troop officer
    protester demonstrator firefighter miner fisherman fishermen sailor tourist pilgrim migrant
    refugee resident villager civilian victim survivor skier climber hiker teacher nurse doctor
    patient prisoner inmate fan spectator guest teenager holidaymaker traveller traveler
    commuter striker farmer driver inhabitant citizen voter viewer evacuee labourer laborer
"""
PEOPLE = frozenset(map(stem, _PEOPLE.split()))
"""Who is counted as people, too, as stems."""


@cache
def _nationals() -> frozenset[str]:
    return frozenset(map(stem, section("peoples.txt", "demonyms", "plural_peoples")))


def are_people(things: Collection[str]) -> bool:
    """Whether what is counted may as well be called people: passengers, 15 million Pakistanis.

    A Pakistani tank is none.
    """
    return not PEOPLE.isdisjoint(things) or (len(things) == 1 and _nationals().issuperset(things))


def unit_of(word: str) -> str:
    """The one name of what a word counts: ``km`` and ``kilometers`` are the same."""
    stemmed = stem(word)
    return _SAME.get(word) or _BY_STEM.get(stemmed) or stemmed


def is_measure(unit: str) -> bool:
    """Whether ``unit`` measures something, instead of being what is counted."""
    return unit in _BASES


def measured(value: float, unit: str) -> tuple[str, float]:
    """What kind of quantity it is, and how much of it in the unit that all of a kind share."""
    kind, factor = _BASES.get(unit, (unit, 1.0))
    return kind, value * factor
