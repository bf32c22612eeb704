"""Articles into stories: average linkage over the scores of pairs.

The graph is first cut into parts that no strong pair (a bridge) connects, so
that a part can be clustered by itself and the result is that of clustering
everything. Ties are broken by the order in which the articles are given, which
has to be an order of content.
"""

from __future__ import annotations

import heapq
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.events.constraints import Bonds
from index.events.story_scores import CLIP

Scores = Mapping[str, Mapping[str, float]]

# Two groups that are each much tighter inside than across stay apart: the same
# kind of happening with the same actors, twice. The allowed loss of tightness
# shrinks as the smaller group grows.
_LOSS, _LOSS_SMALL = 0.75, 5.0


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


@dataclass(slots=True)
class _Group:
    """Articles joined so far; ``inner`` is the sum of their pair scores above -CLIP."""

    articles: list[int]
    inner: float
    across: dict[int, float]

    @property
    def tightness(self) -> float:
        pairs = len(self.articles) * (len(self.articles) - 1) / 2
        return self.inner / pairs - CLIP if pairs else CLIP


def stories(
    keys: Sequence[str],
    scores: Scores,
    threshold: float,
    bridge: float,
    bonds: Bonds | None = None,
) -> list[list[str]]:
    """Cluster ``keys``, given in an order of content, into stories of at least one article.

    ``scores`` are symmetric; a pair without a score counts ``-CLIP``. Groups
    join while the mean between them is at least ``threshold``, but never across
    parts that no pair of at least ``bridge`` connects, nor what ``bonds`` forbid;
    these learn what is joined. Articles in a story, and stories by their first
    article, keep the given order.
    """
    left = dict.fromkeys(keys)
    found = []
    while left:
        part = part_of([next(iter(left))], scores, bridge, left)
        found += _linked(
            [key for key in keys if key in part] if len(part) > 1 else list(part),
            scores,
            threshold,
            bonds,
        )
        for key in part:
            del left[key]
    place = {key: index for index, key in enumerate(keys)}
    return sorted(found, key=lambda story: place[story[0]])


def _linked(
    keys: Sequence[str], scores: Scores, threshold: float, bonds: Bonds | None
) -> list[list[str]]:
    """Average linkage within one part."""
    if len(keys) == 1:
        return [list(keys)]
    place = {key: index for index, key in enumerate(keys)}
    groups = {
        index: _Group(
            [index],
            0.0,
            {
                place[other]: score + CLIP
                for other, score in scores.get(key, {}).items()
                if other in place
            },
        )
        for index, key in enumerate(keys)
    }
    heap: list[tuple[float, int, int]] = []
    for a, group in groups.items():
        for b in group.across:
            if a < b:
                _offer(heap, groups, a, b, threshold)
    heapq.heapify(heap)
    while heap:
        worth, a, b = heapq.heappop(heap)
        if a not in groups or b not in groups or b not in groups[a].across:
            continue
        if abs(-worth - _mean(groups, a, b)) > 1e-9 or _camps(groups[a], groups[b], -worth):
            continue
        if bonds is not None:
            if not bonds.may_join(keys[a], keys[b]):
                continue
            bonds.join(keys[a], keys[b])
        _join(groups, a, b)
        for other in groups[a].across:
            offers: list[tuple[float, int, int]] = []
            _offer(offers, groups, min(a, other), max(a, other), threshold)
            for offer in offers:
                heapq.heappush(heap, offer)
    found = [sorted(group.articles) for group in groups.values()]
    return [[keys[index] for index in articles] for articles in sorted(found)]


def _mean(groups: Mapping[int, _Group], a: int, b: int) -> float:
    pairs = len(groups[a].articles) * len(groups[b].articles)
    return round(groups[a].across[b] / pairs - CLIP, 9)


def _offer(
    heap: list[tuple[float, int, int]],
    groups: Mapping[int, _Group],
    a: int,
    b: int,
    threshold: float,
) -> None:
    worth = _mean(groups, a, b)
    if worth >= threshold:
        heap.append((-worth, a, b))


def _camps(a: _Group, b: _Group, worth: float) -> bool:
    smaller = min(len(a.articles), len(b.articles))
    if smaller < 2:
        return False
    allowed = _LOSS + _LOSS_SMALL / (smaller - 1)
    return worth < min(a.tightness, b.tightness) - allowed


def _join(groups: dict[int, _Group], a: int, b: int) -> None:
    """Take group ``b`` into group ``a``."""
    gone = groups.pop(b)
    group = groups[a]
    group.inner += gone.inner + group.across.pop(b)
    group.articles += gone.articles
    for other, total in sorted(gone.across.items()):
        if other == a:
            continue
        group.across[other] = group.across.get(other, 0.0) + total
        groups[other].across[a] = group.across[other]
        del groups[other].across[b]


def central(articles: Sequence[str], scores: Scores) -> list[str]:
    """The articles of a story, the most central (nearest to all others) first."""

    def standing(key: str) -> float:
        mine = scores.get(key, {})
        return sum(mine.get(other, -CLIP) for other in articles if other != key)

    order = {key: index for index, key in enumerate(articles)}
    return sorted(articles, key=lambda key: (-round(standing(key), 6), order[key]))
