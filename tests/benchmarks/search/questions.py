"""What the engines are asked: a dozen questions of every kind, chosen by how common words are."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass

from index.search import SearchDocument

_SEED = 4
_SAMPLE = 4_000
_WORD = re.compile(r"[a-z]{3,12}")
_SENTENCE = re.compile(r"[^.!?\n]{40,200}")
QUESTIONS_OF_A_KIND = 12
KINDS = (
    "rare",
    "common",
    "AND of 2",
    "AND of 3",
    "OR of 5",
    "phrase of 2",
    "phrase of 4",
    "prefix of 3",
    "term + dates",
    "by date",
    "count",
    "facets",
)


@dataclass(frozen=True)
class Question:
    """A question: its kind, its words, and a range of days for some."""

    kind: str
    words: tuple[str, ...]
    days: tuple[int, int] | None = None

    @property
    def culm(self) -> str:
        if self.days:
            first, last = (_iso(day) for day in self.days)
            return f"{self._text(' OR ')} date:{first}..{last}"
        return self._text(" OR ")

    @property
    def fts5(self) -> str:
        return self._text(" OR ")

    @property
    def whoosh(self) -> str:
        return self._text(" OR ")

    @property
    def tantivy(self) -> str:
        if self.kind.startswith("AND"):
            return " AND ".join(self.words)
        return self._text(" OR ")

    def _text(self, either: str) -> str:
        if self.kind.startswith("phrase"):
            return f'"{" ".join(self.words)}"'
        if self.kind.startswith("prefix"):
            return f"{self.words[0]}*"
        return (either if self.kind.startswith("OR") else " ").join(self.words)


def _iso(day: int) -> str:
    from datetime import date

    return date.fromordinal(day).isoformat()


def questions(articles: list[SearchDocument]) -> list[Question]:
    """The questions for a corpus, the same ones every time."""
    chance = random.Random(_SEED)
    sample = chance.sample(articles, min(_SAMPLE, len(articles)))
    frequency: Counter[str] = Counter()
    for article in sample:
        frequency.update(set(_WORD.findall(article.body.lower())))
    size = len(sample)
    by_share = sorted(frequency, key=lambda word: (-frequency[word], word))
    common = [w for w in by_share if 0.10 < frequency[w] / size < 0.40]
    middle = [w for w in by_share if 0.01 < frequency[w] / size < 0.10]
    rare = [w for w in by_share if frequency[w] >= 2 and frequency[w] / size < 0.002]
    days = sorted(article.begin for article in sample if article.begin)
    found: list[Question] = []
    for _ in range(QUESTIONS_OF_A_KIND):
        found += [
            Question("rare", (chance.choice(rare),)),
            Question("common", (chance.choice(common),)),
            Question("AND of 2", (chance.choice(common), chance.choice(middle))),
            Question("AND of 3", (*chance.sample(common, 2), chance.choice(middle))),
            Question("OR of 5", tuple(chance.sample(common, 2) + chance.sample(middle, 3))),
            Question("phrase of 2", _phrase(sample, chance, 2)),
            Question("phrase of 4", _phrase(sample, chance, 4)),
            Question("prefix of 3", (chance.choice(middle)[:3],)),
            Question("term + dates", (chance.choice(common),), _days(days, chance)),
            Question("by date", (chance.choice(common),)),
            Question("count", (chance.choice(common),)),
            Question("facets", (chance.choice(middle),)),
        ]
    return found


def _phrase(sample: list[SearchDocument], chance: random.Random, length: int) -> tuple[str, ...]:
    """Words as they follow each other somewhere."""
    while True:
        sentences = _SENTENCE.findall(chance.choice(sample).body)
        if not sentences:
            continue
        words = chance.choice(sentences).lower().split()
        if len(words) < length + 2:
            continue
        at = chance.randrange(1, len(words) - length)
        phrase = words[at : at + length]
        if all(_WORD.fullmatch(word) for word in phrase):
            return tuple(phrase)


def _days(days: list[int], chance: random.Random) -> tuple[int, int]:
    first = chance.choice(days[: len(days) * 3 // 4])
    return first, first + 90
