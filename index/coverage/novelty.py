"""What of an article was already read in another of the same story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.article import Span
from index.coverage.aligning import SAME, Likeness
from index.coverage.differences import differences
from index.coverage.model import ClueKind, Sentence

_COVERED = 0.55
"""The least share of what a sentence says that must have been read for it to be known."""

_CERTAIN = 0.3


@dataclass(frozen=True, slots=True)
class Known:
    """A sentence whose news was read before: ``span`` here, told in ``sentence`` there.

    ``article`` is the place of the other article among those that were read.
    """

    span: Span
    article: int
    sentence: Span
    score: float


def known(
    sentences: Sequence[Sentence], text: str, read: Sequence[tuple[Sequence[Sentence], str]]
) -> tuple[Known, ...]:
    """The sentences that tell nothing which one of the ``read`` articles has not told.

    A sentence is known when one sentence elsewhere tells the same and has most of what it
    says, every number and every date of it; so what is new is never taken for known
    because it stands beside what is old.
    """
    best: dict[int, Known] = {}
    for article, (theirs, other) in enumerate(read):
        likeness = Likeness(sentences, theirs)
        for score, a, b in likeness.pairs(SAME):
            if a in best and best[a].score >= score:
                continue
            certain = score >= _CERTAIN and likeness.covered(a, b) >= _COVERED
            if (
                certain
                and _has_all(sentences[a], theirs[b])
                and not differences(sentences[a], theirs[b], text, other, score)
            ):
                best[a] = Known(sentences[a].span, article, theirs[b].span, score)
    return tuple(best[number] for number in sorted(best))


def _has_all(sentence: Sentence, other: Sentence) -> bool:
    exact = {ClueKind.NUMBER, ClueKind.DATE}
    return all(key in other.clues for key in sentence.clues if key[0] in exact)
