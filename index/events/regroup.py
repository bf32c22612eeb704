"""Stories and happenings after a change: which are made again, and how they come out.

Both come out as if everything were grouped at once. A happening depends only on
what strong pairs connect with it, which is little. What weaker ones connect
reaches through a whole library of news; there the stories that change are found
by :mod:`index.events.replay`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct, field

from index.events.by_hand import article_bonds, together
from index.events.constraints import Bonds, Constraints
from index.events.happening_scores import AT_LEAST, SLACK, happening_score
from index.events.reach import Shelf, StoryGraph
from index.events.replay import Lookup, regrouped
from index.events.repository import Repository
from index.events.stories import COMPLETE, central, stories
from index.events.story_scores import Weights


class Regrouped(Struct, frozen=True):
    """Stories and happenings that take the place of those of before, central articles first.

    ``retold`` are the articles whose stories of before go, ``reported`` those
    whose happenings of before go.
    """

    stories: Sequence[Sequence[str]]
    happenings: Sequence[Sequence[str]]
    retold: frozenset[str]
    reported: frozenset[str]


class _Before(Struct):
    """The stories as last settled."""

    repository: Repository
    _held: dict[str, frozenset[str]] = field(default_factory=dict)

    def of(self, keys: Iterable[str]) -> dict[str, frozenset[str]]:
        """The story of each article, itself alone where it has none."""
        wanted = list(keys)
        missing = [key for key in wanted if key not in self._held]
        if missing:
            found = self.repository.stories(missing)
            for key in missing:
                self._held[key] = frozenset(found.get(key, (key,)))
        return {key: self._held[key] for key in wanted}


class _Copies(Struct):
    """Articles that carry the same text: it is grouped once, and all of them go with it.

    Grouped one by one they would be so near to each other that nothing else could
    be of their story. What the user said of an article holds for it alone.
    """

    repository: Repository
    constraints: Constraints
    _held: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, keys: Collection[str]) -> set[str]:
        """All that carry the text of one of ``keys``."""
        missing = [key for key in keys if key not in self._held]
        if missing:
            found = self.repository.copies(missing)
            self._held.update((key, tuple(found.get(key, ()))) for key in missing)
        return {other for key in keys for other in self._held[key]}

    def firsts(self, keys: Collection[str]) -> frozenset[str]:
        """``keys`` without those that go with the first of their copies."""
        self.of(keys)
        return frozenset(key for key in keys if not self._is_led(key))

    def led(self, keys: Collection[str]) -> dict[str, list[str]]:
        """The copies that go with each of ``keys`` that is the first of some."""
        groups = {key: self._held[key] for key in keys if self._held[key][:1] == (key,)}
        self.of([copy for group in groups.values() for copy in group])
        return {key: [c for c in sorted(group) if self._is_led(c)] for key, group in groups.items()}

    def _is_led(self, key: str) -> bool:
        return next(iter(self._held[key]), key) != key and not self.constraints.held(key)

    def apart(
        self, part: Mapping[str, Mapping[str, float]]
    ) -> tuple[Mapping[str, Mapping[str, float]], dict[str, list[str]]]:
        """``part`` without copies whose first is in it too, and these copies by their first."""
        self.of(part.keys())
        led: dict[str, list[str]] = {}
        for key in sorted(part):
            first = next(iter(self._held[key]), key)
            if first != key and first in part and not self.constraints.held(key):
                led.setdefault(first, []).append(key)
        if not led:
            return part, led
        copies = frozenset().union(*led.values())
        own = {
            key: {other: score for other, score in scores.items() if other not in copies}
            for key, scores in part.items()
            if key not in copies
        }
        return own, led


def regroup(
    shelf: Shelf, graph: StoryGraph, weights: Weights, constraints: Constraints
) -> Regrouped:
    """The stories and happenings that the scores made anew (``graph.fresh``) bear on."""
    copies = _Copies(shelf.repository, constraints)
    happenings = _happenings(shelf, graph, weights, constraints, copies)
    reported = {key for happening in happenings for key in happening}
    before = _Before(shelf.repository)
    moved = set(graph.fresh)
    while True:
        told = _stories(shelf, graph, weights, constraints, moved, before, copies)
        again = {key for story in told for key in story}
        # No story of before may lose articles that are in none of those made again.
        lost = frozenset().union(*before.of(again).values()) - again - graph.fresh.keys()
        lost = frozenset(shelf.fetch(lost))
        if not lost:
            break
        moved |= lost | copies.of(lost)
    # A story tells which event it is about: where that is made again, so is the story.
    whole = {frozenset(story) for story in told}
    whole.update(before.of(reported - again).values())
    old = before.of({key for story in whole for key in story})
    renewed = {*graph.fresh, *reported}
    changed = [s for s in whole if not renewed.isdisjoint(s) or old[min(s)] != s]
    own = copies.firsts(frozenset().union(*changed))

    def in_order(story: Collection[str]) -> list[str]:
        firsts_first = sorted(story, key=lambda key: (key not in own, key))
        return central(firsts_first, graph.rows(firsts_first))

    return Regrouped(
        [in_order(story) for story in sorted(changed, key=min)],
        happenings,
        frozenset().union(graph.fresh, *changed),
        frozenset().union(graph.fresh, reported),
    )


def _happenings(
    shelf: Shelf, graph: StoryGraph, weights: Weights, constraints: Constraints, copies: _Copies
) -> list[list[str]]:
    """The happenings of everything that strong pairs connect with what changed."""
    least = weights.happening - SLACK
    todo = set(shelf.fetch({*graph.fresh, *graph.left(AT_LEAST)}))
    part: dict[str, dict[str, float]] = {}
    while todo:
        todo |= copies.of(todo) - part.keys()
        graph.before(todo)
        near = {key: [o for o, s in graph.of(key).items() if s >= AT_LEAST] for key in todo}
        records = shelf.dated({*near, *(other for others in near.values() for other in others)})
        for key, others in near.items():
            others = [] if constraints.is_untold(key) else others
            worth = {other: happening_score(records[key], records[other]) for other in others}
            part[key] = {
                other: score
                for other, score in worth.items()
                if score is not None and score >= least and not constraints.is_untold(other)
            }
        todo = {other for key in near for other in part[key] if other not in part}
    bonds = article_bonds(constraints.of_happenings(), part)
    own, led = copies.apart(part)
    found = stories(sorted(own), own, weights.happening, least, bonds, COMPLETE)
    return [central(articles, part) for articles in _bound(_led(found, led), bonds)]


def _stories(
    shelf: Shelf,
    graph: StoryGraph,
    weights: Weights,
    constraints: Constraints,
    moved: Collection[str],
    before: _Before,
    copies: _Copies,
) -> list[list[str]]:
    """The stories that come out otherwise, now that those of ``moved`` are grouped anew."""

    def homes(keys: Collection[str]) -> dict[str, frozenset[str]]:
        held = before.of(keys)
        own = copies.firsts(frozenset().union(*held.values()))
        return {key: story & own for key, story in held.items()}

    lookup = Lookup(graph.rows, homes)
    start = set(moved)
    while True:
        start = set(shelf.fetch(start.union(*before.of(start).values())))
        begin = copies.firsts(start)
        bonds = article_bonds(constraints.of_stories(), begin)
        found = regrouped(begin, lookup, weights, bonds)
        # What the user said of an article counts from the start.
        told = {k for story in found for k in story if k not in start and constraints.held(k)}
        if not told:
            return _bound(_led(found, copies.led(begin.union(*found))), bonds)
        start |= told


def _led(groups: list[list[str]], led: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Groups with the copies of each of their articles."""
    return [[*group, *(copy for key in group for copy in led.get(key, ()))] for group in groups]


def _bound(groups: list[list[str]], bonds: Bonds | None) -> list[list[str]]:
    """Groups with those that the user put together as one."""
    if bonds is None:
        return groups
    roots = [[bonds.root(articles[0])] for articles in groups]
    return [[key for place in places for key in groups[place]] for places in together(roots)]
