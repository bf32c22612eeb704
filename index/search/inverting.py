"""From token numbers in document order to postings in term order."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator

import numpy as np
from msgspec import Struct, field

from index.search.arrays import Array, distinct, starts_of
from index.search.forms import Forms
from index.search.vocabulary import GAP_WORD, Numbering, Vocabulary

_TEXT_AT_ONCE = 1 << 20
_TOKENS_AT_ONCE = 2_000_000
_WORDS_AT_ONCE = 1 << 16


class Inverted(Struct, frozen=True):
    """Postings of some terms of one field.

    ``terms`` ascend as bytes; the postings of ``terms[i]`` are
    ``ids[post_start[i]:post_start[i + 1]]``, ascending. ``tf`` (how often the
    term stands in the document), ``positions`` (``tf`` of them for each posting,
    ascending) and ``forms`` are ``None`` for fields that only say which documents.
    """

    terms: list[bytes]
    post_start: Array
    ids: Array
    tf: Array | None = None
    positions: Array | None = None
    forms: Forms | None = None


class _Chunk(Struct, frozen=True):
    """Some documents' words in order, by their numbers, and how many each document has."""

    words: Array
    counts: Array
    first_document: int


class TextBatch:
    """The texts that one field received from one writer, document after document."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._pending: list[bytes] = []
        self._pending_bytes = 0
        self._chunks: list[_Chunk] = []
        self._documents = 0
        self.word_count = 0

    def add(self, text: bytes) -> None:
        """Adds the pieces of the next document."""
        self._pending.append(text)
        self._pending_bytes += len(text)
        if self._pending_bytes >= _TEXT_AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        if self._pending:
            words, counts = self._vocabulary.words_of(self._pending)
            self._chunks.append(_Chunk(words, counts, self._documents))
            self._documents += len(counts)
            self.word_count += len(words)
            self._pending, self._pending_bytes = [], 0

    def lengths(self) -> Array:
        """How many words each document has, gaps not counted."""
        self._flush()
        return np.concatenate([_lengths(chunk) for chunk in self._chunks])

    def inverted(self) -> Iterator[Inverted]:
        """The postings of all texts, some terms at a time."""
        self._flush()
        chunks, self._chunks = self._chunks, []
        yield from _inverted(chunks, self._vocabulary)


def _lengths(chunk: _Chunk) -> Array:
    ends = np.cumsum(chunk.counts)
    gaps = np.flatnonzero(chunk.words == GAP_WORD)
    owners = ends.searchsorted(gaps, side="right")
    lengths: Array = chunk.counts - np.bincount(owners, minlength=len(ends))
    return lengths


class _Ranking(Struct, frozen=True):
    """The words of some texts, sorted by term and then by form.

    Ranks begin at 1: 0 is the gap's. ``terms`` are sorted too; ``term_of`` gives
    the place of a word's term by the word's rank less one, ``keys`` the form, empty
    for a word that has none; ``tokens`` is how often each word stands there.
    """

    terms: list[bytes]
    term_of: Array
    keys: list[bytes]
    tokens: Array


def _ranked(chunks: list[_Chunk], vocabulary: Vocabulary) -> _Ranking:
    """Ranks the words, and puts in the chunks the ranks for the numbers."""
    tokens = np.zeros(vocabulary.word_count, dtype=np.int64)
    for chunk in chunks:
        tokens += np.bincount(chunk.words, minlength=len(tokens))
    tokens[GAP_WORD] = 0
    used = np.flatnonzero(tokens)
    term_names, term_of_word = vocabulary.term_names, vocabulary.term_of_words()
    is_own = np.zeros(len(term_names), dtype=bool)
    is_own[term_of_word[used]] = True
    by_name = sorted(np.flatnonzero(is_own).tolist(), key=term_names.__getitem__)
    place = np.zeros(len(term_names), dtype=np.int64)
    place[by_name] = np.arange(len(by_name))
    form_names = vocabulary.form_names
    by_key = np.array(sorted(used.tolist(), key=form_names.__getitem__), dtype=np.int64)
    order = by_key[np.argsort(place[term_of_word[by_key]], kind="stable")]
    ranks = np.zeros(len(tokens), dtype=np.uint32)
    ranks[order] = np.arange(1, len(order) + 1, dtype=np.uint32)
    for chunk in chunks:
        # In place: the numbers are needed no more, and there are many.
        ranks.take(chunk.words, out=chunk.words, mode="clip")
    return _Ranking(
        [term_names[term] for term in by_name],
        place[term_of_word[order]],
        [vocabulary.form_of(word) for word in order.tolist()],
        tokens[order],
    )


def _inverted(chunks: list[_Chunk], vocabulary: Vocabulary) -> Iterator[Inverted]:
    ranking = _ranked(chunks, vocabulary)
    first_words = np.flatnonzero(np.diff(ranking.term_of, prepend=-1))
    word_starts = np.append(first_words, len(ranking.term_of))
    token_starts = starts_of(ranking.tokens).take(word_starts)
    first = 0
    while first < len(ranking.terms):
        by_tokens = token_starts.searchsorted(token_starts[first] + _TOKENS_AT_ONCE, side="right")
        by_words = word_starts.searchsorted(word_starts[first] + _WORDS_AT_ONCE, side="right")
        last = max(first + 1, int(min(by_tokens, by_words)) - 1)
        yield _stretch(
            chunks, ranking, first, last, int(word_starts[first]), int(word_starts[last])
        )
        first = last


def _stretch(
    chunks: list[_Chunk], ranking: _Ranking, first: int, last: int, word: int, last_word: int
) -> Inverted:
    """The postings of the terms ``[first, last)``, whose words are ``[word, last_word)``.

    Tokens come in the order of their documents, so sorting them by term, keeping
    that order otherwise, is the whole inversion.
    """
    words, documents, positions = _tokens(chunks, word, last_word)
    own_terms = ranking.term_of[word:last_word] - first
    keys = own_terms.astype(np.uint16 if last - first <= 1 << 16 else np.uint32)
    terms = keys.take(words)
    order = np.argsort(terms, kind="stable")
    terms, words = terms.take(order), words.take(order)
    documents, positions = documents.take(order), positions.take(order)
    del order
    begins = np.empty(len(terms), dtype=bool)
    begins[:1] = True
    np.not_equal(terms[1:], terms[:-1], out=begins[1:])
    begins[1:] |= documents[1:] != documents[:-1]
    posting_at = np.flatnonzero(begins)
    tf = np.diff(posting_at, append=len(terms))
    counts = np.bincount(terms.take(posting_at), minlength=last - first)
    post_start = starts_of(counts)
    forms = _forms(ranking.keys[word:last_word], own_terms, words, begins, post_start)
    ids = documents.take(posting_at)
    return Inverted(ranking.terms[first:last], post_start, ids, tf, positions, forms)


def _tokens(chunks: list[_Chunk], word: int, last_word: int) -> tuple[Array, Array, Array]:
    """The words between two ranks (counted from the first), their documents and positions."""
    words, documents, positions = [], [], []
    wanted = np.uint32(last_word - word)
    for chunk in chunks:
        # Ranks below the first wrap around to large ones.
        own = chunk.words - np.uint32(word + 1)
        at = np.flatnonzero(own < wanted)
        starts = starts_of(chunk.counts)
        owner = np.repeat(np.arange(len(chunk.counts), dtype=np.uint32), chunk.counts).take(at)
        words.append(own.take(at))
        documents.append(owner + np.uint32(chunk.first_document))
        positions.append((at - starts.take(owner)).astype(np.uint32))
    return np.concatenate(words), np.concatenate(documents), np.concatenate(positions)


def _forms(
    keys: list[bytes], terms: Array, words: Array, begins: Array, post_start: Array
) -> Forms:
    """The forms of a stretch; ``terms`` are those of its words.

    ``words`` are the tokens in the order of their postings, each of which begins
    where ``begins`` says.
    """
    has_form = np.fromiter(map(bool, keys), bool, len(keys))
    # The only form of a term stands in all its documents: nothing to be looked at.
    several = (np.bincount(terms[has_form], minlength=len(post_start) - 1) > 1).take(terms)
    at = np.flatnonzero(several.take(words))
    postings = (np.cumsum(begins, dtype=np.uint32) - np.uint32(1)).take(at)
    own: Array = words.take(at).astype(np.uint16 if len(keys) <= 1 << 16 else np.uint32)
    order = np.argsort(own, kind="stable")
    own, postings = own.take(order), postings.take(order)
    is_new = np.ones(len(own), dtype=bool)
    is_new[1:] = (own[1:] != own[:-1]) | (postings[1:] != postings[:-1])
    own, postings = own[is_new], postings[is_new]
    counts = np.bincount(own, minlength=len(keys))
    places = postings - post_start.take(terms.take(own))
    everywhere = counts == np.diff(post_start).take(terms)
    places = places[~everywhere.take(own)]
    counts[everywhere] = 0
    return Forms([key for key in keys if key], terms[has_form], counts[has_form], places)


def invert_set(numbers: Array, documents: Array, doc_count: int, names: list[bytes]) -> Inverted:
    """Postings that only say which documents hold a term.

    A document says so in a row, if several times; documents ascend.
    """
    used = np.zeros(len(names), dtype=bool)
    used[numbers] = True
    order = sorted(np.flatnonzero(used).tolist(), key=names.__getitem__)
    ranks = np.zeros(len(names), dtype=np.uint32)
    ranks[order] = np.arange(len(order), dtype=np.uint32)
    document_bits = max(doc_count.bit_length(), 1)
    keys = ranks.take(numbers).astype(np.uint64) << np.uint64(document_bits)
    keys |= documents
    keys.sort()
    keys = keys[np.flatnonzero(np.diff(keys, prepend=np.uint64(1 << 63)))]
    ids = (keys & np.uint64((1 << document_bits) - 1)).astype(np.uint32)
    counts = np.bincount((keys >> np.uint64(document_bits)).astype(np.int64), minlength=len(order))
    return Inverted([names[number] for number in order], starts_of(counts), ids)


def invert_values(values: Array, term_of: Callable[[int], bytes]) -> Inverted:
    """Postings of a field of which every document has one value; terms ascend with values."""
    order = np.argsort(values, kind="stable").astype(np.uint32)
    different, begins = distinct(values[order])
    terms = [term_of(value) for value in different.tolist()]
    return Inverted(terms, np.append(begins, len(values)), order)


class Batch(Struct):
    """The terms of a field that is not text: numbers, and how many each document gave."""

    numbering: Numbering = field(default_factory=Numbering)
    numbers: array[int] = field(default_factory=lambda: array("i"))
    documents: array[int] = field(default_factory=lambda: array("I"))

    def add(self, document: int, terms: list[bytes]) -> None:
        self.numbers.extend(map(self.numbering.__getitem__, terms))
        self.documents.extend([document] * len(terms))

    def inverted(self, doc_count: int) -> Inverted:
        numbers = np.frombuffer(self.numbers, dtype=np.int32)
        documents = np.frombuffer(self.documents, dtype=np.uint32)
        return invert_set(numbers, documents, doc_count, self.numbering.names)
