"""Words that stand one after another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from index.search.arrays import NO_DOCS, Array, common, places, ranges, starts_of
from index.search.postings import FieldPostings

# Begins are counted from here, so that a word far into a phrase has none below zero.
_ROOM = 1 << 20
_POSITION_BITS = np.uint64(32)
_POSITION_MASK = np.uint64((1 << 32) - 1)
_MUCH_SMALLER = 8


@dataclass(frozen=True, slots=True)
class PhraseWord:
    """A word of a phrase: its term's number and where its postings lie."""

    postings: FieldPostings
    term: int
    first: int
    last: int

    def ids(self) -> Array:
        return self.postings.ids(self.first, self.last)


def match_phrase(words: list[PhraseWord], doc_count: int) -> Array:
    """The documents of a segment in which ``words`` stand side by side in this order.

    Words are looked at from the rarest on. What is left after each are the
    (document, place where the phrase would begin) pairs that all words seen so
    far agree on, each pair as one number; the next word is looked at only in
    the documents that are left.
    """
    docs = common([word.ids() for word in words], doc_count).astype(np.uint64)
    begins: Array | None = None
    for offset, word in sorted(enumerate(words), key=lambda item: item[1].last - item[1].first):
        if not len(docs):
            return NO_DOCS
        found = _occurrences(word, docs, doc_count)
        if begins is None:
            begins = _begins(found, offset)
        elif len(begins) * _MUCH_SMALLER < int(found.counts.sum()):
            begins = begins[_stands_at(found, begins, offset)]
        else:
            begins = _shared(begins, _begins(found, offset))
        docs = _distinct(begins >> _POSITION_BITS)
    return docs.astype(np.uint32)


@dataclass(frozen=True, slots=True)
class _Occurrences:
    """Where a word stands in the documents that are left.

    The places of ``docs[i]`` are the positions number ``starts[i]`` and the
    ``counts[i] - 1`` that follow, of those between ``first`` and ``last``.
    """

    postings: FieldPostings
    docs: Array
    starts: Array
    counts: Array
    first: int
    last: int

    def positions(self, where: Array) -> Array:
        return self.postings.positions(where, self.first, self.last)


def _occurrences(word: PhraseWord, docs: Array, doc_count: int) -> _Occurrences:
    postings = word.postings
    at = places(word.ids(), docs, doc_count)
    first, last = postings.occurrences(word.term)
    if last - first == word.last - word.first:
        return _Occurrences(postings, docs, at + first, np.ones_like(at), first, last)
    tf = postings.tf(word.first, word.last)
    starts = starts_of(tf).take(at) + first
    return _Occurrences(postings, docs, starts, tf.take(at).astype(np.int64), first, last)


def _begins(found: _Occurrences, offset: int) -> Array:
    """Where a phrase would begin by this word: document and position in one, ascending."""
    origins = (found.docs << _POSITION_BITS) + np.uint64(_ROOM - offset)
    owners = np.repeat(origins, found.counts)
    if len(owners) == found.last - found.first:
        positions = found.postings.all_positions(found.first, found.last)
    else:
        positions = found.positions(ranges(found.starts, found.counts))
    begins: Array = owners + positions
    return begins


def _stands_at(found: _Occurrences, begins: Array, offset: int) -> Array:
    """Which of the phrases that may begin at ``begins`` have the word in its place.

    Looks for each place by bisection among the word's places in that document,
    which beats listing them all when the word is far more common.
    """
    owner = found.docs.searchsorted(begins >> _POSITION_BITS)
    wanted = (begins & _POSITION_MASK).astype(np.int64) + (offset - _ROOM)
    low = found.starts.take(owner)
    end = low + found.counts.take(owner)
    high = end
    for _ in range(int(found.counts.max()).bit_length()):
        middle = (low + high) >> 1
        before = found.positions(np.minimum(middle, found.last - 1)) < wanted
        before &= low < high
        low = np.where(before, middle + 1, low)
        high = np.where(before, high, middle)
    stands: Array = low < end
    stands &= found.positions(np.minimum(low, found.last - 1)) == wanted
    return stands


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
    both.sort()
    twice: Array = both[1:][both[1:] == both[:-1]]
    return twice


def _distinct(ascending: Array) -> Array:
    is_new = np.ones(len(ascending), dtype=bool)
    np.not_equal(ascending[1:], ascending[:-1], out=is_new[1:])
    distinct: Array = ascending[is_new]
    return distinct
