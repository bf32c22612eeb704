"""Weekdays as German, French and Spanish write them."""

from __future__ import annotations

import re
from datetime import timedelta

from index.language.dates.context import Found, Meaning

_GERMAN = frozenset(
    ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag"]
)
_SPANISH = frozenset(["lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"])
# People are called Freitag and Domingo: a day stands behind words such as these.
_BEFORE_GERMAN = re.compile(
    r"\b(?:am|vom|zum|bis|seit|ab|(?:d?ies|letzt|vergangen|vorig|nachst|kommend)en)\s$"
)
_BEFORE_SPANISH = re.compile(r"\b(?:el|del|al|este|pasado|proximo)\s$")
_CARNIVAL = re.compile(r"\sgras\b")
_COMES_BEFORE = re.compile(r"\b(?:nachst|kommend)en\s$|\bproximo\s$")
_COMES_BEHIND = re.compile(r"\s(?:prochain|proximo|que viene)\b")
# "lundi 3 mars", "Montag, dem 5. Mai": the date says it.
_DATED = re.compile(r",?\s(?:de[mnr]\s)?\d")
_REACH = 14


def weekday(found: Found) -> Meaning | None:
    """``am Montag``, ``lundi``, ``el lunes``: the last one, unless said to be the next."""
    folded, word = found.tokens.folded, found.words
    before = folded[max(0, found.start - _REACH) : found.start]
    if (word in _GERMAN and not _BEFORE_GERMAN.search(before)) or (
        word in _SPANISH and not _BEFORE_SPANISH.search(before)
    ):
        return None
    if _CARNIVAL.match(folded, found.end) or _DATED.match(folded, found.end):
        return None
    number = int(found.tokens.values[found.first])
    anchor = found.context.anchor
    if anchor is None:
        return Meaning(f"XXXX-WXX-{number + 1}")
    if _COMES_BEFORE.search(before) or _COMES_BEHIND.match(folded, found.end):
        day = anchor + timedelta(days=(number - anchor.weekday() - 1) % 7 + 1)
    else:
        day = anchor - timedelta(days=(anchor.weekday() - number) % 7)
    return Meaning(day.isoformat())
