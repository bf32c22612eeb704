"""Settling with what the user said by hand: what is one, what it is called, when it was."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence

from msgspec.structs import replace

from index.article import Precision, Span
from index.events.constraints import Bonds, Constraints, Dating, Telling
from index.events.happenings import by_date
from index.events.model import (
    ArticleRole,
    Event,
    EventMention,
    Link,
    LinkClass,
    MentionKind,
    Role,
    is_named,
)
from index.events.record import ArticleEvents
from index.events.sayings import Saying, sayings_of

_PEOPLE = 8


def answered(constraints: Constraints, sayings: Iterable[Saying]) -> frozenset[Telling]:
    """The tellings that the sayings of one event answer to."""
    if not constraints:
        return frozenset()
    found = (constraints.said(saying.article, saying.spans, saying.name) for saying in sayings)
    return frozenset().union(*found)


def heeding(record: ArticleEvents, constraints: Constraints) -> ArticleEvents:
    """A record as the user corrected it: without what is no event, with the days they gave.

    Where a passage is of no event the headline stays: what an article tells by itself
    is another matter.
    """
    if not constraints.rereads(record.key):
        return record
    gone: set[int] = set()
    dated: dict[int, Dating] = {}
    for saying in sayings_of(record):
        tellings = answered(constraints, [saying])
        if not constraints.untold.isdisjoint(tellings):
            gone.add(saying.group)
        elif (dating := constraints.dating(tellings)) is not None:
            dated[saying.group] = dating
    named = {saying.group for saying in sayings_of(record)}
    by_itself = constraints.dating(constraints.told(record.key))
    mentions = []
    for mention in record.mentions:
        is_headline = mention.mention_kind is MentionKind.HEADLINE
        dating = dated.get(mention.group)
        if dating is None and is_headline and mention.group not in named:
            dating = by_itself
        if dating is not None:
            mentions.append(_on(mention, dating))
        elif mention.group not in gone or is_headline:
            mentions.append(mention)
    made = tuple(mentions)
    return record if made == record.mentions else replace(record, mentions=made)


def _on(mention: EventMention, dating: Dating) -> EventMention:
    """A mention as if its text gave its event these days, or none at all."""
    series = mention.precision if mention.precision is Precision.SERIES else Precision.UNKNOWN
    return replace(
        mention,
        interval=dating.interval,
        precision=dating.precision if dating.interval else series,
        until=False,
        partial="",
        ahead=False,
        fresh=False,
    )


def article_bonds(constraints: Constraints, articles: Iterable[str]) -> Bonds | None:
    """The bonds between articles that are grouped; ``None`` where there are none.

    ``constraints`` are those of happenings or of stories.
    """
    held: dict[Hashable, frozenset[Telling]] = {}
    if constraints:
        held = {key: told for key in articles if (told := constraints.held(key))}
    return Bonds(constraints, held) if held else None


def together(sets: Sequence[Iterable[Hashable]]) -> list[list[int]]:
    """Which of some sets hang together by what they share: their places, ascending."""
    into = list(range(len(sets)))
    home: dict[Hashable, int] = {}
    for place, held in enumerate(sets):
        members = list(held)
        targets = {into[home[one]] for one in members if one in home} | {place}
        first = min(targets)
        if len(targets) > 1:
            into = [first if target in targets else target for target in into]
        home.update(dict.fromkeys(members, first))
    found: dict[int, list[int]] = {}
    for place, target in enumerate(into):
        found.setdefault(target, []).append(place)
    return list(found.values())


def united(
    events: Sequence[Event],
    links: Sequence[Sequence[Link]],
    answers: Sequence[frozenset[Telling]],
    constraints: Constraints,
    records: Mapping[str, ArticleEvents],
) -> tuple[list[Event], list[list[Link]]]:
    """Events that the user says are one made one, with the names and days that the user gave.

    ``answers`` are the tellings that each event answers to, ``links`` those of each.
    """
    groups = [
        {constraints.groups[telling] for telling in tellings if telling in constraints.groups}
        for tellings in answers
    ]
    parts = together(groups)
    made = []
    for places in parts:
        event = events[places[0]]
        if len(places) > 1:
            event = _one([events[place] for place in places], records)
        own = frozenset().union(*(answers[place] for place in places))
        name = next((name for telling, name in reversed(constraints.names) if telling in own), "")
        event = replace(event, name=name) if name else event
        if (dating := constraints.dating(own)) is not None:
            event = replace(event, interval=dating.interval, precision=dating.precision)
        made.append(_unreported(event, constraints))
    moved = [
        [_between(link, constraints) for place in places for link in links[place]]
        for places in parts
    ]
    return made, moved


def _unreported(event: Event, constraints: Constraints) -> Event:
    """``event`` as mentioned by those who report nothing."""
    if not any(constraints.reports_nothing(role.article) for role in event.roles):
        return event
    roles = [
        replace(role, role=Role.MENTIONS) if constraints.reports_nothing(role.article) else role
        for role in event.roles
    ]
    return replace(event, roles=tuple(sorted(roles, key=lambda r: r.role is not Role.REPORTS)))


def _between(link: Link, constraints: Constraints) -> Link:
    """``link`` as one of mentions where an article of it reports nothing."""
    told = link.link_class is LinkClass.SAME and any(
        map(constraints.reports_nothing, (link.a, link.b))
    )
    return replace(link, link_class=LinkClass.MENTIONS) if told else link


def _one(events: Sequence[Event], records: Mapping[str, ArticleEvents]) -> Event:
    """One event of several: named ones say what it is, and those with more articles."""

    def standing(event: Event) -> tuple[bool, int, int, str]:
        named = any(map(is_named, event.members))
        return (named, len(event.roles), len(event.participants), event.name)

    order = sorted(events, key=standing, reverse=True)
    dated = next((event for event in order if event.interval), order[0])
    people = dict.fromkeys(key for event in order for key in event.participants)
    return Event(
        order[0].name,
        order[0].kind,
        dated.interval,
        dated.precision,
        next((event.place for event in order if event.place), ""),
        tuple(people)[:_PEOPLE],
        _roles([role for event in order for role in event.roles], records),
        tuple(member for event in order for member in event.members),
    )


def _roles(
    roles: Sequence[ArticleRole], records: Mapping[str, ArticleEvents]
) -> tuple[ArticleRole, ...]:
    """One role for each article, reporters first, each by date."""
    best: dict[str, ArticleRole] = {}
    spans: dict[str, list[Span]] = {}
    for role in roles:
        known = best.get(role.article)
        spans.setdefault(role.article, []).extend(role.spans)
        if known is None or (role.role is Role.REPORTS, role.weight) > (
            known.role is Role.REPORTS,
            known.weight,
        ):
            best[role.article] = role
    order = by_date(list(best), records)
    whole = [replace(best[key], spans=tuple(sorted(set(spans[key])))) for key in order]
    return tuple(sorted(whole, key=lambda role: role.role is not Role.REPORTS))
