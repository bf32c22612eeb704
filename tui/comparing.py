"""What a comparison of articles says, row by row: for the screen and for the command line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from index.article import Span
from index.coverage.model import Comparison, Match
from index.views import CoverageView
from tui.rendering.cells import fit

SURE = 0.35
"""From this likeness on two sentences nearly always say the same; below it many only
speak of the same thing."""

_LABEL = 28
_ORDINALS = ("1st", "2nd", "3rd")
_BLANK = re.compile(r"\s")


class Says(StrEnum):
    """What a row is."""

    SAME = "same"
    ABOUT = "about"
    """Its sentences speak of the same thing, and perhaps say the same of it."""
    DIFFERS = "differs"
    """Its sentences tell the same with another number, day or wording of a quote."""
    ONLY = "only"
    """One article alone tells it."""
    NEAR = "near"
    """It stands alone, and comes near to something that another article tells."""


class Show(StrEnum):
    """Which rows are shown."""

    ALL = "all"
    DIFFERENCES = "differences"
    ONLY = "only here"

    @property
    def next(self) -> Show:
        """The one after this, and after the last the first."""
        every = list(Show)
        return every[(every.index(self) + 1) % len(every)]

    def has(self, row: Told) -> bool:
        """Whether ``row`` is shown."""
        wanted = {Show.DIFFERENCES: Says.DIFFERS, Show.ONLY: Says.ONLY}.get(self)
        return wanted is None or row.says is wanted


class Pair(Struct, frozen=True):
    """The sentences of two articles, by their places (``first`` is the lower), that match."""

    first: int
    second: int
    match: Match


class Told(Struct, frozen=True):
    """A row: for each article the number of its sentence or ``None``, and what matches."""

    sentences: tuple[int | None, ...]
    pairs: tuple[Pair, ...]
    says: Says

    @property
    def articles(self) -> tuple[int, ...]:
        """The places of the articles that have a sentence here."""
        return tuple(place for place, number in enumerate(self.sentences) if number is not None)

    @property
    def score(self) -> float | None:
        """How alike the least alike sentences here are; ``None`` for one that stands alone."""
        return min((pair.match.score for pair in self.pairs), default=None)

    def holder(self, wanted: int) -> int:
        """The article ``wanted`` if it has a sentence here, else the nearest that has."""
        return min(self.articles, key=lambda place: (abs(place - wanted), place))

    def sentence_of(self, article: int) -> int:
        """The number of the sentence of ``article`` here; raises :class:`KeyError` without one."""
        number = self.sentences[article]
        if number is None:
            raise KeyError(article)
        return number

    def marks(self, article: int) -> list[Span]:
        """What of the sentence of ``article`` others tell otherwise, in text order."""
        found = {
            difference.first if pair.first == article else difference.second
            for pair in self.pairs
            if article in (pair.first, pair.second)
            for difference in pair.match.differences
        }
        return sorted(found)


def rows_of(comparison: Comparison) -> tuple[Told, ...]:
    """The rows of a comparison, in their order."""
    matches = {
        (first, second, match.first, match.second): Pair(first, second, match)
        for (first, second), found in comparison.matches.items()
        for match in found
    }
    rows = []
    for aligned in comparison.rows:
        there = [(a, n) for a, n in enumerate(aligned.sentences) if n is not None]
        pairs = tuple(
            matches[a, b, m, n]
            for position, (a, m) in enumerate(there)
            for b, n in there[position + 1 :]
            if (a, b, m, n) in matches
        )
        rows.append(Told(aligned.sentences, pairs, _says(there, pairs, comparison)))
    return tuple(rows)


def _says(there: Sequence[tuple[int, int]], pairs: Sequence[Pair], comparison: Comparison) -> Says:
    if len(there) == 1:
        article, number = there[0]
        return Says.ONLY if number in comparison.only[article] else Says.NEAR
    if any(pair.match.differences for pair in pairs):
        return Says.DIFFERS
    return Says.SAME if all(pair.match.score >= SURE for pair in pairs) else Says.ABOUT


def labels(view: CoverageView) -> tuple[str, ...]:
    """What each article is called: its outlet, else its place; told apart where they are one."""
    names = [
        fit(article.outlet, _LABEL) if article.outlet else f"{ordinal} article"
        for article, ordinal in zip(view.articles, _ORDINALS, strict=False)
    ]
    often = Counter(names)
    seen: Counter[str] = Counter()
    told = []
    for name in names:
        seen[name] += 1
        told.append(f"{name} {seen[name]}" if often[name] > 1 else name)
    return tuple(told)


def sentence(view: CoverageView, article: int, number: int) -> tuple[str, Span]:
    """A sentence on one line, character by character as in its article, and its place there."""
    span = view.comparison.sentences[article][number].span
    return _BLANK.sub(" ", view.articles[article].text[span.start : span.end]), span


def summary(view: CoverageView, rows: Sequence[Told]) -> tuple[str, ...]:
    """What the comparison comes to, in words: the whole, then shorter ways to say it."""
    names = labels(view)
    kinds = Counter(row.says for row in rows)
    same = kinds[Says.SAME] + kinds[Says.DIFFERS]
    only = [len(numbers) for numbers in view.comparison.only]
    told = f"{same} {'sentence tells' if same == 1 else 'sentences tell'} the same"
    differ = f"{kinds[Says.DIFFERS]} {'differs' if kinds[Says.DIFFERS] == 1 else 'differ'}"
    alike = [
        f"{kinds[kind]} {word}"
        for kind, word in ((Says.ABOUT, "alike"), (Says.NEAR, "near"))
        if kinds[kind]
    ]
    alone = [f"{count} only in {name}" for count, name in zip(only, names, strict=True)]
    briefly = ", ".join(f"{name} {count}" for count, name in zip(only, names, strict=True))
    return (
        " · ".join([told, differ, *alike, *alone]),
        " · ".join([f"{same} the same", differ, *alike, f"only in {briefly}"]),
        " · ".join([f"{same} same", differ, *alike, f"{' + '.join(map(str, only))} alone"]),
        " · ".join([f"{same} same", differ, f"{sum(only)} alone"]),
    )
