"""Search the slow way: every document is looked at, word by word.

Shares with the index only what a word is (:func:`index.search.tokens.tokens`);
everything else is done in the plainest way there is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from index.search.document import SearchDocument
from index.search.fields import EARLIEST, LATEST
from index.search.query import (
    AllOf,
    AnyOf,
    Days,
    Known,
    Manner,
    Named,
    Node,
    Without,
    Words,
)
from index.search.tokens import Token, tokens


@dataclass(frozen=True)
class Knowledge:
    """A resolver made of two dictionaries."""

    articles: dict[tuple[str, str], frozenset[int]]
    keys: dict[tuple[str, str], frozenset[str]]

    def ids(self, field: str, value: str) -> frozenset[int]:
        return self.articles.get((field, value), frozenset())

    def entity_keys(self, type: str, value: str) -> frozenset[str]:
        return self.keys.get((type, value), frozenset())


def distance(one: str, other: str) -> int:
    """Edit distance in which swapping neighbours counts one (optimal string alignment)."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def matches(node: Node, document: SearchDocument, known: Knowledge) -> bool:
    match node:
        case AllOf(parts):
            return all(matches(part, document, known) for part in parts)
        case AnyOf(parts):
            return any(matches(part, document, known) for part in parts)
        case Without(part):
            return not matches(part, document, known)
        case Words():
            return _words(node, document)
        case Named():
            return _named(node, document)
        case Days(begin, end):
            if document.begin is None and document.end is None:
                return False
            first = EARLIEST if document.begin is None else document.begin
            last = LATEST if document.end is None else document.end
            return first <= end and last >= begin
        case Known(field, value):
            if field in ("person", "org", "place"):
                return bool(known.entity_keys(field, value) & set(document.entities))
            return document.id in known.ids(field, value)


@lru_cache(maxsize=256)
def _texts(field: str, document: SearchDocument) -> list[list[Token]]:
    texts = [document.title] if field == "title" else [document.title, document.body]
    return [list(tokens(text)) for text in texts]


def _words(node: Words, document: SearchDocument) -> bool:
    wanted = list(tokens(node.text))
    if len(wanted) > 1 and wanted[-2].paired and wanted[-2].end == wanted[-1].end:
        wanted.pop()
    texts = _texts(node.field, document)
    if not wanted:
        return False
    every = [token for text in texts for token in text]
    last = wanted[-1]
    if node.manner is Manner.FUZZY:
        return any(
            token.word[:2] == last.word[:2] and distance(token.word, last.word) <= 1
            for token in every
            if not token.paired
        )
    if node.manner is Manner.EXACT:
        surfaces = {token.surface for token in every if not token.paired}
        if not {token.surface for token in wanted if not token.paired} <= surfaces:
            return False
    if node.manner in (Manner.PREFIX, Manner.TYPING) and not last.paired:
        begun = any(t.word.startswith(last.word) for t in every if not t.paired)
        if node.manner is Manner.TYPING:
            begun = begun or any(token.term == last.term for token in every)
        return begun and (len(wanted) == 1 or _stands(wanted[:-1], texts))
    return _stands(wanted, texts, node.slop)


def _stands(wanted: list[Token], texts: list[list[Token]], slop: int = 1) -> bool:
    """Whether the terms stand in this order, each at most ``slop`` places after the last."""
    last = wanted[-1]
    if last.paired and len(last.word) == 1:
        single = any(token.term.startswith(last.word) for text in texts for token in text)
        return single and (len(wanted) == 1 or _stands(wanted[:-1], texts, slop))
    # One place is left free between two texts.
    places: list[str | None] = []
    for text in texts:
        places += [None, *(token.term for token in text)]
    reached = {at for at, term in enumerate(places) if term == wanted[0].term}
    for token in wanted[1:]:
        reached = {
            at
            for before in reached
            for at in range(before + 1, before + slop + 1)
            if at < len(places) and places[at] == token.term
        }
    return bool(reached)


def _named(node: Named, document: SearchDocument) -> bool:
    value = {
        "outlet": document.outlet,
        "author": "\n".join(document.authors),
        "source": document.source,
        "lang": document.language,
    }[node.field]
    if node.exact:
        return value == node.text
    return {token.word for token in tokens(node.text)} <= {token.word for token in tokens(value)}
