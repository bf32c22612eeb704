"""Adjoining segments read as one.

What a query costs beside the work on its postings is a handful of array
operations for every leaf. Segments that are small together are therefore read
as one leaf: their postings and columns are put one after another, and nothing
above this module knows of segments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from typing import NamedTuple, TypeAlias

import numpy as np

from index.search.arrays import NO_DOCS, Array, joined, members, places, starts_of
from index.search.decoded import DecodedArrays
from index.search.fields import EARLIEST, FORM_FIELDS, LATEST, TEXT_FIELDS
from index.search.frequencies import Frequencies, FrequencyWords, read_together
from index.search.id_lists import AdjoiningLists, AdjoiningSegments
from index.search.postings import FieldPostings, Span
from index.search.segment import SegmentData

MOST_DOCS = 1 << 17
"""Documents that several segments may have together to be read as one."""
_UNKNOWN_DAY = -1
_DAYS_BEFORE_1970 = 719_163
_MOST_TERMS = 5_000
_Key: TypeAlias = tuple[int, str, bytes]
# Up to this share of the documents it pays to look each up rather than to list all.
_FEW = 4
# Of more postings than these it pays to look frequencies up, rather than to read all, up to
# this share of them.
_MANY_POSTINGS = 40_000
_FEW_POSTINGS = 8
_MUCH_FEWER = 12
_WORD = 64
# The bits of a word before each, the first of which is the lowest.
_BITS_BEFORE: Array = np.array([(1 << bit) - 1 for bit in range(_WORD)], dtype=np.uint64)


class TermDocuments:
    """The documents of one term in a leaf: how many there are, and what reads which ones."""

    __slots__ = ("_decoded", "_key", "_read", "count")

    def __init__(
        self, key: _Key, count: int, read: Callable[[], Array], decoded: DecodedArrays
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
        if self.count == doc_count:
            return docs
        is_in = self.is_in()
        if is_in is not None:
            return docs.take(is_in.take(docs).nonzero()[0])
        return self.ids().take(places(self.ids(), docs, doc_count))

    def kept(self, docs: Array, doc_count: int) -> Array:
        """Which of ``docs``, by their number among these, have the term."""
        is_in = self.is_in()
        ids = self.ids() if is_in is None else NO_DOCS
        if is_in is None and len(docs) * _MUCH_FEWER < len(ids):
            at = ids.searchsorted(docs)
            at[at == len(ids)] = 0
            found: Array = (ids.take(at) == docs).nonzero()[0]
            return found
        if is_in is None:
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


_as_part = partial(tuple.__new__, Part)


class TermPostings(TermDocuments):
    """The postings of one term of a text field in a leaf, one part a segment."""

    __slots__ = ("_lists", "parts")

    def __init__(
        self,
        key: _Key,
        count: int,
        parts: list[Part],
        lists: AdjoiningLists,
        decoded: DecodedArrays,
    ) -> None:
        super().__init__(key, count, lists.documents, decoded)
        self.parts = parts
        self._lists = lists

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
        return [(span.first_position, span.last_position) for _, span in self.parts]

    def occurrence_count(self) -> int:
        """How often the term stands in all documents together."""
        return sum(last - first for first, last in self.occurrences())

    def tf(self) -> Array:
        """How often each document has the term: bytes if that suffices. Not to be changed."""
        return self._decoded.get(("tf", self._key), self._read_tf)

    def has_tf(self) -> bool:
        """Whether :meth:`tf` has nothing left to read."""
        return ("tf", self._key) in self._decoded

    def keep_tf(self, tf: Array) -> None:
        """Takes what :meth:`tf` would read."""
        self._decoded.get(("tf", self._key), tf.copy)

    def tf_at(self, at: Array) -> Array:
        """What :meth:`tf` has at the places ``at``, which ascend."""
        words = self._frequency_words(at)
        return self.tf().take(at) if words is None else words.tf(at)

    def starts_at(self, at: Array) -> Array:
        """How many occurrences lie before those of the documents at the places ``at``."""
        words = self._frequency_words(at)
        if words is not None:
            return words.starts(at)
        return self._decoded.get(("starts", self._key), lambda: starts_of(self.tf())).take(at)

    def _frequency_words(self, at: Array) -> FrequencyWords | None:
        """What some frequencies can be looked up in, ``None`` where reading all is less work."""
        if not self.is_looked_up(len(at)) or self.has_tf():
            return None
        return self._decoded.get(("tf words", self._key), lambda: FrequencyWords(self.stretches()))

    def is_looked_up(self, count: int) -> bool:
        """Whether the frequencies of so many documents are looked up, and not all are read."""
        if self.count < _MANY_POSTINGS or count * _FEW_POSTINGS > self.count:
            return False
        return not any(own.has_long(first, last) for own, first, last in self.stretches())

    def stretches(self) -> list[tuple[Frequencies, int, int]]:
        """The frequencies in each segment, and which of them are the term's."""
        return [(postings.frequencies, span[0], span[1]) for postings, span in self.parts]

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
                term.keep_tf(tf[end - term.count : end])
    return [term.tf() for term in terms]


