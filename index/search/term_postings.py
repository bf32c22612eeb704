"""A term in adjoining segments: its documents, how often each has it, and where.

Nothing is read before it is asked for. What was read is kept for a while
(:mod:`index.search.decoded`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import accumulate
from typing import NamedTuple, TypeAlias

import numpy as np

from index.search.arrays import Array, members, places, starts_of
from index.search.decoded import DecodedArrays
from index.search.frequencies import LONG, Stretch, read_bytes, read_together
from index.search.id_lists import AdjoiningLists, AdjoiningSegments
from index.search.positions import PositionRun
from index.search.postings import FieldPostings, Span

Key: TypeAlias = tuple[int, str, bytes]
"""The leaf, the field and the term."""
# Up to this share of the documents it pays to look each up rather than to list all.
_FEW = 4
_MUCH_FEWER = 12
# In so many documents it takes no longer to add up truth values than to begin with their bits.
_SUMMED_UP = 1 << 15
_WORD = 64
# The bits of a word before each, the first of which is the lowest.
_BITS_BEFORE: Array = np.array([(1 << bit) - 1 for bit in range(_WORD)], dtype=np.uint64)


class Part(NamedTuple):
    """A term in a segment: the segment's number in the leaf, and where the term lies."""

    segment: int
    postings: FieldPostings
    span: Span


as_part = partial(tuple.__new__, Part)
"""A :class:`Part` of three values, made without running Python."""
_as_stretch = partial(tuple.__new__, Stretch)


def stored_lists(segments: AdjoiningSegments, parts: list[Part]) -> AdjoiningLists:
    """The documents of a term, undecoded."""
    lists = []
    for segment, postings, (first, begin, _, _, last, end, _, _) in parts:
        kind, data = postings.id_lists.stored(last - first, begin, end)
        lists.append((segment, kind, data))
    return AdjoiningLists(segments, lists)


class TermDocuments:
    """The documents of one term in a leaf: how many there are, and what reads which ones."""

    __slots__ = ("_decoded", "_key", "_read", "count")

    def __init__(
        self, key: Key, count: int, read: Callable[[], Array], decoded: DecodedArrays
    ) -> None:
        self.count = count
        self._key = key
        self._read = read
        self._decoded = decoded

    def ids(self) -> Array:
        """The documents, ascending, in the type that numpy indexes by. Not to be changed."""
        return self._decoded.get(("ids", self._key), self._read)

    def is_in(self) -> Array | None:
        """For each document of the leaf whether it has the term, if that is how it is kept.

        Not to be changed.
        """
        return None

    def kept(self, docs: Array, doc_count: int) -> Array:
        """Which of ``docs``, by their number among these, have the term."""
        is_in = self.is_in()
        if is_in is None:
            ids = self.ids()
            if len(docs) * _MUCH_FEWER < len(ids):
                at = ids.searchsorted(docs)
                at[at == len(ids)] = 0
                found: Array = (ids.take(at) == docs).nonzero()[0]
                return found
            is_in = members([ids], doc_count)
        return is_in.take(docs).nonzero()[0]

    def places(self, docs: Array, doc_count: int) -> Array:
        """Where in :meth:`ids` ``docs`` stand, all of which have the term."""
        if self.count == doc_count:
            return docs
        if len(docs) == self.count:
            return np.arange(self.count)
        return places(self.ids(), docs, doc_count)


