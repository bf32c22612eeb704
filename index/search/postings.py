"""The postings of one field in one segment: how they are stored, and read back.

There are no blocks and no skips: document numbers, frequencies and positions of
all terms lie in one array each, terms in byte order. How many documents have a
term is a difference of two offsets, a prefix is one contiguous slice.

Sections of a field ``F``: the terms (:mod:`index.search.terms`), ``F/post_start``
(where the postings of each term begin, and where the last ones end) and the
documents (:mod:`index.search.id_lists`); for text also the frequencies
(:mod:`index.search.frequencies`), ``F/pos_start`` (where the positions of each term
begin) and the positions (:mod:`index.search.positions`). The forms of its words
are a field of their own (:mod:`index.search.forms`).
"""

from __future__ import annotations

import numpy as np

from index.search.arrays import NO_DOCS, Array, members, starts_of
from index.search.fields import form_field
from index.search.forms import FormsWriter
from index.search.frequencies import Frequencies, FrequencyWriter
from index.search.id_lists import SECTIONS, IdLists, id_type, pack, packed_terms
from index.search.inverting import Inverted
from index.search.parts import Part
from index.search.positions import Positions, PositionsWriter
from index.search.sections import SectionFile, SectionWriter
from index.search.terms import TermList, TermsWriter


class PostingsWriter:
    """Takes the postings of a field piece by piece, terms ascending, and writes them."""

    def __init__(self, field: str, doc_count: int, is_text: bool) -> None:
        self._field = field
        self._doc_count = doc_count
        self._terms = TermsWriter()
        self._term_count = self._posting_end = self._packed_end = 0
        self._post_start, self._pos_start = Part("<u4"), Part("<u4")
        codes = {"ids": id_type(doc_count)} | SECTIONS
        self._id_parts = {name: Part(code) for name, code in codes.items()}
        self._text = _TextWriter(field) if is_text else None

    def add(self, inverted: Inverted) -> None:
        """Appends postings; their terms come after all that were added before."""
        self._terms.add(inverted.terms)
        self._post_start.extend(inverted.post_start[:-1] + self._posting_end)
        self._add_ids(inverted.post_start, inverted.ids)
        if self._text is not None:
            self._text.add(inverted, self._term_count)
        self._term_count += len(inverted.terms)
        self._posting_end += len(inverted.ids)

    def _add_ids(self, post_start: Array, ids: Array) -> None:
        counts = np.diff(post_start)
        is_packed = packed_terms(counts, self._doc_count)
        parts = self._id_parts
        parts["ids"].extend(ids[np.repeat(~is_packed, counts)])
        ends = []
        for term in np.flatnonzero(is_packed).tolist():
            own = ids[post_start[term] : post_start[term + 1]]
            data = pack(own, self._doc_count)
            parts["packed"].extend(np.frombuffer(data, dtype=np.uint8))
            self._packed_end += len(data)
            ends.append(self._packed_end)
        parts["packed_post"].extend(post_start[:-1][is_packed] + self._posting_end)
        parts["packed_df"].extend(counts[is_packed])
        parts["packed_end"].extend(np.array(ends))

    def write_to(self, writer: SectionWriter) -> None:
        """Writes the sections of the field, and for text those of its forms."""
        field = self._field
        self._terms.write_to(writer, field)
        self._post_start.extend(np.array([self._posting_end]))
        self._post_start.write_to(writer, f"{field}/post_start")
        for name, part in self._id_parts.items():
            part.write_to(writer, f"{field}/{name}")
        if self._text is not None:
            self._text.write_to(writer, self._term_count)


