"""The dateline: where, when and by whom a first sentence says it was sent."""

from __future__ import annotations

import re

from msgspec import Struct

from index.readers.outlets import NOBODY, Publisher, publisher

_UPPER = r"[^\W\d_a-z](?:[^\W\d_a-z]|['’.\-]){0,30}"
_CAPITALISED = r"[^\W\d_a-z][\w'’.\-]{0,30}"
_DASH = r"(?:\s*(?:—|–|--|―|_|\.-)\s*|\s+-\s+|\s*-\s+|:\s+)"
_DAY = r"(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8})(?:,?\s+\d{4})?\.?"
_DATE_PART = rf"(?:\s*,\s*{_DAY})"
_REGION = rf"(?:\s*,\s*{_CAPITALISED}(?:\s{_CAPITALISED}){{0,3}})"
_UPPER_PLACE = rf"{_UPPER}(?:[ /]{_UPPER}){{0,4}}{_REGION}?"
_MIXED_PLACE = rf"{_CAPITALISED}(?:\s{_CAPITALISED}){{0,3}}{_REGION}?"
_SIGNED = r"\s*[(\[]\s*(?P<sign>[^()\[\]\n]{2,40}?)\s*[)\]]"
_SLASHED = r"\s*/\s?(?P<slashed>[A-Z][\w-]{1,15}(?:-[A-Z]\w+)?)\s?/\s*\.?"

# From the plainest to those that need an agency's name to be believed.
_UPPER_DATELINE = re.compile(rf"{_UPPER_PLACE}{_DATE_PART}?\.?(?:{_SIGNED})?{_DASH}")
_MIXED_DATELINE = re.compile(
    rf"{_MIXED_PLACE}{_DATE_PART}?\.?(?:{_SIGNED})?(?:\s+[—–]\s+|\s+--?\s+|\s*\.-\s+)"
)
_SIGNED_DATELINE = re.compile(rf"(?:{_MIXED_PLACE}{_DATE_PART}?\.?)?{_SIGNED}(?:{_DASH}|:?\s+)")
_SLASHED_DATELINE = re.compile(rf"{_MIXED_PLACE}{_DATE_PART}?\.?{_SLASHED}(?:{_DASH}|\s+)")
_LONGEST_DATELINE = 90


class Dateline(Struct, frozen=True):
    """The dateline that opens a paragraph: it ends before ``end``, ``publisher`` signs it."""

    end: int
    publisher: Publisher = NOBODY


def dateline(text: str) -> Dateline | None:
    """The dateline with which ``text`` begins (``HÀ NỘI — ``, ``PARIS (Reuters) - ``)."""
    opening = text[: _LONGEST_DATELINE + 30]
    for pattern in (_SLASHED_DATELINE, _SIGNED_DATELINE, _UPPER_DATELINE, _MIXED_DATELINE):
        match = pattern.match(opening)
        if match is None or match.end() > _LONGEST_DATELINE:
            continue
        follows = text[match.end() : match.end() + 1]
        if not follows or follows.islower():
            continue
        groups = match.groupdict()
        name = groups.get("sign") or groups.get("slashed")
        signed = publisher(name) if name else None
        if signed is None and (pattern in (_SIGNED_DATELINE, _SLASHED_DATELINE)):
            continue
        if signed and not _is_place_signed(match[0], name or "", signed):
            continue
        if pattern is _UPPER_DATELINE and not _is_upper_place(match[0]):
            continue
        return Dateline(match.end(), signed or NOBODY)
    return None


def _is_upper_place(text: str) -> bool:
    letters = [char for char in text.split(",")[0].split("(")[0] if char.isalpha()]
    return len(letters) >= 3 and all(char.isupper() for char in letters)


def _is_place_signed(opening: str, name: str, signed: Publisher) -> bool:
    """False where an agency is spelled out with its letters after: ``Xinhua Agency (XA)``."""
    place = opening.split("(")[0].split(",")[0].strip()
    initials = "".join(word[0] for word in place.split())
    known = publisher(place)
    return (known is None or (known == signed and not place)) and (
        len(initials) < 2 or initials.casefold() != name.casefold()
    )
