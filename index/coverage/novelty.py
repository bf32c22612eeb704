"""What of an article was already read in another of the same story."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from msgspec import Struct

from index.article import Span
from index.coverage.aligning import Likeness
from index.coverage.differences import differences
from index.coverage.model import ClueKind, Sentence

_COVERED = 0.55
"""The least share of what a sentence says that must have been read for it to be known."""

_CERTAIN = 0.3


class Known(Struct, frozen=True):
    """A sentence whose news was read before: ``span`` here, told in ``sentence`` there.

    ``article`` is the place of the other article among those that were read.
    """

    span: Span
    article: int
    sentence: Span
    score: float


class Novelty:
    """The ``sentences`` of an article, held against one article after the other that was read.

    A sentence is known when one sentence elsewhere tells the same and has most of what it
    says, every number and every date of it; so what is new is never taken for known
    because it stands beside what is old.
    """

    def __init__(self, sentences: Sequence[Sentence], text: str) -> None:
        self.sentences, self._text = sentences, text
        self._articles = 0
        self._best: dict[int, Known] = {}

    @property
    def known(self) -> tuple[Known, ...]:
        """The sentences that are known so far, each from where it is told most alike."""
        return tuple(self._best[number] for number in sorted(self._best))

    def read(self, theirs: Sequence[Sentence], text: str) -> None:
        """The user has read the article with these sentences, too."""
        likeness = Likeness(self.sentences, theirs)
        for score, a, b in likeness.pairs(_CERTAIN):
            if a in self._best and self._best[a].score >= score:
                continue
            mine, other = self.sentences[a], theirs[b]
            if (
                likeness.covered(a, b) >= _COVERED
                and _has_all(mine, other)
                and not differences(mine, other, self._text, text, partial(likeness.without, a, b))
            ):
                self._best[a] = Known(mine.span, self._articles, other.span, score)
        self._articles += 1


def _has_all(sentence: Sentence, other: Sentence) -> bool:
    exact = {ClueKind.NUMBER, ClueKind.DATE}
    return all(key in other.clues for key in sentence.clues if key[0] in exact)
