"""Articles into stories: average linkage over the scores of pairs.

Two groups join only over a strong pair (a bridge) between them. So the parts of
the graph that no bridge connects can be clustered one by one, and a story can be
clustered again by itself and joins as it did among all others: what is done
elsewhere has no part in it (:mod:`index.events.replay` builds on that). Ties are
broken by the order in which the articles are given, which must not depend on
when they came.
"""

from __future__ import annotations

import heapq
from collections.abc import Container, Iterable, Mapping, Sequence

from msgspec import Struct

from index.events.constraints import Bonds
from index.events.story_scores import CLIP

Scores = Mapping[str, Mapping[str, float]]

_UNITS = 10_000


class Bounds(Struct, frozen=True):
    """What a pair without a score is worth, and the most that one pair can be.

    Groups count their pairs in whole units, from what a missing one is worth: sums of
    floats come out otherwise in another order, and with them what is just near enough.
    """

    missing: float
    most: float

    def count(self, score: float) -> int:
        """What a pair counts: scores have as many decimals as a unit."""
        return max(0, round((min(score, self.most) - self.missing) * _UNITS))

    def mean(self, count: int, pairs: int) -> float:
        """The mean score of ``pairs`` that count so much together."""
        return round(count / (pairs * _UNITS) + self.missing, 9)


CLIPPED = Bounds(-CLIP, CLIP)
"""For stories: no pair alone says much."""
COMPLETE = Bounds(-1e3, 1e3)
"""For happenings: every pair has to have a score."""


# Two groups that are each much tighter inside than across stay apart: the same
# kind of happening with the same actors, twice. The allowed loss of tightness
# shrinks as the smaller group grows.
_LOSS, _LOSS_SMALL = 0.5, 4.0


def part_of(
    start: Iterable[str], scores: Scores, bridge: float, within: Container[str]
) -> set[str]:
    """All articles ``within`` that pairs scoring at least ``bridge`` connect with ``start``."""
    part = set(start)
    todo = list(part)
    while todo:
        for other, score in scores.get(todo.pop(), {}).items():
            if score >= bridge and other not in part and other in within:
                part.add(other)
                todo.append(other)
    return part


class _Group(Struct):
    """Articles joined so far.

    ``inner`` is what their pairs count together, ``across`` what the pairs with each
    other group do; ``bridged`` are the articles that a bridge leads to.
    """

    articles: list[int]
    inner: int
    across: dict[int, int]
    bridged: set[int]


class Join(Struct, frozen=True):
    """Two groups of articles, known by their first ones, become one.

    ``mean`` is that of the scores of their pairs, ``across`` what these count together.
    """

    mean: float
    first: str
    second: str
    across: int


def stories(
    keys: Sequence[str],
    scores: Scores,
    threshold: float,
    bridge: float,
    bonds: Bonds | None = None,
    bounds: Bounds = CLIPPED,
) -> list[list[str]]:
    """Cluster ``keys``, given in an order of their own, into stories of at least one article.

    ``scores`` are symmetric and count within ``bounds``. Groups join while the
    mean between them is at least ``threshold`` and one pair at least ``bridge``,
    but never what ``bonds`` forbid; these learn what is joined. Articles in a story,
    and stories by their first article, keep the given order.
    """
    left = dict.fromkeys(keys)
    place = {key: index for index, key in enumerate(keys)}
    found = []
    while left:
        part = part_of([next(iter(left))], scores, bridge, left)
        found += _linked(
            sorted(part, key=place.__getitem__),
            scores,
            threshold,
            bridge,
            bonds,
            bounds,
        )
        for key in part:
            del left[key]
    return sorted(found, key=lambda story: place[story[0]])


def history(keys: Sequence[str], scores: Scores, threshold: float, bridge: float) -> list[Join]:
    """How the articles of stories came together, join by join, as in :func:`stories`."""
    joins: list[Join] = []
    _linked(keys, scores, threshold, bridge, None, CLIPPED, joins)
    return joins


