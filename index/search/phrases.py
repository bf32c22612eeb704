"""Words that stand one after another.

Words are looked at from the rarest on. What is left after each are the places at which
the phrase may begin, by all words seen so far. The places of a word are read all, which
takes no looking for anything; only those of a far more common one are looked for in the
documents that are left.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

import numpy as np

from index.search.arrays import NO_DOCS, Array, common, joined
from index.search.near_words import match_near
from index.search.place_keys import PlaceKeys, Within, place_keys, positions_at, where_in
from index.search.positions import begins_of, is_at
from index.search.term_postings import TermPostings, read_all_tf

# What it takes to read a place among all, to read one in documents that were chosen, to look
# for one once, and to begin with documents that were chosen, in nanoseconds: only how they
# compare with each other matters.
_READ, _READ_CHOSEN, _LOOK, _BEGIN_CHOSEN, _BEGIN_LOOK = 4, 12, 25, 30_000, 8_000
# So many places of words are read at once: they have to fit in memory, and are not to take
# long beside the time that a query has.
_AT_ONCE = 1 << 21
_MUCH_MORE_COMMON = 16
# So few places are looked up one by one.
_FEW = 24
_MUCH_SMALLER = 24
_LOOKED_AT_ONCE = 1 << 14


def match_phrase(
    words: list[TermPostings],
    doc_count: int,
    longest: int | None,
    within: Array | None = None,
    slop: int = 1,
    check: Callable[[], None] = lambda: None,
) -> Array:
    """The documents of a leaf in which ``words`` stand in this order, each near the last.

    Every word stands at most ``slop`` places after the one before it; with 1
    they are side by side. The documents have up to ``longest`` words (``None``: as many as
    can be). Only documents ``within`` are looked at. ``check`` is called now and then, and
    may raise to end the search.
    """
    if slop > 1:
        return match_near(words, doc_count, longest, within, slop, check)
    read_all_tf([*dict.fromkeys(words)])
    rarest, second = sorted(word.occurrences for word in words)[:2]
    parts = 1 + min(rarest * _MUCH_MORE_COMMON, rarest + second) // _AT_ONCE
    keys = place_keys(doc_count, longest, len(words))
    found = []
    for part in range(parts):
        first, last = doc_count * part // parts, doc_count * (part + 1) // parts
        own = within
        if own is not None and parts > 1:
            own = own[slice(*own.searchsorted((first, last)).tolist())]
        found.append(_side_by_side(words, keys, own, first, last, check))
    return joined(found)


def _side_by_side(
    words: list[TermPostings],
    keys: PlaceKeys,
    within: Array | None,
    first: int,
    last: int,
    check: Callable[[], None],
) -> Array:
    """The documents ``[first, last)`` with all words next to each other."""
    rows = sorted(range(len(words)), key=lambda row: words[row].occurrences)
    share = (last - first) / keys.doc_count
    fewest = min(word.count for word in words)
    begins: Array | None = None
    for row in rows:
        check()
        word = words[row]
        # From each word on as many places follow as there are words behind it.
        shift = len(words) - 1 - row
        if begins is None:
            begins = _places(word, keys, within, first, last, shift)
        elif _reading_all_pays(word, len(begins), min(len(begins), fewest), share):
            begins = _shared(begins, keys.of_all(word, first, last, shift))
        elif len(begins) <= _FEW:
            begins = _standing_few(word, shift, begins, keys)
        else:
            begins = _continued(word, shift, begins, keys)
        if not len(begins):
            return NO_DOCS
    return NO_DOCS if begins is None else keys.docs(begins)


def _places(
    word: TermPostings, keys: PlaceKeys, within: Array | None, first: int, last: int, shift: int
) -> Array:
    """The places of a word in the documents ``[first, last)``, and ``within`` these."""
    if within is None:
        return keys.of_all(word, first, last, shift)
    docs = common([word.ids(), within], keys.doc_count)
    if not len(docs):
        return keys.of_docs(docs, shift)
    return keys.of_some(word, docs, where_in(word, docs, keys.doc_count), shift)


def _reading_all_pays(word: TermPostings, begins: int, docs: int, share: float) -> bool:
    """Whether to read all places of a word is less work than those where it may continue.

    ``begins`` are in up to so many ``docs``; ``share`` is that of the documents looked at.
    """
    occurrences = word.occurrences * share
    in_chosen = _READ_CHOSEN * occurrences * min(1.0, docs / (word.count * share))
    looks = (word.occurrences // word.count).bit_length() + 1
    return _READ * occurrences <= _BEGIN_CHOSEN + min(in_chosen, _LOOK * looks * begins)


def _continued(word: TermPostings, shift: int, begins: Array, keys: PlaceKeys) -> Array:
    """Which of the phrases that may begin at ``begins`` have the word in its place."""
    docs = keys.docs(begins)
    kept = word.kept(docs, keys.doc_count)
    if len(kept) < len(docs):
        docs = docs.take(kept)
    if not len(docs):
        return begins[:0]
    within = where_in(word, docs, keys.doc_count)
    if not _looking_pays(within.counts, len(word.parts), len(begins)):
        return _shared(begins, keys.of_some(word, docs, within, shift))
    some = np.split(begins, range(_LOOKED_AT_ONCE, len(begins), _LOOKED_AT_ONCE))
    return joined([_standing(word, shift, own, keys, docs, within) for own in some])


def _standing_few(word: TermPostings, shift: int, begins: Array, keys: PlaceKeys) -> Array:
    """As :func:`_continued`, one after another: numpy would take longer to begin."""
    runs = word.position_runs()
    bounds = begins_of(runs)
    ids, up_to, tf = word.ids(), word.occurrences_up_to(), word.tf()
    stands = []
    for begin in begins.tolist():
        doc, place = divmod(begin, keys.stride)
        at = int(ids.searchsorted(doc))
        if place < shift or at == len(ids) or ids[at] != doc:
            stands.append(False)
            continue
        last = int(up_to[at])
        own = bisect_right(bounds, last - 1) - 1
        first = last - int(tf[at]) - bounds[own]
        stands.append(is_at(runs[own], first, last - bounds[own], place - shift))
    found: Array = begins[np.array(stands, dtype=bool)]
    return found


def _looking_pays(counts: Array, segments: int, begins: int) -> bool:
    """Whether to look places up is less work than to read all there are.

    ``counts`` are those of the word in the documents that are left.
    """
    begin = segments * _BEGIN_LOOK
    looks = int(counts.max()).bit_length() + 1
    total = int(counts.sum(dtype=np.int64))
    return looks * (begin + begins * _LOOK) < begin + total * _READ_CHOSEN


def _standing(
    word: TermPostings, shift: int, begins: Array, keys: PlaceKeys, docs: Array, within: Within
) -> Array:
    """Those of ``begins`` that have the word in its place, which is looked for by bisection.

    That beats listing all its places when the word is far more common.
    """
    firsts = keys.of_docs(docs, shift)
    owner = firsts.searchsorted(begins, side="right") - 1
    # Without a document of its own: before the first, or where the word would stand before it.
    begins, owner = begins[owner >= 0], owner[owner >= 0]
    wanted = begins - firsts.take(owner)
    low = within.starts.take(owner).astype(np.intp)
    size = within.counts.take(owner).astype(np.intp)
    last = low + size - 1
    for step in _halves(int(size.max(initial=0))):
        # Long strides are for the few documents that have the word that often.
        strides = (size >= step).nonzero()[0]
        if len(strides) * 2 < len(low):
            low[strides] += _stride(
                word, low.take(strides), last.take(strides), wanted.take(strides), step
            )
        else:
            low += _stride(word, low, last, wanted, step)
    stands: Array = low <= last
    stands &= positions_at(word, np.minimum(low, last)) == wanted
    return begins[stands]


def _halves(size: int) -> list[int]:
    """The powers of two up to ``size``, the largest first."""
    return [1 << bit for bit in reversed(range(size.bit_length()))]


def _stride(word: TermPostings, low: Array, last: Array, wanted: Array, step: int) -> Array:
    """``step`` where so many places from ``low`` on are all before ``wanted``, else 0."""
    probe = low + (step - 1)
    before = positions_at(word, np.minimum(probe, last)) < wanted
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
    # Runs that ascend already are merged, which only the stable sort does.
    both.sort(kind="stable")
    later = both[1:]
    twice: Array = later[later == both[:-1]]
    return twice
