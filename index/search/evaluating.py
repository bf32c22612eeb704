"""Whoosh queries evaluated on whole arrays, a segment at a time.

:meth:`Evaluator.match` gives the documents of a segment that match a query, as
a sorted array; :meth:`Evaluator.score` gives the scores of some of them. Hits
and scores are those of Whoosh's own searcher with its default weighting: an
And, Or or Phrase adds the scores of its parts, filters and expanded terms score
their boost, an excluded part adds one.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
from whoosh import query

from index.search.arrays import NO_DOCS, Array, common, members, places, union
from index.search.outside import ArticleIds
from index.search.phrases import PhraseWord, match_phrase
from index.search.postings import FieldPostings
from index.search.snapshot import Leaf, Snapshot

_RANGES = (query.NumericRange, query.DateRange)
_DENSE = 8


class TooSlow(Exception):
    """The time for a query is up."""


class Unsupported(Exception):
    """A kind of query that culm never makes."""


class Evaluator:
    """Runs queries on a snapshot until ``deadline`` (of ``time.perf_counter``)."""

    def __init__(
        self, snapshot: Snapshot, deadline: float = float("inf"), scored: bool = True
    ) -> None:
        self._snapshot = snapshot
        self._schema = snapshot.schema
        self._statistics = snapshot.statistics
        self._deadline = deadline
        self._scored = scored
        self._totals: dict[tuple[int, int], Array] = {}

    def forget_deadline(self) -> None:
        """What is left to do is bounded: it may be finished."""
        self._deadline = float("inf")

    # which documents

    def match(self, wanted: Any, leaf: Leaf) -> Array:
        """The documents of a segment that match, deleted ones left out."""
        return leaf.alive(self._match(wanted, leaf))

    def _match(self, wanted: Any, leaf: Leaf) -> Array:
        if time.perf_counter() > self._deadline:
            raise TooSlow
        matcher = _MATCHERS.get(type(wanted))
        if matcher is None:
            matcher = _matcher_of(wanted)
        return matcher(self, wanted, leaf)

    def _bytes(self, field: str, text: Any) -> bytes:
        if isinstance(text, bytes):
            return text
        if isinstance(text, str):
            return text.encode("utf-8", "replace")
        encoded: bytes = self._schema[field].to_bytes(text)
        return encoded

    def _match_term(self, wanted: Any, leaf: Leaf) -> Array:
        found = leaf.data.span(wanted.fieldname, self._bytes(wanted.fieldname, wanted.text))
        if found is None:
            return NO_DOCS
        postings, _, first, last = found
        return postings.ids(first, last)

    def _match_and(self, wanted: Any, leaf: Leaf) -> Array:
        required, ranged, excluded = [], [], []
        for part in wanted.subqueries:
            if isinstance(part, query.Not):
                excluded.append(part.query)
            elif isinstance(part, _RANGES):
                ranged.append(part)
            elif not isinstance(part, query.Every):
                required.append(self._match(part, leaf))
                if not len(required[-1]):
                    return NO_DOCS
        docs = common(required, leaf.doc_count) if required else np.arange(leaf.doc_count)
        for part in ranged:
            docs = docs[self._in_range(part, leaf, docs)]
        for part in excluded:
            docs = docs[~members([self._match(part, leaf)], leaf.doc_count).take(docs)]
        return docs

    def _match_or(self, wanted: Any, leaf: Leaf) -> Array:
        if self._scored and self._is_dense(wanted, leaf):
            # The scores say by themselves what matches, and are kept for score().
            total = self._score_everywhere(wanted, leaf)
            self._totals[id(wanted), leaf.base] = total
            return total.nonzero()[0]
        return union([self._match(part, leaf) for part in wanted.subqueries], leaf.doc_count)

    def _match_not(self, wanted: Any, leaf: Leaf) -> Array:
        return np.flatnonzero(~members([self._match(wanted.query, leaf)], leaf.doc_count))

    def _match_and_not(self, wanted: Any, leaf: Leaf) -> Array:
        return self._match_and(query.And([wanted.a, query.Not(wanted.b)]), leaf)

    def _match_every(self, wanted: Any, leaf: Leaf) -> Array:
        if wanted.fieldname not in (None, "*"):
            raise Unsupported(wanted)
        return np.arange(leaf.doc_count)

    def _match_nothing(self, wanted: Any, leaf: Leaf) -> Array:
        return NO_DOCS

    def _match_ids(self, wanted: Any, leaf: Leaf) -> Array:
        return self._snapshot.docs_of_ids(wanted.ids, leaf)

    def _match_wrapped(self, wanted: Any, leaf: Leaf) -> Array:
        return self._match(wanted.child, leaf)

    def _match_prefix(self, wanted: Any, leaf: Leaf) -> Array:
        # The terms lie side by side, and so do their postings.
        found = self._expansion(wanted, leaf)
        if found is None:
            return NO_DOCS
        postings, first_term, last_term = found
        docs = postings.ids(*postings.postings(first_term, last_term))
        if last_term - first_term < 2:
            return docs
        return (members([docs], leaf.doc_count)).nonzero()[0]

    def _expansion(self, wanted: Any, leaf: Leaf) -> tuple[FieldPostings, int, int] | None:
        """The terms of a segment that begin with a prefix."""
        postings = leaf.data.field(wanted.fieldname)
        if postings is None:
            return None
        return postings, *postings.prefix_range(self._bytes(wanted.fieldname, wanted.text))

    def _match_range(self, wanted: Any, leaf: Leaf) -> Array:
        return (self._in_range(wanted, leaf, None)).nonzero()[0]

    def _in_range(self, wanted: Any, leaf: Leaf, docs: Array | None) -> Array:
        """Which of ``docs`` (``None``: of all) have a value in a range."""
        values = leaf.data.column(wanted.fieldname)
        if docs is not None:
            values = values.take(docs)
        inside = np.ones(len(values), dtype=bool)
        if wanted.start is not None:
            inside &= values > wanted.start if wanted.startexcl else values >= wanted.start
        if wanted.end is not None:
            inside &= values < wanted.end if wanted.endexcl else values <= wanted.end
        return inside

    def _match_phrase(self, wanted: Any, leaf: Leaf) -> Array:
        if wanted.slop != 1:
            raise Unsupported(wanted)
        name = wanted.fieldname
        spans = [leaf.data.span(name, self._bytes(name, word)) for word in wanted.words]
        words = [PhraseWord(*span) for span in spans if span is not None]
        return match_phrase(words, leaf.doc_count) if len(words) == len(spans) else NO_DOCS

    # how good

    def score(self, wanted: Any, leaf: Leaf, docs: Array) -> Array:
        """The scores of ``docs``, every one of which matches ``wanted``."""
        if isinstance(wanted, query.Term):
            return self._score_term(wanted.fieldname, wanted.text, leaf, docs) * float(wanted.boost)
        total: Array = np.zeros(len(docs))
        if isinstance(wanted, query.Phrase):
            for word in wanted.words:
                total += self._score_term(wanted.fieldname, word, leaf, docs)
            return total * float(wanted.boost)
        if isinstance(wanted, query.And):
            for part in wanted.subqueries:
                total += 1.0 if isinstance(part, query.Not) else self.score(part, leaf, docs)
            return total * float(wanted.boost)
        if isinstance(wanted, query.Or):
            return self._score_or(wanted, leaf, docs) * float(wanted.boost)
        if isinstance(wanted, query.AndNot):
            return self.score(wanted.a, leaf, docs)
        if isinstance(wanted, query.ConstantScoreQuery):
            return np.full(len(docs), float(wanted.score))
        return np.full(len(docs), float(wanted.boost))

    def _is_dense(self, wanted: Any, leaf: Leaf) -> bool:
        """Whether an Or of scored words matches a good part of a segment."""
        found = 0
        for part in wanted.subqueries:
            if not isinstance(part, query.Term) or not self._schema[part.fieldname].scorable:
                return False
            term = self._bytes(part.fieldname, part.text)
            found += leaf.document_frequency(part.fieldname, term)
        return found * _DENSE >= leaf.doc_count

    def _score_everywhere(self, wanted: Any, leaf: Leaf) -> Array:
        """The score of every document of a segment, 0 where nothing matches."""
        total: Array = np.zeros(leaf.doc_count)
        for part in wanted.subqueries:
            found = self._match(part, leaf)
            if len(found):
                total[found] += self.score(part, leaf, found)
        return total

    def _score_or(self, wanted: Any, leaf: Leaf, docs: Array) -> Array:
        total = self._totals.get((id(wanted), leaf.base))
        if total is None and len(docs) * _DENSE >= leaf.doc_count:
            total = self._score_everywhere(wanted, leaf)
        if total is not None:
            return total.take(docs)
        total = np.zeros(len(docs))
        for part in wanted.subqueries:
            found = self._match(part, leaf)
            found = found.take(places(found, docs, leaf.doc_count))
            if len(found):
                at = docs.searchsorted(found.astype(docs.dtype, copy=False))
                total[at] += self.score(part, leaf, found)
        return total

    def _score_term(self, field: str, text: Any, leaf: Leaf, docs: Array) -> Array:
        term = self._bytes(field, text)
        found = leaf.data.span(field, term)
        if found is None:
            return np.zeros(len(docs))
        postings, _, first, last = found
        if not postings.has_positions:
            return np.ones(len(docs))
        tf = postings.tf(first, last)
        if len(docs) != last - first:
            tf = tf.take(places(postings.ids(first, last), docs, leaf.doc_count))
        scores = self._statistics.weights(field, tf, leaf.lengths(field).take(docs))
        scores *= self._statistics.idf(field, term)
        return scores


_MATCHERS: dict[type, Callable[[Evaluator, Any, Leaf], Array]] = {
    query.Term: Evaluator._match_term,
    query.And: Evaluator._match_and,
    query.Or: Evaluator._match_or,
    query.Not: Evaluator._match_not,
    query.AndNot: Evaluator._match_and_not,
    query.Phrase: Evaluator._match_phrase,
    query.Prefix: Evaluator._match_prefix,
    query.NumericRange: Evaluator._match_range,
    query.Every: Evaluator._match_every,
    query.ConstantScoreQuery: Evaluator._match_wrapped,
    ArticleIds: Evaluator._match_ids,
    type(query.NullQuery): Evaluator._match_nothing,
}


def _matcher_of(wanted: Any) -> Callable[[Evaluator, Any, Leaf], Array]:
    for kind, matcher in _MATCHERS.items():
        if isinstance(wanted, kind):
            return matcher
    raise Unsupported(wanted)
