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


def _pairs(told: str) -> dict[frozenset[str], float]:
    """Pairs by the numbers of their articles: "0-2 1.8, 1-2 2.7"."""
    scores = (one.split() for one in told.split(","))
    return {
        frozenset(f"{int(number):03}" for number in pair.split("-")): float(score)
        for pair, score in scores
    }


def test_what_is_just_near_enough_is_so_in_whatever_order_it_is_counted() -> None:
    # Mean across and allowed mean are -1.73 both, by sums of floats it depends.
    pairs = _pairs(
        "0-2 1.8, 1-2 2.7, 1-3 0.6, 1-4 0.2, 2-4 -2.4, 3-4 1.0, 0-5 -0.1, 2-5 1.7, 3-5 -0.1, "
        "4-5 2.9, 1-6 1.9, 2-6 -2.0, 4-6 0.1, 5-6 3.2, 3-7 0.0, 4-7 -2.9, 5-7 3.0, 3-8 2.8, "
        "4-8 -1.3, 7-8 -1.3, 0-9 -0.5, 2-9 0.1, 3-9 0.3, 4-9 3.6, 6-9 -0.3, 0-10 3.0, "
        "2-10 -2.1, 4-10 -0.7, 7-10 3.5, 8-10 2.2, 9-10 0.1"
    )
    keys = _names(11)
    shelf = Shelf(pairs)
    shelf.change([key for key in keys if key not in ("002", "003")], ())
    shelf.change(["002", "003"], ())
    assert shelf.told() == shelf.at_once() == [keys]


def test_who_comes_late_may_be_nearer_than_what_a_late_bridge_joined_next() -> None:
    # 0 has bridges neither to 3, 4, 5 nor to 6, 7, 8; with 1 and 2, which it joins at -1, to both.
    # To 6, 7, 8 it is then nearer than to 3, 4, 5, to either nearer than it was to 1 and 2.
    pairs = _pairs("0-1 0.3, 0-2 -2.3, 1-2 3")
    for others, core, bridge, rest in (("345", 0.2, 0.3, -2.9), ("678", 0.24, 0.3, -2.8)):
        one, two, three = others
        pairs |= _pairs(f"{one}-{two} 3, {one}-{three} 3, {two}-{three} 3")
        for other in others:
            pairs |= _pairs(f"0-{other} {core}, 1-{other} {bridge}, 2-{other} {rest}")
    keys = _names(9)
    shelf = Shelf(pairs)
    shelf.change(keys[:6], ())
    assert shelf.told() == shelf.at_once() == [keys[:6]]
    shelf.change(keys[6:], ())
    assert shelf.told() == shelf.at_once() == [[*keys[:3], *keys[6:]], keys[3:6]]


@settings(max_examples=100)
@given(st.integers(0, 2**32))
def test_late_bridges_join_as_they_do_at_once_whoever_comes_when(seed: int) -> None:
    chance = random.Random(seed)
    names = _names(16)
    chance.shuffle(names)
    core, first, second, *others = names
    pairs = {
        frozenset((core, first)): chance.uniform(0.26, 0.6),
        frozenset((core, second)): chance.uniform(-2.6, -2.0),
        frozenset((first, second)): 3.0,
    }
    parts = [[core], [first, second]]
    while others:
        size = chance.randint(1, 4)
        parts.append(others[:size])
        del others[:size]
    for part in parts[2:]:
        pairs |= {frozenset((a, b)): 3.0 for a in part for b in part if a < b}
        for key in part:
            pairs[frozenset((core, key))] = chance.uniform(0.1, 0.24)
            pairs[frozenset((first, key))] = chance.uniform(0.25, 0.4)
            pairs[frozenset((second, key))] = chance.uniform(-2.9, -2.5)
    chance.shuffle(parts)
    shelf = Shelf({pair: round(score, 2) for pair, score in pairs.items()})
    for part in parts:
        shelf.change(part, ())
        assert shelf.told() == shelf.at_once()
