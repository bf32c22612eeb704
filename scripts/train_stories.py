"""Fit the weights by which articles are put into one story.

    python -m scripts.train_stories              report, and write the weights
    python -m scripts.train_stories --dry-run    report only, and say whether it would write
                                                 what is shipped

Reads the development sets in ``../shared/data``, fits a logistic regression on
pairs of articles (Newton's method, the signs held to what makes sense), reports
a cross-validation by story and topic, and writes
``index/events/data/story_weights.json``: the file that is shipped, and the same
at every run. Needs numpy.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.events.blocks import is_brief
from index.events.reach import SHARED_KEYS, SHARED_WITH_BRIEF
from index.events.record import ArticleEvents
from index.events.stories import stories
from index.events.story_scores import (
    CHANNELS,
    WINDOW,
    Weights,
    channels,
    day_of,
    fitted,
    score,
    story_keys,
    told,
)
from scripts.measures import Figures, figures
from scripts.news_sets import SHARED, Item, analysed

# Name, language, number of folds, weight of a pair (the small sets count for more).
SETS = (
    ("events_ecbplus.dev", "en", 4, 1.0),
    ("events_newscluster.dev", "en", 3, 3.0),
    ("events_vietnamese.dev", "vi", 3, 3.0),
)
# Articles of an open stream, published so many days apart: whatever they share, they tell
# different happenings. Without them everything in a set is about one of few stories.
STREAM, STREAM_ARTICLES, STREAM_DAYS, STREAM_WEIGHT = "articles_12k", 2000, 30, 0.1
OUT = Path(__file__).parent.parent / "index" / "events" / "data" / "story_weights.json"
# What a channel may say: for (1), against (-1) or either (0) one story.
SIGNS = dict.fromkeys(CHANNELS, 1) | {
    "numbers differ": -1,
    "years apart": -1,
    "other event": -1,
    "aside": -1,
    "length": 0,
    "length ratio": 0,
    "both dated": 0,
    "words of its own": -1,
    "names of its own": -1,
}
# Set by hand: the sets hold too few look-alikes months apart, and too few articles
# around one named event, to teach these.
BY_HAND = {"published far": -1.0, "other event": -6.0, "aside": -6.0}
AT_LEAST = {"same event": 1.5}
# One that loses no set more than a point against its own best.
THRESHOLD = -1.75
# Set by pairs judged by reading (scripts/judge_happenings.py).
HAPPENING = 3.2
# Where it is 0.5, ECB+ loses a point; without one, articles that only mention an event join
# those that report it.
BRIDGE = 0.25
RIDGE = 1.0
STEPS, STILL = 50, 1e-9
THRESHOLDS = (-2.0, -1.75, -1.5, -1.25, -1.0, -0.75, -0.5, -0.25, 0.0)


Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pair:
    a: int
    b: int
    values: tuple[float, ...]
    same: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Collected:
    """A development set: its articles, the pairs worth comparing, a fold per article."""

    name: str
    items: Sequence[Item]
    order: Sequence[str]
    pairs: Sequence[Pair]
    folds: Sequence[int]
    count: int


class Shared:
    """Which of some articles share enough of their best words to be compared."""

    def __init__(self, records: Sequence[ArticleEvents]) -> None:
        self._keys = [{key for key, _ in story_keys(record.features)} for record in records]
        self._brief = [is_brief(record) for record in records]

    def enough(self, a: int, b: int) -> bool:
        least = SHARED_WITH_BRIEF if self._brief[a] or self._brief[b] else SHARED_KEYS
        return len(self._keys[a] & self._keys[b]) >= least


def collect(name: str, items: Sequence[Item], count: int, weight: float) -> Collected:
    """The pairs of a set that share enough of their best words; folds by topic or story."""
    records = [item.record for item in items]
    shared = Shared(records)
    days = [day_of(record) for record in records]
    pairs = []
    for b, record in enumerate(records):
        mine = told(record)
        for a in range(b):
            one, other = days[a], days[b]
            far = one is not None and other is not None and abs(one - other) > WINDOW
            if not far and shared.enough(a, b):
                same = items[a].story == items[b].story
                pairs.append(Pair(a, b, channels(mine, records[a], one), same, weight))
    groups = [item.topic or item.story for item in items]
    names = sorted(set(groups))
    random.Random(0).shuffle(names)
    fold = {group: index % count for index, group in enumerate(names)}
    order = [r.key for r in sorted(records, key=lambda r: (r.version, r.key))]
    return Collected(name, items, order, pairs, [fold[g] for g in groups], count)


def strangers(items: Sequence[Item]) -> list[Pair]:
    """Pairs of an open stream that share words and not their happening.

    Their distance in time is hidden, so that what they share has to tell.
    """
    far = CHANNELS.index("published far")
    records = [item.record for item in items]
    shared = Shared(records)
    days = [day_of(record) for record in records]
    pairs = []
    for b, record in enumerate(records):
        mine = told(record)
        for a in range(b):
            one, other = days[a], days[b]
            if one is None or other is None or abs(one - other) < STREAM_DAYS:
                continue
            if shared.enough(a, b):
                values = channels(mine, records[a], one)
                hidden = (*values[:far], 0.0, *values[far + 1 :])
                pairs.append(Pair(a, b, hidden, False, STREAM_WEIGHT))
    return pairs


def fit(pairs: Sequence[Pair]) -> Weights:
    """Weights in log-odds per unit; a channel that comes out with a wrong sign is left out."""
    values = np.array([pair.values for pair in pairs])
    same = np.array([float(pair.same) for pair in pairs])
    worth = np.array([pair.weight for pair in pairs])
    fixed = [CHANNELS.index(name) for name in BY_HAND]
    given = values[:, fixed] @ np.array(list(BY_HAND.values()))
    free = [name for name in CHANNELS if name not in BY_HAND]
    while True:
        columns = values[:, [CHANNELS.index(name) for name in free]]
        *found, bias = _newton(columns, same, worth, given)
        wrong = [name for name, value in zip(free, found, strict=True) if value * SIGNS[name] < 0]
        if not wrong:
            break
        free = [name for name in free if name not in wrong]
    weights = dict.fromkeys(CHANNELS, 0.0) | dict(zip(free, found, strict=True)) | BY_HAND
    for name, least in AT_LEAST.items():
        weights[name] = max(weights[name], least)
    channels = tuple(round(weights[name], 3) for name in CHANNELS)
    return Weights(channels, round(bias, 3), THRESHOLD, HAPPENING, BRIDGE)


def _newton(columns: Numbers, same: Numbers, worth: Numbers, given: Numbers) -> list[float]:
    """Coefficients of the columns and, last, the bias; ``given`` is added to every sum."""
    rows = np.column_stack([columns, np.ones(len(columns))])
    ridge = np.diag([RIDGE] * columns.shape[1] + [0.0])
    found = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        odds = np.clip(rows @ found + given, -30, 30)
        chance = 1 / (1 + np.exp(-odds))
        curve = worth * np.maximum(1e-6, chance * (1 - chance))
        slope = rows.T @ (worth * (same - chance)) - ridge @ found
        step = np.linalg.solve((rows * curve[:, None]).T @ rows + ridge, slope)
        found += step
        if np.abs(step).max() < STILL:
            break
    return [float(value) for value in found]


def judged(
    held: Collected, scored: Sequence[float], inside: Collection[int], threshold: float
) -> Figures:
    """How some articles of a set come out, given the score of each of its pairs."""
    keys = {i: held.items[i].article.key for i in inside}
    scores: dict[str, dict[str, float]] = {key: {} for key in keys.values()}
    for pair, worth in zip(held.pairs, scored, strict=True):
        if pair.a in keys and pair.b in keys:
            scores[keys[pair.a]][keys[pair.b]] = worth
            scores[keys[pair.b]][keys[pair.a]] = worth
    order = [key for key in held.order if key in scores]
    gold = {keys[i]: held.items[i].story for i in inside}
    return figures(stories(order, scores, threshold, BRIDGE), gold)


def unseen_scores(
    held: Collected, sets: Sequence[Collected], others: Sequence[Pair]
) -> list[float]:
    """The score of each pair of a set by weights that saw neither article's fold."""
    folds = [frozenset((held.folds[pair.a], held.folds[pair.b])) for pair in held.pairs]
    apart = [*others, *(pair for other in sets if other is not held for pair in other.pairs)]
    scored = [0.0] * len(held.pairs)
    for both in map(frozenset, combinations_with_replacement(range(held.count), 2)):
        seen = [p for p, own in zip(held.pairs, folds, strict=True) if own.isdisjoint(both)]
        weights = fit([*apart, *seen])
        for index, own in enumerate(folds):
            if own == both:
                scored[index] = score(held.pairs[index].values, weights)
    return scored


