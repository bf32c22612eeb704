"""From surviving tokens to a stretch of the new text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from msgspec import Struct

from index.notes.anchoring.tokens import Tokens

# New tokens between two survivors: this many for each old one between them, and some.
_SPREAD, _SLACK = 3, 40
# A piece at the end of a run with less of the passage's letters may be cut off.
_STRAGGLER = 0.1


class Run(Struct, frozen=True):
    """Survivors of a passage that follow each other closely and in order.

    Ends are (token of the passage, new token), both included. ``share`` is the
    part of the passage's letters that the run holds.
    """

    first: tuple[int, int]
    last: tuple[int, int]
    share: float


def best_run(
    pairs: Sequence[tuple[int, int]], weights: Sequence[int], length: int, total: int
) -> Run | None:
    """The heaviest run among (passage token, new token) pairs in passage order.

    ``weights`` are the letters of each pair's token; the passage has ``length``
    tokens and ``total`` letters. ``None`` without pairs.
    """
    if not pairs:
        return None
    cuts = [0, *(k for k in range(1, len(pairs)) if not _close(pairs[k - 1], pairs[k], length))]
    stretches = list(pairwise([*cuts, len(pairs)]))
    begin, end = max(stretches, key=lambda one: sum(weights[one[0] : one[1]]))
    begin, end = _without_stragglers(pairs, weights, begin, end, total)
    return Run(pairs[begin], pairs[end - 1], sum(weights[begin:end]) / max(1, total))


def _close(before: tuple[int, int], after: tuple[int, int], length: int) -> bool:
    """Whether two survivors may belong together: what came between them is not too much.

    Between two tokens that stood side by side something was put in; that may be
    a whole paragraph, up to three times the passage.
    """
    step = after[1] - before[1]
    if after[0] - before[0] == 1:
        return 0 < step <= _SPREAD * length + _SLACK
    return 0 < step <= _SPREAD * (after[0] - before[0]) + _SLACK


def _without_stragglers(
    pairs: Sequence[tuple[int, int]], weights: Sequence[int], begin: int, end: int, total: int
) -> tuple[int, int]:
    """A run without light pieces at its ends that stand far off."""

    def jumps(k: int) -> bool:
        (i, j), (next_i, next_j) = pairs[k], pairs[k + 1]
        return next_j - j > 2 * (next_i - i) + 3

    light = _STRAGGLER * total
    weight = 0
    for k in range(begin, end - 1):
        weight += weights[k]
        if weight > light:
            break
        if jumps(k):
            begin = k + 1
    weight = 0
    for k in range(end - 1, begin, -1):
        weight += weights[k]
        if weight > light:
            break
        if jumps(k - 1):
            end = k
    return begin, end


def widen(
    run: Run, length: int, new: Tokens, free: Callable[[int], bool], bounds: tuple[int, int]
) -> tuple[int, int]:
    """The new tokens, both ends included, of a run and of what replaced the tokens lost beside it.

    ``length`` counts the passage's tokens. Only ``free`` new tokens are taken in.
    ``bounds`` are the new tokens that the passage's own neighbours became (the
    edges of the text count), -2 where one is gone. Up to a neighbour everything
    belongs to the passage, unless it is far more than was lost; without one, as
    much as was lost.
    """
    first, last = run.first[1], run.last[1]
    lost = run.first[0]
    if lost:
        limit = _reach(first - bounds[0] - 1 if -1 <= bounds[0] < first else -1, lost)
        while limit and first > 0 and free(first - 1) and not _breaks(new, first - 1):
            first, limit = first - 1, limit - 1
    lost = length - 1 - run.last[0]
    if lost:
        limit = _reach(bounds[1] - last - 1 if bounds[1] > last else -1, lost)
        while limit and last + 1 < len(new) and free(last + 1) and not _breaks(new, last):
            last, limit = last + 1, limit - 1
    return first, last


def _reach(room: int, lost: int) -> int:
    """How many tokens may be taken in: the ``room`` up to the neighbour (-1: none) if it fits."""
    return room if 0 <= room <= 2 * lost + 3 else lost


def _breaks(new: Tokens, token: int) -> bool:
    """Whether a line ends between a token and the next."""
    return "\n" in new.text[new.ends[token] : new.starts[token + 1]]
