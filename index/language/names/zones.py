"""What the zones of an article say about names: where not to look, what stands where."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from index.article import Zone, ZoneKind
from index.language.model import EntityType
from index.language.names.found import Found
from index.language.names.lexicon import lexicon
from index.language.names.rules import in_place_of
from index.language.names.tokens import Tokens

UNREAD = frozenset({ZoneKind.HEADER, ZoneKind.BOILERPLATE})
"""Zones in which no names are looked for."""


def blanked(folded: str, zones: Iterable[Zone]) -> str:
    """``folded`` with spaces for what is no part of the news; line ends and places stay."""
    pieces: list[str] = []
    end = 0
    for zone in sorted(zone for zone in zones if zone.kind in UNREAD):
        start = max(zone.start, end)
        unread = folded[start : zone.end]
        pieces += (folded[end:start], "".join("\n" if char == "\n" else " " for char in unread))
        end = max(end, zone.end)
    return "".join(pieces) + folded[end:] if pieces else folded


def by_zone(tokens: Tokens, found: Sequence[Found], zones: Sequence[Zone]) -> list[Found]:
    """``found`` with the kinds that datelines and credits imply.

    A dateline opens with a place and may hold an agency in brackets; in a credit, a
    single word that is no personal name is the agency.
    """
    telling = [zone for zone in zones if zone.kind in (ZoneKind.DATELINE, ZoneKind.CREDIT)]
    if not telling:
        return list(found)
    found = in_place_of(_opening_places(tokens, telling), found)
    return [_in_zone(tokens, name, telling) for name in found]


def _opening_places(tokens: Tokens, telling: Sequence[Zone]) -> list[Found]:
    """The capitals that datelines open with."""
    opening = []
    for zone in telling:
        first = bisect_left(tokens.starts, zone.start)
        last = first
        while last < len(tokens) and tokens.capital[last] and tokens.ends[last] <= zone.end:
            last += 1
        if zone.kind is ZoneKind.DATELINE and last > first:
            opening.append(Found(first, last - 1, EntityType.PLACE, "opens a dateline"))
    return opening


def _in_zone(tokens: Tokens, name: Found, telling: Sequence[Zone]) -> Found:
    start, end = tokens.starts[name.first], tokens.ends[name.last]
    zone = next((zone for zone in telling if zone.start <= start and end <= zone.end), None)
    if zone is None:
        return name
    key = tokens.key(name.first, name.last)
    lists = lexicon()
    bracketed = name.first > 0 and tokens.words[name.first - 1] == "("
    if zone.kind is ZoneKind.DATELINE:
        opens = not any(char.isalpha() for char in tokens.text[zone.start : start])
        if bracketed and key not in lists.places:
            return Found(name.first, name.last, EntityType.ORG, "agency in a dateline")
        if opens and key not in lists.known:
            return Found(name.first, name.last, EntityType.PLACE, "opens a dateline")
    elif name.first == name.last and name.type is EntityType.PERSON and key not in lists.given:
        return Found(name.first, name.last, EntityType.ORG, "agency in a credit")
    return name