class TermPostings(TermDocuments):
    """The postings of one term of a text field in a leaf, one part a segment."""

    __slots__ = ("_lists", "_segments", "occurrences", "parts")

    def __init__(
        self,
        key: Key,
        count: int,
        parts: list[Part],
        segments: AdjoiningSegments,
        decoded: DecodedArrays,
    ) -> None:
        super().__init__(key, count, self._documents, decoded)
        self.parts = parts
        self._segments = segments
        self._lists: AdjoiningLists | None = None
        self.occurrences = sum([span[6] - span[2] for _, _, span in parts])
        """How often the term stands in all documents together."""

    def _stored(self) -> AdjoiningLists:
        if self._lists is None:
            self._lists = stored_lists(self._segments, self.parts)
        return self._lists

    def _documents(self) -> Array:
        return self._stored().documents()

    def is_in(self) -> Array | None:
        lists = self._stored()
        return self._decoded.get(("in", self._key), lists.is_in) if lists.are_bitmaps() else None

    def places(self, docs: Array, doc_count: int) -> Array:
        at_hand = len(docs) * _MUCH_FEWER < self.count and ("ids", self._key) in self._decoded
        if at_hand or len(docs) * _FEW >= doc_count or self.count == doc_count:
            return super().places(docs, doc_count)
        is_in = self.is_in()
        if is_in is None:
            return super().places(docs, doc_count)
        if doc_count <= _SUMMED_UP:
            up_to = self._decoded.get(("up to", self._key), lambda: is_in.cumsum(dtype=np.int32))
            return up_to.take(docs) - 1
        # How many bits are set before: in all words before, and in the word itself.
        words = self._decoded.get(("words", self._key), lambda: _words(is_in))
        before = self._decoded.get(
            ("before", self._key), lambda: starts_of(np.bitwise_count(words))
        )
        at = docs >> 6
        own = words.take(at)
        own &= _BITS_BEFORE.take(docs & 63)
        found: Array = before.take(at)
        found += np.bitwise_count(own)
        return found

    def position_runs(self) -> list[PositionRun]:
        """Where the positions of the term lie, segment after segment."""
        return [
            PositionRun(postings.positions, span[2], span[6]) for _, postings, span in self.parts
        ]

    def tf(self) -> Array:
        """How often each document has the term: bytes if that suffices. Not to be changed."""
        return self._decoded.get(("tf", self._key), self._read_tf)

    def occurrences_up_to(self) -> Array:
        """How often the term stands in all documents up to each. Not to be changed."""
        return self._decoded.get(("sums", self._key), self._add_up)

    def _add_up(self) -> Array:
        sums: Array = self.tf().cumsum(dtype=np.int64 if self.occurrences >> 31 else np.int32)
        return sums

    def has_tf(self) -> bool:
        """Whether :meth:`tf` has nothing left to read."""
        return ("tf", self._key) in self._decoded

    def keep_tf(self, tf: Array) -> None:
        """Takes what :meth:`tf` would read."""
        self._decoded.get(("tf", self._key), lambda: tf)

    def stretches(self) -> list[Stretch]:
        """The frequencies of the term in each segment."""
        return [
            _as_stretch((postings.frequencies, first, last, last_at - first_at, begin, end))
            for _, postings, (first, _, first_at, begin, last, _, last_at, end) in self.parts
        ]

    def _read_tf(self) -> Array:
        return read_together(self.stretches())


def _words(is_in: Array) -> Array:
    """Truth values as the bits of words."""
    packed = np.zeros(-(-len(is_in) // _WORD) * 8, dtype=np.uint8)
    bits = np.packbits(is_in, bitorder="little")
    packed[: len(bits)] = bits
    words: Array = packed.view("<u8")
    return words


def read_all_tf(terms: Sequence[TermPostings]) -> list[Array]:
    """The frequencies of several terms, of which those not read yet are read together."""
    missing = [(term, term.stretches()) for term in terms if not term.has_tf()]
    if len(missing) > 1:
        tf, has_long = read_bytes([own for _, stretches in missing for own in stretches])
        ends = accumulate(term.count for term, _ in missing)
        for (term, _), end in zip(missing, ends, strict=True):
            own = tf[end - term.count : end]
            # Where a byte does not hold all of them the term reads its own below.
            if not has_long or own.max() < LONG:
                # Not a part of the whole, which would stay as long as any of them is kept.
                term.keep_tf(own.copy())
    return [term.tf() for term in terms]
