"""Names that a text has run together, and what is no part of a name, set apart again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from index.article import Zone
from index.language.fold import match_key
from index.language.model import EntityType, Mention
from index.language.names.zones import UNREAD

PICTURE_CREDIT = "picture credit"
"""Why somebody is named who only took a picture."""

_PAIR = re.compile(r"([^\W\d_][\w'’.]{1,30})[-–]([^\W\d_][\w'’.]{1,30})\Z")
_PAIRED_KINDS = frozenset({EntityType.PERSON, EntityType.ORG, EntityType.MISC})
_GLUED_YEAR = re.compile(r"(?<=[a-z]{2})(?:19|20)\d\d\Z")
_WORDS_BEGIN = re.compile(r"[\w'\"‘’“”$#@.]")
# A full stop inside a person's name, behind two letters or more.
_STOP = re.compile(r"\b([^\W\d_]{2,20})\.\s(?=[^\W\d_])")
_ABBREVIATED = frozenset(
    [
        *("jr", "sr", "st", "ste", "dr", "fr", "rev", "hon", "prof", "gen", "col", "maj", "capt"),
        *("lt", "sgt", "adm", "sen", "rep", "gov", "pres", "mr", "mrs", "ms", "mgr", "bp", "abp"),
        *("wm", "geo", "chas", "thos", "jos", "jas", "robt", "benj", "alex", "edw", "fred", "cf"),
    ]
)
_LEAST_REPEATED = 2
_REACH = 24
_AGENCY = r"(?:AP|AFP|EPA|EFE|Reuters|Getty|Bloomberg|Shutterstock|Xinhua|NurPhoto|Anadolu)"
_AGENCY_BEHIND = re.compile(rf"\s?/\s?(?:The\s)?{_AGENCY}\b")
_PICTURE_BEFORE = re.compile(
    rf"(?:\b(?:{_AGENCY}|REUTERS)(?:\sPhoto|\sImages)?\s?/\s?|"
    r"\((?:Photo(?:\s[Cc]redit)?|Picture|Image|Credit):\s|"
    rf"\b(?:{_AGENCY}|REUTERS)\s(?:[Pp]hoto|[Pp]icture|[Ff]ile):\s|"
    r"\b(?:[Pp]hoto(?:graph)?s?|PHOTOS?|[Pp]icture|[Ii]mage)(?:/|\s(?:by|BY)\s))\Z"
)
_PICTURE_ENDINGS = ("/", "/ ", "by ", "BY ", ": ")
# "(Ann Hill, AP)", all that the brackets hold.
_AGENCY_CLOSES = re.compile(rf",\s(?:The\s)?(?:{_AGENCY}|REUTERS)(?:\s(?:Photo|Images))?\)")


def apart(text: str, mentions: Sequence[Mention], zones: Sequence[Zone]) -> tuple[Mention, ...]:
    """``mentions`` of ``text``, in order, with those mended that hold more than one name.

    ``McCain-Palin`` is two people where the text has both; a name that a page prints
    twice in a row is two mentions; nothing goes on across a zone that is not read or
    the end of a sentence. What stands before the first word and a year glued to the
    last is left out. Who is named beside a picture agency is ``why`` a picture credit.
    """
    unread = [zone.start for zone in zones if zone.kind in UNREAD]
    found = [_outside(text, whole, unread) for whole in mentions] if unread else list(mentions)
    for step in (_one_sentence, _once, _bare):
        found = [mention for whole in found for mention in step(text, whole)]
    found = _pairs_parted(text, found)
    return tuple(
        replace(mention, why=PICTURE_CREDIT) if _is_credit(text, mention) else mention
        for mention in found
    )


def _outside(text: str, whole: Mention, unread: Sequence[int]) -> Mention:
    """``unread``: where zones begin that are not read."""
    end = min((start for start in unread if whole.start < start < whole.end), default=0)
    kept = text[whole.start : end].rstrip() if end else ""
    return replace(whole, end=whole.start + len(kept)) if kept else whole


def _one_sentence(text: str, whole: Mention) -> Iterator[Mention]:
    """``Kim Jong Un. Kim``: a person's name ends with the sentence."""
    if whole.type is EntityType.PERSON and ". " in text[whole.start : whole.end]:
        for stop in _STOP.finditer(text, whole.start, whole.end):
            before = text[whole.start : stop.start()]
            if stop[1].lower() not in _ABBREVIATED and stop[1][0].isupper() and " " in before:
                yield replace(whole, end=stop.end(1))
                yield replace(whole, start=stop.end())
                return
    yield whole


def _once(text: str, whole: Mention) -> Iterator[Mention]:
    """``Samuel LaHoz Samuel LaHoz``: twice the same; but ``Pago Pago`` is one."""
    surface = text[whole.start : whole.end]
    words = surface.split(" ")
    half = len(words) // 2
    if half >= _LEAST_REPEATED and words[:half] == words[half:]:
        first = len(surface) // 2
        yield replace(whole, end=whole.start + len(surface[:first].rstrip()))
        yield replace(whole, start=whole.end - len(surface[first:].lstrip()))
    else:
        yield whole


def _bare(text: str, whole: Mention) -> Iterator[Mention]:
    begin = _WORDS_BEGIN.search(text, whole.start, whole.end)
    start = begin.start() if begin else whole.start
    end = whole.end
    if whole.type is EntityType.PERSON and (year := _GLUED_YEAR.search(text[start:end])):
        end = start + year.start()
    yield (
        whole if (start, end) == (whole.start, whole.end) else replace(whole, start=start, end=end)
    )


def _pairs_parted(text: str, found: Sequence[Mention]) -> list[Mention]:
    pairs = {
        at: pair
        for at, mention in enumerate(found)
        if mention.type in _PAIRED_KINDS and (pair := _PAIR.match(text, mention.start, mention.end))
    }
    if not pairs:
        return list(found)
    people = [
        text[mention.start : mention.end].split()
        for at, mention in enumerate(found)
        if at not in pairs and mention.type is EntityType.PERSON
    ]
    last_words = {match_key(words[-1]) for words in people}
    result: list[Mention] = []
    for at, mention in enumerate(found):
        pair = pairs.get(at)
        if pair is None or not _are_two(pair, last_words):
            result.append(mention)
            continue
        why = f"beside {pair[2]}", f"beside {pair[1]}"
        result += [Mention(*pair.span(side), EntityType.PERSON, why[side - 1]) for side in (1, 2)]
    return result


def _are_two(pair: re.Match[str], last_words: set[str]) -> bool:
    """Whether both halves are people of the text, and nobody bears the whole."""
    halves = {match_key(pair[1]), match_key(pair[2])}
    return len(halves) == len(pair.groups()) and (
        halves <= last_words and match_key(pair[0]) not in last_words
    )


def _is_credit(text: str, mention: Mention) -> bool:
    if mention.type is not EntityType.PERSON:
        return False
    before = text[max(0, mention.start - _REACH) : mention.start]
    if before.endswith(_PICTURE_ENDINGS) and _PICTURE_BEFORE.search(before):
        return True
    if text[mention.end : mention.end + 1] == "," and before.endswith("("):
        return _AGENCY_CLOSES.match(text, mention.end, mention.end + _REACH) is not None
    has_stroke = "/" in text[mention.end : mention.end + 2]
    return has_stroke and _AGENCY_BEHIND.match(text, mention.end, mention.end + _REACH) is not None
