"""Two or three articles side by side, sentence beside sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import combinations

from msgspec.structs import replace

from index.coverage.aligning import NEAR, Likeness, align
from index.coverage.differences import differences
from index.coverage.model import Aligned, Comparison, Match, Sentence

_TELLING = 2
"""With fewer clues a sentence tells too little to be missed elsewhere."""

Place = tuple[int, int]
"""The number of an article and the number of a sentence in it."""


def compare(sentences: Sequence[Sequence[Sentence]], texts: Sequence[str]) -> Comparison:
    """Lay articles side by side; ``texts`` are what the spans of their sentences refer to."""
    matches: dict[tuple[int, int], tuple[Match, ...]] = {}
    near: set[Place] = set()
    for a, b in combinations(range(len(sentences)), 2):
        likeness = Likeness(sentences[a], sentences[b])
        for _, mine, theirs in likeness.pairs(NEAR):
            near |= {(a, mine), (b, theirs)}
        matches[a, b] = tuple(
            replace(
                match,
                differences=differences(
                    sentences[a][match.first],
                    sentences[b][match.second],
                    texts[a],
                    texts[b],
                    partial(likeness.without, match.first, match.second),
                ),
            )
            for match in align(likeness)
        )
    return Comparison(
        tuple(map(tuple, sentences)),
        _rows([len(own) for own in sentences], matches),
        matches,
        tuple(
            frozenset(
                number
                for number, one in enumerate(own)
                if (article, number) not in near and len(one.clues) >= _TELLING
            )
            for article, own in enumerate(sentences)
        ),
    )


def nearest(sentences: Sequence[Sequence[Sentence]], article: int, number: int) -> dict[int, Match]:
    """What comes nearest to a sentence, by the places of the articles that have such a thing.

    ``number`` is that of a sentence of ``article``, which is ``first`` in each match.
    """
    found = {}
    for other, theirs in enumerate(sentences):
        if other == article or not theirs:
            continue
        likeness = Likeness(sentences[article], theirs)
        score, best = max((likeness.of(number, b), -b) for b in range(len(theirs)))
        if score > 0:
            found[other] = Match(number, -best, score, likeness.shared(number, -best))
    return found


def _rows(
    sizes: Sequence[int], matches: Mapping[tuple[int, int], Sequence[Match]]
) -> tuple[Aligned, ...]:
    groups = _groups(sizes, matches)
    order: list[tuple[int | None, ...]] = []
    placed: set[tuple[int | None, ...]] = set()
    for article, size in enumerate(sizes):
        own = [groups[article, number] for number in range(size)]
        # What the articles before do not have stands behind what it follows here, and at the
        # beginning before what it leads to; but nothing before the first of the one that leads.
        after = next((order.index(group) for group in own if group in placed), len(order)) - 1
        after = max(after, 0 if order else -1)
        for group in own:
            if group not in placed:
                order.insert(after + 1, group)
                placed.add(group)
            after = order.index(group)
    return tuple(map(Aligned, order))


def _groups(
    sizes: Sequence[int], matches: Mapping[tuple[int, int], Sequence[Match]]
) -> dict[Place, tuple[int | None, ...]]:
    """For each sentence the numbers of those that tell the same; the best matches first."""
    groups: dict[Place, dict[int, int]] = {
        (article, number): {article: number}
        for article, size in enumerate(sizes)
        for number in range(size)
    }
    pairs = sorted(
        ((match.score, articles, match) for articles, found in matches.items() for match in found),
        key=lambda one: (-one[0], one[1], one[2].first),
    )
    for _, (a, b), match in pairs:
        mine, theirs = groups[a, match.first], groups[b, match.second]
        if mine is not theirs and mine.keys().isdisjoint(theirs):
            mine.update(theirs)
            for place in theirs.items():
                groups[place] = mine
    return {
        place: tuple(group.get(article) for article in range(len(sizes)))
        for place, group in groups.items()
    }
