"""Words that stand one after another, or near one another in their order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from index.search.arrays import NO_DOCS, Array, common, joined, ranges
from index.search.positions import take_together
from index.search.term_postings import TermPostings

_POSITION_BITS = 32
_POSITION_MASK = (1 << _POSITION_BITS) - 1
# Begins are counted from here, so that a word far into a phrase has none below zero.
_ROOM = 1 << 20
# What looking for a place once takes, reading a place, and beginning to do either in
# a segment, in nanoseconds: only how they compare with each other matters.
_LOOK, _READ, _BEGIN = 25, 14, 15_000
_MUCH_SMALLER = 12
_AT_ONCE = 1 << 14
# Documents that are looked at together: what is read of them has to fit in memory, and
# is not to take long beside the time that a query has.
_MOST_DOCS = 1 << 15
_MOST_DOCS_NEAR = 1 << 13


def match_phrase(
    words: list[TermPostings],
    doc_count: int,
    within: Array | None = None,
    slop: int = 1,
    check: Callable[[], None] = lambda: None,
) -> Array:
    """The documents of a leaf in which ``words`` stand in this order, each near the last.

    Every word stands at most ``slop`` places after the one before it; with 1
    they are side by side. Only documents ``within`` are looked at. ``check`` is
    called now and then, and may raise to end the search.
    """
    rarest, *others = sorted(words, key=lambda word: word.count)
    docs = rarest.ids() if within is None else common([rarest.ids(), within], doc_count)
    for word in others:
        docs = word.among(docs, doc_count)
    if not len(docs):
        return NO_DOCS
    find, at_once = (_side_by_side, _MOST_DOCS) if slop == 1 else (_in_order, _MOST_DOCS_NEAR)
    some = np.split(docs, range(at_once, len(docs), at_once))
    return joined([find(words, own, doc_count, slop, check) for own in some])


def _side_by_side(
    words: list[TermPostings], docs: Array, doc_count: int, _: int, check: Callable[[], None]
) -> Array:
    """The documents with all words next to each other.

    Words are looked at from the rarest on. What is left after each are the
    (document, place where the phrase would begin) pairs that all words seen so
    far agree on, each pair as one number; the next word is looked at only in
    the documents that are left.
    """
    begins: Array | None = None
    for offset, word in sorted(enumerate(words), key=lambda item: item[1].occurrence_count()):
        check()
        found = _occurrences(word, docs, doc_count)
        if begins is None:
            begins = _keys(found, _ROOM - offset)
        elif _bisecting_pays(found, len(begins)):
            begins = joined(
                [
                    some[_stands_at(found, some, offset)]
                    for some in np.split(begins, range(_AT_ONCE, len(begins), _AT_ONCE))
                ]
            )
        else:
            begins = _shared(begins, _keys(found, _ROOM - offset))
        docs = _distinct(begins >> _POSITION_BITS)
        if not len(docs):
            return NO_DOCS
    return docs


def _in_order(
    words: list[TermPostings], docs: Array, doc_count: int, slop: int, check: Callable[[], None]
) -> Array:
    """The documents with each word at most ``slop`` places after the one before it.

    ``reached`` are the places of a word at which a row of all words so far can
    end. Of those before a place of the next word only the nearest can matter.
    """
    reached: Array | None = None
    for word in words:
        check()
        keys = _keys(_occurrences(word, docs, doc_count), _ROOM)
        if reached is None:
            reached = keys
            continue
        before = reached.searchsorted(keys) - 1
        near = keys - reached.take(np.maximum(before, 0)) <= slop
        near &= before >= 0
        reached = keys[near]
        docs = _distinct(reached >> _POSITION_BITS)
        if not len(docs):
            return NO_DOCS
    return docs


@dataclass(frozen=True, slots=True)
class _Occurrences:
    """Where a word stands in the documents that are left.

    The places of ``docs[i]`` are the positions number ``starts[i]`` and the
    ``counts[i] - 1`` that follow, of the ``total`` in all segments together;
    those of a segment lie between two of ``bounds``.
    """

    word: TermPostings
    docs: Array
    starts: Array
    counts: Array
    total: int
    bounds: list[int]

    def positions(self, where: Array) -> Array:
        """The positions number ``where``; these ascend from document to document."""
        parts, spans = self.word.parts, self.word.occurrences()
        cuts = [0] if len(parts) == 1 else where.searchsorted(self.bounds).tolist()
        return take_together(
            [
                (part.postings.positions, where[low:high] + (first - bound), first, last)
                for part, (first, last), bound, low, high in zip(
                    parts, spans, self.bounds, cuts, [*cuts[1:], len(where)], strict=True
                )
                if low < high
            ]
        )

    def all_positions(self) -> Array:
        """The positions in all documents that have the word."""
        return joined(
            [
                part.postings.all_positions(first, last)
                for part, (first, last) in zip(
                    self.word.parts, self.word.occurrences(), strict=True
                )
            ]
        )


def _occurrences(word: TermPostings, docs: Array, doc_count: int) -> _Occurrences:
    sizes = [last - first for first, last in word.occurrences()]
    bounds = [0, *accumulate(sizes)]
    count = bounds.pop()
    at = docs if word.count == doc_count else word.places(docs, doc_count)
    if count == word.count:
        return _Occurrences(word, docs, at, np.ones_like(at), len(at), bounds)
    starts, counts = word.runs_at(at)
    return _Occurrences(word, docs, starts, counts, int(counts.sum()), bounds)


def _keys(found: _Occurrences, origin: int) -> Array:
    """Document and position, counted from ``origin``, in one number each, ascending."""
    keys = np.repeat((found.docs << _POSITION_BITS) + origin, found.counts)
    if len(found.docs) == found.word.count:
        keys += found.all_positions()
    else:
        keys += found.positions(ranges(found.starts, found.counts))
    return keys


def _bisecting_pays(found: _Occurrences, count: int) -> bool:
    """Whether to look ``count`` places up is less work than to read all there are."""
    begin = len(found.word.parts) * _BEGIN
    looks = int(found.counts.max()).bit_length() + 1
    return looks * (begin + count * _LOOK) < begin + found.total * _READ


def _stands_at(found: _Occurrences, begins: Array, offset: int) -> Array:
    """Which of the phrases that may begin at ``begins`` have the word in its place.

    Looks for each place by bisection among the word's places in that document,
    which beats listing them all when the word is far more common.
    """
    owner = found.docs.searchsorted(begins >> _POSITION_BITS)
    # A place below zero becomes one that no word can have.
    wanted = ((begins & _POSITION_MASK) + (offset - _ROOM)).astype(np.uint32)
    low = found.starts.take(owner)
    size = found.counts.take(owner)
    last = low + size - 1
    for step in _halves(int(size.max())):
        # Long strides are for the few documents that have the word that often.
        strides = (size >= step).nonzero()[0]
        if len(strides) * 2 < len(low):
            low[strides] += _stride(
                found, low.take(strides), last.take(strides), wanted.take(strides), step
            )
        else:
            low += _stride(found, low, last, wanted, step)
    stands: Array = low <= last
    stands &= found.positions(np.minimum(low, last)) == wanted
    return stands


def _halves(size: int) -> list[int]:
    """The powers of two up to ``size``, the largest first."""
    return [1 << bit for bit in reversed(range(size.bit_length()))]


def _stride(found: _Occurrences, low: Array, last: Array, wanted: Array, step: int) -> Array:
    """``step`` where so many places from ``low`` on are all before ``wanted``, else 0."""
    probe = low + (step - 1)
    before = found.positions(np.minimum(probe, last)) < wanted
    before &= probe <= last
    strides: Array = before * step
    return strides


def _shared(one: Array, other: Array) -> Array:
    """The numbers that are in both of two ascending arrays."""
    small, large = (one, other) if len(one) < len(other) else (other, one)
    if len(small) * _MUCH_SMALLER < len(large):
        if not len(small):
            return small
        at = large.searchsorted(small)
        at[at == len(large)] = 0
        found: Array = small[large.take(at) == small]
        return found
    both = np.concatenate([small, large])
    # Two runs that ascend already are merged, which only the stable sort does.
    both.sort(kind="stable")
    twice: Array = both[1:][both[1:] == both[:-1]]
    return twice


def _distinct(ascending: Array) -> Array:
    is_new = np.ones(len(ascending), dtype=bool)
    np.not_equal(ascending[1:], ascending[:-1], out=is_new[1:])
    distinct: Array = ascending[is_new]
    return distinct