class Leaf:
    """Some segments of a snapshot; their documents are numbered from ``base`` in the whole."""

    def __init__(
        self,
        segments: list[SegmentData],
        deleted: Sequence[Iterable[int]],
        base: int,
        decoded: DecodedArrays,
    ) -> None:
        self.segments = segments
        self.base = base
        self._adjoining = AdjoiningSegments([data.doc_count for data in segments])
        self.bases = self._adjoining.bases
        self.doc_count: int = self.bases[-1]
        gone = [
            document + start
            for documents, start in zip(deleted, self.bases, strict=False)
            for document in documents
        ]
        self.live: Array | None = None
        if gone:
            self.live = np.ones(self.doc_count, dtype=bool)
            self.live[gone] = False
        self._decoded = decoded
        self._terms: dict[tuple[str, bytes], TermDocuments | None] = {}
        self._columns: dict[str, Array] = {}
        self._fields: dict[str, list[tuple[int, FieldPostings]]] = {}

    def forget(self) -> None:
        """Forgets where terms lie, as if none had been asked for."""
        self._terms.clear()

    # terms

    def term(self, field: str, term: bytes) -> TermDocuments | None:
        """The documents of a term, ``None`` where there are none; of a text field, its postings."""
        key = (field, term)
        found = self._terms.get(key)
        if found is None and key not in self._terms:
            if len(self._terms) >= _MOST_TERMS:
                self._terms.clear()
            locate = self._form if field in FORM_FIELDS else self._located
            found = self._terms[key] = locate(field, term)
        return found

    def _located(self, field: str, term: bytes) -> TermDocuments | None:
        parts, stored, count = [], [], 0
        for segment, postings in self._field(field):
            span = postings.located(term)
            if span is not None:
                own = span[1] - span[0]
                parts.append(_as_part((postings, span)))
                stored.append((segment, *postings.id_lists.stored(own, span[2], span[3])))
                count += own
        if not parts:
            return None
        key = (self.base, field, term)
        lists = AdjoiningLists(self._adjoining, stored)
        if field in TEXT_FIELDS:
            return TermPostings(key, count, parts, lists, self._decoded)
        return TermDocuments(key, count, lists.documents, self._decoded)

    def _field(self, name: str) -> list[tuple[int, FieldPostings]]:
        """The postings of a field in those segments that have any, with the segments' numbers."""
        found = self._fields.get(name)
        if found is None:
            every = ((at, data.field(name)) for at, data in enumerate(self.segments))
            found = self._fields[name] = [(at, own) for at, own in every if own is not None]
        return found

    def _form(self, field: str, term: bytes) -> TermDocuments | None:
        count = sum(data.form_count(field, term) for data in self.segments)
        key, read = (self.base, field, term), partial(self._form_documents, field, term)
        return TermDocuments(key, count, read, self._decoded) if count else None

    def _form_documents(self, field: str, term: bytes) -> Array:
        return joined(
            [
                data.form_documents(field, term).astype(np.intp) + base
                for data, base in zip(self.segments, self.bases, strict=False)
            ]
        )

    def postings(self, field: str, term: bytes) -> TermPostings | None:
        """The postings of a term of a text field, ``None`` where no document has it."""
        found = self.term(field, term)
        return found if isinstance(found, TermPostings) else None

    def begun(self, field: str, start: bytes) -> Array:
        """The documents with a term that begins with ``start``. Not to be changed."""
        key = ("begun", self.base, field, start)
        return self._decoded.get(key, lambda: self._read_begun(field, start))

    def _read_begun(self, field: str, start: bytes) -> Array:
        parts = [
            data.documents_begun(field, start) + base
            for data, base in zip(self.segments, self.bases, strict=False)
        ]
        return joined(parts)

    def split(self, docs: Array) -> Iterator[tuple[SegmentData, Array]]:
        """The segments that sorted ``docs`` are in, with those in each as numbered there."""
        cuts = docs.searchsorted(self.bases).tolist()
        for data, base, first, last in zip(self.segments, self.bases, cuts, cuts[1:], strict=False):
            if first < last:
                yield data, docs[first:last] - base

    def document_frequency(self, field: str, term: bytes) -> int:
        """How many documents have a term, deleted ones included."""
        found = self.term(field, term)
        return 0 if found is None else found.count

    # documents

    def alive(self, docs: Array) -> Array:
        """Those of ``docs`` that are not deleted."""
        if self.live is None or not len(docs):
            return docs
        return docs[self.live.take(docs)]

    def column(self, name: str) -> Array:
        """A value for every document (see :mod:`index.search.building`)."""
        values = self._columns.get(name)
        if values is None:
            parts = [data.column(name) for data in self.segments]
            # Ids are kept as narrow as they allow.
            whole = np.concatenate(parts, dtype=np.int64) if name == "id" else joined(parts)
            values = self._columns[name] = whole
        return values

    def sort_days(self) -> Array:
        """The day that places a document among others, -1 when nothing is known."""
        days = self._columns.get("sort day")
        if days is None:
            days = self._columns["sort day"] = joined([_sort_days(data) for data in self.segments])
        return days

    def years(self) -> Array:
        """The year of the day that places a document, 0 when nothing is known."""
        years = self._columns.get("year")
        if years is None:
            days = self.sort_days().astype(np.int64) - _DAYS_BEFORE_1970
            years = days.astype("M8[D]").astype("M8[Y]").astype(np.int64) + 1970
            years[self.sort_days() <= 0] = 0
            self._columns["year"] = years
        return years


def _sort_days(data: SegmentData) -> Array:
    begin, end = data.column("begin"), data.column("end")
    days = np.where(begin == EARLIEST, end, begin)
    days[begin > end] = _UNKNOWN_DAY
    days[days == LATEST] = _UNKNOWN_DAY
    return days
