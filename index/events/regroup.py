"""Stories and happenings after a change: which are made again, and how they come out.

A happening depends only on what strong pairs connect with it, which is little:
it always comes out as if everything were grouped at once. The pairs that
connect stories reach through a whole library of news. Where what they connect
with a change is large, only the stories around the change are made again, and
those that a changed story could join in turn.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from index.events.by_hand import article_bonds, together
from index.events.constraints import Bonds, Constraints
from index.events.happening_scores import AT_LEAST, happening_score
from index.events.reach import Shelf, StoryGraph
from index.events.repository import Repository
from index.events.stories import COMPLETE, Scores, central, stories
from index.events.story_scores import CLIP, Weights

# So much less than the mean of a happening each pair of it may have.
_SLACK = 0.3
# What is connected is grouped as a whole up to so many articles, and when so many changed.
_SMALL, _MANY = 60, 100
_ROUNDS, _MOST_AROUND = 4, 300


@dataclass(frozen=True, slots=True)
class Regrouped:
    """Stories and happenings that take the place of those of before, central articles first.

    ``retold`` are the articles whose stories of before go, ``reported`` those
    whose happenings of before go.
    """

    stories: Sequence[Sequence[str]]
    happenings: Sequence[Sequence[str]]
    retold: frozenset[str]
    reported: frozenset[str]


@dataclass(slots=True)
class _Before:
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


@dataclass(slots=True)
class _Copies:
    """Articles that carry the same text: it is grouped once, and all of them go with it.

    Grouped one by one they would be so near to each other that nothing else could
    be of their story. What the user said of an article holds for it alone.
    """

    repository: Repository
    constraints: Constraints
    _held: dict[str, Sequence[str]] = field(default_factory=dict)

    def of(self, keys: Collection[str]) -> set[str]:
        """All that carry the text of one of ``keys``."""
        missing = [key for key in keys if key not in self._held]
        if missing:
            found = self.repository.copies(missing)
            self._held.update((key, found.get(key, ())) for key in missing)
        return {other for key in keys for other in self._held[key]}

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
    renewed = {*graph.fresh, *reported}
    before = _Before(shelf.repository)
    while True:
        told, around = _stories(shelf, graph, weights, constraints, renewed, before, copies)
        old = before.of({key for story in told for key in story})
        changed = [
            story
            for story in told
            if not renewed.isdisjoint(story) or old[story[0]] != frozenset(story)
        ]
        retold = frozenset().union(graph.fresh, *changed)
        # No story of before may lose articles that are in none of those made again.
        lost = frozenset().union(*before.of(retold).values()) - retold
        if not lost:
            break
        renewed |= lost
    return Regrouped(
        [central(story, around) for story in changed],
        happenings,
        retold,
        frozenset().union(graph.fresh, reported),
    )


def _happenings(
    shelf: Shelf, graph: StoryGraph, weights: Weights, constraints: Constraints, copies: _Copies
) -> list[list[str]]:
    """The happenings of everything that strong pairs connect with what changed."""
    least = weights.happening - _SLACK
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
    renewed: Collection[str],
    before: _Before,
    copies: _Copies,
) -> tuple[list[list[str]], Scores]:
    """Stories around what changed, and the scores they are made of."""
    start = set(shelf.fetch({*renewed, *graph.left(weights.bridge)}))
    most = None if len(graph.fresh) >= _MANY else _SMALL
    part = graph.part(start, weights.bridge, most)
    if part is not None:
        return _grouped(part, weights, constraints, copies), part
    part = {}
    todo = {*start, *renewed}
    todo |= {o for key in graph.fresh for o, s in graph.of(key).items() if s >= weights.bridge}
    found: list[list[str]] = []
    for _ in range(_ROUNDS):
        around = shelf.fetch(frozenset().union(*before.of(todo).values()))
        part.update((key, graph.of(key)) for key in around)
        found = _grouped(part, weights, constraints, copies)
        if len(part) > _MOST_AROUND:
            break
        old = before.of(part)
        changed = [story for story in found if old[story[0]] != frozenset(story)]
        todo = {key for story in changed for key in _could_join(story, part, weights, before)}
        if not todo:
            break
    return found, part


def _could_join(
    story: Sequence[str], part: Mapping[str, Mapping[str, float]], weights: Weights, before: _Before
) -> set[str]:
    """Articles outside, one of each story that ``story`` is near enough to join."""
    outside: dict[str, float] = {}
    bridged: set[str] = set()
    for key in story:
        for other, score in part[key].items():
            if other not in part:
                outside[other] = outside.get(other, 0.0) + min(CLIP, score) + CLIP
                if score >= weights.bridge:
                    bridged.add(other)
    homes = before.of(bridged)
    wanted = set()
    for other, home in homes.items():
        total = sum(outside.get(key, 0.0) for key in home)
        if total / (len(story) * len(home)) - CLIP >= weights.threshold:
            wanted.add(other)
    return wanted


def _grouped(
    part: Mapping[str, Mapping[str, float]],
    weights: Weights,
    constraints: Constraints,
    copies: _Copies,
) -> list[list[str]]:
    bonds = article_bonds(constraints.of_stories(), part)
    own, led = copies.apart(part)
    found = stories(sorted(own), own, weights.threshold, weights.bridge, bonds)
    return _bound(_led(found, led), bonds)


def _led(groups: list[list[str]], led: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Groups with the copies of each of their articles."""
    return [[*group, *(copy for key in group for copy in led.get(key, ()))] for group in groups]


def _bound(groups: list[list[str]], bonds: Bonds | None) -> list[list[str]]:
    """Groups with those that the user put together as one."""
    if bonds is None:
        return groups
    roots = [[bonds.root(articles[0])] for articles in groups]
    return [[key for place in places for key in groups[place]] for places in together(roots)]
