"""Stories after a change are those of grouping everything at once."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from index.events.replay import Lookup, regrouped
from index.events.stories import stories
from index.events.story_scores import fitted

_WEIGHTS = fitted()


@dataclass
class Shelf:
    """Articles that come and go, with the scores of their pairs, and their stories."""

    pairs: dict[frozenset[str], float]
    scores: dict[str, dict[str, float]] = field(default_factory=dict)
    home: dict[str, frozenset[str]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)

    def change(self, come: Collection[str], go: Collection[str]) -> None:
        start = set(come)
        for key in go:
            start |= self.home.pop(key)
            for other in self.scores.pop(key):
                self.scores[other].pop(key, None)
        for key in come:
            self.scores[key] = {}
        for pair, score in self.pairs.items():
            if pair <= self.scores.keys():
                a, b = pair
                self.scores[a][b] = self.scores[b][a] = score
        for group in regrouped(start - set(go), Lookup(self.rows, self.homes), _WEIGHTS):
            self.home.update(dict.fromkeys(group, frozenset(group)))

    def rows(self, keys: Collection[str]) -> dict[str, dict[str, float]]:
        self.asked |= set(keys)
        return {key: self.scores[key] for key in keys}

    def homes(self, keys: Collection[str]) -> dict[str, frozenset[str]]:
        return {key: self.home[key] for key in keys}

    def told(self) -> list[list[str]]:
        return sorted(sorted(story) for story in set(self.home.values()))

    def at_once(self) -> list[list[str]]:
        return stories(sorted(self.scores), self.scores, _WEIGHTS.threshold, _WEIGHTS.bridge)


def _names(count: int) -> list[str]:
    return [f"{number:03}" for number in range(count)]


@st.composite
def _libraries(draw: st.DrawFn) -> tuple[dict[frozenset[str], float], list[list[str]]]:
    """Pairs with scores around some centres, and the articles in the parts in which they come."""
    keys = _names(draw(st.integers(2, 40)))
    centres = draw(st.integers(1, 6))
    density = draw(st.sampled_from([0.15, 0.4, 0.8]))
    chance = random.Random(draw(st.integers(0, 2**32)))
    centre = {key: chance.randrange(centres) for key in keys}
    pairs: dict[frozenset[str], float] = {}
    for place, a in enumerate(keys):
        for b in keys[:place]:
            near = centre[a] == centre[b]
            if chance.random() < (density if near else density / 3):
                score = chance.gauss(0.5 if near else -1.5, 1.5)
                pairs[frozenset((a, b))] = round(max(-2.9, score), chance.choice((1, 6)))
    chance.shuffle(keys)
    parts = []
    while keys:
        size = chance.randint(1, 6)
        parts.append(keys[:size])
        del keys[:size]
    return pairs, parts


@settings(max_examples=300)
@given(_libraries(), st.randoms(use_true_random=False))
def test_any_series_of_changes_gives_what_grouping_at_once_gives(
    library: tuple[dict[frozenset[str], float], Sequence[list[str]]], chance: random.Random
) -> None:
    pairs, parts = library
    shelf = Shelf(pairs)
    for part in parts:
        there = sorted(shelf.scores)
        gone = chance.sample(there, min(len(there), chance.randint(0, 2)))
        shelf.change(part, gone)
        assert shelf.told() == shelf.at_once()


def test_a_change_asks_only_for_what_is_near() -> None:
    keys = _names(300)
    circles = [keys[at : at + 6] for at in range(0, 300, 6)]
    pairs = {frozenset((a, b)): 2.0 for circle in circles for a in circle for b in circle if a < b}
    pairs |= {frozenset((one[0], next_one[0])): 0.5 for one, next_one in pairwise(circles)}
    shelf = Shelf(pairs)
    shelf.change(keys[:-1], ())
    assert shelf.told() == shelf.at_once() != [keys[:-1]]
    shelf.asked.clear()
    shelf.change(keys[-1:], ())
    assert shelf.told() == shelf.at_once()
    assert shelf.asked == set(circles[-1])
