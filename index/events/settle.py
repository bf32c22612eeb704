"""Taking a change in: what must be made again, made again, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from functools import cache

from msgspec.structs import replace

from index.article import Publication
from index.events.accounts import ALL_PAIRS, links_of, story_links
from index.events.assemble import EventDraft, event_of
from index.events.by_hand import answered, heeding, united
from index.events.constraints import NO_CONSTRAINTS, Constraints, Telling
from index.events.echoes import Joined, Joining, grown, joined, joinings
from index.events.happenings import happening, story_of
from index.events.link import Linking, Redate, link, may_learn, reread, telling_groups
from index.events.linked import Reached
from index.events.model import Event, Link, telling_of
from index.events.reach import Shelf, StoryGraph, story_scores
from index.events.record import ArticleEvents
from index.events.regroup import Regrouped, regroup
from index.events.repository import Growth, Repository, Settlement
from index.events.story_scores import fitted
from index.events.tally import Tally


def settle(
    changed: Iterable[str],
    repository: Repository,
    redate: Redate | None = None,
    *,
    outdated: Iterable[ArticleEvents] = (),
    constraints: Constraints = NO_CONSTRAINTS,
) -> Settlement:
    """What follows from articles that are new, changed or gone (``changed``, their keys).

    The repository holds the new records already; ``outdated`` are the records
    that they took the place of, of articles now gone, or as the user's word on
    their days had them before (:func:`index.events.by_hand.heeding`). ``redate`` gives the
    record of an article as read with a learned publication date. The result
    depends only on the articles that are there and on ``constraints``, what the
    user said by hand; where those change, the articles they name are ``changed``.
    """
    weights = fitted()
    old = list(outdated)
    changed = set(changed) | {record.key for record in old}
    # What was an event of before, and is none now or on other days, is as good as gone.
    old += [heeding(record, constraints) for record in old if constraints.rereads(record.key)]
    old += repository.records([key for key in changed if constraints.rereads(key)]).values()
    shelf = Shelf(repository, lambda record: heeding(record, constraints))
    graph = StoryGraph(repository)
    read_again = None if redate is None else _heeded(redate, constraints)

    def read_as(record: ArticleEvents, published: Publication) -> ArticleEvents:
        return reread(record, published, read_again)

    reached = Reached(shelf, read_as)
    # Who carries the same text as an article that came, changed or went is told with it.
    changed |= {other for group in repository.copies(changed).values() for other in group}
    records = shelf.fetch(changed)
    joining = joinings(shelf, records.values(), constraints)
    echoes = {(echo.article, echo.group) for one in joining for echo in one.echoes}
    reached.take(
        {
            key: {group for group in _groups(record) if (key, group) not in echoes}
            for key, record in records.items()
        }
    )
    reached.take_near(old)
    growing, events_joined = _echoed(joining, reached, shelf, read_as, constraints)
    linking, dated = _linked(shelf, reached, repository, read_again, constraints)
    linking = _without_same(linking, repository, changed | dated, constraints)
    linking = _with_joined(
        linking, [made for one, made in events_joined if not one.is_among(reached.groups)]
    )
    for key in sorted(changed | dated):
        graph.fresh[key] = story_scores(shelf, key, weights, graph.fresh)
    groups = regroup(shelf, graph, weights, constraints)
    # What the user put together is made again together.
    beyond = _companions(constraints, linking, groups, changed) - changed
    if beyond:
        return settle(changed | beyond, repository, redate, outdated=old, constraints=constraints)
    gone = changed - set(records)
    settlement = _settlement(
        shelf, graph, linking, groups, read_again, reached, old, gone, constraints
    )
    growths = tuple(growth for one, growth in growing if not one.is_among(reached.groups))
    return replace(settlement, growths=growths)


def _echoed(
    joining: Sequence[Joining],
    reached: Reached,
    shelf: Shelf,
    read_as: Callable[[ArticleEvents, Publication], ArticleEvents],
    constraints: Constraints,
) -> tuple[list[tuple[Joining, Growth]], list[tuple[Joining, Joined]]]:
    """What joins an event without a change to the rest of it: those that grow, those made anew.

    What does change the rest is taken into ``reached``.
    """
    growing: list[tuple[Joining, Growth]] = []
    made_anew: list[tuple[Joining, Joined]] = []
    for one in joining:
        if one.is_among(reached.groups):
            continue
        if (growth := grown(one, shelf, read_as, constraints)) is not None:
            growing.append((one, growth))
        elif (made := joined(one, shelf, read_as, constraints)) is not None:
            made_anew.append((one, made))
        else:
            reached.take(one.groups)
    return growing, made_anew


def _linked(
    shelf: Shelf,
    reached: Reached,
    repository: Repository,
    read_again: Redate | None,
    constraints: Constraints,
) -> tuple[Linking, set[str]]:
    """What was reached, linked until no date changes; with the articles dated anew."""
    while True:
        linking = _link(shelf, reached, read_again, constraints)
        dated = _newly_dated(repository, linking)
        more = reached.read_as(linking.records[key] for key in linking.published)
        # Another date bears on all that an article says.
        parts = [r for r in shelf.fetch(dated).values() if not reached.whole(r)]
        if not more and not parts:
            return linking, dated
        reached.take({record.key: _groups(record) for record in parts})


def _groups(record: ArticleEvents) -> set[int]:
    return {mention.group for mention in record.mentions}


def _heeded(redate: Redate, constraints: Constraints) -> Redate:
    """``redate`` as ``constraints`` have it; it reads nothing twice."""

    @cache
    def again(key: str, published: Publication) -> ArticleEvents:
        return heeding(redate(key, published), constraints)

    return again


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


def _companions(
    constraints: Constraints, linking: Linking, groups: Regrouped, changed: Iterable[str]
) -> set[str]:
    """The articles with tellings that are to be of one event with what was reached.

    So are those that were of one with what is not there any more.
    """
    if not constraints:
        return set()
    said = [answered(constraints, made.sayings) for made in linking.drafts]
    told = [constraints.held(key) for key in groups.retold | groups.reported]
    reached = frozenset().union(*said, *told, *map(constraints.of, changed))
    return {telling.article for telling in constraints.companions(reached)}


def _link(
    shelf: Shelf, reached: Reached, redate: Redate | None, constraints: Constraints
) -> Linking:
    records = shelf.fetch(reached.groups)
    only = {key: frozenset(reached.groups[key]) for key in records}
    settled = [
        key
        for key, record in records.items()
        if may_learn(record) and telling_groups(record).isdisjoint(only[key])
    ]
    before = shelf.repository.published(settled)
    known = {key: before.get(key, records[key].published) for key in settled}
    linking = link(records.values(), redate, only=only, known=known, constraints=constraints)
    shelf.learned.update(linking.published)
    return linking


def _without_same(
    linking: Linking, repository: Repository, changed: Collection[str], constraints: Constraints
) -> Linking:
    """``linking`` without the events that hold what they held and are told by the same articles,
    none of which changed or may be read otherwise now."""
    if constraints:
        return linking
    held = repository.members({made.sayings[0].member for made in linking.drafts})
    unsure = linking.published.keys() | changed

    def is_same(made: EventDraft) -> bool:
        # The days of a visit can be bounded by another event.
        return (
            made.kind != "VISIT"
            and unsure.isdisjoint(made.parts)
            and {saying.member for saying in made.sayings}
            == set(held.get(made.sayings[0].member, ()))
        )

    return replace(linking, drafts=tuple(made for made in linking.drafts if not is_same(made)))


def _with_joined(linking: Linking, events: Sequence[Joined]) -> Linking:
    """``linking`` with events that articles joined without changing any other."""
    drafts = [made.draft for made in events]
    records = dict(linking.records)
    for made in events:
        records.update(made.records)
    return replace(linking, drafts=(*linking.drafts, *drafts), records=records)


def _newly_dated(repository: Repository, linking: Linking) -> set[str]:
    """Articles of which something else was learned than at the last settling."""
    before = repository.published(list(linking.published))
    return {key for key, found in linking.published.items() if before.get(key) != found}


def worth_telling(made: EventDraft) -> bool:
    """Whether an event says anything beyond the one article that names it in passing."""
    if len(made.parts) > 1 or made.reporters or made.interval:
        return True
    saying = made.sayings[0]
    return saying.ordinal is not None or saying.kind == "VISIT" or len(saying.words) > 1


def _settlement(
    shelf: Shelf,
    graph: StoryGraph,
    linking: Linking,
    groups: Regrouped,
    redate: Redate | None,
    reached: Reached,
    old: Sequence[ArticleEvents],
    gone: Collection[str],
    constraints: Constraints,
) -> Settlement:
    tellers = groups.retold | groups.reported
    records = {**_as_read(shelf, tellers, linking, redate), **linking.records}
    events: list[Event] = []
    links: list[list[Link]] = []
    answers: list[frozenset[Telling]] = []
    tallies: dict[str, Tally] = {}
    for made in linking.drafts:
        if worth_telling(made):
            answers.append(answered(constraints, made.sayings))
            links.append(links_of(made, records))
            events.append(event_of(made, records))
            if len(made.parts) > ALL_PAIRS:
                tallies[events[-1].members[0]] = made.tally
    for articles in groups.happenings:
        if any(map(constraints.is_untold, articles)):
            continue
        if (event := happening(articles, records)) is not None:
            links.append(story_links(articles, records))
            answers.append(frozenset().union(*map(constraints.told, articles)))
            events.append(event)
    if constraints:
        events, links = united(events, links, answers, constraints, records)
    return Settlement(
        members=_members(shelf, linking, reached, old, groups.reported),
        events=tuple(events),
        links=tuple(links),
        tallies=tallies,
        stories=tuple(story_of(articles, records) for articles in groups.stories),
        retold=groups.retold,
        published=dict(linking.published),
        scores={**graph.fresh, **{key: {} for key in gone}},
    )


def _as_read(
    shelf: Shelf, keys: Collection[str], linking: Linking, redate: Redate | None
) -> dict[str, ArticleEvents]:
    """Records read with the best that is known of their publication."""
    texts, records = shelf.fetch(keys), shelf.dated(keys)
    for key, record in records.items():
        published = record.published
        if redate and key not in linking.records and published != texts[key].published:
            records[key] = replace(redate(key, published), published=published)
    return records


def _members(
    shelf: Shelf,
    linking: Linking,
    reached: Reached,
    old: Sequence[ArticleEvents],
    tellers: Iterable[str],
) -> frozenset[str]:
    """Everything whose events and stories of before are replaced.

    Where an article may have been numbered otherwise before (read with another
    date, or another version), all numbers it can have had are named.
    """
    members = set(map(telling_of, tellers))
    members |= {saying.member for made in linking.drafts for saying in made.sayings}
    records = shelf.fetch(reached.groups)
    loose = [r for r in records.values() if may_learn(r) and reached.whole(r)]
    for record in [*loose, *old]:
        most = max([len(record.mentions), *(m.group for m in record.mentions)])
        members |= {f"n{group}:{record.key}" for group in range(1, most + 3)}
    return frozenset(members)
