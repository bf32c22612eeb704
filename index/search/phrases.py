"""Words that stand one after another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from index.search.arrays import NO_DOCS, Array, common, places, ranges, starts_of
from index.search.postings import FieldPostings

# Begins are counted from here, so that a word far into a phrase has none below zero.
_ROOM = 1 << 20
_POSITION_BITS = np.uint64(32)
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
        own = _begins(word, docs, offset, doc_count)
        begins = own if begins is None else _shared(begins, own)
        docs = _distinct(begins >> _POSITION_BITS)
    return docs.astype(np.uint32)


def _begins(word: PhraseWord, docs: Array, offset: int, doc_count: int) -> Array:
    """Where a phrase would begin by this word: document and position in one, ascending."""
    postings = word.postings
    ids = word.ids()
    token_first, token_last = postings.occurrences(word.term)
    origins = (docs << _POSITION_BITS) + np.uint64(_ROOM - offset)
    at = places(ids, docs, doc_count)
    if token_last - token_first == word.last - word.first:
        owners = origins
        positions = postings.positions(at + token_first, token_first, token_last)
    else:
        tf = postings.tf(word.first, word.last)
        counts = tf.take(at)
        owners = np.repeat(origins, counts)
        if len(at) == len(ids):
            positions = postings.all_positions(token_first, token_last)
        else:
            where = ranges(starts_of(tf).take(at) + token_first, counts)
            positions = postings.positions(where, token_first, token_last)
    begins: Array = owners + positions
    return begins


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
