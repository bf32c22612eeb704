"""From token numbers in document order to postings in term order."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

import numpy as np

from index.search.arrays import Array, starts_of
from index.search.vocabulary import NO_TERM, Expansion, Numbering, Vocabulary, expand

_TEXT_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Inverted:
    """Postings of some terms of one field.

    ``terms`` ascend as bytes; the postings of ``terms[i]`` are
    ``ids[post_start[i]:post_start[i + 1]]``, ascending. ``tf`` (how often the
    term stands in the document) and ``positions`` (``tf`` of them for each
    posting, ascending) are ``None`` for fields that only say which documents.
    """

    terms: list[bytes]
    post_start: Array
    ids: Array
    tf: Array | None = None
    positions: Array | None = None


class TextBatch:
    """The texts that one field received from one writer, document after document."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._pending: list[bytes] = []
        self._pending_bytes = 0
        self._numbers: list[Array] = []
        self._counts: list[Array] = []
        self.piece_count = 0

    def add(self, text: bytes) -> None:
        """Adds the pieces of the next document."""
        self._pending.append(text)
        self._pending_bytes += len(text)
        if self._pending_bytes >= _TEXT_AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        if self._pending:
            numbers, counts = self._vocabulary.number(self._pending)
            self._numbers.append(numbers)
            self._counts.append(counts)
            self.piece_count += len(numbers)
            self._pending, self._pending_bytes = [], 0

    def tokens(self) -> Tokens:
        """All tokens of the field; the batch is empty afterwards."""
        self._flush()
        numbers, counts = np.concatenate(self._numbers), np.concatenate(self._counts)
        self._numbers, self._counts = [], []
        expansion: Expansion = self._vocabulary.expansion()
        return Tokens(*expand(numbers, counts, expansion))


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text field in document order, gaps (term 0) included.

    ``terms`` and ``forms`` are numbers; ``counts`` says how many tokens each
    document has.
    """

    terms: Array
    forms: Array
    counts: Array

    def lengths(self) -> Array:
        """How many words each document has."""
        ends = np.cumsum(self.counts)
        gaps = np.flatnonzero(self.terms == NO_TERM)
        owners = ends.searchsorted(gaps, side="right")
        lengths: Array = self.counts - np.bincount(owners, minlength=len(ends))
        return lengths


def _ranked(names: list[bytes], numbers: Array) -> tuple[list[bytes], Array]:
    """The names in use, sorted, and for every number the rank of its name.

    The number of no term has rank 0, which is not a name's.
    """
    is_used = np.zeros(len(names), dtype=bool)
    is_used[numbers] = True
    is_used[NO_TERM] = False
    order = sorted(np.flatnonzero(is_used).tolist(), key=names.__getitem__)
    ranks = np.zeros(len(names), dtype=np.uint32)
    ranks[order] = np.arange(1, len(order) + 1, dtype=np.uint32)
    return [names[number] for number in order], ranks


def _bits(largest: int) -> int:
    return max(largest.bit_length(), 1)


def invert_text(tokens: Tokens, names: list[bytes]) -> Inverted:
    """Postings with frequencies and positions.

    Rank, document and position of a token make one integer; sorting the integers
    is the whole inversion.
    """
    terms, ranks = _ranked(names, tokens.terms)
    position_bits = _bits(int(tokens.counts.max(initial=0)))
    document_bits = _bits(len(tokens.counts))
    keys = ranks.take(tokens.terms).astype(np.uint64)
    keys <<= np.uint64(document_bits + position_bits)
    # Document and position together, counted up along the tokens of each document.
    begins = np.arange(len(tokens.counts), dtype=np.int64) << position_bits
    begins -= starts_of(tokens.counts)[:-1]
    places = np.arange(len(keys), dtype=np.uint64)
    places += np.repeat(begins.astype(np.uint64), tokens.counts)
    keys |= places
    del places
    keys.sort()
    keys = keys[keys.searchsorted(np.uint64(1 << (document_bits + position_bits))) :]
    positions = (keys & np.uint64((1 << position_bits) - 1)).astype(np.uint32)
    keys >>= np.uint64(position_bits)
    posting_at = _changes(keys)
    ids, counts = _unpacked(keys[posting_at], document_bits, len(terms))
    tf = np.diff(posting_at, append=len(keys))
    return Inverted(terms, starts_of(counts), ids, tf, positions)


def invert_set(numbers: Array, documents: Array, doc_count: int, names: list[bytes]) -> Inverted:
    """Postings that only say which documents hold a term."""
    terms, ranks = _ranked(names, numbers)
    document_bits = _bits(doc_count)
    small = _bits(len(terms)) + document_bits <= 32
    keys: Array = ranks.take(numbers).astype(np.uint32 if small else np.uint64)
    keys <<= keys.dtype.type(document_bits)
    keys |= documents
    keys.sort()
    keys = keys[keys.searchsorted(keys.dtype.type(1 << document_bits)) :]
    ids, counts = _unpacked(keys[_changes(keys)], document_bits, len(terms))
    return Inverted(terms, starts_of(counts), ids)


def _changes(keys: Array) -> Array:
    """Where a sorted key differs from the one before."""
    changed = np.ones(len(keys), dtype=bool)
    np.not_equal(keys[1:], keys[:-1], out=changed[1:])
    return np.flatnonzero(changed)


def _unpacked(keys: Array, document_bits: int, term_count: int) -> tuple[Array, Array]:
    """Documents, and how many each term has, from (rank, document) pairs."""
    ids = (keys & keys.dtype.type((1 << document_bits) - 1)).astype(np.uint32)
    ranks = (keys >> keys.dtype.type(document_bits)).astype(np.int64)
    return ids, np.bincount(ranks, minlength=term_count + 1)[1:]


@dataclass(slots=True)
class Batch:
    """The terms of a field that is not text: numbers, and how many each document gave."""

    numbering: Numbering = field(default_factory=Numbering)
    numbers: array[int] = field(default_factory=lambda: array("i"))
    documents: array[int] = field(default_factory=lambda: array("I"))

    def add(self, document: int, terms: list[bytes]) -> None:
        for term in terms:
            self.numbers.append(self.numbering[term])
            self.documents.append(document)

    def inverted(self, doc_count: int) -> Inverted:
        numbers = np.frombuffer(self.numbers, dtype=np.int32).astype(np.uint32)
        documents = np.frombuffer(self.documents, dtype=np.uint32)
        return invert_set(numbers, documents, doc_count, self.numbering.names)