class _TextWriter:
    """What is written of text beside which documents have a term."""

    def __init__(self, field: str) -> None:
        self._field = field
        self._pos_start = Part("<u4")
        self._frequencies = FrequencyWriter()
        self._positions = PositionsWriter()
        self._forms = FormsWriter()

    def add(self, inverted: Inverted, term_base: int) -> None:
        if inverted.tf is None or inverted.positions is None or inverted.forms is None:
            raise ValueError(f"{self._field} is text, and these are no postings of text")
        self._frequencies.add(inverted.tf)
        starts = starts_of(inverted.tf)[inverted.post_start[:-1]]
        self._pos_start.extend(starts + self._positions.count)
        self._positions.add(inverted.positions)
        self._forms.add(inverted.forms, term_base, np.diff(inverted.post_start))

    def write_to(self, writer: SectionWriter, term_count: int) -> None:
        self._frequencies.write_to(writer, self._field)
        self._pos_start.extend(np.array([self._positions.count]))
        self._pos_start.write_to(writer, f"{self._field}/pos_start")
        self._positions.write_to(writer, self._field)
        self._forms.write_to(writer, form_field(self._field), term_count)


class FieldPostings(TermList):
    """The postings of one field of an open segment."""

    def __init__(self, file: SectionFile, field: str) -> None:
        super().__init__(file, field)
        self._post_start = file.section(f"{field}/post_start")
        self.id_lists = IdLists(file, field)
        self.has_positions = f"{field}/low" in file
        if self.has_positions:
            self._pos_start = file.section(f"{field}/pos_start")
            self.frequencies = Frequencies(file, field)
            self.positions = Positions(file, field)

    def span(self, term: bytes) -> tuple[int, int, int] | None:
        """The number of a term, its first posting and the one after its last."""
        index, is_there = self.look_up(term)
        if not is_there:
            return None
        first, last = self._post_start.view(index, index + 2)
        return index, first, last

    def postings(self, first_term: int, last_term: int) -> tuple[int, int]:
        """Where the postings of the terms ``[first_term, last_term)`` lie."""
        return self._post_start.at(first_term), self._post_start.at(last_term)

    def post_starts(self, first_term: int, last_term: int) -> Array:
        """Where each of the terms begins, and where the last one ends."""
        starts: Array = self._post_start.read(first_term, last_term + 1)
        return starts

    def document_counts(self, first_term: int, last_term: int) -> Array:
        """In how many documents each of the terms ``[first_term, last_term)`` stands."""
        counts: Array = np.diff(self.post_starts(first_term, last_term).astype(np.int64))
        return counts

    def document_counts_at(self, terms: Array) -> Array:
        """In how many documents each of some terms stands."""
        if not len(terms):
            return np.zeros(0, dtype=np.int64)
        first = int(terms.min())
        starts = self.post_starts(first, int(terms.max()) + 1).astype(np.int64)
        at = terms.astype(np.int64) - first
        counts: Array = starts.take(at + 1) - starts.take(at)
        return counts

    def documents(self, term: int) -> Array:
        """The documents of a term."""
        return self.ids(*self.postings(term, term + 1))

    def documents_in(self, first_term: int, last_term: int) -> Array:
        """The documents of the terms ``[first_term, last_term)``, term after term."""
        return self.ids(*self.postings(first_term, last_term))

    def documents_of(self, first_term: int, last_term: int, doc_count: int) -> Array:
        """The documents of any of the terms, ascending, in the type that numpy indexes by."""
        docs = self.documents_in(first_term, last_term)
        return members([docs], doc_count).nonzero()[0]

    def ids(self, first: int, last: int) -> Array:
        """The documents of the postings ``[first, last)``, which are those of whole terms."""
        return self.id_lists.read(first, last) if first < last else NO_DOCS

    def tf(self, first: int, last: int) -> Array:
        """How often the term stands in the document, for the postings ``[first, last)``."""
        return self.frequencies.read(first, last)

    def occurrences(self, term: int) -> tuple[int, int]:
        """Where the positions of a term lie, all documents together."""
        first, last = self._pos_start.view(term, term + 2)
        return first, last

    def all_positions(self, first: int, last: int) -> Array:
        """The positions ``[first, last)``."""
        return self.positions.read(first, last)
