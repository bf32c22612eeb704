"""Sayings into events: best pairs first, with vetoes that hold for whole clusters.

The result is a function of the set of sayings: they are put in an order of
their own content, equal sayings form one cell, cells that share a block are
judged, and the pairs are joined by falling score with ties broken by content.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from index.events.constraints import NO_CONSTRAINTS, Bonds, Constraints, Telling
from index.events.lexicon import KINDS
from index.events.sayings import Saying
from index.events.scoring import THRESHOLD, Verdict, judge

Signature = tuple[str, ...]
# So far below the threshold a pair that was not joined is still worth showing.
_NEAR = 2.0


@dataclass(slots=True)
class Cell:
    """Sayings that say the same: one stands for all."""

    signature: Signature
    sayings: list[Saying]
    blocks: set[str]

    @property
    def first(self) -> Saying:
        return self.sayings[0]


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Two sayings that were held apart, and the account of it."""

    a: Saying
    b: Saying
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Clusters:
    """``events``: sayings by event. ``misses``: pairs nearly joined, best first."""

    events: tuple[tuple[Saying, ...], ...] = ()
    misses: tuple[NearMiss, ...] = ()


@dataclass(slots=True)
class _Cluster:
    """What a growing cluster must not contradict."""

    kind: str
    cells: list[Cell]
    ordinals: set[int] = field(default_factory=set)
    latest_begin: date | None = None
    earliest_end: date | None = None

    @classmethod
    def of(cls, cell: Cell) -> _Cluster:
        saying = cell.first
        ordinals = set() if saying.ordinal is None else {saying.ordinal}
        return cls(saying.kind, [cell], ordinals, saying.day.begin, saying.day.end)

    def may_take(self, other: _Cluster) -> bool:
        if len(self.ordinals | other.ordinals) > 1:
            return False
        return self._gap(other) <= KINDS[self.kind].days

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
        self.ordinals |= other.ordinals
        begins = [day for day in (self.latest_begin, other.latest_begin) if day]
        ends = [day for day in (self.earliest_end, other.earliest_end) if day]
        self.latest_begin = max(begins, default=None)
        self.earliest_end = min(ends, default=None)


def cluster(
    sayings: Iterable[tuple[Saying, frozenset[str]]], constraints: Constraints = NO_CONSTRAINTS
) -> Clusters:
    """Put sayings, each given with its blocks, into events, as ``constraints`` allow."""
    cells = _cells(sayings, constraints)
    bonds = _bonds(cells, constraints)
    clusters = {index: _Cluster.of(cell) for index, cell in enumerate(cells)}
    home = list(range(len(cells)))
    links, apart = _judged(cells)
    for _, a, b in links:
        one, two = home[a], home[b]
        if one == two or not clusters[one].may_take(clusters[two]):
            continue
        if not bonds.may_join(one, two):
            continue
        joined, gone = min(one, two), max(one, two)
        bonds.join(joined, gone)
        clusters[joined].take(clusters.pop(gone))
        home = [joined if place == gone else place for place in home] if gone in home else home
    grown: dict[Hashable, list[Cell]] = {}
    for index, c in sorted(clusters.items()):
        grown.setdefault(bonds.root(index), []).extend(c.cells)
    events = tuple(
        tuple(saying for cell in sorted(held, key=lambda c: c.signature) for saying in cell.sayings)
        for held in grown.values()
    )
    misses = tuple(
        NearMiss(cells[a].first, cells[b].first, verdict)
        for a, b, verdict in apart
        if home[a] != home[b]
    )
    return Clusters(events, misses)


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
        # Sayings that share no block must not meet, even if they claim the same.
        signature: Signature = (*saying.claim.sort_key, *sorted(blocks))
        # Where the same words do not make the same event, each stays for itself; so does
        # what the user said something of.
        if (
            not judge(saying.claim, saying.claim).linked
            or not blocks
            or (constraints and constraints.said(saying.article, saying.spans, saying.name))
        ):
            signature = (*signature, saying.version, saying.article, str(saying.group))
        cell = cells.get(signature)
        if cell is None:
            cells[signature] = Cell(signature, [saying], set(blocks))
        else:
            cell.sayings.append(saying)
            cell.blocks |= blocks
    return [cells[signature] for signature in sorted(cells)]


def _judged(
    cells: Sequence[Cell],
) -> tuple[list[tuple[float, int, int]], list[tuple[int, int, Verdict]]]:
    """Pairs to join, the best first, and pairs nearly joined, likewise."""
    by_block: dict[str, list[int]] = {}
    for index, cell in enumerate(cells):
        for block in cell.blocks:
            by_block.setdefault(block, []).append(index)
    pairs = {pair for members in by_block.values() for pair in combinations(members, 2)}
    links: list[tuple[float, int, int]] = []
    apart: list[tuple[int, int, Verdict]] = []
    for a, b in sorted(pairs):
        verdict = judge(cells[a].first.claim, cells[b].first.claim)
        if verdict.linked:
            links.append((-verdict.score, a, b))
        elif _alike(cells[a].first, cells[b].first) or verdict.score >= THRESHOLD - _NEAR:
            apart.append((a, b, verdict))
    links.sort()
    apart.sort(key=lambda item: (-item[2].score, item[0], item[1]))
    return links, apart


def _alike(a: Saying, b: Saying) -> bool:
    """Whether it is worth telling why the two are not one: the names nearly agree."""
    return a.kind == b.kind and bool(a.words) and (a.words <= b.words or b.words <= a.words)