def cross_validate(sets: Sequence[Collected], others: Sequence[Pair]) -> None:
    """Report every threshold, each fold by itself and all as one library."""
    for held in sets:
        scored = unseen_scores(held, sets, others)
        folds = [
            [i for i, fold in enumerate(held.folds) if fold == number]
            for number in range(held.count)
        ]
        for threshold in THRESHOLDS:
            whole = judged(held, scored, range(len(held.items)), threshold)
            parts = Figures.mean([judged(held, scored, inside, threshold) for inside in folds])
            print(f"{held.name:24} {threshold:5.2f} as one   {whole}")
            print(f"{'':30} by folds {parts}")


def write(weights: Weights, path: Path = OUT) -> None:
    value = {
        "channels": dict(zip(CHANNELS, weights.channels, strict=True)),
        "bias": weights.bias,
        "threshold": weights.threshold,
        "happening": weights.happening,
        "bridge": weights.bridge,
    }
    path.write_text(json.dumps(value, indent=1) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dry-run", action="store_true", help="report, write nothing")
    arguments = parser.parse_args()
    sets = []
    for name, language, count, weight in SETS:
        items = list(analysed(SHARED / f"{name}.jsonl.gz", language))
        sets.append(collect(name, items, count, weight))
    stream = list(analysed(SHARED / f"{STREAM}.jsonl.gz", "en", STREAM_ARTICLES))
    others = strangers(stream)
    print({held.name: len(held.pairs) for held in sets}, "strangers", len(others))
    cross_validate(sets, others)
    weights = fit([*others, *(pair for held in sets for pair in held.pairs)])
    for name, value in zip(CHANNELS, weights.channels, strict=True):
        print(f"{name:16} {value:7.3f}")
    print(f"{'bias':16} {weights.bias:7.3f}")
    print("as shipped" if weights == fitted() else "not what is shipped")
    if not arguments.dry_run:
        write(weights)


if __name__ == "__main__":
    main()
