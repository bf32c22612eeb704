"""Finding events: by words of their names, and those that may be the same."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from index.events.kept import forgetting
from index.events.model import Link
from index.language.fold import match_key
from index.library.knowledge.event_views import event_views
from index.library.linking.stored_events import ArchiveRepository
from index.store.event_tables import EventRow
from index.store.values import interval_of, iso
from index.views import EventView

if TYPE_CHECKING:
    from index.events.record import ArticleEvents
    from index.library import Library

_LOOKED_AT = 400
_DAYS_AROUND = timedelta(days=7)
_LEAST_WORD = 4


def find_events(library: Library, words: str, limit: int) -> list[EventView]:
    """Events whose name holds all these words, those that most articles tell first."""
    tables = library.archive.events
    ids = sorted(tables.events_named(match_key(words).split(), begun=True), reverse=True)[
        :_LOOKED_AT
    ]
    roles = tables.roles_of_events(ids)
    ids.sort(key=lambda number: (-len(roles.get(number, ())), -number))
    return list(event_views(library.archive, ids[:limit]))


def events_near(library: Library, event: int, limit: int) -> list[EventView]:
    """Events that may be the same as another: alike in name, days, place and people."""
    tables = library.archive.events
    own = tables.events([event]).get(event)
    if own is None:
        return []
    words = sorted(own.folded.split(), key=len, reverse=True)
    found = [
        n
        for word in words[:3]
        if len(word) >= _LEAST_WORD
        for n in tables.events_named([word], begun=True)
    ]
    for key in (own.place, *own.participants[:3]):
        if key:
            found += tables.events_of_entity(key, _LOOKED_AT)
    days = interval_of(own.begin, own.end)
    if days.begin and days.end:
        found += tables.events_between(
            iso(days.begin - _DAYS_AROUND), iso(days.end + _DAYS_AROUND), _LOOKED_AT
        )
    for role in tables.roles_of_events([event]).get(event, [])[:8]:
        found += [other.event for other in tables.roles_of_article(role.article)]
    ids = [number for number in dict.fromkeys(found) if number != event][:_LOOKED_AT]
    rows = tables.events(ids)
    ids.sort(key=lambda number: (-_likeness(own, rows[number]) if number in rows else 0, number))
    return list(event_views(library.archive, ids[:limit]))


@forgetting
def refusals_of(library: Library, event: int) -> list[Link]:
    """What an event nearly was one with, and why it is not; the closest first."""
    from index.events.by_hand import heeding
    from index.events.link import reread
    from index.events.near import near_links
    from index.library.linking.settling import redating

    archive = library.archive
    redate = redating(archive)
    constraints = library.correcting.weighed().constraints

    def heeded(record: ArticleEvents) -> ArticleEvents:
        return heeding(record, constraints)

    repository = ArchiveRepository(archive, heeded)
    members = archive.events.members_of(event)
    return near_links(members, repository, lambda text, day: heeded(reread(text, day, redate)))


def _likeness(one: EventRow, other: EventRow) -> float:
    """How much two events have in common; only the order means something."""
    mine, theirs = set(one.folded.split()), set(other.folded.split())
    words = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
    people = len({one.place, *one.participants} & {other.place, *other.participants} - {""})
    days, others = interval_of(one.begin, one.end), interval_of(other.begin, other.end)
    dated = bool(days) and bool(others) and days.overlaps(others)
    return 3 * words + min(people, 3) + 2 * dated + (one.kind == other.kind)
