"""Linking without a library: records, events and stories in memory, to evaluate and test with."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from itertools import chain

from index.article import Publication
from index.events.assemble import Place, place_at
from index.events.blocks import block_keys
from index.events.model import ArticleRole, Event
from index.events.record import ArticleEvents
from index.events.repository import Settlement, Standing
from index.events.tally import Tally


class MemoryRepository:
    """A :class:`~index.events.repository.Repository` in memory.

    ``put`` and ``drop`` change its records, ``apply`` takes in a settlement.
    """

    def __init__(self) -> None:
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
        self._blocks_of[record.key] = block_keys(record)
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
