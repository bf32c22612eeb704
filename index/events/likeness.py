"""Scores of claims, soon told: what was judged once is kept.

The same few claims meet again and again while articles come; most pairs of them
are told apart by their days alone.
"""

from __future__ import annotations

from itertools import count

from msgspec import Struct

from index.events.kept import Kept
from index.events.lexicon import KINDS
from index.events.sayings import Claim
from index.events.scoring import THRESHOLD, judge


class Known(Struct, frozen=True, eq=False):
    """A claim with what is soon told of it; equal claims known at one time are one object.

    ``begin`` and ``end`` are ordinals of its days, or 0; ``order`` sorts claims by
    their content.
    """

    number: int
    claim: Claim
    order: tuple[str, ...]
    begin: int
    end: int
    within: int


_MOST_CLAIMS, _MOST_SCORES = 16_384, 131_072
_numbers = count()
_known: Kept[Claim, Known] = Kept(_MOST_CLAIMS)
# By identity, which is sooner told than equality; the claim is kept with what is known of it.
_met: Kept[int, tuple[Claim, Known]] = Kept()
_scores: Kept[tuple[int, int], float | None] = Kept(_MOST_SCORES)


def known(claim: Claim) -> Known:
    """What is known of a claim."""
    met = _met.get(id(claim))
    if met is None:
        if len(_known) >= _MOST_CLAIMS:
            _met.clear()
        found = _known.get(claim)
        if found is None:
            begin, end = claim.day.begin, claim.day.end
            days = (begin.toordinal(), end.toordinal()) if begin and end else (0, 0)
            within = KINDS[claim.kind].days
            made = Known(next(_numbers), claim, claim.sort_key, *days, within)
            found = _known.keep(claim, made)
        met = _met.keep(id(claim), (claim, found))
    return met[1]


def score(a: Known, b: Known) -> float | None:
    """The score of two claims; ``None`` where there is a veto."""
    one, other = a.claim, b.claim
    if one.kind != other.kind or (
        one.ordinal != other.ordinal and one.ordinal is not None and other.ordinal is not None
    ):
        return None
    if a.begin and b.begin and (a.begin - b.end > a.within or b.begin - a.end > a.within):
        return None
    pair = (a.number, b.number) if a.number <= b.number else (b.number, a.number)
    if pair in _scores:
        return _scores[pair]
    verdict = judge(one, other)
    found = None if verdict.vetoes else verdict.score
    return _scores.keep(pair, found)


def linked(a: Known, b: Known) -> bool:
    """Whether two claims are of one event by themselves."""
    found = score(a, b)
    return found is not None and found >= THRESHOLD
