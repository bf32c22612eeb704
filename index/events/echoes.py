"""Articles that say of an event what another has said: that event alone is made again.

An *echo* claims what a saying of another article claims and is in the same blocks.
Clusters are made of claims (:mod:`index.events.clusters`), so that an echo changes
none: it goes where the one that it repeats is, and nothing around that event need
be looked at. That holds while nobody learns anything new by it: the days of the
event stay, and the article that is repeated needs no date from others, so that who
is dated by the event was dated by the same days before.

What is no echo, or not surely one, is linked as any other change.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from msgspec import Struct

from index.article import Interval, Publication
from index.events.accounts import ALL_PAIRS, link_of
from index.events.assemble import EventDraft, parts_of, place_of, roles_of, tally_of
from index.events.blocks import echo_blocks, group_blocks
from index.events.clusters import in_order
from index.events.constraints import Constraints
from index.events.likeness import known, linked
from index.events.link import blocks_of, drafted, may_learn
from index.events.model import Role, article_of
from index.events.reach import Shelf
from index.events.record import ArticleEvents
from index.events.repository import Growth
from index.events.sayings import Saying, sayings_of

Reread = Callable[[ArticleEvents, Publication], ArticleEvents]

# So many articles that say the same are looked at to find one that needs no date.
_ASKED = 4


class Joining(Struct, frozen=True):
    """Echoes that join an event, which is given by its members as last settled."""

    members: frozenset[str]
    echoes: tuple[Saying, ...]

    @property
    def groups(self) -> dict[str, set[int]]:
        """The groups of each article that are echoes."""
        found: dict[str, set[int]] = {}
        for echo in self.echoes:
            found.setdefault(echo.article, set()).add(echo.group)
        return found

    def is_among(self, groups: Mapping[str, Collection[int]]) -> bool:
        """Whether the event is made again with these groups of articles anyway."""
        return any(echo.group in groups.get(echo.article, ()) for echo in self.echoes)


class Joined(Struct, frozen=True):
    """An event with its echoes, and the records of its articles as they are read."""

    draft: EventDraft
    records: Mapping[str, ArticleEvents]


def joinings(
    shelf: Shelf, records: Iterable[ArticleEvents], constraints: Constraints
) -> list[Joining]:
    """The echoes in ``records`` of articles that came, by the events that they join."""
    own = {record.key: record for record in records if _is_sure(record, constraints)}
    echoes = {
        (saying.member, block): saying
        for record in own.values()
        if not any(mention.since for mention in record.mentions)
        for saying in sayings_of(record)
        if (block := echo_blocks(record).get(saying.group))
        and linked(known(saying.claim), known(saying.claim))
    }
    heard = shelf.repository.sharing({block for _, block in echoes}) if echoes else {}
    repeats: dict[str, Saying] = {}
    for (member, block), saying in echoes.items():
        others = [key for key in heard.get(block, ()) if key not in own]
        said = _repeated(shelf, saying, own[saying.article], others, constraints)
        if said is not None:
            repeats[member] = said
    if not repeats:
        return []
    held = shelf.repository.members({*repeats, *(said.member for said in repeats.values())})
    joining: dict[frozenset[str], list[Saying]] = {}
    for (member, _), saying in echoes.items():
        if member in repeats and member not in held and repeats[member].member in held:
            joining.setdefault(frozenset(held[repeats[member].member]), []).append(saying)
    return [Joining(members, tuple(sayings)) for members, sayings in joining.items()]


def _is_sure(record: ArticleEvents, constraints: Constraints) -> bool:
    """Whether an article says what its text says, whatever others and the user say."""
    return not may_learn(record) and not constraints.of(record.key)


def _repeated(
    shelf: Shelf,
    saying: Saying,
    record: ArticleEvents,
    others: Collection[str],
    constraints: Constraints,
) -> Saying | None:
    """What one of ``others`` surely says just as ``saying`` of ``record``."""
    blocks = group_blocks(record)[saying.group]
    for key in sorted(others)[:_ASKED]:
        other = shelf.fetch([key]).get(key)
        if other is None or not _is_sure(other, constraints):
            continue
        for said in sayings_of(other):
            if said.claim == saying.claim and group_blocks(other).get(said.group) == blocks:
                return said
    return None


def grown(
    joining: Joining, shelf: Shelf, reread: Reread, constraints: Constraints
) -> Growth | None:
    """What an event of many articles gains by its echoes, told by counts alone.

    ``None`` where all of the event, or more, may come out otherwise.
    """
    member = min(joining.members)
    standing = shelf.repository.standing(member)
    if standing is None or standing.articles <= ALL_PAIRS or standing.tally.kind == "VISIT":
        return None
    if constraints and any(constraints.of(key) for key in map(article_of, joining.members)):
        return None
    days = standing.interval, standing.precision
    tally = standing.tally.copy()
    for echo in joining.echoes:
        tally.hear(echo)
    if (tally.when() or (Interval(), tally.undated())) != days:
        return None
    texts = shelf.fetch({echo.article for echo in joining.echoes} | {standing.first})
    if standing.first not in texts:
        return None
    records = _as_read(texts, [standing.first], shelf, reread)
    first = records[standing.first]
    parts = parts_of(joining.echoes, records, standing.interval)
    reports = {key: part.role is Role.REPORTS for key, part in parts.items()}
    for echo in joining.echoes:
        tally.meet(echo.participants, reported=reports[echo.article])
    roles = [
        (shelf.repository.rank(member, place_of(records[role.article], role.role)), role)
        for role in roles_of(joining.echoes, parts, records)
    ]
    if roles[0][0] == 0:  # all links of the event are with its first article
        return None
    told: dict[str, list[Saying]] = {}
    own = (saying for saying in sayings_of(first) if saying.member in joining.members)
    for saying in _in_order((*own, *joining.echoes), texts, records):
        told.setdefault(saying.article, []).append(saying)
    links = [
        link_of(
            tuple(told[standing.first]),
            tuple(told[role.article]),
            both=standing.role is role.role is Role.REPORTS,
        )
        for _, role in roles
    ]
    return Growth(
        member,
        tally.name(standing.interval),
        tally.place(),
        tally.participants(),
        tuple(roles),
        tuple(sorted(echo.member for echo in joining.echoes)),
        tuple(links),
        tally,
    )


def _as_read(
    texts: Mapping[str, ArticleEvents], keys: Iterable[str], shelf: Shelf, reread: Reread
) -> dict[str, ArticleEvents]:
    """``texts``, of which those of ``keys`` are read with the date that they have learned."""
    learners = [key for key in keys if key in texts and may_learn(texts[key])]
    records = dict(texts)
    for key, published in (shelf.repository.published(learners) if learners else {}).items():
        if published != texts[key].published:
            records[key] = reread(texts[key], published)
    return records


def _in_order(
    sayings: Iterable[Saying],
    texts: Mapping[str, ArticleEvents],
    records: Mapping[str, ArticleEvents],
) -> tuple[Saying, ...]:
    return in_order(
        (saying, blocks_of(texts[saying.article], records[saying.article], saying))
        for saying in sayings
    )


def joined(
    joining: Joining, shelf: Shelf, reread: Reread, constraints: Constraints
) -> Joined | None:
    """The event with its echoes; ``None`` where more than this event may come out otherwise."""
    keys = set(map(article_of, joining.members))
    if constraints and any(map(constraints.of, keys)):
        return None
    texts = shelf.fetch({*keys, *(echo.article for echo in joining.echoes)})
    records = _as_read(texts, keys, shelf, reread)
    said = [saying for key in keys if key in records for saying in sayings_of(records[key])]
    before = [saying for saying in said if saying.member in joining.members]
    if len(before) < len(joining.members) or any(saying.since for saying in before):
        return None
    sayings = _in_order((*before, *joining.echoes), texts, records)
    if tally_of(sayings).when() != tally_of(before).when():
        return None
    return Joined(drafted(sayings, records), records)
