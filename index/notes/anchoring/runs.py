"""From surviving tokens to a stretch of the new text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.article import Span
from index.notes.anchoring.tokens import Tokens

# New tokens between two survivors: this many for each old one between them, and some.
_SPREAD, _SLACK = 3, 40


@dataclass(frozen=True, slots=True)
class Run:
    """Survivors of a passage that follow each other closely and in order.

    Ends are (token of the passage, new token), both included. ``share`` is the
    part of the passage's letters that the run holds.
    """

    first: tuple[int, int]
    last: tuple[int, int]
    share: float


def best_run(pairs: Sequence[tuple[int, int]], weights: Sequence[int], total: int) -> Run | None:
    """The heaviest run among (passage token, new token) pairs in passage order.

    ``weights`` are the letters of each pair's token, ``total`` those of the
    passage. ``None`` without pairs.
    """
    if not pairs:
        return None
    heaviest: tuple[int, int, int] | None = None
    begin, weight = 0, weights[0]
    for k, (before, after) in enumerate(pairwise(pairs), 1):
        step = after[1] - before[1]
        if 0 < step <= _SPREAD * (after[0] - before[0]) + _SLACK:
            weight += weights[k]
            continue
        if heaviest is None or weight > heaviest[0]:
            heaviest = (weight, begin, k - 1)
        begin, weight = k, weights[k]
    if heaviest is None or weight > heaviest[0]:
        heaviest = (weight, begin, len(pairs) - 1)
    return Run(pairs[heaviest[1]], pairs[heaviest[2]], heaviest[0] / max(1, total))


def widen(
    run: Run, length: int, new: Tokens, free: Callable[[int], bool], bounds: tuple[int, int]
) -> Span:
    """The stretch of new text for a run, with what took the place of tokens lost at its ends.

    ``length`` counts the passage's tokens. Only ``free`` new tokens are taken in.
    ``bounds`` are the new tokens that the passage's own neighbours became, -1
    where a neighbour is gone: up to a neighbour everything belongs to the
    passage, unless it is far more than was lost; else as much as was lost.
    """
    first, last = run.first[1], run.last[1]
    lost = run.first[0]
    if lost:
        limit = _reach(first - bounds[0] - 1 if 0 <= bounds[0] < first else -1, lost)
        while limit and first > 0 and free(first - 1) and not _breaks(new, first - 1):
            first, limit = first - 1, limit - 1
    lost = length - 1 - run.last[0]
    if lost:
        limit = _reach(bounds[1] - last - 1 if bounds[1] > last else -1, lost)
        while limit and last + 1 < len(new) and free(last + 1) and not _breaks(new, last):
            last, limit = last + 1, limit - 1
    return Span(new.starts[first], new.ends[last])


def _reach(room: int, lost: int) -> int:
    """How many tokens may be taken in: the ``room`` up to the neighbour (-1: none) if it fits."""
    return room if 0 <= room <= 2 * lost + 3 else lost


def _breaks(new: Tokens, token: int) -> bool:
    """Whether a line ends between a token and the next."""
    return "\n" in new.text[new.ends[token] : new.starts[token + 1]]
