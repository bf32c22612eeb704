"""Trains the name model: annotated text → ``index/language/data/names.bin``.

    pip install numpy
    python -m scripts.train_names ../shared/data/names_train_cc.jsonl.gz

Averaged structured perceptron (Collins 2002) with a margin (the right labelling has
to win by so much for every wrong label), several runs over differently shuffled
stretches averaged, rows pruned and written as signed bytes. With ``--select`` it is
trained twice: what weighs less than that after the first time, with a margin of 1,
takes no part in the second. The seed is fixed: the same input gives the same file.
``--folds`` judges by cross-validation instead.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from index.language.fold import fold
from index.language.names.casing import recase
from index.language.names.features import GROUPS, clues
from index.language.names.finder import NameFinder
from index.language.names.hashed import write_table
from index.language.names.labels import LABELS, allowed
from index.language.names.model import MAGIC, NameModel
from index.language.names.rules import find_by_rules
from index.language.names.scene import scene, stretches
from index.language.names.tokens import Tokens, tokenise
from scripts.evaluate_names import FOUND_AS, Score

TARGET = Path(__file__).parents[1] / "index" / "language" / "data" / "names.bin"
# What is not here is called as in culm; the model does not tell events and laws apart.
TYPES = {"PER": "PERSON", "LOC": "PLACE", "EVENT": "MISC", "LAW": "MISC"}
ROUNDS = 8
RUNS = 3
MARGIN = 1.0
GOLD_COUNTS = 2  # how often a round sees annotated text for once that it sees silver text
# GUM is left out: it cuts names by another convention, and is worth more for judging.
SOURCES = frozenset({"wikigold", "wnut", "uner", "crossner"})
LABEL_NUMBER = {label: at for at, label in enumerate(LABELS)}


Record = tuple[str, list[tuple[int, int, str]], str]


@dataclass
class Corpus:
    """Stretches of feature numbers with their labels; ``names`` is number → feature."""

    numbers: dict[str, int] = field(default_factory=dict)
    groups: dict[tuple[int, object], list[int]] = field(default_factory=dict)
    stretches: list[tuple[list[np.ndarray], np.ndarray]] = field(default_factory=list)

    def number(self, feature: str) -> int:
        return self.numbers.setdefault(feature, len(self.numbers))

    def features(self, group: int, key: object) -> list[int]:
        if (group, key) not in self.groups:
            self.groups[group, key] = [self.number(name) for name in GROUPS[group](key)]
        return self.groups[group, key]

    def add(self, text: str, names: Iterable[tuple[int, int, str]], source: str) -> None:
        tokens = tokenise(recase(fold(text)))
        where = stretches(tokens)
        of = scene(tokens, find_by_rules(tokens), where)
        labels = labelled(tokens, names)
        # What is peculiar to a source is learned apart from it and left behind.
        origin = self.number("source=" + source)
        for stretch in where:
            rows = [
                np.array(
                    [
                        origin,
                        *(n for clue in enumerate(clues(of, at)) for n in self.features(*clue)),
                    ],
                    dtype=np.int32,
                )
                for at in stretch
            ]
            truth = [labels[at] for at in stretch]
            for at, label in enumerate(truth):
                if LABELS[label][0] == "I" and not (at and allowed(truth[at - 1], label)):
                    truth[at] = LABEL_NUMBER["B" + LABELS[label][1:]]
            self.stretches.append((rows, np.array(truth)))


def labelled(tokens: Tokens, names: Iterable[tuple[int, int, str]]) -> list[int]:
    """The label number of every token."""
    labels = [0] * len(tokens)
    at = 0
    for start, end, kind in sorted(names):
        while at < len(tokens) and tokens.starts[at] < start:
            at += 1
        first = at
        while at < len(tokens) and tokens.ends[at] <= end:
            labels[at] = LABEL_NUMBER[("B" if at == first else "I") + TYPES.get(kind, kind)]
            at += 1
    return labels


def add_silver(corpus: Corpus, path: Path) -> None:
    """Adds what ``scripts/label_articles.py`` wrote."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            corpus.add(record["text"], record["entities"], "silver")


