"""Words that stand one after another, or near one another in their order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from index.search.arrays import NO_DOCS, Array, common, joined, ranges
from index.search.positions import PositionRun, take_together
from index.search.term_postings import TermPostings, read_all_tf

_POSITION_BITS = 32
_POSITION_MASK = (1 << _POSITION_BITS) - 1
# Begins are counted from here, so that a word far into a phrase has none below zero.
_ROOM = 1 << 20
# What looking for a place once takes, reading a place, and beginning to do either in
# a segment, in nanoseconds: only how they compare with each other matters.
_LOOK, _READ, _BEGIN = 25, 14, 8_000
# So few places of a word are read along with those of the word before it.
_FEW_PLACES = 8_192
_MUCH_SMALLER = 12
_AT_ONCE = 1 << 14
# Documents that are looked at together: what is read of them has to fit in memory, and
# is not to take long beside the time that a query has. Of each word of a long phrase
# something has to be known in all of them.
_MOST_DOCS = 1 << 15
_MOST_DOCS_NEAR = 1 << 13
_USUAL_WORDS = 8
# Of a phrase of more words than these so many neighbours are looked for first.
_NEIGHBOURS = 4


@dataclass(frozen=True, slots=True)
class PhraseDocuments:
    """The documents with a phrase, and for each word how often each of them has it."""

    docs: Array
    tf: Array

    def tf_of(self, docs: Array) -> Array:
        """``tf`` of some of the documents, ascending."""
        return self.tf if docs is self.docs else self.tf.take(self.docs.searchsorted(docs), axis=1)


def match_phrase(
    words: list[TermPostings],
    doc_count: int,
    within: Array | None = None,
    slop: int = 1,
    check: Callable[[], None] = lambda: None,
) -> PhraseDocuments:
    """The documents of a leaf in which ``words`` stand in this order, each near the last.

    Every word stands at most ``slop`` places after the one before it; with 1
    they are side by side. Only documents ``within`` are looked at. ``check`` is
    called now and then, and may raise to end the search.
    """
    rarest, *others = sorted(dict.fromkeys(words), key=lambda word: word.count)
    docs = rarest.ids() if within is None else common([rarest.ids(), within], doc_count)
    for word in others:
        if word.count < doc_count and len(docs):
            docs = docs.take(word.kept(docs, doc_count))
    if len(words) > _NEIGHBOURS and len(docs):
        docs = match_phrase(_fewest(words), doc_count, docs, slop, check).docs
    if not len(docs):
        return PhraseDocuments(NO_DOCS, np.zeros((len(words), 0), dtype=np.uint8))
    known = _known(words)
    find, most = (_side_by_side, _MOST_DOCS) if slop == 1 else (_in_order, _MOST_DOCS_NEAR)
    at_once = most * _USUAL_WORDS // max(len(words), _USUAL_WORDS)
    docs_found, tf_found = [], []
    for some in np.split(docs, range(at_once, len(docs), at_once)):
        where = _where(known, some, doc_count)
        found = find(where, slop, check)
        docs_found.append(some.take(found))
        tf_found.append(where.counts.take(found, axis=1).take(known.rows, axis=0))
    tf = tf_found[0] if len(tf_found) == 1 else np.concatenate(tf_found, axis=1)
    return PhraseDocuments(joined(docs_found), tf)


def _fewest(words: list[TermPostings]) -> list[TermPostings]:
    """The neighbours in a long phrase by which most documents are ruled out."""
    runs = [words[at : at + _NEIGHBOURS] for at in range(len(words) - _NEIGHBOURS + 1)]
    return min(runs, key=lambda run: sum(word.count for word in run))


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the words of a phrase, however many documents are looked at.

    ``words`` are the distinct ones, ``rows`` has for each of the phrase which of these it
    is. Occurrences are numbered through all words: word by word, and in each segment by
    segment. ``bounds`` has where each of ``runs`` begins, of which those of a word lie
    between two of ``edges``.
    """

    words: list[TermPostings]
    rows: list[int]
    runs: list[PositionRun]
    bounds: list[int]
    edges: list[int]


