"""Which sayings a change reaches: those that links connect with it, and no others.

Clusters only ever join along links: pairs of sayings that share a block and are of
one event by themselves. So what no chain of links connects with a change comes out
as it was, and what one does connect comes out of itself alone. Such chains are
short even where hundreds of articles name one thing, and sayings that claim the
same are looked at together, as a *chorus*.

What an article claims can depend on a date that it learned; it is linked as all
that it was, or may now be, read as.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeAlias

from msgspec import Struct, field

from index.article import Publication
from index.events.blocks import group_blocks
from index.events.kept import Kept
from index.events.likeness import Known, known, linked
from index.events.link import groups_read, may_learn, telling_groups
from index.events.model import EventMention
from index.events.reach import Shelf
from index.events.record import ArticleEvents
from index.events.sayings import sayings_of

Place: TypeAlias = tuple[str, int]
"""A saying: its article, and its group there as the text alone numbers it."""

_Spoken: TypeAlias = tuple[tuple[Known, ...], frozenset[str], bool]


class _Chorus(Struct, eq=False):
    """Sayings that claim the same, however they are read, and have the same blocks.

    Of ``loose`` ones what they claim is not sure: they count as linked with all
    that share a block.
    """

    claims: tuple[Known, ...]
    blocks: frozenset[str]
    loose: bool
    places: set[Place] = field(default_factory=set)

    def is_linked(self, other: _Chorus) -> bool:
        if self.loose or other.loose:
            return True
        return any(linked(mine, theirs) for mine in self.claims for theirs in other.claims)


class Reached(Struct):
    """Sayings by article: the groups to link again, as the text alone numbers them.

    ``reread`` gives a record as read with what was learned of its publication.
    """

    shelf: Shelf
    reread: Callable[[ArticleEvents, Publication], ArticleEvents]
    groups: dict[str, set[int]] = field(default_factory=dict)
    _readings: dict[str, dict[Publication, ArticleEvents]] = field(default_factory=dict)
    _at: dict[Place, _Chorus] = field(default_factory=dict)
    _choruses: dict[_Spoken, _Chorus] = field(default_factory=dict)
    _in_block: dict[str, set[_Chorus]] = field(default_factory=dict)
    _opened: set[str] = field(default_factory=set)
    _heard: set[str] = field(default_factory=set)

    def whole(self, record: ArticleEvents) -> bool:
        """Whether all that an article says was taken in."""
        return self.groups.get(record.key, set()) >= {m.group for m in record.mentions}

    def take(self, wanted: Mapping[str, Collection[int]]) -> None:
        """Take in sayings, by article, and all that links connect with them.

        An article that may yet learn its date brings all that tells it; an event that
        bounds another from below brings that one.
        """
        self._hear(wanted)
        self._spread({(key, group) for key, groups in wanted.items() for group in groups})

    def take_near(self, gone: Iterable[ArticleEvents]) -> None:
        """Take in what was linked with what records that are not there any more said.

        What an article without a date claimed in the end is not known any more:
        then it is all that shares a block with it.
        """
        left = [
            _Chorus(claims, blocks, loose or may_learn(record))
            for record in gone
            for claims, blocks, loose in _spoken((record,)).values()
        ]
        self._open({block for chorus in left for block in chorus.blocks})
        self._spread({place for chorus in self._linked(left) for place in chorus.places})

    def read_as(self, readings: Iterable[ArticleEvents]) -> bool:
        """Take in how articles are read now; whether that reaches anything more."""
        before = sum(map(len, self.groups.values()))
        again: set[_Chorus] = set()
        for reading in readings:
            kept = self._readings[reading.key]
            if reading.published not in kept:
                kept[reading.published] = reading
                again |= self._put(reading.key)
        self._follow(again)
        return sum(map(len, self.groups.values())) > before

    def _spread(self, places: Iterable[Place]) -> None:
        self._follow(self._taken(places))

    def _follow(self, todo: set[_Chorus]) -> None:
        done: set[_Chorus] = set()
        while todo := todo - done:
            done |= todo
            self._open({block for chorus in todo for block in chorus.blocks})
            todo = self._taken(place for met in self._linked(todo) for place in met.places)

    def _linked(self, choruses: Iterable[_Chorus]) -> set[_Chorus]:
        """All that is linked with one of some choruses, whose blocks are open."""
        met: set[_Chorus] = set()
        for chorus in choruses:
            for block in chorus.blocks:
                near = self._in_block.get(block, set()) - met
                met |= {other for other in near if chorus.is_linked(other)}
        return met

    def _taken(self, places: Iterable[Place]) -> set[_Chorus]:
        """Take sayings in; gives the choruses that were not all taken in before."""
        wanted: dict[str, set[int]] = {}
        for key, group in places:
            if group not in self.groups.get(key, ()):
                wanted.setdefault(key, set()).add(group)
        fresh: set[_Chorus] = set()
        for key, record in self.shelf.fetch(wanted).items():
            groups = _with_dependent(record, wanted[key])
            fresh |= {self._at[key, group] for group in groups if (key, group) in self._at}
            self.groups.setdefault(key, set()).update(groups)
        return fresh

    def _open(self, blocks: Collection[str]) -> None:
        """Hear everything that is in some blocks."""
        closed = [block for block in blocks if block not in self._opened]
        if closed:
            self._opened.update(closed)
            found = self.shelf.repository.sharing(closed)
            self._hear({key for keys in found.values() for key in keys})

    def _hear(self, keys: Collection[str]) -> None:
        """Put all that some articles say into its choruses."""
        unheard = [key for key in keys if key not in self._heard]
        self._heard.update(unheard)
        records = self.shelf.fetch(unheard)
        learners = [key for key, record in records.items() if may_learn(record)]
        learned = self.shelf.repository.published(learners) if learners else {}
        for key, record in records.items():
            readings = self._readings[key] = {record.published: record}
            if (published := learned.get(key)) is not None and published not in readings:
                readings[published] = self.reread(record, published)
            self._put(key)

    def _put(self, key: str) -> set[_Chorus]:
        """Put what an article says where it belongs; gives where that is."""
        found: set[_Chorus] = set()
        for group, spoken in _spoken(tuple(self._readings[key].values())).items():
            place = (key, group)
            if (before := self._at.get(place)) is not None:
                before.places.discard(place)
            chorus = self._choruses.get(spoken)
            if chorus is None:
                chorus = self._choruses[spoken] = _Chorus(*spoken)
                for block in chorus.blocks:
                    self._in_block.setdefault(block, set()).add(chorus)
            chorus.places.add(place)
            self._at[place] = chorus
            if group in self.groups.get(key, ()):
                found.add(chorus)
        return found


def _with_dependent(record: ArticleEvents, groups: Collection[int]) -> set[int]:
    """Groups of an article with those that have to be linked together with them."""
    taken = set(groups)
    if may_learn(record) and not taken.isdisjoint(telling := telling_groups(record)):
        taken |= telling
    bounded = {(m.group, m.since) for m in record.mentions if m.since}
    for _ in range(2):
        taken |= {since for group, since in bounded if group in taken}
        taken |= {group for group, since in bounded if since in taken}
    return taken


# What articles of one reading say, by the identity of their mentions.
_kept: Kept[int, tuple[tuple[EventMention, ...], Publication, Mapping[int, _Spoken]]] = Kept()


def _spoken(readings: tuple[ArticleEvents, ...]) -> Mapping[int, _Spoken]:
    """What an article says in its groups, but for those without blocks.

    The first of its ``readings`` is that of the text alone.
    """
    text = readings[0]
    kept = _kept.get(id(text.mentions)) if len(readings) == 1 else None
    if kept is not None and kept[0] is text.mentions and kept[1] == text.published:
        return kept[2]
    blocks = group_blocks(text)
    claims: dict[int, dict[Known, None]] = {}
    shared: dict[int, frozenset[str]] = {}
    for read in readings:
        for saying in sayings_of(read):
            groups = groups_read(text, read, saying)
            own = frozenset().union(*(blocks.get(group, frozenset()) for group in groups))
            for group in groups:
                claims.setdefault(group, {})[known(saying.claim)] = None
                shared[group] = shared.get(group, frozenset()) | own
    # One that calls an event ongoing is bounded by it, and for that read once more.
    loose = may_learn(text) and any(m.ongoing for m in text.mentions)
    found = {group: (tuple(claims[group]), held, loose) for group, held in shared.items() if held}
    if len(readings) == 1:
        _kept.keep(id(text.mentions), (text.mentions, text.published, found))
    return found
