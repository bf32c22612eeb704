"""Scores the slow way: BM25F worked out from the texts, one document at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import log

from whoosh.util.numeric import byte_to_length, length_to_byte

from index.search.document import SearchDocument
from index.search.query import AllOf, AnyOf, Known, Manner, Named, Node, Without, Words
from index.search.tokens import Token, tokens
from tests.index.search.oracle import Knowledge, distance, matches

B, K1 = 0.75, 1.2
FILTER = 1.0
"""What everything scores that only says yes or no."""


@dataclass(frozen=True)
class Corpus:
    """All documents of an index, none of which is deleted."""

    documents: Sequence[SearchDocument]
    _terms: dict[tuple[str, int], list[str]] = field(default_factory=dict)

    def terms(self, name: str, document: SearchDocument) -> list[str]:
        """The terms of one field of a document."""
        key = (name, document.id)
        if key not in self._terms:
            texts = [document.title] if name == "title" else [document.title, document.body]
            self._terms[key] = [token.term for text in texts for token in tokens(text)]
        return self._terms[key]

    @cached_property
    def _averages(self) -> dict[str, float]:
        return {
            name: sum(len(self.terms(name, document)) for document in self.documents)
            / len(self.documents)
            for name in ("text", "title")
        }

    def weight(self, name: str, term: str, document: SearchDocument) -> float:
        """BM25F of a term in a document that has it; lengths are rounded as Whoosh rounds them."""
        own = self.terms(name, document)
        having = sum(term in self.terms(name, other) for other in self.documents)
        idf = log(len(self.documents) / (having + 1)) + 1
        length = byte_to_length(length_to_byte(len(own)))
        frequency = own.count(term)
        norm = K1 * ((1 - B) + B * length / (self._averages[name] or 1))
        return idf * frequency * (K1 + 1) / (frequency + norm)


def score(node: Node, document: SearchDocument, corpus: Corpus, known: Knowledge) -> float:
    """The score of a document that matches ``node``."""
    match node:
        case AllOf(()):
            return FILTER
        case AllOf(parts):
            return sum(score(part, document, corpus, known) for part in parts)
        case AnyOf(parts):
            return sum(
                score(part, document, corpus, known)
                for part in parts
                if matches(part, document, known)
            )
        case Without():
            # Every article, and the one condition that it is not the other.
            return 2 * FILTER
        case Words():
            return _words(node, document, corpus)
        case Named():
            words = {token.word for token in tokens(node.text)}
            return FILTER if node.exact else len(words) * FILTER
        case Known(name, value) if name in ("person", "org", "place"):
            return FILTER * len(known.entity_keys(name, value) & set(document.entities))
        case Known():
            return FILTER
        case _:
            # Days are asked of both ends.
            return 2 * FILTER


def _words(node: Words, document: SearchDocument, corpus: Corpus) -> float:
    wanted = list(tokens(node.text))
    if len(wanted) > 1 and wanted[-2].paired and wanted[-2].end == wanted[-1].end:
        wanted.pop()
    last = wanted[-1]
    texts = [document.title] if node.field == "title" else [document.title, document.body]
    plain = {token.word for text in texts for token in tokens(text) if not token.paired}
    if node.manner is Manner.FUZZY:
        near = [w for w in plain if w[:2] == last.word[:2] and distance(w, last.word) <= 1]
        return FILTER * len(near)
    if node.manner in (Manner.PREFIX, Manner.TYPING) and not last.paired:
        before = _phrase(wanted[:-1], node.field, document, corpus)
        begun = FILTER * any(word.startswith(last.word) for word in plain)
        if node.manner is Manner.TYPING and last.term in corpus.terms(node.field, document):
            begun += corpus.weight(node.field, last.term, document)
        return before + begun
    forms = sum(not token.paired for token in wanted) if node.manner is Manner.EXACT else 0
    return forms * FILTER + _phrase(wanted, node.field, document, corpus)


def _phrase(wanted: list[Token], name: str, document: SearchDocument, corpus: Corpus) -> float:
    total = 0.0
    for token in wanted:
        is_single = token.paired and len(token.word) == 1 and token is wanted[-1]
        total += FILTER if is_single else corpus.weight(name, token.term, document)
    return total