def records(path: Path) -> Iterator[Record]:
    """Text, names and source of every record whose source is one of ``SOURCES``."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["source"] in SOURCES and unicodedata.is_normalized("NFC", record["text"]):
                yield record["text"], [tuple(e) for e in record["entities"]], record["source"]


MOVES = np.array(
    [[0.0 if allowed(a, b) else -1e9 for b in range(len(LABELS))] for a in range(len(LABELS))]
)
FIRST = np.array([0.0 if label[0] != "I" else -1e9 for label in LABELS])


def best_path(scores: np.ndarray, moves: np.ndarray) -> np.ndarray:
    """Viterbi over a stretch."""
    current = scores[0] + FIRST
    history = []
    for row in scores[1:]:
        table = current[:, None] + moves
        origin = table.argmax(0)
        history.append(origin)
        current = table[origin, np.arange(len(LABELS))] + row
    path = [int(current.argmax())]
    for origin in reversed(history):
        path.append(int(origin[path[-1]]))
    return np.array(path[::-1])


def train(
    corpus: Corpus,
    rounds: int,
    seed: int,
    chosen: list[int] | None = None,
    margin: float = MARGIN,
) -> tuple[np.ndarray, np.ndarray]:
    """Averaged weights (features x labels) and transition weights."""
    size = len(corpus.numbers)
    weights, summed = np.zeros((size, len(LABELS))), np.zeros((size, len(LABELS)))
    moves, moves_summed = np.zeros(MOVES.shape), np.zeros(MOVES.shape)
    order = list(range(len(corpus.stretches))) if chosen is None else list(chosen)
    shuffle = random.Random(seed)
    step = 1
    for _ in range(rounds):
        shuffle.shuffle(order)
        for number in order:
            rows, truth = corpus.stretches[number]
            scores = np.array([weights[row].sum(0) for row in rows]) + margin
            scores[np.arange(len(truth)), truth] -= margin
            if len(truth) == 1:
                found = np.array([int((scores[0] + FIRST).argmax())])
            else:
                found = best_path(scores, moves + MOVES)
            if (found != truth).any():
                for row, right, wrong in zip(rows, truth, found, strict=True):
                    if right != wrong:
                        np.add.at(weights, (row, right), 1.0)
                        np.add.at(weights, (row, wrong), -1.0)
                        np.add.at(summed, (row, right), step)
                        np.add.at(summed, (row, wrong), -step)
                for pair, sign in ((truth, 1.0), (found, -1.0)):
                    for a, b in pairwise(pair):
                        moves[a, b] += sign
                        moves_summed[a, b] += sign * step
            step += 1
    return weights - summed / step, moves - moves_summed / step


def write_model(
    path: Path, corpus: Corpus, weights: np.ndarray, moves: np.ndarray, least: float, scale: float
) -> None:
    """Rows of signed bytes for the features that matter; see :mod:`index.language.names.model`."""
    rows = {}
    for feature, number in corpus.numbers.items():
        if feature.startswith("source=") or np.abs(weights[number]).max() < least:
            continue
        row = np.clip(np.rint(weights[number] * scale), -127, 127).astype(np.int8)
        if row.any():
            rows[feature] = row.tobytes()
    whole = np.clip(np.rint(moves * scale), -30000, 30000).astype("<i2").tobytes()
    count = write_table(path, MAGIC, rows, whole)
    print(f"{count} features, {path.stat().st_size} bytes", flush=True)


def averaged(
    corpus: Corpus,
    rounds: int,
    runs: int,
    chosen: list[int] | None = None,
    margin: float = MARGIN,
) -> tuple[np.ndarray, np.ndarray]:
    """The mean of several runs that differ in the order of the stretches."""
    weights, moves = train(corpus, rounds, 0, chosen, margin)
    for seed in range(1, runs):
        more = train(corpus, rounds, seed, chosen, margin)
        weights += more[0]
        moves += more[1]
        print("run", seed + 1, flush=True)
    return weights / runs, moves / runs


def selected(corpus: Corpus, weights: np.ndarray, least: float) -> Corpus:
    """``corpus`` with the features alone that weigh ``least`` for some label."""
    keep = np.abs(weights).max(1) >= least
    for feature, number in corpus.numbers.items():
        if feature.startswith("source="):
            keep[number] = True
    renumbered = np.full(len(keep), -1, dtype=np.int32)
    renumbered[keep] = np.arange(keep.sum(), dtype=np.int32)
    kept = Corpus({name: int(renumbered[at]) for name, at in corpus.numbers.items() if keep[at]})
    for rows, truth in corpus.stretches:
        numbers = (renumbered[row] for row in rows)
        kept.stretches.append(([row[row >= 0] for row in numbers], truth))
    return kept


def cross_validate(training: list[Record], folds: int, options: argparse.Namespace) -> None:
    """Trains on all folds but one, judges on that one; prints the figures over all."""
    corpus = Corpus()
    fold_of: list[int] = []
    for number, (text, names, source) in enumerate(training):
        corpus.add(text, names, source)
        fold_of += [number % folds] * (len(corpus.stretches) - len(fold_of))
    score = Score()
    for held_out in range(folds):
        chosen = [at for at, of in enumerate(fold_of) if of != held_out]
        weights, moves = averaged(corpus, options.rounds, 1, chosen)
        with TemporaryDirectory() as folder:
            path = Path(folder) / "names.bin"
            write_model(path, corpus, weights, moves, options.least, options.scale)
            finder = NameFinder(NameModel(path.read_bytes()))
        for text, names, _ in training[held_out::folds]:
            gold = {(start, end, TYPES.get(kind, kind)) for start, end, kind in names}
            mentions = finder.find(text)
            score.add(
                text, gold, {(m.start, m.end, FOUND_AS.get(m.type, str(m.type))) for m in mentions}
            )
    score.print(0)


def main() -> None:
    parser = argparse.ArgumentParser(description="Trains the name model.")
    parser.add_argument("training", type=Path)
    parser.add_argument("--silver", type=Path, help="text labelled by scripts.label_articles")
    parser.add_argument("--out", type=Path, default=TARGET)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--runs", type=int, default=RUNS, help="runs to average")
    parser.add_argument("--least", type=float, default=1.0, help="smallest weight worth keeping")
    parser.add_argument("--scale", type=float, default=2.0, help="units of the stored weights")
    parser.add_argument("--margin", type=float, default=MARGIN, help="by how much to win")
    parser.add_argument("--select", type=float, default=0.0, help="train twice, see above")
    parser.add_argument("--folds", type=int, default=0, help="cross-validate instead")
    options = parser.parse_args()
    training = list(records(options.training))
    if options.folds:
        return cross_validate(training, options.folds, options)
    corpus = Corpus()
    for record in training:
        corpus.add(*record)
    chosen = list(range(len(corpus.stretches)))
    if options.silver:
        add_silver(corpus, options.silver)
        chosen = chosen * GOLD_COUNTS + list(range(len(chosen), len(corpus.stretches)))
    print(len(corpus.stretches), "stretches,", len(corpus.numbers), "features", flush=True)
    if options.select:
        weights, _ = averaged(corpus, options.rounds, options.runs, chosen)
        corpus = selected(corpus, weights, options.select)
        print(len(corpus.numbers), "features kept", flush=True)
    weights, moves = averaged(corpus, options.rounds, options.runs, chosen, options.margin)
    write_model(options.out, corpus, weights, moves, options.least, options.scale)
    return None


if __name__ == "__main__":
    main()