def _known(words: list[TermPostings]) -> _Known:
    distinct = list(dict.fromkeys(words))
    number = {word: at for at, word in enumerate(distinct)}
    read_all_tf(distinct)
    own_runs = [word.position_runs() for word in distinct]
    runs = [run for own in own_runs for run in own]
    *bounds, _ = [0, *accumulate([run.last - run.first for run in runs])]
    edges = [0, *accumulate(map(len, own_runs))]
    return _Known(distinct, [number[word] for word in words], runs, bounds, edges)


@dataclass(frozen=True, slots=True)
class _Where:
    """Where words stand in some documents that have all of them.

    The places of ``known.words[w]`` in the document number ``i`` are the occurrences number
    ``starts[w, i]`` and the ``counts[w, i] - 1`` that follow.
    """

    known: _Known
    starts: Array
    counts: Array

    def positions(self, word: int, where: Array) -> Array:
        """The positions that are the occurrences number ``where`` of one word."""
        first, last = self.known.edges[word : word + 2]
        return take_together(self.known.runs[first:last], self.known.bounds[first:last], where)

    def keys(self, rows: list[int], docs: Array | None = None) -> Array:
        """Documents and the places where the phrase would begin, in one number each.

        By the words number ``rows`` of the phrase, which are distinct and in the order of
        ``known.words``, in the documents number ``docs`` (``None``: in all).
        """
        words = [self.known.rows[row] for row in rows]
        starts, counts = self.starts.take(words, axis=0), self.counts.take(words, axis=0)
        docs = np.arange(counts.shape[1]) if docs is None else docs
        if len(docs) < counts.shape[1]:
            starts, counts = starts.take(docs, axis=1), counts.take(docs, axis=1)
        origins = (docs << _POSITION_BITS) + (_ROOM - np.array(rows))[:, None]
        counts = counts.ravel()
        keys: Array = origins.ravel().repeat(counts)
        first, last = self.known.edges[words[0]], self.known.edges[words[-1] + 1]
        keys += take_together(
            self.known.runs[first:last],
            self.known.bounds[first:last],
            ranges(starts.ravel(), counts),
        )
        return keys


def _where(known: _Known, docs: Array, doc_count: int) -> _Where:
    shape = (len(known.words), len(docs))
    starts, counts = np.empty(shape, dtype=np.int64), np.empty(shape, dtype=np.uint32)
    for number, word in enumerate(known.words):
        at = word.places(docs, doc_count)
        counts[number] = word.tf().take(at)
        starts[number] = word.occurrences_up_to().take(at)
        starts[number] += known.bounds[known.edges[number]]
    starts -= counts
    return _Where(known, starts, counts)


def _side_by_side(where: _Where, _: int, check: Callable[[], None]) -> Array:
    """The documents, by number, with all words next to each other.

    Words are looked at from the rarest on, those with few places at once. What is left
    after each are the (document, place where the phrase would begin) pairs that all words
    seen so far agree on, each pair as one number; the next word is looked at only in
    the documents that are left.
    """
    totals = where.counts.sum(axis=1, dtype=np.int64).tolist()
    rows = where.known.rows
    first, *others = sorted(range(len(rows)), key=lambda row: totals[rows[row]])
    together = {rows[first]: first}
    for row in others:
        if totals[rows[row]] <= _FEW_PLACES:
            together.setdefault(rows[row], row)
    begins = where.keys([together[word] for word in sorted(together)])
    if len(together) > 1:
        begins = _in_all(begins, len(together))
    for row in others:
        if together.get(rows[row]) != row and len(begins):
            check()
            begins = _continued(where, row, begins)
    return _distinct(begins >> _POSITION_BITS)


