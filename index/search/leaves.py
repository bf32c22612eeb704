"""Adjoining segments read as one.

What a query costs beside the work on its postings is a handful of array
operations for every leaf. Segments that are small together are therefore read
as one leaf: their postings and columns are put one after another, and nothing
above this module knows of segments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple, TypeAlias

import numpy as np

from index.search.arrays import Array, joined, starts_of
from index.search.decoded import DecodedArrays
from index.search.fields import EARLIEST, LATEST, TEXT_FIELDS
from index.search.postings import FieldPostings
from index.search.segment import SegmentData

MOST_DOCS = 1 << 17
"""Documents that several segments may have together to be read as one."""
_UNKNOWN_DAY = -1
_DAYS_BEFORE_1970 = 719_163
_MOST_TERMS = 5_000
_Key: TypeAlias = tuple[int, str, bytes]
# The number that a segment's first document has in the leaf, how many of its
# documents have a term, and what reads which ones.
_Source: TypeAlias = tuple[int, int, Callable[[], Array]]


class TermDocuments:
    """The documents of one term in a leaf."""

    __slots__ = ("_decoded", "_key", "_sources", "count")

    def __init__(self, key: _Key, sources: Sequence[_Source], decoded: DecodedArrays) -> None:
        self.count = sum(source[1] for source in sources)
        self._key = key
        self._sources = sources
        self._decoded = decoded

    def ids(self) -> Array:
        """The documents, ascending, in the type that numpy indexes by. Not to be changed."""
        return self._decoded.get(("ids", self._key), self._read_ids)

    def _read_ids(self) -> Array:
        ids = np.empty(self.count, dtype=np.intp)
        at = 0
        for base, count, read in self._sources:
            np.add(read(), base, out=ids[at : at + count], dtype=np.intp)
            at += count
        return ids


class Part(NamedTuple):
    """A term in one segment: its number there, and its postings from ``first`` to ``last``."""

    postings: FieldPostings
    term: int
    first: int
    last: int


class TermPostings(TermDocuments):
    """The postings of one term of a text field in a leaf, one part a segment."""

    __slots__ = ("_occurrences", "parts")

    def __init__(
        self, key: _Key, parts: list[Part], bases: list[int], decoded: DecodedArrays
    ) -> None:
        sources = [
            (base, part.last - part.first, partial(part.postings.ids, part.first, part.last))
            for base, part in zip(bases, parts, strict=True)
        ]
        super().__init__(key, sources, decoded)
        self.parts = parts
        self._occurrences: list[tuple[int, int]] | None = None

    def occurrences(self) -> list[tuple[int, int]]:
        """Where the positions of the term lie in each of the segments."""
        if self._occurrences is None:
            self._occurrences = [part.postings.occurrences(part.term) for part in self.parts]
        return self._occurrences

    def occurrence_count(self) -> int:
        """How often the term stands in all documents together."""
        return sum(last - first for first, last in self.occurrences())

    def tf(self) -> Array:
        """How often each document has the term: bytes if that suffices. Not to be changed."""
        return self._decoded.get(("tf", self._key), self._read_tf)

    def starts(self) -> Array:
        """How many occurrences lie before those in each document, and in all. As :meth:`tf`."""
        return self._decoded.get(("starts", self._key), lambda: starts_of(self.tf()))

    def _read_tf(self) -> Array:
        tf = np.ones(self.count, dtype=np.uint8)
        at = 0
        for (postings, _, first, last), (begin, end) in zip(
            self.parts, self.occurrences(), strict=True
        ):
            count = last - first
            # A rare term mostly stands once in each document: then there is nothing to read.
            if end - begin != count:
                own = postings.tf(first, last)
                if own.itemsize > tf.itemsize:
                    tf = tf.astype(own.dtype)
                tf[at : at + count] = own
            at += count
        return tf


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
        self.bases = np.cumsum([0, *(data.doc_count for data in segments)]).tolist()
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

    def forget(self) -> None:
        """Forgets where terms lie, as if none had been asked for."""
        self._terms.clear()
        for data in self.segments:
            data.forget()

    # terms

    def term(self, field: str, term: bytes) -> TermDocuments | None:
        """The documents of a term, ``None`` where there are none; of a text field, its postings."""
        key = (field, term)
        found = self._terms.get(key)
        if found is None and key not in self._terms:
            if len(self._terms) >= _MOST_TERMS:
                self._terms.clear()
            locate = self._located if field in TEXT_FIELDS else self._sourced
            found = self._terms[key] = locate(field, term)
        return found

    def _located(self, field: str, term: bytes) -> TermPostings | None:
        parts, bases = [], []
        for data, base in zip(self.segments, self.bases, strict=False):
            span = data.span(field, term)
            if span is not None:
                parts.append(Part(*span))
                bases.append(base)
        key = (self.base, field, term)
        return TermPostings(key, parts, bases, self._decoded) if parts else None

    def _sourced(self, field: str, term: bytes) -> TermDocuments | None:
        sources: list[_Source] = []
        for data, base in zip(self.segments, self.bases, strict=False):
            count = data.document_count(field, term)
            if count:
                sources.append((base, count, partial(data.documents, field, term)))
        key = (self.base, field, term)
        return TermDocuments(key, sources, self._decoded) if sources else None

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
            values = self._columns[name] = joined(parts)
        return values

    def sort_days(self) -> Array:
        """The day that places a document among others, -1 when nothing is known."""
        days = self._columns.get("sort day")
        if days is None:
            begin, end = self.column("begin"), self.column("end")
            days = np.where(begin == EARLIEST, end, begin)
            days[begin > end] = _UNKNOWN_DAY
            days[days == LATEST] = _UNKNOWN_DAY
            self._columns["sort day"] = days
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
