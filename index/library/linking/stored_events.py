"""Events in the archive: what linking reads from it, and how its results are written."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from msgspec import Struct

from index.article import Precision, Publication, Span
from index.events.model import ArticleRole, Event, Link, LinkClass, Reason, Role, Story, article_of
from index.language.fold import match_key
from index.store.archive import Archive
from index.store.event_tables import EventRow, EventTables, LinkRow, RoleRow
from index.store.story_tables import StoryRow
from index.store.values import interval_of, iso, parts

if TYPE_CHECKING:
    from index.events.assemble import Place
    from index.events.record import ArticleEvents, StoryFeatures
    from index.events.repository import Growth, Settlement, Standing

_FEATURES_KEPT = 1_000
"""Articles whose features are kept at once: some 6 MB."""


class ArchiveRepository:
    """The archive as :class:`index.events.repository.Repository` sees it."""

    def __init__(
        self,
        archive: Archive,
        read: Callable[[ArticleEvents], ArticleEvents] = lambda record: record,
    ) -> None:
        """``read`` is given each record as its text has it, and gives it as it is to be seen."""
        self._archive = archive
        self._read = read
        # Of a method of its own it would be a cycle, and stay with all features until garbage
        # is looked for.
        self._features = lru_cache(_FEATURES_KEPT)(partial(_features, archive))

    def records(self, keys: Collection[str]) -> Mapping[str, ArticleEvents]:
        """Records whose features are read when something is asked of them."""
        from index.events.record import from_json

        found: dict[str, ArticleEvents] = {}
        for part in parts(sorted(self._archive.ids_of(keys).items())):
            bodies = self._archive.events.records([number for _, number in part])
            for key, number in part:
                if number in bodies:
                    record = from_json(bodies[number], partial(self._features, number))
                    found[key] = self._read(record)
        return found

    def sharing(self, blocks: Collection[str]) -> Mapping[str, Collection[str]]:
        held = self._archive.events.in_blocks(blocks)
        keys = self._archive.keys_of({number for ids in held.values() for number in ids})
        return {
            block: [keys[number] for number in ids if number in keys] for block, ids in held.items()
        }

    def near(self, blocks: Collection[str], least: int) -> Collection[str]:
        return self._archive.keys_of(self._archive.events.in_most(blocks, least)).values()

    def scores(self, keys: Collection[str]) -> Mapping[str, Mapping[str, float]]:
        ids = self._archive.ids_of(keys)
        held = self._archive.events.scores(ids.values())
        names = self._archive.keys_of({other for scores in held.values() for other in scores})
        return {
            key: {names[other]: score for other, score in held[number].items() if other in names}
            for key, number in ids.items()
            if number in held
        }

    def stories(self, keys: Collection[str]) -> Mapping[str, Collection[str]]:
        ids = self._archive.ids_of(keys)
        held = self._archive.events.stories_of(ids.values())
        names = self._archive.keys_of({number for articles in held.values() for number in articles})
        story = {
            number: [names[other] for other in articles if other in names]
            for articles in held.values()
            for number in articles
        }
        return {key: story[number] for key, number in ids.items() if number in story}

    def events(self, members: Collection[str]) -> Mapping[str, int]:
        found = self._archive.events.events_of_members(members)
        return {
            member: event for event, held in found.items() for member in held.intersection(members)
        }

    def members(self, members: Collection[str]) -> Mapping[str, Collection[str]]:
        found = self._archive.events.events_of_members(members)
        return {member: held for held in found.values() for member in held.intersection(members)}

    def standing(self, member: str) -> Standing | None:
        from index.events.repository import Standing
        from index.events.tally import tally_from

        row = self._archive.events.standing(member)
        if row is None:
            return None
        return Standing(
            interval_of(row.begin, row.end),
            Precision(row.precision),
            tally_from(row.tally),
            row.articles,
            self._archive.keys_of([row.first])[row.first],
            Role(row.role),
        )

    def rank(self, member: str, place: Place) -> int:
        from index.events.assemble import place_at

        def standing(told: tuple[int, str]) -> Place:
            article, role = told
            rows = self._archive.lists.rows([article])
            known = self._archive.identify(rows[0].key) if rows else None
            if known is None:
                raise KeyError(article)  # it has gone since
            return place_at(rows[0].published, known[1], rows[0].key, Role(role))

        row = self._archive.events.standing(member)
        order = self._archive.events.order(row.event) if row is not None else []
        return bisect_left(order, place, key=standing)

    def copies(self, keys: Collection[str]) -> Mapping[str, Sequence[str]]:
        ids = self._archive.ids_of(keys)
        groups = self._archive.copies.groups(list(ids.values()))
        names = self._archive.keys_of({number for group in groups.values() for number in group})
        return {
            key: [names[other] for other in groups[number] if other in names]
            for key, number in ids.items()
            if number in groups
        }

    def published(self, keys: Collection[str]) -> Mapping[str, Publication]:
        ids = self._archive.ids_of(keys)
        facts = {row.id: row.published for row in self._archive.lists.rows(list(ids.values()))}
        return {key: facts[number] for key, number in ids.items() if number in facts}


def _features(archive: Archive, article: int) -> StoryFeatures:
    from index.events.record import features_from_json

    return features_from_json(archive.events.records([article])[article])


def write_settlement(
    archive: Archive, connection: sqlite3.Connection, settlement: Settlement
) -> None:
    """Put a settlement's events, links, stories and scores in place of those they replace.

    An event or story that keeps most of what it was made of keeps its id; what
    comes out as it was is not written again. Learned publications are not written
    here: they change the articles themselves.
    """
    from index.events.settle import inherit
    from index.events.tally import tally_json

    tables = archive.events
    ids = archive.ids_of(_article_keys(settlement))
    events_before = tables.events_of_members(settlement.members)
    stories_before = tables.stories_of([ids[key] for key in settlement.retold if key in ids])
    tables.delete_stories(connection, stories_before)

    event_of: dict[str, int] = {}
    kept = inherit(events_before, [event.members for event in settlement.events])
    made = list(zip(kept, settlement.events, settlement.links, strict=True))
    stays = {
        number: _told(number, event, links, ids)
        for number, event, links in made
        if number and frozenset(event.members) == events_before[number]
    }
    as_before = _as_before(tables, stays)
    tables.delete_events(connection, events_before.keys() - as_before)
    for number, event, links in made:
        if number not in as_before:
            number = tables.put_event(connection, _event_row(number, event), event.members)
            told = _told(number, event, links, ids)
            tables.put_roles(connection, told.roles)
            tables.put_links(connection, told.links)
        event_of.update(dict.fromkeys(event.members, number))

    for first, tally in settlement.tallies.items():
        tables.put_tally(connection, event_of[first], tally_json(tally))
    for growth in settlement.growths:
        event_of.update(dict.fromkeys(growth.members, _grow(tables, connection, growth, ids)))

    elsewhere = {story.about for story in settlement.stories} - event_of.keys()
    for number, members in tables.events_of_members(elsewhere).items():
        if number not in events_before:
            event_of.update(dict.fromkeys(members, number))
    story_articles = [
        [ids[key] for key in story.articles if key in ids] for story in settlement.stories
    ]
    for inherited, story, articles in zip(
        inherit(stories_before, story_articles), settlement.stories, story_articles, strict=True
    ):
        tables.put_story(connection, _story_row(inherited, story, event_of, articles))
    for key, scores in settlement.scores.items():
        if key in ids:
            tables.put_scores(
                connection,
                ids[key],
                {ids[other]: score for other, score in scores.items() if other in ids},
            )


def _grow(
    tables: EventTables, connection: sqlite3.Connection, growth: Growth, ids: Mapping[str, int]
) -> int:
    """Put what an event gains to what is there of it; its id."""
    from index.events.tally import tally_json

    standing = tables.standing(growth.member)
    assert standing is not None
    number = standing.event
    tables.tell_with_more(
        connection,
        number,
        growth.name,
        match_key(growth.name),
        growth.place,
        growth.participants,
        growth.members,
    )
    for earlier, (rank, role) in enumerate(growth.roles):
        tables.make_room(connection, number, rank + earlier)
        tables.put_roles(connection, [_role_row(number, role, rank + earlier, ids)])
    tables.put_links(connection, _link_rows(number, growth.links, ids))
    tables.put_tally(connection, number, tally_json(growth.tally))
    return number


def link_of(row: LinkRow, keys: Mapping[int, str]) -> Link:
    """The link that a row holds; ``keys`` are the articles' keys by id."""
    return Link(
        keys[row.a],
        keys[row.b],
        row.event,
        LinkClass(row.link_class),
        row.score,
        _reasons(row.reasons),
        _reasons(row.vetoes),
    )


