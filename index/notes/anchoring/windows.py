"""Finding the stretches of a text that are most like a passage, by words they share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.article import Span
from index.notes.anchoring.runs import best_run, widen
from index.notes.anchoring.tokens import Tokens, Vocabulary

# Rare words of the passage that vote, places of one word that count, windows looked at.
_VOTERS, _PLACES, _WINDOWS = 16, 64, 5
# Longer passages (in words) are not looked for: it would cost too much memory.
_LONGEST = 4000


class Places:
    """Where each word of a text stands, as far as ``free`` lets it be found."""

    def __init__(self, tokens: Tokens, free: Callable[[int], bool]) -> None:
        self.tokens = tokens
        self.free = free
        self._of: dict[int, list[int]] = {}
        for place, word in enumerate(tokens.ids):
            if free(place):
                self._of.setdefault(word, []).append(place)

    def of(self, word: int) -> Sequence[int]:
        """The tokens that are this word, ascending."""
        return self._of.get(word, ())


def windows(ids: Sequence[int], places: Places, vocabulary: Vocabulary) -> list[Span]:
    """Up to five stretches of the text that may be a passage of these words, changed.

    The passage's rarest words vote for where it would begin; votes that agree,
    give or take a quarter of its length, make a window, in which the longest
    common subsequence finds the passage's tokens.
    """
    if len(ids) > _LONGEST:
        return []
    weights = vocabulary.weights
    rarest = sorted(
        (len(places.of(word)), k, word)
        for k, word in enumerate(ids)
        if weights[word] and 0 < len(places.of(word)) <= _PLACES
    )[:_VOTERS]
    votes = sorted((there - k, weights[word]) for _, k, word in rarest for there in places.of(word))
    clusters: list[list[int]] = []
    slack = max(3, len(ids) // 4)
    for begin, weight in votes:
        if clusters and begin - clusters[-1][1] <= slack and begin - clusters[-1][0] <= 2 * slack:
            clusters[-1][1] = begin
            clusters[-1][2] += weight
        else:
            clusters.append([begin, begin, weight])
    clusters.sort(key=lambda cluster: -cluster[2])
    spans = (
        _in_window(ids, places, vocabulary, low - slack, high + len(ids) + slack)
        for low, high, _ in clusters[:_WINDOWS]
    )
    return list(dict.fromkeys(span for span in spans if span is not None))


def _in_window(
    ids: Sequence[int], places: Places, vocabulary: Vocabulary, low: int, high: int
) -> Span | None:
    from rapidfuzz.distance import LCSseq

    low, high = max(0, low), min(len(places.tokens), high)
    there = [
        word if places.free(low + k) else -1 for k, word in enumerate(places.tokens.ids[low:high])
    ]
    pairs = [
        (step.src_start + k, low + step.dest_start + k)
        for step in LCSseq.opcodes(list(ids), there)
        if step.tag == "equal"
        for k in range(step.src_end - step.src_start)
    ]
    weights = [vocabulary.weights[ids[k]] for k, _ in pairs]
    total = sum(vocabulary.weights[word] for word in ids)
    run = best_run(pairs, weights, len(ids), total)
    if run is None:
        return None
    return places.tokens.span(*widen(run, len(ids), places.tokens, places.free, (-2, -2)))
