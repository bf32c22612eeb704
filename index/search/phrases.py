"""Words that stand one after another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from index.search.arrays import NO_DOCS, Array, common, places, ranges, starts_of
from index.search.postings import FieldPostings

# Begins are counted from here, so that a word far into a phrase has none below zero.
_ROOM = 1 << 20


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
    (candidate, place where the phrase would begin) pairs that all words seen so
    far agree on, each pair as one number.
    """
    docs = common([word.ids() for word in words], doc_count)
    if not len(docs):
        return NO_DOCS
    begins: Array | None = None
    for offset, word in sorted(enumerate(words), key=lambda item: item[1].last - item[1].first):
        own = _begins(word, docs, offset, doc_count)
        begins = own if begins is None else _shared(begins, own)
    candidates = np.zeros(0, np.int64) if begins is None else begins >> 32
    if not len(candidates):
        return NO_DOCS
    is_new = np.ones(len(candidates), dtype=bool)
    np.not_equal(candidates[1:], candidates[:-1], out=is_new[1:])
    return docs.take(candidates[is_new])


def _begins(word: PhraseWord, docs: Array, offset: int, doc_count: int) -> Array:
    """Where a phrase would begin by this word: (candidate number << 32) + position, ascending."""
    postings = word.postings
    at = places(word.ids(), docs, doc_count)
    token_first, token_last = postings.occurrences(word.term)
    if token_last - token_first == word.last - word.first:
        counts = np.ones(len(at), dtype=np.int64)
        where = at + token_first
    else:
        tf = postings.tf(word.first, word.last)
        counts = tf.take(at).astype(np.int64)
        where = ranges(starts_of(tf).take(at) + token_first, counts)
    positions = postings.positions(where, token_first, token_last).astype(np.int64)
    candidates = np.repeat(np.arange(len(docs), dtype=np.int64), counts)
    return (candidates << 32) + (positions + (_ROOM - offset))


def _shared(one: Array, other: Array) -> Array:
    """The numbers that are in both of two ascending arrays."""
    small, large = (one, other) if len(one) < len(other) else (other, one)
    if not len(small):
        return small
    at = large.searchsorted(small)
    at[at == len(large)] = 0
    shared: Array = small[large.take(at) == small]
    return shared