# -- rows ------------------------------------------------------------------------------


def _article_keys(settlement: Settlement) -> set[str]:
    keys = set(map(article_of, settlement.members)) | settlement.retold
    keys.update(role.article for event in settlement.events for role in event.roles)
    for growth in settlement.growths:
        keys.update(role.article for _, role in growth.roles)
        keys.update(key for link in growth.links for key in (link.a, link.b))
    keys.update(key for story in settlement.stories for key in story.articles)
    keys.update(settlement.scores)
    keys.update(other for scores in settlement.scores.values() for other in scores)
    return keys


class _Told(Struct, frozen=True):
    """All rows that tell an event, but for its members."""

    event: EventRow
    roles: Sequence[RoleRow]
    links: Sequence[LinkRow]


def _told(number: int, event: Event, links: Sequence[Link], ids: Mapping[str, int]) -> _Told:
    return _Told(
        _event_row(number, event),
        list(_role_rows(number, event, ids)),
        list(_link_rows(number, links, ids)),
    )


def _as_before(tables: EventTables, told: Mapping[int, _Told]) -> set[int]:
    """The events that are told already just as they are to be told."""
    events, roles = tables.events(told), tables.roles_of_events(told)
    links = tables.links_of_events(told)
    return {
        number
        for number, rows in told.items()
        if rows == _Told(events[number], roles.get(number, []), links.get(number, []))
    }


