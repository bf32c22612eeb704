"""Words that stand near one another in their order."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from index.search.arrays import NO_DOCS, Array, common, joined
from index.search.place_keys import PlaceKeys, place_keys, where_in
from index.search.term_postings import TermPostings

# Documents that are looked at together: what is read of them has to fit in memory, and
# is not to take long beside the time that a query has.
_MOST_DOCS = 1 << 13


def match_near(
    words: list[TermPostings],
    doc_count: int,
    longest: int | None,
    within: Array | None,
    slop: int,
    check: Callable[[], None],
) -> Array:
    """The documents of a leaf with each word at most ``slop`` places after the one before it.

    As :func:`index.search.phrases.match_phrase`, but looking at a word at a time in all
    documents that have all words.
    """
    rarest, *others = sorted(dict.fromkeys(words), key=lambda word: word.count)
    docs = rarest.ids() if within is None else common([rarest.ids(), within], doc_count)
    for word in others:
        if word.count < doc_count and len(docs):
            docs = docs.take(word.kept(docs, doc_count))
    keys = place_keys(doc_count, longest, slop)
    some = np.split(docs, range(_MOST_DOCS, len(docs), _MOST_DOCS))
    return joined([_in_order(words, own, keys, slop, check) for own in some])


def _in_order(
    words: list[TermPostings], docs: Array, keys: PlaceKeys, slop: int, check: Callable[[], None]
) -> Array:
    """Those of ``docs``, which have all words, that have them near one another.

    ``reached`` are the places of a word at which a row of all words so far can
    end. Of those before a place of the next word only the nearest can matter.
    """
    reached: Array | None = None
    for word in words:
        check()
        if not len(docs):
            return NO_DOCS
        places = keys.of_some(word, docs, where_in(word, docs, keys.doc_count), 0)
        if reached is None:
            reached = places
            continue
        before = reached.searchsorted(places).astype(np.intp) - 1
        is_near = places - reached.take(np.maximum(before, 0)) <= slop
        is_near &= before >= 0
        reached = places[is_near]
        docs = keys.docs(reached)
    return docs
