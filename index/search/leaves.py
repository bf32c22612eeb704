"""Adjoining segments read as one.

What a query costs beside the work on its postings is a handful of array
operations for every leaf. Segments that are small together are therefore read
as one leaf: their postings and columns are put one after another, and nothing
above this module knows of segments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

import numpy as np

from index.search.arrays import NO_DOCS, Array, common, joined
from index.search.decoded import DecodedArrays
from index.search.fields import EARLIEST, FORM_FIELDS, LATEST, TEXT_FIELDS
from index.search.id_lists import AdjoiningSegments
from index.search.phrases import match_phrase
from index.search.postings import FieldPostings
from index.search.segment import LENGTH_OF_BYTE, SegmentData
from index.search.term_postings import TermDocuments, TermPostings, as_part, stored_lists

MOST_DOCS = 1 << 17
"""Documents that several segments may have together to be read as one."""
_UNKNOWN_DAY = -1
_DAYS_BEFORE_1970 = 719_163
_MOST_TERMS = 5_000
# Of a phrase only what is wanted is looked at where that is so much less than all.
_MUCH_FEWER = 4


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
        self._longest: dict[str, int | None] = {}
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
        parts, count = [], 0
        for segment, postings in self._field(field):
            span = postings.located(term)
            if span is not None:
                parts.append(as_part((segment, postings, span)))
                count += span[4] - span[0]
        if not parts:
            return None
        key = (self.base, field, term)
        if field in TEXT_FIELDS:
            return TermPostings(key, count, parts, self._adjoining, self._decoded)
        lists = stored_lists(self._adjoining, parts)
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

    def counts_of(self, field: str, terms: frozenset[bytes]) -> Array:
        """How many of some terms of a field other than of forms each document has."""
        counts = np.zeros(self.doc_count)
        for segment, postings in self._field(field):
            first, last = self.bases[segment : segment + 2]
            docs = postings.documents_of_any(terms)
            counts[first:last] = np.bincount(docs, minlength=last - first)
        return counts

    def postings(self, field: str, term: bytes) -> TermPostings | None:
        """The postings of a term of a text field, ``None`` where no document has it."""
        found = self.term(field, term)
        return found if isinstance(found, TermPostings) else None

    def phrase(
        self,
        field: str,
        terms: tuple[bytes, ...],
        slop: int,
        within: Array | None,
        check: Callable[[], None],
    ) -> Array:
        """The documents ``within`` which terms of a text field stand in order.

        Each stands at most ``slop`` places after the one before it. ``check`` may raise to
        end the search. Not to be changed.
        """
        words = [word for word in (self.postings(field, term) for term in terms) if word]
        if len(words) < len(terms):
            return NO_DOCS
        longest = self.longest(field)
        key = ("phrase", self.base, field, terms, slop)
        few = min(word.count for word in words) // _MUCH_FEWER
        if within is not None and len(within) <= few and key not in self._decoded:
            return match_phrase(words, self.doc_count, longest, within, slop, check)
        found = self._decoded.get(
            key, lambda: match_phrase(words, self.doc_count, longest, None, slop, check)
        )
        return found if within is None else common([found, within], self.doc_count)

    def begun(self, field: str, start: bytes) -> Array:
        """The documents with a term that begins with ``start``. Not to be changed."""
        key = ("begun", self.base, field, start)
        return self._decoded.get(key, lambda: self._read_begun(field, start))

    def _read_begun(self, field: str, start: bytes) -> Array:
        has_term = np.zeros(self.doc_count, dtype=bool)
        for data, base in zip(self.segments, self.bases, strict=False):
            has_term[base : base + data.doc_count][data.documents_begun(field, start)] = True
        return has_term.nonzero()[0]

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

    def longest(self, field: str) -> int | None:
        """Words that no document has more of in a text field; ``None`` where that is unknown."""
        if field not in self._longest:
            code = int(self.column(f"length:{field}").max(initial=0))
            # The highest stands for all that are longer, too.
            known = code < len(LENGTH_OF_BYTE) - 1
            self._longest[field] = int(LENGTH_OF_BYTE[code]) if known else None
        return self._longest[field]

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
