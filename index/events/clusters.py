"""Sayings into events: best pairs first, with vetoes that hold for whole clusters.

The result is a function of the set of sayings: they are put in an order of
their own content, equal sayings form one cell, cells that share a block are
judged, and the pairs are joined by falling score with ties broken by content.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations, count

from index.events.constraints import NO_CONSTRAINTS, Bonds, Constraints, Telling
from index.events.lexicon import KINDS
from index.events.sayings import Claim, Saying
from index.events.scoring import THRESHOLD, Verdict, judge, opposed

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

    @property
    def verdict(self) -> Verdict:
        return judge(self.a.claim, self.b.claim)


@dataclass(frozen=True, slots=True)
class Clusters:
    """``events``: sayings by event. ``apart`` are pairs nearly joined, the best first,
    as places in ``firsts`` and in ``homes``, the clusters by number.
    """

    events: tuple[tuple[Saying, ...], ...]
    firsts: Sequence[Saying]
    homes: Sequence[int]
    apart: Sequence[tuple[float, int, int]]

    def misses(self) -> Iterator[NearMiss]:
        """Of the pairs of each two clusters the best one that two articles tell; best first."""
        met: set[tuple[int, int]] = set()
        for _, a, b in self.apart:
            one, two = self.homes[a], self.homes[b]
            pair = (one, two) if one < two else (two, one)
            if one == two or pair in met:
                continue
            if self.firsts[a].article != self.firsts[b].article:
                met.add(pair)
                yield NearMiss(self.firsts[a], self.firsts[b])


@dataclass(slots=True)
class _Cluster:
    """What a growing cluster must not contradict."""

    kind: str
    cells: list[int]
    words: frozenset[str]
    ordinals: set[int] = field(default_factory=set)
    latest_begin: date | None = None
    earliest_end: date | None = None
    first_told: int = 0

    @classmethod
    def of(cls, index: int, cell: Cell) -> _Cluster:
        saying = cell.first
        ordinals = set() if saying.ordinal is None else {saying.ordinal}
        words, day = saying.words, saying.day
        told = saying.claim.told
        return cls(saying.kind, [index], words, ordinals, day.begin, day.end, told)

    def may_take(self, other: _Cluster) -> bool:
        if len(self.ordinals | other.ordinals) > 1 or opposed(self.words, other.words):
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
        begins = [day for day in (self.latest_begin, other.latest_begin) if day]
        ends = [day for day in (self.earliest_end, other.earliest_end) if day]
        self.latest_begin = max(begins, default=None)
        self.earliest_end = min(ends, default=None)
        self.first_told = min(filter(None, (self.first_told, other.first_told)), default=0)


def cluster(
    sayings: Iterable[tuple[Saying, frozenset[str]]], constraints: Constraints = NO_CONSTRAINTS
) -> Clusters:
    """Put sayings, each given with its blocks, into events, as ``constraints`` allow."""
    cells = _cells(sayings, constraints)
    bonds = _bonds(cells, constraints)
    clusters = {index: _Cluster.of(index, cell) for index, cell in enumerate(cells)}
    into = list(range(len(cells)))

    def home(index: int) -> int:
        while into[index] != index:
            into[index] = index = into[into[index]]
        return index

    judged = _judged(cells)
    for _, a, b in judged.links:
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
    events = tuple(
        tuple(saying for index in sorted(held) for saying in cells[index].sayings)
        for held in grown.values()
    )
    return Clusters(events, [cell.first for cell in cells], [home(n) for n in into], judged.apart)


def _bonds(cells: Sequence[Cell], constraints: Constraints) -> Bonds:
    held: dict[Hashable, frozenset[Telling]] = {}
    if constraints:
        for index, cell in enumerate(cells):
            one = cell.first
            if tellings := constraints.said(one.article, one.spans, one.name):
                held[index] = tellings
    return Bonds(constraints, held)


def _one_with_itself(saying: Saying) -> bool:
    """Whether sayings that claim just this are of one event."""
    known = _Known.of(saying.claim)
    score = _score(known, known)
    return score is not None and score >= THRESHOLD


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
            not _one_with_itself(saying)
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


_Pairs = list[tuple[float, int, int]]
_Key = tuple[Signature, int]


@dataclass(frozen=True, slots=True, eq=False)
class _Judged:
    """Pairs of cells to join and pairs nearly joined, each as score, a, b, the best first.

    Scores are negative, so that the best comes first. ``places`` are the cells
    by signature and claim, in their order.
    """

    places: Mapping[_Key, int]
    links: _Pairs
    apart: _Pairs


# Large judgements made last: what is around a change was mostly around an earlier one.
_judged_last: deque[_Judged] = deque(maxlen=12)
_LARGE = 400


def _judged(cells: Sequence[Cell]) -> _Judged:
    """The judgement of all pairs that share a block."""
    claims = [_Known.of(cell.first.claim) for cell in cells]
    places = {
        (cell.signature, known.number): place
        for place, (cell, known) in enumerate(zip(cells, claims, strict=True))
    }
    like = max(_judged_last, key=lambda old: len(old.places.keys() & places), default=None)
    links: _Pairs = []
    apart: _Pairs = []
    again: set[int] = set()
    if like is not None:
        # Cells are in the order of their signatures, there and here.
        now = {old: places[key] for key, old in like.places.items() if key in places}
        links = [(s, now[a], now[b]) for s, a, b in like.links if a in now and b in now]
        apart = [(s, now[a], now[b]) for s, a, b in like.apart if a in now and b in now]
        again = set(now.values())
    for a, b in _meeting(cells, again):
        one, other = claims[a], claims[b]
        score = None if _barred(one, other) else _score(one, other)
        if score is not None and score >= THRESHOLD:
            links.append((-score, a, b))
        elif _alike(one, other) or (score or 0.0) >= THRESHOLD - _NEAR:
            apart.append((-(score or 0.0), a, b))
    links.sort()
    apart.sort()
    judged = _Judged(places, links, apart)
    if len(links) + len(apart) >= _LARGE:
        if like is not None and 2 * len(again) > len(places):
            _judged_last.remove(like)
        _judged_last.append(judged)
    return judged


def _meeting(cells: Sequence[Cell], known: Collection[int]) -> set[tuple[int, int]]:
    """Pairs of cells that share a block, but for those of which both are ``known``."""
    by_block: dict[str, list[int]] = {}
    for index, cell in enumerate(cells):
        for block in cell.blocks:
            by_block.setdefault(block, []).append(index)
    pairs: set[tuple[int, int]] = set()
    for held in set(map(tuple, by_block.values())):
        fresh = [index for index in held if index not in known]
        if len(fresh) == len(held):
            pairs.update(combinations(held, 2))
        else:
            pairs.update((min(a, b), max(a, b)) for a in fresh for b in held if a != b)
    return pairs


@dataclass(frozen=True, slots=True)
class _Known:
    """What is soon told of a claim; ``begin`` and ``end`` are ordinals of its days, or 0."""

    number: int
    claim: Claim
    kind: str
    words: frozenset[str]
    ordinal: int | None
    begin: int
    end: int
    within: int

    @classmethod
    def of(cls, claim: Claim) -> _Known:
        known = _known.get(claim)
        if known is None:
            if len(_known) >= _MOST_KNOWN:
                _known.clear()
            begin, end = claim.day.begin, claim.day.end
            days = (begin.toordinal(), end.toordinal()) if begin and end else (0, 0)
            within = KINDS[claim.kind].days
            known = cls(
                next(_numbers), claim, claim.kind, claim.words, claim.ordinal, *days, within
            )
            _known[claim] = known
        return known


# Claims met already, and the scores of pairs of them by their numbers.
_MOST_KNOWN, _MOST_SCORES = 16_384, 131_072
_numbers = count()
_known: dict[Claim, _Known] = {}
_scores: dict[tuple[int, int], float | None] = {}


def _barred(a: _Known, b: _Known) -> bool:
    """Whether there plainly is a veto: most pairs are told apart by their days."""
    if a.kind != b.kind or (
        a.ordinal != b.ordinal and a.ordinal is not None and b.ordinal is not None
    ):
        return True
    if not (a.begin and b.begin):
        return False
    return a.begin - b.end > a.within or b.begin - a.end > a.within


def _score(a: _Known, b: _Known) -> float | None:
    """The score of two claims; ``None`` where there is a veto."""
    pair = (a.number, b.number)
    if pair in _scores:
        return _scores[pair]
    verdict = judge(a.claim, b.claim)
    score = None if verdict.vetoes else verdict.score
    if len(_scores) >= _MOST_SCORES:
        _scores.clear()
    _scores[pair] = score
    return score


def _alike(a: _Known, b: _Known) -> bool:
    """Whether it is worth telling why the two are not one: the names nearly agree."""
    return a.kind == b.kind and bool(a.words) and (a.words <= b.words or b.words <= a.words)
