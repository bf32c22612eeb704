"""Labels names in plain news with a committee, for the small model to learn from.

    pip install --group teacher
    python -m scripts.label_articles TRAINING.jsonl.gz ARTICLES.jsonl.gz SILVER.jsonl.gz

The committee is the small model as it is (trained on annotated text alone) and a large
teacher (``scripts/name_teacher.py``) that learns from the same text. Neither is very
good; they err differently, and together they are right more often than either. They
read beginnings of articles (JSON lines with ``title`` and ``body``), chosen with a
fixed seed. Within an article one name is of one kind: the one they are surest of over
all its mentions. ``SILVER`` holds a JSON record a line: ``text`` and ``entities``
([start, end, kind]). It is never shipped.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
from collections import defaultdict
from pathlib import Path

import torch
from msgspec.structs import replace

from index.language.fold import fold
from index.language.model import EntityType
from index.language.names.casing import recase
from index.language.names.found import Found
from index.language.names.labels import LABELS
from index.language.names.model import NameModel
from index.language.names.rules import find_by_rules
from index.language.names.scene import Scene, scene, stretches
from index.language.names.settle import from_labels, settle
from index.language.names.tokens import Tokens, tokenise
from scripts.articles import beginnings
from scripts.name_teacher import Encoder, Subwords, Teacher, opinions, train
from scripts.train_names import SOURCES, TARGET, labelled, records

# What the teacher's logarithms count beside the small model's scores.
VOTE = 40
# News cuts names as encyclopaedias do, more than as tweets and reviews do.
READS_LIKE = "crossner"


class Committee(NameModel):
    """The small model with what the teacher says of the text at hand added to its scores."""

    opinions: dict[int, list[float]]

    def scores(self, of: Scene, at: int) -> tuple[int, ...]:
        scores = super().scores(of, at)
        if at not in self.opinions:
            return scores
        heard = zip(scores, self.opinions[at], strict=True)
        return tuple(score + round(VOTE * opinion) for score, opinion in heard)

    def confidence(self, of: Scene, at: int, label: str) -> float:
        """The share of ``label`` at token ``at``, its neighbours left aside."""
        scores = self.scores(of, at)
        best = max(scores)
        shares = [math.exp((score - best) / VOTE) for score in scores]
        return shares[LABELS.index(label)] / sum(shares)


def one_kind_each(tokens: Tokens, names: list[Found], sure: dict[int, float]) -> list[Found]:
    """``names`` with one kind for each spelling: the one they are surest of."""
    votes: dict[str, dict[EntityType | None, float]] = defaultdict(lambda: defaultdict(float))
    for name in names:
        confidence = min(sure[at] for at in range(name.first, name.last + 1))
        votes[tokens.key(name.first, name.last)][name.type] += confidence
    most = {key: max(heard, key=heard.__getitem__) for key, heard in votes.items()}
    return [replace(name, type=most[tokens.key(name.first, name.last)]) for name in names]


def read(
    committee: Committee,
    teacher: Teacher,
    encoder: Encoder,
    subwords: Subwords,
    text: str,
    source: int,
) -> dict[str, object]:
    """The record of one text."""
    tokens = tokenise(recase(fold(text)))
    where = stretches(tokens)
    by_rules = find_by_rules(tokens)
    of = scene(tokens, by_rules, where)
    pieces = list(encoder.pieces(text, tokens=tokens))
    committee.opinions = opinions(teacher, subwords, pieces, source)
    names: list[Found] = []
    sure: dict[int, float] = {}
    for stretch in where:
        labels = committee.label(of, stretch)
        names += from_labels(stretch, labels)
        for at, label in zip(stretch, labels, strict=True):
            sure[at] = committee.confidence(of, at, label)
    names = settle(tokens, one_kind_each(tokens, names, sure), by_rules, of.known)
    return {
        "text": text,
        "entities": [(tokens.starts[n.first], tokens.ends[n.last], str(n.type)) for n in names],
    }


def taught(training: Path, rounds: int, seed: int) -> tuple[Teacher, Encoder, int]:
    """A teacher, what encodes texts for it, and the source it is to read like."""
    encoder = Encoder()
    numbers = {name: number for number, name in enumerate(sorted(SOURCES))}
    pieces, sources = [], []
    for text, names, source in records(training):
        tokens = tokenise(recase(fold(text)))
        found = list(encoder.pieces(text, labelled(tokens, names), tokens))
        pieces += found
        sources += [numbers[source]] * len(found)
    encoder.growing = False
    teacher = train(pieces, sources, len(encoder.numbers), rounds=rounds, seed=seed)
    return teacher, encoder, numbers[READS_LIKE]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("training", type=Path)
    parser.add_argument("articles", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--words", type=int, default=600_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    teacher, encoder, source = taught(options.training, options.rounds, options.seed)
    subwords = Subwords()
    committee = Committee(TARGET.read_bytes())
    with gzip.open(options.out, "wt", encoding="utf-8") as out:
        for text in beginnings(options.articles, options.words):
            out.write(json.dumps(read(committee, teacher, encoder, subwords, text, source)) + "\n")


if __name__ == "__main__":
    main()
