"""What linking reads from wherever records are kept, and what it gives back.

The walk of a change: the caller stores the new records with their blocks
(:func:`index.events.blocks.block_keys`), calls
:func:`index.events.settle.settle` with the keys of the articles that are new,
changed or gone, and writes the :class:`Settlement` it gets. The result of any
series of changes depends only on the articles that are there in the end.

Sayings are named by *members*: ``n`` + group + ``:`` + article key for what an
article says of one named event, ``s:`` + article key for the article as a
teller of its story. Each member belongs to at most one event.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from index.article import Interval, Precision, Publication
from index.events.assemble import Place, place_at
from index.events.model import ArticleRole, Event, Link, Role, Story
from index.events.record import ArticleEvents
from index.events.tally import Tally


class Repository(Protocol):
    """Where records, and the story scores of pairs of articles, are kept."""

    def records(self, keys: Collection[str]) -> Mapping[str, ArticleEvents]:
        """The records of those articles that are there."""

    def sharing(self, blocks: Collection[str]) -> Mapping[str, Collection[str]]:
        """For each block the keys of the articles whose record is in it."""

    def near(self, blocks: Collection[str], least: int) -> Collection[str]:
        """The keys of the articles whose record is in at least so many of the blocks."""

    def scores(self, keys: Collection[str]) -> Mapping[str, Mapping[str, float]]:
        """For each article its story scores with others, as last settled."""

    def stories(self, keys: Collection[str]) -> Mapping[str, Collection[str]]:
        """For each article that is in one all articles of its story, as last settled."""

    def events(self, members: Collection[str]) -> Mapping[str, Hashable]:
        """For each member that is of an event what stands for that event, as last settled."""

    def members(self, members: Collection[str]) -> Mapping[str, Collection[str]]:
        """For each member that is of an event all members of that event, as last settled."""

    def standing(self, member: str) -> Standing | None:
        """How the event of ``member`` stands as last settled, if it can be told with more."""

    def rank(self, member: str, place: Place) -> int:
        """How many articles of the event of ``member`` come before one at ``place``."""

    def copies(self, keys: Collection[str]) -> Mapping[str, Sequence[str]]:
        """For each article with near-identical copies all that carry the text.

        The one that stands for the others comes first.
        """

    def published(self, keys: Collection[str]) -> Mapping[str, Publication]:
        """Publication dates learned from other articles, as last settled."""


class Standing(Struct, frozen=True):
    """An event as last settled: its days, what its sayings add up to, how many articles
    it has, and the first of them with its role."""

    interval: Interval
    precision: Precision
    tally: Tally
    articles: int
    first: str
    role: Role


class Growth(Struct, frozen=True):
    """Articles that an event gains while all that is told of the others stays.

    ``member`` is one that the event has already; ``name``, ``place`` and ``participants``
    are what it has now. ``roles`` are those of the new articles, in their order, each
    with the number of articles of before that come before it; ``members`` and ``links``
    are what comes to those that are there.
    """

    member: str
    name: str
    place: str
    participants: tuple[str, ...]
    roles: tuple[tuple[int, ArticleRole], ...]
    members: tuple[str, ...]
    links: tuple[Link, ...]
    tally: Tally

    def grown(self, event: Event) -> Event:
        """``event``, which holds ``member``, with what it gains."""
        roles = list(event.roles)
        for earlier, (rank, role) in enumerate(self.roles):
            roles.insert(rank + earlier, role)
        return replace(
            event,
            name=self.name,
            place=self.place,
            participants=self.participants,
            roles=tuple(roles),
            members=tuple(sorted((*event.members, *self.members))),
        )


class Settlement(Struct, frozen=True):
    """What to write after a change.

    Every event of before that holds one of ``members`` goes, and so does every
    story that holds one of the articles ``retold``; ``events`` and ``stories``
    take their place (each keeps its id when it keeps most of what it was made
    of: :func:`index.events.settle.inherit`). ``links`` are those of each of ``events``,
    ``tallies`` what the sayings add up to of those that can grow, by their first members;
    ``growths`` are events that stay and gain articles.
    ``published`` holds the learned publication of each article that was looked
    at and states none; UNKNOWN means that nothing could be learned. ``scores``
    replaces, for each of its keys, all story scores of that article with others
    (they are symmetric; an article that is gone has an empty mapping).
    """

    members: frozenset[str] = frozenset()
    events: tuple[Event, ...] = ()
    links: tuple[Sequence[Link], ...] = ()
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    growths: tuple[Growth, ...] = ()
    stories: tuple[Story, ...] = ()
    retold: frozenset[str] = frozenset()
    published: Mapping[str, Publication] = field(default_factory=dict)
    scores: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


class MemoryRepository:
    """A :class:`Repository` in memory, for imports, evaluation and tests.

    ``put`` and ``drop`` change its records, ``apply`` takes in a settlement.
    ``block_keys`` is given so that this module need not know how blocks are made.
    """

    def __init__(self, block_keys: BlockKeys) -> None:
        self._block_keys = block_keys
        self._records: dict[str, ArticleEvents] = {}
        self._blocks: dict[str, set[str]] = {}
        self._blocks_of: dict[str, frozenset[str]] = {}
        self._scores: dict[str, dict[str, float]] = {}
        self._events: dict[str, Event] = {}
        self._tallies: dict[str, Tally] = {}
        self._stories: dict[str, tuple[str, ...]] = {}
        self._published: dict[str, Publication] = {}

    def put(self, record: ArticleEvents) -> None:
        """Keep ``record``, in place of an earlier one with its key."""
        self.drop(record.key)
        self._records[record.key] = record
        self.put_blocks(record)

    def put_blocks(self, record: ArticleEvents) -> None:
        """Have the article of ``record``, however that is kept, be found by its blocks."""
        self._drop_blocks(record.key)
        self._blocks_of[record.key] = self._block_keys(record)
        for block in self._blocks_of[record.key]:
            self._blocks.setdefault(block, set()).add(record.key)

    def _drop_blocks(self, key: str) -> None:
        for block in self._blocks_of.pop(key, ()):
            self._blocks[block].discard(key)
            if not self._blocks[block]:
                del self._blocks[block]

    def drop(self, key: str) -> ArticleEvents | None:
        """Forget the record of ``key`` and what was learned of it; gives what was there."""
        record = self._records.pop(key, None)
        self._published.pop(key, None)
        self._drop_blocks(key)
        return record

    def apply(self, settlement: Settlement) -> None:
        """Take in all that ``settlement`` tells."""
        self._published.update(settlement.published)
        for member in settlement.members:
            if (event := self._events.pop(member, None)) is not None:
                for other in event.members:
                    self._events.pop(other, None)
                self._tallies.pop(event.members[0], None)
        for event in settlement.events:
            self._events.update(dict.fromkeys(event.members, event))
        self._tallies.update(settlement.tallies)
        for growth in settlement.growths:
            before = self._events[growth.member]
            self._tallies.pop(before.members[0])
            event = growth.grown(before)
            self._events.update(dict.fromkeys(event.members, event))
            self._tallies[event.members[0]] = growth.tally
        for key in settlement.retold:
            for other in self._stories.pop(key, ()):
                self._stories.pop(other, None)
        for story in settlement.stories:
            self._stories.update(dict.fromkeys(story.articles, story.articles))
        for key, scores in settlement.scores.items():
            for other in self._scores.pop(key, {}):
                self._scores.get(other, {}).pop(key, None)
            if scores:
                self._scores[key] = dict(scores)
            for other, score in scores.items():
                self._scores.setdefault(other, {})[key] = score

    def keys(self) -> Iterable[str]:
        return self._records.keys()

    def records(self, keys: Collection[str]) -> Mapping[str, ArticleEvents]:
        return {key: self._records[key] for key in keys if key in self._records}

    def sharing(self, blocks: Collection[str]) -> Mapping[str, Collection[str]]:
        return {block: self._blocks[block] for block in blocks if block in self._blocks}

    def near(self, blocks: Collection[str], least: int) -> Collection[str]:
        shared = Counter(chain.from_iterable(self.sharing(blocks).values()))
        return [key for key, count in shared.items() if count >= least]

    def scores(self, keys: Collection[str]) -> Mapping[str, Mapping[str, float]]:
        return {key: self._scores[key] for key in keys if key in self._scores}

    def stories(self, keys: Collection[str]) -> Mapping[str, Collection[str]]:
        return {key: self._stories[key] for key in keys if key in self._stories}

    def events(self, members: Collection[str]) -> Mapping[str, Hashable]:
        return {
            member: self._events[member].members[0] for member in members if member in self._events
        }

    def members(self, members: Collection[str]) -> Mapping[str, Collection[str]]:
        return {
            member: self._events[member].members for member in members if member in self._events
        }

    def standing(self, member: str) -> Standing | None:
        event = self._events[member]
        tally = self._tallies.get(event.members[0])
        if tally is None:
            return None
        first = event.roles[0]
        days = event.interval, event.precision
        return Standing(*days, tally, len(event.roles), first.article, first.role)

    def rank(self, member: str, place: Place) -> int:
        def standing(role: ArticleRole) -> Place:
            record = self._records[role.article]
            published = self._published.get(role.article, record.published)
            return place_at(published, record.version, record.key, role.role)

        return bisect_left(self._events[member].roles, place, key=standing)

    def copies(self, keys: Collection[str]) -> Mapping[str, Sequence[str]]:
        return {}  # no texts are kept here that could be compared

    def published(self, keys: Collection[str]) -> Mapping[str, Publication]:
        return {key: self._published[key] for key in keys if key in self._published}


class BlockKeys(Protocol):
    """The shape of :func:`index.events.blocks.block_keys`."""

    def __call__(self, record: ArticleEvents) -> frozenset[str]: ...
