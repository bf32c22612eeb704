"""The postings of one field in one segment: how they are stored, and read back.

There are no blocks and no skips: document numbers, frequencies and positions of
all terms lie in one array each, terms in byte order. How many documents have a
term is a difference of two offsets, a prefix is one contiguous slice.

Sections of a field ``F``: the terms (:mod:`index.search.terms`), the documents
(:mod:`index.search.id_lists`), for text also the frequencies
(:mod:`index.search.frequencies`) and the positions (:mod:`index.search.positions`);
and ``F/starts``, which has for each term, side by side, the numbers of its first
posting and of the first byte of its documents, and for text those of its first
position and of the first byte of its frequencies, in the end what would come next.
The forms of the words of a text are a field of their own (:mod:`index.search.forms`).
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import numpy as np

from index.search.arrays import NO_DOCS, Array, starts_of
from index.search.fields import form_field
from index.search.forms import FormsWriter
from index.search.frequencies import Frequencies, FrequencyWriter
from index.search.id_lists import IdLists, id_type, pack, packed_terms
from index.search.inverting import Inverted
from index.search.parts import Part
from index.search.positions import PositionRun, Positions, PositionsWriter, read_positions
from index.search.sections import SectionFile, SectionWriter
from index.search.terms import BLOCK, TermList, TermsWriter

# The columns of ``F/starts``, and how many a text has of them and another field.
_POSTING, _IDS, _POSITION, _TF = range(4)
_OF_TEXT, _OF_OTHERS = 4, 2
# Finding a term takes so many times as long as reading one after another.
_FINDING = 8


class PostingsWriter:
    """Takes the postings of a field piece by piece, terms ascending, and writes them."""

    def __init__(self, field: str, doc_count: int, is_text: bool) -> None:
        self._field = field
        self._doc_count = doc_count
        self._terms = TermsWriter(hashed=is_text)
        self._term_count = self._posting_end = self._ids_end = 0
        self._starts, self._ids = Part("<u4"), Part("u1")
        self._text = _TextWriter(field) if is_text else None

    def add(self, inverted: Inverted) -> None:
        """Appends postings; their terms come after all that were added before."""
        self._terms.add(inverted.terms)
        begins = [inverted.post_start[:-1] + self._posting_end, self._add_ids(inverted)]
        if self._text is not None:
            begins += self._text.add(inverted, self._term_count)
        self._starts.extend(np.column_stack(begins).ravel())
        self._term_count += len(inverted.terms)
        self._posting_end += len(inverted.ids)

    def _add_ids(self, inverted: Inverted) -> Array:
        """Appends the documents of the terms; gives where those of each begin."""
        edges, ids = inverted.post_start, inverted.ids
        plain = ids.astype(id_type(self._doc_count))
        counts = np.diff(edges)
        sizes = counts * plain.itemsize
        packed = np.flatnonzero(packed_terms(counts, self._doc_count))
        at = 0
        for term in packed.tolist():
            first, last = edges[term : term + 2].tolist()
            data = pack(ids[first:last], self._doc_count)
            self._ids.extend(plain[at:first].view(np.uint8))
            self._ids.extend(np.frombuffer(data, dtype=np.uint8))
            sizes[term] = len(data)
            at = last
        self._ids.extend(plain[at:].view(np.uint8))
        begins = starts_of(sizes) + self._ids_end
        self._ids_end = int(begins[-1])
        return begins[:-1]

    def write_to(self, writer: SectionWriter) -> None:
        """Writes the sections of the field, and for text those of its forms."""
        field = self._field
        self._terms.write_to(writer, field)
        ends = [self._posting_end, self._ids_end]
        if self._text is not None:
            ends += self._text.counts()
        self._starts.extend(np.array(ends))
        self._starts.write_to(writer, f"{field}/starts")
        self._ids.write_to(writer, f"{field}/ids")
        if self._text is not None:
            self._text.write_to(writer, self._term_count)


class _TextWriter:
    """What is written of text beside which documents have a term."""

    def __init__(self, field: str) -> None:
        self._field = field
        self._frequencies = FrequencyWriter()
        self._positions = PositionsWriter()
        self._forms = FormsWriter()

    def counts(self) -> list[int]:
        """How many positions there are, and bytes of frequencies."""
        return [self._positions.count, self._frequencies.size]

    def add(self, inverted: Inverted, term_base: int) -> list[Array]:
        """Appends postings; gives where of each term these begin."""
        if inverted.tf is None or inverted.positions is None or inverted.forms is None:
            raise ValueError(f"{self._field} is text, and these are no postings of text")
        firsts = inverted.post_start[:-1]
        tf_begins = self._frequencies.add(inverted.tf, inverted.post_start)
        begins = starts_of(inverted.tf)[firsts] + self._positions.count
        self._positions.add(inverted.positions)
        self._forms.add(inverted.forms, term_base, np.diff(inverted.post_start))
        return [begins, tf_begins]

    def write_to(self, writer: SectionWriter, term_count: int) -> None:
        self._frequencies.write_to(writer, self._field)
        self._positions.write_to(writer, self._field)
        self._forms.write_to(writer, form_field(self._field), term_count)


class Span(NamedTuple):
    """Where what is kept of a term lies: its postings, and the bytes of its documents.

    Of text also its positions, and the bytes of its frequencies.
    """

    first: int
    begin: int
    first_position: int
    first_tf: int
    last: int
    end: int
    last_position: int
    last_tf: int


class FieldPostings(TermList):
    """The postings of one field of an open segment."""

    def __init__(self, file: SectionFile, field: str) -> None:
        super().__init__(file, field)
        self._starts_of_terms = file.section(f"{field}/starts")
        self.id_lists = IdLists(file, field)
        self.has_positions = f"{field}/low" in file
        self._width = _OF_TEXT if self.has_positions else _OF_OTHERS
        if self.has_positions:
            self.frequencies = Frequencies(file, field)
            self.positions = Positions(file, field)

    def check_block(self, block: int) -> None:
        first = block * BLOCK
        last = min(first + BLOCK, self.term_count) + 1
        self._starts_of_terms.checked(first * self._width, last * self._width)
        super().check_block(block)

    def located(self, term: bytes) -> Span | None:
        """Where what is kept of a term lies, ``None`` where no document has it."""
        index = self.find(term)
        if index < 0:
            return None
        # Finding the term has checked these.
        width = self._width
        at = index * width
        starts = self._starts_of_terms.data[at : at + 2 * width]
        if width == _OF_TEXT:
            return _as_span(starts)
        first, begin, last, end = starts
        return Span(first, begin, 0, 0, last, end, 0, 0)

    def _column(self, which: int, first_term: int, last_term: int) -> Array:
        """One of the starts of the terms ``[first_term, last_term)`` and of what comes next."""
        width = self._width
        starts = self._starts_of_terms.read(first_term * width, (last_term + 1) * width)
        return starts[which::width]

    def postings(self, first_term: int, last_term: int) -> tuple[int, int]:
        """Where the postings of the terms ``[first_term, last_term)`` lie."""
        width = self._width
        starts = self._starts_of_terms
        return starts.at(first_term * width), starts.at(last_term * width)

    def post_starts(self, first_term: int, last_term: int) -> Array:
        """Where each of the terms begins, and where the last one ends."""
        return self._column(_POSTING, first_term, last_term)

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
        return self.documents_in(term, term + 1)

    def documents_in(self, first_term: int, last_term: int) -> Array:
        """The documents of the terms ``[first_term, last_term)``, term after term."""
        if first_term >= last_term:
            return NO_DOCS
        counts = self.document_counts(first_term, last_term)
        begins = self._column(_IDS, first_term, last_term).astype(np.int64)
        return self.id_lists.read(counts, begins)

    def documents_of(self, first_term: int, last_term: int) -> Array:
        """The documents of any of the terms, in no order, some more than once."""
        return self.documents_in(first_term, last_term)

    def documents_of_any(self, terms: frozenset[bytes]) -> Array:
        """The documents of some terms, in no order, one as often as it has terms of these."""
        if len(terms) * _FINDING < self.term_count:
            found = sorted(index for index in map(self.find, terms) if index >= 0)
        else:
            found = [index for index, term in enumerate(self.terms()) if term in terms]
        at = np.array(found, dtype=np.int64)
        posts, begins = (
            self._column(which, 0, self.term_count).astype(np.int64) for which in (_POSTING, _IDS)
        )
        counts = posts.take(at + 1) - posts.take(at)
        return self.id_lists.read_some(counts, begins.take(at), begins.take(at + 1))

    def tf(self, first_term: int, last_term: int) -> Array:
        """How often each of some terms stands in its documents, term after term."""
        starts, positions, begins = (
            self._column(which, first_term, last_term).astype(np.int64)
            for which in (_POSTING, _POSITION, _TF)
        )
        return self.frequencies.read(int(starts[0]), np.diff(starts), np.diff(positions), begins)

    def occurrences(self, term: int) -> tuple[int, int]:
        """Where the positions of a term lie, all documents together."""
        first, last = self._column(_POSITION, term, term + 1).tolist()
        return first, last

    def all_positions(self, first: int, last: int) -> Array:
        """The positions ``[first, last)``."""
        return read_positions([PositionRun(self.positions, first, last)])


_as_span = partial(tuple.__new__, Span)