def _linked(
    keys: Sequence[str],
    scores: Scores,
    threshold: float,
    bridge: float,
    bonds: Bonds | None,
    bounds: Bounds,
    joins: list[Join] | None = None,
) -> list[list[str]]:
    """Average linkage within one part; what is joined is added to ``joins``."""
    if len(keys) == 1:
        return [list(keys)]
    place = {key: index for index, key in enumerate(keys)}
    groups: dict[int, _Group] = {}
    for index, key in enumerate(keys):
        within = _within(scores.get(key, {}), place)
        across = {other: bounds.count(score) for other, score in within}
        groups[index] = _Group([index], 0, across, {o for o, score in within if score >= bridge})
    heap: list[tuple[float, int, int]] = []
    for a, group in groups.items():
        for b in group.across:
            if a < b:
                _offer(heap, groups, a, b, threshold, bounds)
    heapq.heapify(heap)
    while heap:
        worth, a, b = heapq.heappop(heap)
        if a not in groups or b not in groups or b not in groups[a].across:
            continue
        if -worth != _mean(groups, a, b, bounds):
            continue
        if groups[a].bridged.isdisjoint(groups[b].articles):
            continue
        one, two = groups[a], groups[b]
        if camps(-worth, (len(one.articles), one.inner), (len(two.articles), two.inner), bounds):
            continue
        if bonds is not None:
            if not bonds.may_join(keys[a], keys[b]):
                continue
            bonds.join(keys[a], keys[b])
        if joins is not None:
            joins.append(Join(-worth, keys[a], keys[b], one.across[b]))
        _join(groups, a, b)
        for other in groups[a].across:
            offers: list[tuple[float, int, int]] = []
            _offer(offers, groups, min(a, other), max(a, other), threshold, bounds)
            for offer in offers:
                heapq.heappush(heap, offer)
    found = [sorted(group.articles) for group in groups.values()]
    return [[keys[index] for index in articles] for articles in sorted(found)]


def _within(scores: Mapping[str, float], place: Mapping[str, int]) -> list[tuple[int, float]]:
    """The scores of one article with those that have a ``place``, by that."""
    if len(scores) < len(place):
        return [(place[other], score) for other, score in scores.items() if other in place]
    return [(number, scores[other]) for other, number in place.items() if other in scores]


def _mean(groups: Mapping[int, _Group], a: int, b: int, bounds: Bounds) -> float:
    pairs = len(groups[a].articles) * len(groups[b].articles)
    return bounds.mean(groups[a].across[b], pairs)


def _offer(
    heap: list[tuple[float, int, int]],
    groups: Mapping[int, _Group],
    a: int,
    b: int,
    threshold: float,
    bounds: Bounds,
) -> None:
    worth = _mean(groups, a, b, bounds)
    if worth >= threshold:
        heap.append((-worth, a, b))


def camps(mean: float, a: tuple[int, int], b: tuple[int, int], bounds: Bounds) -> bool:
    """Whether two groups with ``mean`` across are two camps, each much tighter inside.

    Each is given as the number of its articles and what their pairs count together.
    """
    smaller = min(a[0], b[0])
    if smaller < 2:
        return False
    allowed = _LOSS + _LOSS_SMALL / (smaller - 1)
    tight = min(bounds.mean(inner, size * (size - 1) // 2) for size, inner in (a, b))
    return mean < round(tight - allowed, 9)


def _join(groups: dict[int, _Group], a: int, b: int) -> None:
    """Take group ``b`` into group ``a``."""
    gone = groups.pop(b)
    group = groups[a]
    group.inner += gone.inner + group.across.pop(b)
    group.articles += gone.articles
    group.bridged |= gone.bridged
    for other, total in sorted(gone.across.items()):
        if other == a:
            continue
        group.across[other] = group.across.get(other, 0) + total
        groups[other].across[a] = group.across[other]
        del groups[other].across[b]


def central(articles: Sequence[str], scores: Scores) -> list[str]:
    """The articles of a story, the most central (nearest to all others) first."""

    def standing(key: str) -> float:
        mine = scores.get(key, {})
        return sum(min(CLIP, mine.get(other, -CLIP)) for other in articles if other != key)

    order = {key: index for index, key in enumerate(articles)}
    return sorted(articles, key=lambda key: (-round(standing(key), 6), order[key]))
