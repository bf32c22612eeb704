"""What words add to the scores of documents, worked out for as many at once as can be."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.search.arrays import Array, joined, narrow
from index.search.leaves import Leaf
from index.search.scoring import Statistics
from index.search.term_postings import TermDocuments, TermPostings, read_all_tf


class WordScores:
    """Scores by the words of a query, one query long."""

    def __init__(self, statistics: Statistics) -> None:
        self._statistics = statistics
        self._placed: tuple[TermDocuments, Array, Array] | None = None

    def keep_places(self, found: TermDocuments, docs: Array, at: Array) -> None:
        """Takes where ``docs`` stand among those of a term: mostly they are scored next."""
        self._placed = found, docs, at

    def of(self, field: str, term: bytes, leaf: Leaf, docs: Array) -> Array:
        """The scores of ``docs``, all of which have a term of any field."""
        found = leaf.term(field, term)
        if found is None:
            return np.zeros(len(docs))
        if not isinstance(found, TermPostings):
            return np.ones(len(docs))
        scores = self._weights(field, self._tf(found, docs, leaf), leaf, docs)
        scores *= self._statistics.idf(field, term)
        return scores

    def of_all(self, field: str, terms: Sequence[bytes], leaf: Leaf, docs: Array) -> Array:
        """The scores of ``docs``, which have all of several terms of a text field."""
        words = [word for word in (leaf.postings(field, term) for term in terms) if word]
        if len(words) < len(terms):
            return np.zeros(len(docs))
        read_all_tf(words)
        return self.of_tf(field, terms, [self._tf(word, docs, leaf) for word in words], leaf, docs)

    def of_tf(
        self, field: str, terms: Sequence[bytes], tfs: Sequence[Array], leaf: Leaf, docs: Array
    ) -> Array:
        """The scores of ``docs``, in which several terms of a text field stand so often."""
        tfs = [narrow(tf) for tf in tfs]
        if all(tf.itemsize == 1 for tf in tfs):
            scores = self._weights(field, np.array(tfs), leaf, docs)
        else:
            scores = np.array([self._weights(field, tf, leaf, docs) for tf in tfs])
        scores *= np.array([self._statistics.idf(field, term) for term in terms])[:, None]
        total: Array = scores[0]
        # One after another: another order could make another sum.
        for more in scores[1:]:
            total += more
        return total

    def of_any(self, field: str, terms: Sequence[bytes], leaf: Leaf) -> Array | None:
        """The score of every document of a leaf by several terms of a text field.

        0 where it has none; ``None`` in all where one stands so often somewhere that a byte
        does not hold it.
        """
        words = [(leaf.postings(field, term), self._statistics.idf(field, term)) for term in terms]
        found = [(word, idf) for word, idf in words if word is not None]
        tfs = read_all_tf([word for word, _ in found])
        if not found or any(tf.itemsize > 1 for tf in tfs):
            return None
        docs = joined([word.ids() for word, _ in found])
        scores = self._weights(field, joined(tfs), leaf, docs)
        scores *= np.array([idf for _, idf in found]).repeat([word.count for word, _ in found])
        total: Array = np.bincount(docs, scores, minlength=leaf.doc_count)
        return total

    def _tf(self, found: TermPostings, docs: Array, leaf: Leaf) -> Array:
        tf = found.tf()
        if len(docs) == found.count:
            return tf
        if self._placed is not None and self._placed[0] is found and self._placed[1] is docs:
            return tf.take(self._placed[2])
        return tf.take(found.places(docs, leaf.doc_count))

    def _weights(self, field: str, tf: Array, leaf: Leaf, docs: Array) -> Array:
        lengths = leaf.column(f"length:{field}").take(docs)
        return self._statistics.weights(field, tf, lengths)
