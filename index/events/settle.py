"""Taking a change in: what must be made again, made again, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from index.article import Known
from index.events.accounts import links_of, near_links, story_links
from index.events.assemble import Draft, event_of
from index.events.blocks import block_keys
from index.events.happenings import (
    Happening,
    by_date,
    event_of_happening,
    happening,
    joined,
    main_event,
    story_of,
    story_role,
)
from index.events.link import Linking, Redate, link
from index.events.model import Event, Link, MentionKind, Role, Story
from index.events.reach import Reached, Shelf, StoryGraph, reach_sayings, story_scores
from index.events.record import ArticleEvents
from index.events.repository import Repository, Settlement
from index.events.stories import central, stories
from index.events.story_scores import Weights, fitted


def settle(
    changed: Iterable[str],
    repository: Repository,
    redate: Redate | None = None,
    *,
    outdated: Iterable[ArticleEvents] = (),
) -> Settlement:
    """What follows from articles that are new, changed or gone (``changed``, their keys).

    The repository holds the new records already; ``outdated`` are the records
    that they took the place of, or of articles now gone. ``redate`` gives the
    record of an article as read with a learned publication date. The result
    depends only on the articles that are there.
    """
    weights = fitted()
    old = list(outdated)
    changed = set(changed) | {record.key for record in old}
    shelf, graph = Shelf(repository), StoryGraph(repository)
    reached = Reached()
    blocks = {block for record in old for block in block_keys(record) if not block.startswith("s|")}
    present = set(shelf.fetch(changed))
    tellers: set[str] = set(changed)
    wanted: Mapping[str, Collection[int]] = {
        key: {m.group for m in record.mentions} for key, record in shelf.fetch(changed).items()
    }
    linking = Linking()
    while True:
        before = {key: frozenset(groups) for key, groups in reached.groups.items()}
        reach_sayings(shelf, reached, wanted, blocks)
        linking = _with(linking, _link(shelf, _fresh(reached, before), redate))
        _renew_scores(shelf, graph, changed | _newly_dated(repository, linking), weights)
        groups = _stories(shelf, graph, tellers | set(graph.fresh), weights)
        mains = _mains(linking, [key for group in groups for key in group.articles])
        reporters = {
            key
            for made in linking.drafts
            for key in made.reporters
            if mains.get(key) is made or key not in mains
        }
        unread = _unread_events(shelf, reached, groups)
        more = {key for key in reporters if key not in mains}
        if not more and not unread:
            break
        tellers |= more
        wanted = unread
        blocks = set()
    return _settlement(shelf, graph, linking, groups, mains, reached, old, changed - present)


def inherit(
    before: Mapping[int, Collection[Hashable]], now: Sequence[Collection[Hashable]]
) -> list[int]:
    """Which old id each new collection of members keeps; 0 for a new one.

    An id goes to the collection that holds most of its members, the larger
    overlap first; ties go to the older id and the earlier collection.
    """
    home = {member: number for number, members in before.items() for member in members}
    claims = []
    for index, members in enumerate(now):
        overlap = Counter(home[member] for member in members if member in home)
        claims += [(-count, number, index) for number, count in overlap.items()]
    ids = [0] * len(now)
    taken: set[int] = set()
    for _, number, index in sorted(claims):
        if ids[index] == 0 and number not in taken:
            ids[index] = number
            taken.add(number)
    return ids


def _fresh(reached: Reached, before: Mapping[str, frozenset[int]]) -> dict[str, frozenset[int]]:
    """The sayings reached since; they share nothing with those of before."""
    fresh = {
        key: frozenset(groups) - before.get(key, frozenset())
        for key, groups in reached.groups.items()
    }
    return {key: groups for key, groups in fresh.items() if groups}


def _link(shelf: Shelf, groups: Mapping[str, frozenset[int]], redate: Redate | None) -> Linking:
    records = shelf.fetch(groups)
    # What is learned of an article may number its sayings anew: it comes in whole.
    only = {
        key: groups[key]
        for key, record in records.items()
        if record.published.how is not Known.UNKNOWN
    }
    linking = link(records.values(), redate, only=only)
    shelf.learned.update(linking.published)
    return linking


def _with(linking: Linking, more: Linking) -> Linking:
    return Linking(
        (*linking.drafts, *more.drafts),
        {**linking.records, **more.records},
        {**linking.published, **more.published},
        (*linking.misses, *more.misses),
    )


def _newly_dated(repository: Repository, linking: Linking) -> set[str]:
    """Articles of which something else was learned than at the last settling."""
    before = repository.published(list(linking.published))
    return {key for key, found in linking.published.items() if before.get(key) != found}


def _renew_scores(shelf: Shelf, graph: StoryGraph, keys: Iterable[str], weights: Weights) -> None:
    for key in sorted(set(keys) - set(graph.fresh)):
        graph.fresh[key] = story_scores(shelf, key, weights, graph.fresh)


@dataclass(frozen=True, slots=True)
class _Group:
    """A story, and in it the articles that tell the same happening; central ones first."""

    articles: Sequence[str]
    happenings: Sequence[Sequence[str]]


def _stories(
    shelf: Shelf, graph: StoryGraph, keys: Iterable[str], weights: Weights
) -> list[_Group]:
    """The stories of ``keys`` and of all that these can bear on."""
    start = set(shelf.fetch({*keys, *graph.left(weights.threshold)}))
    part = graph.part(start, weights.threshold)
    records = shelf.fetch(part)
    order = sorted(records, key=lambda key: (records[key].version, key))
    return [
        _Group(
            central(articles, part),
            [central(tight, part) for tight in stories(articles, part, weights.happening)],
        )
        for articles in stories(order, part, weights.threshold)
    ]


def _mains(linking: Linking, keys: Iterable[str]) -> dict[str, Draft | None]:
    parts: dict[str, list[Draft]] = {}
    for made in linking.drafts:
        for key in made.parts:
            parts.setdefault(key, []).append(made)
    return {key: main_event(key, parts.get(key, [])) for key in keys}


def _unread_events(shelf: Shelf, reached: Reached, groups: Sequence[_Group]) -> dict[str, set[int]]:
    """What the articles of the stories at hand open with and is not linked yet."""
    records = shelf.fetch(key for group in groups for key in group.articles)
    unread: dict[str, set[int]] = {}
    for key, record in sorted(records.items()):
        opening = {
            m.group
            for m in record.mentions
            if m.start < record.lead
            and not m.background
            and m.mention_kind is not MentionKind.HEADLINE
        }
        new = opening - reached.groups.get(key, set())
        if new:
            unread[key] = new
    return unread


@dataclass(slots=True)
class _Making:
    """Events, links and stories as they come together."""

    records: Mapping[str, ArticleEvents]
    events: list[Event]
    links: list[Link]
    stories: list[Story]

    def named(self, made: Draft, told_by: Sequence[Sequence[str]]) -> int:
        """Take in a named event and the stories that are about it; its place."""
        index = len(self.events)
        event = event_of(made, self.records)
        self.links += links_of(index, made, self.records)
        for articles in told_by:
            event = with_story(event, articles, self.records)
            self.links += story_links(index, articles, self.records, known=set(made.parts))
        self.events.append(event)
        return index

    def happening(self, made: Happening) -> int:
        """Take in the event of a story that reports no named one; its place."""
        index = len(self.events)
        self.events.append(event_of_happening(made, self.records))
        self.links += story_links(index, made.articles, self.records)
        return index


def with_story(
    event: Event, articles: Sequence[str], records: Mapping[str, ArticleEvents]
) -> Event:
    """``event`` as also told by the articles of a story about it."""
    roles = {role.article: role for role in event.roles}
    for key in articles:
        known = roles.get(key)
        told = story_role(records[key])
        if known is None:
            roles[key] = told
        elif known.role is not Role.REPORTS:
            roles[key] = replace(known, role=Role.REPORTS)
    order = by_date([k for k, r in roles.items() if r.role is Role.REPORTS], records)
    order += by_date([k for k, r in roles.items() if r.role is not Role.REPORTS], records)
    members = dict.fromkeys([*event.members, *(f"s:{key}" for key in sorted(articles))])
    return replace(event, roles=tuple(roles[key] for key in order), members=tuple(members))


def worth_telling(made: Draft) -> bool:
    """Whether an event says anything beyond the one article that names it in passing."""
    if len(made.parts) > 1 or made.reporters or made.interval:
        return True
    saying = made.sayings[0]
    return saying.ordinal is not None or saying.kind == "VISIT" or len(saying.words) > 1


def _settlement(
    shelf: Shelf,
    graph: StoryGraph,
    linking: Linking,
    groups: Sequence[_Group],
    mains: Mapping[str, Draft | None],
    reached: Reached,
    old: Sequence[ArticleEvents],
    gone: Collection[str],
) -> Settlement:
    keys = [key for group in groups for key in group.articles]
    records = {**shelf.dated(keys), **linking.records}
    home: dict[str, Draft] = {}
    about: dict[int, list[Sequence[str]]] = {}
    for group in groups:
        for articles in group.happenings:
            main = joined(articles, mains)
            if main is not None:
                home[articles[0]] = main
                about.setdefault(id(main), []).append(articles)
    making = _Making(records, [], [], [])
    places: dict[str, int] = {}
    place_of: dict[int, int] = {}
    for made in linking.drafts:
        if worth_telling(made) or id(made) in about:
            index = making.named(made, about.get(id(made), []))
            place_of[id(made)] = index
            places.update((saying.member, index) for saying in made.sayings)
    making.links += near_links(places, linking.misses)
    for group in groups:
        events: list[tuple[int, int]] = []
        for articles in group.happenings:
            if (main := home.get(articles[0])) is not None:
                events.append((-len(articles), place_of[id(main)]))
            elif (own := happening(articles, records)) is not None:
                events.append((-len(articles), making.happening(own)))
        # The story's event is what most of its articles tell.
        event = min(events)[1] if events else -1
        making.stories.append(story_of(group.articles, records, event))
    scores = {**graph.fresh, **{key: {} for key in gone}}
    return Settlement(
        members=_members(shelf, reached, old, [*gone, *keys]),
        events=tuple(making.events),
        links=tuple(making.links),
        stories=tuple(making.stories),
        published=dict(linking.published),
        scores=scores,
    )


def _members(
    shelf: Shelf, reached: Reached, old: Sequence[ArticleEvents], tellers: Iterable[str]
) -> frozenset[str]:
    """Everything whose events and stories of before are replaced.

    Where an article may have been numbered otherwise before (read with another
    date, or another version), all numbers it can have had are named.
    """
    members = {f"s:{key}" for key in tellers}
    records = shelf.fetch(reached.groups)
    for key, groups in reached.groups.items():
        members |= {f"n{group}:{key}" for group in groups}
    loose = [r for r in records.values() if r.published.how is Known.UNKNOWN]
    for record in [*loose, *old]:
        members |= {f"n{group}:{record.key}" for group in range(1, len(record.mentions) + 3)}
    return frozenset(members)
