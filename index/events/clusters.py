"""Sayings into events: best pairs first, with vetoes that hold for whole clusters.

The result is a function of the set of sayings: they are put in an order of
their own content, equal sayings form one cell, cells that share a block are
judged, and the pairs are joined by falling score with ties broken by content.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from itertools import combinations

from msgspec import Struct, field

from index.article import Interval
from index.events.constraints import NO_CONSTRAINTS, Bonds, Constraints, Telling
from index.events.kept import keeping
from index.events.lexicon import KINDS
from index.events.likeness import Known, known, linked, score
from index.events.sayings import Saying
from index.events.scoring import THRESHOLD, opposed, other_defendants

# Cells, each of another wording, in a cluster where one word alone on the days is not enough.
_MANY = 8

Signature = tuple[str, ...]
Events = tuple[tuple[Saying, ...], ...]


class Cell(Struct):
    """Sayings that say the same: one stands for all."""

    signature: Signature
    sayings: list[Saying]
    blocks: frozenset[str]

    @property
    def first(self) -> Saying:
        return self.sayings[0]


class _Cluster(Struct):
    """What a growing cluster must not contradict."""

    kind: str
    cells: list[int]
    words: frozenset[str]
    ordinals: set[int] = field(default_factory=set)
    days: Counter[Interval] = field(default_factory=Counter)
    latest_begin: date | None = None
    earliest_end: date | None = None
    first_told: int = 0

    @classmethod
    def of(cls, index: int, cell: Cell) -> _Cluster:
        saying = cell.first
        ordinals = set() if saying.ordinal is None else {saying.ordinal}
        words, day = saying.words, saying.day
        told = saying.claim.told
        days = Counter([day]) if day else Counter()
        return cls(saying.kind, [index], words, ordinals, days, day.begin, day.end, told)

    def may_take(self, other: _Cluster) -> bool:
        if len(self.ordinals | other.ordinals) > 1 or opposed(self.words, other.words):
            return False
        if other_defendants(self.kind, self.words, other.words):
            return False
        if self._told_before(other) or other._told_before(self):
            return False
        return self._gap(other) <= KINDS[self.kind].days

    def _told_before(self, other: _Cluster) -> bool:
        """Whether this was told of as past in a year before ``other`` was."""
        began = other.latest_begin
        return bool(self.first_told) and began is not None and began.year > self.first_told

    def _gap(self, other: _Cluster) -> int:
        gaps = [
            (begin - end).days
            for begin, end in (
                (self.latest_begin, other.earliest_end),
                (other.latest_begin, self.earliest_end),
            )
            if begin and end
        ]
        return max([0, *gaps])

    def take(self, other: _Cluster) -> None:
        self.cells += other.cells
        self.words |= other.words
        self.ordinals |= other.ordinals
        self.days += other.days
        sure = self.days
        if len(self.cells) >= _MANY:
            # Days that but one gives, where so many speak of the event, part it from nothing.
            sure = Counter({day: count for day, count in sure.items() if count > 1})
        self.latest_begin = max((day.begin for day in sure if day.begin), default=None)
        self.earliest_end = min((day.end for day in sure if day.end), default=None)
        self.first_told = min(filter(None, (self.first_told, other.first_told)), default=0)


def cluster(
    sayings: Iterable[tuple[Saying, frozenset[str]]], constraints: Constraints = NO_CONSTRAINTS
) -> Events:
    """The events of sayings, each given with its blocks, as ``constraints`` allow."""
    cells = _cells(sayings, constraints)
    bonds = _bonds(cells, constraints)
    clusters = {index: _Cluster.of(index, cell) for index, cell in enumerate(cells)}
    into = list(range(len(cells)))

    def home(index: int) -> int:
        while into[index] != index:
            into[index] = index = into[into[index]]
        return index

    for _, a, b in _links(cells):
        one, two = home(a), home(b)
        if one == two or not clusters[one].may_take(clusters[two]):
            continue
        if not bonds.may_join(one, two):
            continue
        joined, gone = min(one, two), max(one, two)
        bonds.join(joined, gone)
        clusters[joined].take(clusters.pop(gone))
        into[gone] = joined
    grown: dict[Hashable, list[int]] = {}
    for index, c in sorted(clusters.items()):
        grown.setdefault(bonds.root(index), []).extend(c.cells)
    return tuple(
        tuple(saying for index in sorted(held) for saying in cells[index].sayings)
        for held in grown.values()
    )


def in_order(sayings: Iterable[tuple[Saying, frozenset[str]]]) -> tuple[Saying, ...]:
    """Sayings of one event, each given with its blocks, as :func:`cluster` orders them."""
    cells = _cells(sayings, NO_CONSTRAINTS)
    return tuple(saying for cell in cells for saying in cell.sayings)


def _bonds(cells: Sequence[Cell], constraints: Constraints) -> Bonds:
    held: dict[Hashable, frozenset[Telling]] = {}
    if constraints:
        for index, cell in enumerate(cells):
            one = cell.first
            if tellings := constraints.said(one.article, one.spans, one.name):
                held[index] = tellings
    return Bonds(constraints, held)


def _cells(
    sayings: Iterable[tuple[Saying, frozenset[str]]], constraints: Constraints
) -> list[Cell]:
    cells: dict[Signature, Cell] = {}
    order = sorted(sayings, key=lambda item: (item[0].version, item[0].article, item[0].group))
    for saying, blocks in order:
        claim = known(saying.claim)
        # Sayings that share no block must not meet, even if they claim the same.
        signature = _signature(claim, blocks)
        # Where the same words do not make the same event, each stays for itself; so does
        # what the user said something of.
        if (
            not blocks
            or not linked(claim, claim)
            or (constraints and constraints.said(saying.article, saying.spans, saying.name))
        ):
            signature = (*signature, saying.version, saying.article, str(saying.group))
        cell = cells.get(signature)
        if cell is None:
            cells[signature] = Cell(signature, [saying], blocks)
        else:
            cell.sayings.append(saying)
    return [cells[signature] for signature in sorted(cells)]


@keeping(4096)
def _signature(claim: Known, blocks: frozenset[str]) -> Signature:
    return (*claim.order, *sorted(blocks))


def _links(cells: Sequence[Cell]) -> list[tuple[float, int, int]]:
    """Pairs of cells that share a block and are of one event by themselves, the best first.

    Each comes as its score, negated, and the places of both.
    """
    claims = [known(cell.first.claim) for cell in cells]
    by_block: dict[str, list[int]] = {}
    for index, cell in enumerate(cells):
        for block in cell.blocks:
            by_block.setdefault(block, []).append(index)
    links = []
    for a, b in {pair for held in by_block.values() for pair in combinations(held, 2)}:
        worth = score(claims[a], claims[b])
        if worth is not None and worth >= THRESHOLD:
            links.append((-worth, a, b))
    return sorted(links)
