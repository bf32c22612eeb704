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

from index.search.arrays import Array, RunningSums, members, places, starts_of
from index.search.decoded import DecodedArrays
from index.search.frequencies import FrequencyWords, Stretch, read_together
from index.search.id_lists import AdjoiningLists
from index.search.postings import FieldPostings, Span

Key: TypeAlias = tuple[int, str, bytes]
"""The leaf, the field and the term."""
# Up to this share of the documents it pays to look each up rather than to list all.
_FEW = 4
# Of so many postings it pays to look frequencies up, rather than to read all, up to this
# share of them.
_MANY_POSTINGS = 40_000
_FEW_POSTINGS = 8
_ASKED_ONCE = 2
_MUCH_FEWER = 12
_WORD = 64
# The bits of a word before each, the first of which is the lowest.
_BITS_BEFORE: Array = np.array([(1 << bit) - 1 for bit in range(_WORD)], dtype=np.uint64)


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

    def among(self, docs: Array, doc_count: int) -> Array:
        """Those of ``docs`` that have the term, in a leaf of so many documents."""
        return docs if self.count == doc_count else docs.take(self.kept(docs, doc_count))

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
        if len(docs) == self.count:
            return np.arange(self.count)
        return places(self.ids(), docs, doc_count)


class Part(NamedTuple):
    """A term in a segment of a leaf."""

    postings: FieldPostings
    span: Span


as_part = partial(tuple.__new__, Part)
"""A :class:`Part` of a pair, made without running Python."""
_as_stretch = partial(tuple.__new__, Stretch)


class TermPostings(TermDocuments):
    """The postings of one term of a text field in a leaf, one part a segment."""

    __slots__ = ("_lists", "_occurrences", "_stretches", "_total", "parts")

    def __init__(
        self,
        key: Key,
        count: int,
        parts: list[Part],
        lists: AdjoiningLists,
        decoded: DecodedArrays,
    ) -> None:
        super().__init__(key, count, lists.documents, decoded)
        self.parts = parts
        self._lists = lists
        # What is asked for again and again, and takes a while with many segments.
        self._occurrences: list[tuple[int, int]] | None = None
        self._stretches: list[Stretch] | None = None
        self._total = -1

    def is_in(self) -> Array | None:
        if not self._lists.are_bitmaps():
            return None
        return self._decoded.get(("in", self._key), self._lists.is_in)

    def places(self, docs: Array, doc_count: int) -> Array:
        is_in = self.is_in() if len(docs) * _FEW < doc_count else None
        if is_in is None:
            return super().places(docs, doc_count)
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

    def occurrences(self) -> list[tuple[int, int]]:
        """Where the positions of the term lie in each of the segments."""
        if self._occurrences is None:
            self._occurrences = [(span[4], span[5]) for _, span in self.parts]
        return self._occurrences

    def occurrence_count(self) -> int:
        """How often the term stands in all documents together."""
        if self._total < 0:
            self._total = sum(last - first for first, last in self.occurrences())
        return self._total

    def tf(self) -> Array:
        """How often each document has the term: bytes if that suffices. Not to be changed."""
        return self._decoded.get(("tf", self._key), self._read_tf)

    def has_tf(self) -> bool:
        """Whether :meth:`tf` has nothing left to read."""
        return ("tf", self._key) in self._decoded

    def keep_tf(self, tf: Array) -> None:
        """Takes what :meth:`tf` would read."""
        self._decoded.get(("tf", self._key), lambda: tf)

    def tf_at(self, at: Array) -> Array:
        """What :meth:`tf` has at the places ``at``, which ascend."""
        words = self._frequency_words(at)
        return self.tf().take(at) if words is None else words.tf(at)

    def runs_at(self, at: Array) -> tuple[Array, Array]:
        """Where the occurrences begin in the documents at the places ``at``, and how many each has.

        Numbered through all documents that have the term.
        """
        words = self._frequency_words(at)
        if words is not None:
            return words.starts(at), words.tf(at).astype(np.int64)
        counts = self.tf().take(at).astype(np.int64)
        sums = self._decoded.get(("sums", self._key), lambda: RunningSums(self.tf()))
        return sums.up_to(at) - counts, counts

    def _frequency_words(self, at: Array) -> FrequencyWords | None:
        """What some frequencies can be looked up in, ``None`` where reading all is less work."""
        if self.has_tf() or not self.is_looked_up(len(at)):
            return None
        words = self._decoded.get(("tf words", self._key), lambda: FrequencyWords(self.stretches()))
        words.asked += 1
        # As often as one query mostly asks; for the next one all are read, and kept.
        return words if words.asked <= _ASKED_ONCE else None

    def is_looked_up(self, count: int) -> bool:
        """Whether the frequencies of so many documents are looked up, and not all are read."""
        if self.count < _MANY_POSTINGS or count * _FEW_POSTINGS > self.count:
            return False
        words_kept = ("tf words", self._key) in self._decoded
        return words_kept or not any(map(Stretch.has_long, self.stretches()))

    def stretches(self) -> list[Stretch]:
        """The frequencies of the term in each segment."""
        if self._stretches is None:
            self._stretches = [
                _as_stretch((own.frequencies, span[0], span[1], span[6], span[7]))
                for own, span in self.parts
            ]
        return self._stretches

    def _read_tf(self) -> Array:
        # A rare term mostly stands once in each document: then there is nothing to read.
        if self.occurrence_count() == self.count:
            return np.ones(self.count, dtype=np.uint8)
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
    missing = [term for term in terms if not term.has_tf()]
    missing = [term for term in missing if term.occurrence_count() != term.count]
    if len(missing) > 1:
        stretches = [stretch for term in missing for stretch in term.stretches()]
        tf = read_together(stretches)
        if tf.itemsize == 1:
            ends = [*accumulate(term.count for term in missing)]
            for term, end in zip(missing, ends, strict=True):
                # Not a part of the whole, which would stay as long as any of them is kept.
                term.keep_tf(tf[end - term.count : end].copy())
    return [term.tf() for term in terms]
