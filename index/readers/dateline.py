"""The dateline: where, when and by whom a first sentence says it was sent."""

from __future__ import annotations

import re

from msgspec import Struct

from index.readers.date_words import names_a_month
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
# With a day in it the rest may be looser, and the day may be written in any language.
_DATED = (
    r"(?P<date>(?:[^\W\d_]{2,10}\.?,?\s+){0,2}?"
    r"(?:[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?"
    r"|\d{1,2}(?:\.|er|º|st|nd|rd|th)?\s+(?:de\s+)?[^\W\d_]{3,12}\.?|\d{1,2}/\d{1,2})"
    r"(?:,?\s+(?:del?\s+)?\d{4}|/\d{4})?)"
)
_PLACE = rf"{_CAPITALISED}(?:[ /]{_CAPITALISED}){{0,4}}(?:{_REGION}|\s\[{_CAPITALISED}\])??"
_ENDS = r"(?:\s*(?:—|–|--|―|-|_|:|\.-|=)\s*)"
_BY = rf"(?:{_SIGNED}|\s*/\s?(?P<slashed>[^\W\d_][\w -]{{1,22}})\s?/)"
_DATED_DATELINES = tuple(
    map(
        re.compile,
        (
            rf"{_PLACE}(?:\s*[,:]|\.|\s+[-–—])\s+{_DATED}\.?(?:{_BY}(?:{_ENDS}|[.\s]+)"
            rf"|(?:\s+(?P<bare>[A-ZА-Я][\w.]{{1,20}}))?{_ENDS})",
            rf"{_DATED}{_BY}{_ENDS}",
            rf"{_DATED},\s+{_PLACE}\s*(?:—|–|--|\s-\s)\s*",
            rf"[(\[]{_PLACE},\s+{_DATED}[)\]]{_ENDS}",
        ),
    )
)
# "(Reuters, March 15)", "(TTXVN 15/3)".
_DAY_IN_SIGN = re.compile(
    r"(?:,\s+|\s+)(?:[^\W\d_]{3,12}\.?\s+\d{1,2}|\d{1,2}\s?[^\W\d_]{3,12}|\d{1,2}/\d{1,2})\Z"
)
# "新华社北京3月15日电（记者…）"; "[東京 15日 ロイター] -", "(서울=연합뉴스) … 기자 =".
_CHINESE_DATELINE = re.compile(
    r"[（(【]?(?P<sign>新华社|新華社|中新社|中新网|中央社)[^\s，。、]{0,16}?\d{1,2}日[电電讯訊]?"
    r"(?:\s?[（(][^（()）\n]{1,30}[)）])?[)）】]?\s*"
)
_BRACKETED = re.compile(
    r"[（(【\[［](?P<inside>[^()（）\[\]【】［］\n]{2,30})[)）】\]］]"
    r"(?:\s?[^\s=]{2,6}\s(?:기자|특파원)\s?=)?\s*(?:-\s+)?"
)
_LONGEST_DATELINE = 90


class Dateline(Struct, frozen=True):
    """The dateline that opens a paragraph: it ends before ``end``, ``publisher`` signs it."""

    end: int
    publisher: Publisher = NOBODY


def dateline(text: str) -> Dateline | None:
    """The dateline with which ``text`` begins (``HÀ NỘI — ``, ``PARIS (Reuters) - ``)."""
    opening = text[: _LONGEST_DATELINE + 30]
    found = _dated(opening) or _east_asian(opening)
    if found is not None:
        return found
    found = _undated(opening)
    if found is not None and opening[0] in "([" and (more := _dated(opening[found.end :])):
        return Dateline(found.end + more.end, found.publisher)  # "(ANSA) - ROMA, 15 MAR - "
    return found


def _dated(opening: str) -> Dateline | None:
    """A dateline with a day in it."""
    for pattern in _DATED_DATELINES:
        match = pattern.match(opening)
        if match is None or match.end() > _LONGEST_DATELINE:
            continue
        follows = opening[match.end() : match.end() + 1]
        if not follows or follows.islower() or follows.isdigit():
            continue
        groups = match.groupdict()
        if not ("/" in groups["date"] or names_a_month(groups["date"])):
            continue
        name = groups.get("sign") or groups.get("slashed") or groups.get("bare") or ""
        signed = publisher(name)
        if signed is None and (groups.get("bare") or name[:1].islower()):
            continue
        if signed and not _is_place_signed(match[0], name, signed):
            continue
        return Dateline(match.end(), signed or NOBODY)
    return None


def _east_asian(opening: str) -> Dateline | None:
    """A dateline as papers of China, Japan and Korea write it."""
    if opening.isascii():
        return None
    if (match := _CHINESE_DATELINE.match(opening)) is not None:
        return Dateline(match.end(), publisher(match["sign"]) or NOBODY)
    match = _BRACKETED.match(opening)
    if match is None or match["inside"].isascii():
        return None
    for name in re.split(r"[\s=＝]+", match["inside"]):
        if signed := publisher(name) or publisher(name[-2:]):  # "ロンドン共同"
            return Dateline(match.end(), signed)
    return None


def _undated(opening: str) -> Dateline | None:
    """A dateline whose day, if there is one, nothing has to prove."""
    for pattern in (_SLASHED_DATELINE, _SIGNED_DATELINE, _UPPER_DATELINE, _MIXED_DATELINE):
        match = pattern.match(opening)
        if match is None or match.end() > _LONGEST_DATELINE:
            continue
        follows = opening[match.end() : match.end() + 1]
        if not follows or follows.islower():
            continue
        groups = match.groupdict()
        name = groups.get("sign") or groups.get("slashed")
        name = _DAY_IN_SIGN.sub("", name) if name else None
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