def _event_row(number: int, event: Event) -> EventRow:
    return EventRow(
        number,
        event.name,
        event.kind,
        iso(event.interval.begin),
        iso(event.interval.end),
        event.precision,
        event.place,
        event.participants,
        match_key(event.name),
    )


def _role_rows(number: int, event: Event, ids: Mapping[str, int]) -> Iterable[RoleRow]:
    return (
        _role_row(number, role, rank, ids)
        for rank, role in enumerate(event.roles)
        if role.article in ids
    )


def _role_row(number: int, role: ArticleRole, rank: int, ids: Mapping[str, int]) -> RoleRow:
    spans = tuple((span.start, span.end) for span in role.spans)
    return RoleRow(number, ids[role.article], role.role, rank, spans, role.weight)


def _link_rows(number: int, links: Iterable[Link], ids: Mapping[str, int]) -> Iterable[LinkRow]:
    return (
        LinkRow(
            number,
            ids[link.a],
            ids[link.b],
            link.link_class,
            link.score,
            _reasons_json(link.reasons),
            _reasons_json(link.vetoes),
        )
        for link in links
        if link.a in ids and link.b in ids
    )


def _story_row(
    number: int, story: Story, events: Mapping[str, int], articles: Sequence[int]
) -> StoryRow:
    return StoryRow(
        number,
        story.name,
        iso(story.interval.begin),
        iso(story.interval.end),
        events.get(story.about),
        tuple(articles),
    )


def _reasons_json(reasons: Sequence[Reason]) -> str:
    return json.dumps(
        [
            (
                reason.kind,
                reason.text,
                reason.weight,
                [(key, span.start, span.end) for key, span in reason.spans],
            )
            for reason in reasons
        ],
        ensure_ascii=False,
    )


def _reasons(body: str) -> tuple[Reason, ...]:
    return tuple(
        Reason(kind, text, weight, tuple((key, Span(start, end)) for key, start, end in spans))
        for kind, text, weight, spans in json.loads(body)
    )