def _in_all(keys: Array, lists: int) -> Array:
    """The numbers that are in each of several ascending lists, given one after another."""
    # Runs that ascend already are merged, which only the stable sort does.
    keys.sort(kind="stable")
    last = keys[lists - 1 :]
    found: Array = last[last == keys[: len(last)]]
    return found


def _continued(where: _Where, row: int, begins: Array) -> Array:
    """The phrases that may begin at ``begins`` and have the word number ``row`` in its place."""
    word = where.known.rows[row]
    docs = _distinct(begins >> _POSITION_BITS)
    counts = where.counts[word].take(docs)
    segments = where.known.edges[word + 1] - where.known.edges[word]
    if not _bisecting_pays(counts, segments, len(begins)):
        return _shared(begins, where.keys([row], docs))
    some = np.split(begins, range(_AT_ONCE, len(begins), _AT_ONCE))
    return joined([own[_stands_at(where, row, own)] for own in some])


def _in_order(where: _Where, slop: int, check: Callable[[], None]) -> Array:
    """The documents, by number, with each word at most ``slop`` places after the one before it.

    ``reached`` are the places of a word at which a row of all words so far can
    end. Of those before a place of the next word only the nearest can matter.
    """
    docs, reached = None, None
    for row in range(len(where.known.rows)):
        check()
        keys = where.keys([row], docs)
        # Counted from where the word stands, not from where the phrase would begin.
        keys += row
        if reached is None:
            reached = keys
            continue
        before = reached.searchsorted(keys) - 1
        near = keys - reached.take(np.maximum(before, 0)) <= slop
        near &= before >= 0
        reached = keys[near]
        docs = _distinct(reached >> _POSITION_BITS)
        if not len(docs):
            break
    return NO_DOCS if reached is None else _distinct(reached >> _POSITION_BITS)


def _bisecting_pays(counts: Array, segments: int, begins: int) -> bool:
    """Whether to look places up is less work than to read all there are.

    ``counts`` are those of the word in the documents that are left.
    """
    begin = segments * _BEGIN
    looks = int(counts.max()).bit_length() + 1
    total = int(counts.sum(dtype=np.int64))
    return looks * (begin + begins * _LOOK) < begin + total * _READ


def _stands_at(where: _Where, row: int, begins: Array) -> Array:
    """Which of the phrases that may begin at ``begins`` have the word in its place.

    Looks for each place by bisection among the word's places in that document,
    which beats listing them all when the word is far more common.
    """
    word = where.known.rows[row]
    owner = begins >> _POSITION_BITS
    # A place below zero becomes one that no word can have.
    wanted = ((begins & _POSITION_MASK) + (row - _ROOM)).astype(np.uint32)
    low = where.starts[word].take(owner).astype(np.intp)
    size = where.counts[word].take(owner).astype(np.intp)
    last = low + size - 1
    for step in _halves(int(size.max())):
        # Long strides are for the few documents that have the word that often.
        strides = (size >= step).nonzero()[0]
        if len(strides) * 2 < len(low):
            low[strides] += _stride(
                where, word, low.take(strides), last.take(strides), wanted.take(strides), step
            )
        else:
            low += _stride(where, word, low, last, wanted, step)
    stands: Array = low <= last
    stands &= where.positions(word, np.minimum(low, last)) == wanted
    return stands


def _halves(size: int) -> list[int]:
    """The powers of two up to ``size``, the largest first."""
    return [1 << bit for bit in reversed(range(size.bit_length()))]


def _stride(where: _Where, word: int, low: Array, last: Array, wanted: Array, step: int) -> Array:
    """``step`` where so many places from ``low`` on are all before ``wanted``, else 0."""
    probe = low + (step - 1)
    before = where.positions(word, np.minimum(probe, last)) < wanted
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
    return _in_all(np.concatenate([small, large]), 2)


def _distinct(ascending: Array) -> Array:
    is_new = np.ones(len(ascending), dtype=bool)
    np.not_equal(ascending[1:], ascending[:-1], out=is_new[1:])
    distinct: Array = ascending[is_new]
    return distinct
