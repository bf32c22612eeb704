"""Visits: who went where, from the ways a text tells it.

"visit to China by General Secretary X", "visits to Việt Nam by X and Y" (one
visit each), "X's trip to Cuba". A visit is told apart by visitor and
destination, so both must be said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from index.events.wording import first_at_or_after
from index.language.model import EntityType, Mention

_VISIT_TO = re.compile(r"\b(visit|trip|tour)s? to (?:the )?")
_BY = re.compile(r"\s+(?:by|of|from)\s+")
_OWNED = re.compile(r"(?:'s?|\bhis|\bher)\s+(?:[\w-]+\s+){0,4}$")
_STATEMENT_END = re.compile(r"[.;…]\s|\n")
# Between two visitors of one list: a comma or "and", and titles.
_LISTED = re.compile(r"^[\s,]*(?:(?:and|as well as)\s+)?(?:[\w'-]+\s+){0,7}$")
_REACH = 260


class Visit(Struct, frozen=True):
    """One visitor's visit to one place; both are indexes into the text's mentions."""

    start: int
    end: int
    head: str
    place: int
    visitor: int


def _names_between(
    mentions: Sequence[Mention], starts: Sequence[int], begin: int, end: int, kind: EntityType
) -> Iterator[int]:
    for index in range(first_at_or_after(starts, begin), len(mentions)):
        if mentions[index].start >= end:
            return
        if mentions[index].type is kind:
            yield index


def find_visits(folded: str, low: str, mentions: Sequence[Mention]) -> list[Visit]:
    """The visits that a text tells with visitor and destination, in text order."""
    starts = [mention.start for mention in mentions]
    found: list[Visit] = []
    for match in _VISIT_TO.finditer(low):
        place = next(
            _names_between(mentions, starts, match.end(), match.end() + 1, EntityType.PLACE), None
        )
        if place is None:
            continue
        found.extend(_visitors_after(folded, low, mentions, starts, match, place))
        found.extend(_visitor_before(low, mentions, starts, match, place))
    return found


def _visitors_after(
    folded: str,
    low: str,
    mentions: Sequence[Mention],
    starts: Sequence[int],
    match: re.Match[str],
    place: int,
) -> Iterator[Visit]:
    after = _BY.match(low, mentions[place].end)
    if after is None:
        return
    stop = _STATEMENT_END.search(folded, after.end(), after.end() + _REACH)
    end = stop.start() + 1 if stop else min(len(folded), after.end() + _REACH)
    last = after.end()
    for index in _names_between(mentions, starts, after.end(), end, EntityType.PERSON):
        person = mentions[index]
        between = low[last : person.start]
        if not _LISTED.match(between) or _VISIT_TO.search(between):
            return
        yield Visit(match.start(), person.end, match[1], place, index)
        last = person.end


def _visitor_before(
    low: str,
    mentions: Sequence[Mention],
    starts: Sequence[int],
    match: re.Match[str],
    place: int,
) -> Iterator[Visit]:
    owner = first_at_or_after(starts, match.start()) - 1
    if owner < 0 or mentions[owner].type is not EntityType.PERSON:
        return
    person = mentions[owner]
    between = low[person.end : match.start()]
    if between.startswith("'") and len(between) < 50 and _OWNED.search(between):
        yield Visit(person.start, mentions[place].end, match[1], place, owner)
