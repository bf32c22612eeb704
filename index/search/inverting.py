"""From token numbers in document order to postings in term order."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

import numpy as np

from index.search.arrays import Array, ranges, starts_of
from index.search.vocabulary import NO_TERM, Numbering, Vocabulary

_LOW_HALF = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)


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


@dataclass(slots=True)
class Batch:
    """What one field received from one writer: numbers, and how many each document gave."""

    numbers: array[int] = field(default_factory=lambda: array("i"))
    documents: array[int] = field(default_factory=lambda: array("I"))
    counts: array[int] = field(default_factory=lambda: array("I"))

    def add(self, document: int, numbers: array[int] | list[int]) -> None:
        self.numbers.extend(numbers)
        self.documents.append(document)
        self.counts.append(len(numbers))


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text field in document order, stop gaps included.

    ``lengths`` counts the words of every document; ``terms`` and ``forms`` are
    term and form numbers, ``documents`` and ``positions`` say where each stands.
    """

    terms: Array
    forms: Array
    documents: Array
    positions: Array
    lengths: Array


def expand(batch: Batch, vocabulary: Vocabulary, doc_count: int) -> Tokens:
    """The tokens that the pieces of a text field stand for."""
    numbers = np.frombuffer(batch.numbers, dtype=np.int32)
    documents = np.frombuffer(batch.documents, dtype=np.uint32)
    piece_counts = np.frombuffer(batch.counts, dtype=np.uint32)
    counts = np.array(vocabulary.counts, dtype=np.int32).take(numbers)
    flat = ranges(np.array(vocabulary.starts, dtype=np.int64).take(numbers), counts)
    terms = np.array(vocabulary.terms, dtype=np.uint32).take(flat)
    forms = np.array(vocabulary.forms, dtype=np.uint32).take(flat)
    del flat
    ends = starts_of(counts)[starts_of(piece_counts)]
    per_document = np.diff(ends)
    owner = np.repeat(documents, per_document)
    positions = np.arange(len(terms), dtype=np.uint32)
    positions -= np.repeat(ends[:-1].astype(np.uint32), per_document)
    real = terms != NO_TERM
    lengths = np.bincount(owner[real], minlength=doc_count)
    return Tokens(terms[real], forms[real], owner[real], positions[real], lengths)


def _ranked(names: list[bytes], numbers: Array) -> tuple[list[bytes], Array]:
    """The names in use, sorted, and for every number the rank of its name."""
    used = np.flatnonzero(np.bincount(numbers, minlength=len(names)))
    order = sorted(used.tolist(), key=names.__getitem__)
    ranks = np.zeros(len(names), dtype=np.uint32)
    ranks[order] = np.arange(len(order), dtype=np.uint32)
    return [names[number] for number in order], ranks


def _sorted_pairs(major: Array, minor: Array) -> tuple[Array, Array]:
    """Pairs sorted by major, then minor; one sort of 64-bit keys is the fastest there is."""
    keys = major.astype(np.uint64) << _HALF
    keys |= minor
    keys.sort()
    low = (keys & _LOW_HALF).astype(np.uint32)
    keys >>= _HALF
    return keys.astype(np.uint32), low


def invert_text(tokens: Tokens, names: list[bytes]) -> Inverted:
    """Postings with frequencies and positions, one term per stem."""
    terms, ranks = _ranked(names, tokens.terms)
    count = len(tokens.terms)
    term, token = _sorted_pairs(ranks.take(tokens.terms), np.arange(count, dtype=np.uint32))
    owner = tokens.documents.take(token)
    first = np.ones(count, dtype=bool)
    first[1:] = (term[1:] != term[:-1]) | (owner[1:] != owner[:-1])
    posting_at = np.flatnonzero(first)
    return Inverted(
        terms,
        starts_of(np.bincount(term.take(posting_at), minlength=len(terms))),
        owner.take(posting_at),
        np.diff(posting_at, append=count),
        tokens.positions.take(token),
    )


def invert_set(numbers: Array, documents: Array, names: list[bytes]) -> Inverted:
    """Postings that only say which documents hold a term."""
    real = numbers != NO_TERM
    numbers, documents = numbers[real], documents[real]
    terms, ranks = _ranked(names, numbers)
    term, owner = _sorted_pairs(ranks.take(numbers), documents)
    first = np.ones(len(term), dtype=bool)
    first[1:] = (term[1:] != term[:-1]) | (owner[1:] != owner[:-1])
    post_start = starts_of(np.bincount(term[first], minlength=len(terms)))
    return Inverted(terms, post_start, owner[first])


def invert_batch(batch: Batch, numbering: Numbering) -> Inverted:
    """Postings of a field whose numbers are term numbers already."""
    documents = np.frombuffer(batch.documents, dtype=np.uint32)
    counts = np.frombuffer(batch.counts, dtype=np.uint32)
    numbers = np.frombuffer(batch.numbers, dtype=np.int32)
    return invert_set(numbers.astype(np.uint32), np.repeat(documents, counts), numbering.names)
