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

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from index.article import Interval, Precision, Publication
from index.events.assemble import Place
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
