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
from index.search.fields import KEY_FIELDS, TEXT_FIELDS
from index.search.leaves import Leaf
from index.search.outside import ArticleIds
from index.search.snapshot import Snapshot
from index.search.term_postings import TermDocuments
from index.search.word_scores import WordScores

_SUMS = (query.Term, query.Phrase, query.And, query.Or)
_ADDING_UP = (*_SUMS, query.AndNot)
_DENSE = 8
_KEYS = frozenset(KEY_FIELDS)
# From so many on all keys of an Or are looked for at once.
_MANY_KEYS = 16


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
        self._words = WordScores(snapshot.statistics)
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
        self._check()
        matcher = _MATCHERS.get(type(wanted))
        if matcher is None:
            raise Unsupported(wanted)
        return matcher(self, wanted, leaf)

    def _bytes(self, field: str, text: Any) -> bytes:
        if isinstance(text, bytes):
            return text
        if isinstance(text, str):
            return text.encode("utf-8", "replace")
        encoded: bytes = self._schema[field].to_bytes(text)
        return encoded

    def _match_term(self, wanted: Any, leaf: Leaf) -> Array:
        found = self._term(wanted.fieldname, wanted.text, leaf)
        return NO_DOCS if found is None else found.ids()

    def _term(self, field: str, text: Any, leaf: Leaf) -> TermDocuments | None:
        return leaf.term(field, self._bytes(field, text))

    def _match_and(self, wanted: Any, leaf: Leaf) -> Array:
        return self._match_all(_parts_of(wanted), leaf)

    def _match_all(self, parts: list[Any], leaf: Leaf) -> Array:
        """The documents that match all of the parts.

        What costs least comes first: a missing word decides before anything is
        read, ranges and phrases are looked at only in the documents left.
        """
        lists = []
        for part in parts:
            if isinstance(part, query.Term):
                found = self._term(part.fieldname, part.text, leaf)
                if found is None:
                    return NO_DOCS
                lists.append(found)
        docs = self._match_terms(lists, leaf) if lists else None
        if docs is not None and not len(docs):
            return NO_DOCS
        rest = [part for part in parts if not isinstance(part, query.Term)]
        rest.sort(key=_effort)
        for part in rest:
            if isinstance(part, query.Every):
                continue
            if isinstance(part, query.Not):
                if docs is None:
                    docs = np.arange(leaf.doc_count)
                docs = docs[~members([self._match(part.query, leaf)], leaf.doc_count).take(docs)]
            elif docs is None:
                docs = self._match(part, leaf)
            elif isinstance(part, query.NumericRange):
                docs = docs[self._in_range(part, leaf, docs)]
            elif isinstance(part, query.Phrase):
                docs = self._match_phrase(part, leaf, docs)
            else:
                docs = common([docs, self._match(part, leaf)], leaf.doc_count)
            if not len(docs):
                return NO_DOCS
        return np.arange(leaf.doc_count) if docs is None else docs

    def _match_terms(self, terms: list[TermDocuments], leaf: Leaf) -> Array:
        """The documents that have all of some terms, the rarest of which is looked at first."""
        rarest, *others = sorted(terms, key=_count)
        docs, at = rarest.ids(), None
        for found in others:
            if not len(docs):
                break
            if found.count < leaf.doc_count:
                kept = found.kept(docs, leaf.doc_count)
                docs, at = docs.take(kept), kept if at is None else at.take(kept)
        if at is not None:
            self._words.keep_places(rarest, docs, at)
        return docs

    def _match_or(self, wanted: Any, leaf: Leaf) -> Array:
        total: Array | None = None
        if len(wanted.subqueries) >= _MANY_KEYS:
            total = self._count_keys(wanted, leaf)
        if total is None and self._scored and self._is_dense(wanted, leaf):
            total = self._score_everywhere(wanted, leaf)
        if total is not None:
            # The scores say by themselves what matches, and are kept for score().
            self._totals[id(wanted), leaf.base] = total
            # Of numbers numpy would ask one by one which are not zero.
            found: Array = (total != 0).nonzero()[0]
            return found
        return union([self._match(part, leaf) for part in wanted.subqueries], leaf.doc_count)

    def _count_keys(self, wanted: Any, leaf: Leaf) -> Array | None:
        """How many of the keys that an Or is made of each document has, if it is made of these.

        That is also what they score.
        """
        fields = {part.fieldname if type(part) is query.Term else "" for part in wanted.subqueries}
        if len(fields) > 1 or not fields <= _KEYS or any(p.boost != 1 for p in wanted.subqueries):
            return None
        field = fields.pop()
        terms = frozenset(self._bytes(field, part.text) for part in wanted.subqueries)
        return None if len(terms) < len(wanted.subqueries) else leaf.counts_of(field, terms)

    def _match_not(self, wanted: Any, leaf: Leaf) -> Array:
        return np.flatnonzero(~members([self._match(wanted.query, leaf)], leaf.doc_count))

    def _match_and_not(self, wanted: Any, leaf: Leaf) -> Array:
        return self._match_all([wanted.a, query.Not(wanted.b)], leaf)

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
        return leaf.begun(wanted.fieldname, self._bytes(wanted.fieldname, wanted.text))

    def _match_range(self, wanted: Any, leaf: Leaf) -> Array:
        return (self._in_range(wanted, leaf, None)).nonzero()[0]

    def _in_range(self, wanted: Any, leaf: Leaf, docs: Array | None) -> Array:
        """Which of ``docs`` (``None``: of all) have a value in a range."""
        values = leaf.column(wanted.fieldname)
        if docs is not None:
            values = values.take(docs)
        inside = np.ones(len(values), dtype=bool)
        if wanted.start is not None:
            inside &= values > wanted.start if wanted.startexcl else values >= wanted.start
        if wanted.end is not None:
            inside &= values < wanted.end if wanted.endexcl else values <= wanted.end
        return inside

    def _match_phrase(self, wanted: Any, leaf: Leaf, within: Array | None = None) -> Array:
        terms = tuple(self._bytes(wanted.fieldname, text) for text in wanted.words)
        return leaf.phrase(wanted.fieldname, terms, wanted.slop, within, self._check)

    def _check(self) -> None:
        if time.perf_counter() > self._deadline:
            raise TooSlow

    # how good

    def score(self, wanted: Any, leaf: Leaf, docs: Array) -> Array:
        """The scores of ``docs``, every one of which matches ``wanted``."""
        if isinstance(wanted, _SUMS):
            scores = self._sum(wanted, leaf, docs)
            boost = float(wanted.boost)
            return scores if boost == 1 else scores * boost
        if isinstance(wanted, query.AndNot):
            return self.score(wanted.a, leaf, docs)
        return np.full(len(docs), self.flat_score(wanted))

    def _sum(self, wanted: Any, leaf: Leaf, docs: Array) -> Array:
        """The scores of ``docs`` but for the boost."""
        if isinstance(wanted, query.Term):
            term = self._bytes(wanted.fieldname, wanted.text)
            return self._words.of(wanted.fieldname, term, leaf, docs)
        if isinstance(wanted, query.Phrase):
            terms = [self._bytes(wanted.fieldname, word) for word in wanted.words]
            return self._words.of_all(wanted.fieldname, terms, leaf, docs)
        if isinstance(wanted, query.Or):
            return self._score_or(wanted, leaf, docs)
        field = _field_of_words(wanted.subqueries)
        if field is not None:
            terms = [self._bytes(field, part.text) for part in wanted.subqueries]
            return self._words.of_all(field, terms, leaf, docs)
        total: Array = np.zeros(len(docs))
        for part in wanted.subqueries:
            total += 1.0 if isinstance(part, query.Not) else self.score(part, leaf, docs)
        return total

    @staticmethod
    def flat_score(wanted: Any) -> float | None:
        """The score of everything that matches, where it is the same for all."""
        if isinstance(wanted, query.ConstantScoreQuery):
            return float(wanted.score)
        if isinstance(wanted, _ADDING_UP):
            return None
        return float(wanted.boost)

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
        field = _field_of_words(wanted.subqueries)
        total: Array | None = None
        if field is not None:
            terms = [self._bytes(field, part.text) for part in wanted.subqueries]
            total = self._words.of_any(field, terms, leaf)
        if total is not None:
            return total
        total = np.zeros(leaf.doc_count)
        for part in wanted.subqueries:
            found = self._match(part, leaf)
            if len(found):
                np.add.at(total, found, self.score(part, leaf, found))
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


def _parts_of(wanted: Any) -> list[Any]:
    """The parts of an And, those of an And within it included."""
    parts = []
    for part in wanted.subqueries:
        parts += _parts_of(part) if isinstance(part, query.And) else [part]
    return parts


def _field_of_words(parts: list[Any]) -> str | None:
    """The one text field whose words, counted once each, are all that is asked for."""
    fields = {
        part.fieldname if isinstance(part, query.Term) and part.boost == 1 else None
        for part in parts
    }
    field: str | None = fields.pop() if len(fields) == 1 else None
    return field if field in TEXT_FIELDS else None


def _count(found: TermDocuments) -> int:
    return found.count


def _effort(part: Any) -> int:
    """How late a part of an And is looked at."""
    if isinstance(part, query.NumericRange):
        return 1
    if isinstance(part, query.Phrase):
        return 2
    return 3 if isinstance(part, query.Not) else 0
