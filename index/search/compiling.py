"""From the tree a query was read into to the ``whoosh.query`` objects that run it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from msgspec import Struct, field
from whoosh import query

from index.search.fields import EARLIEST, LATEST, form_field
from index.search.outside import ArticleIds, Resolver
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
from index.search.tokens import Token, is_single, phrase_of, tokens
from index.search.vocabulary import form_key

_ENTITY_FIELDS = ("person", "org", "place")
FormsNear = Callable[[str, str], Iterable[str]]
"""Field and word to the words of the index that differ from it by at most one letter."""


class Compiler(Struct):
    """Compiles for one index: ``near`` knows its words, ``resolver`` all that is outside.

    ``ignored`` gathers what could not be answered.
    """

    near: FormsNear
    resolver: Resolver | None = None
    ignored: list[str] = field(default_factory=list)

    def compile(self, node: Node) -> Any:
        """The Whoosh query that means ``node``."""
        match node:
            case Words():
                return self._words(node)
            case Named():
                return _named(node)
            case Days():
                return _days(node)
            case Known():
                return self._known(node)
            case AllOf(parts):
                return query.And([self.compile(part) for part in parts]) if parts else query.Every()
            case AnyOf(parts):
                return query.Or([self.compile(part) for part in parts])
            case Without(part):
                return query.And([query.Every(), query.Not(self.compile(part))])

    def _words(self, node: Words) -> Any:
        found = phrase_of(node.text)
        if not found:
            return query.NullQuery
        if node.manner is Manner.FUZZY:
            return self._fuzzy(node.field, found[0])
        if node.manner is Manner.PREFIX:
            return _beginning(node.field, found, _prefix)
        if node.manner is Manner.TYPING:
            return _beginning(node.field, found, _typed)
        phrase = _phrase(node.field, found, node.slop)
        if node.manner is Manner.EXACT:
            forms = [
                query.Term(form_field(node.field), form_key(token.word, token.surface))
                for token in found
                if not token.paired
            ]
            return query.And([*forms, phrase]) if forms else phrase
        return phrase

    def _fuzzy(self, name: str, token: Token) -> Any:
        forms = form_field(name)
        words = self.near(name, token.word)
        return (
            query.Or([_begun(forms, f"{word}\0") for word in words]) if words else query.NullQuery
        )

    def _known(self, node: Known) -> Any:
        if self.resolver is None:
            note = f"{node.field}:{node.value} (not known here)"
            self.ignored.append(note)
            return query.NullQuery
        if node.field in _ENTITY_FIELDS:
            keys = self.resolver.entity_keys(node.field, node.value)
            terms = [query.Term("entity", key) for key in keys]
            return query.Or(terms) if terms else query.NullQuery
        return ArticleIds(self.resolver.ids(node.field, node.value))


def _phrase(name: str, found: Sequence[Token], slop: int = 1) -> Any:
    """The words in this order, each at most ``slop`` places after the one before it."""
    last = found[-1]
    if is_single(last):
        single = _begun(name, last.word)
        return query.And([_phrase(name, found[:-1], slop), single]) if len(found) > 1 else single
    if len(found) == 1:
        return query.Term(name, last.term)
    return query.Phrase(name, [token.term for token in found], slop=slop)


def _beginning(name: str, found: Sequence[Token], last_word: Callable[[str, Token], Any]) -> Any:
    """A phrase whose last word is to be matched by its beginning."""
    if found[-1].paired:
        return _phrase(name, found)
    last = last_word(name, found[-1])
    return query.And([_phrase(name, found[:-1]), last]) if len(found) > 1 else last


def _prefix(name: str, token: Token) -> Any:
    return _begun(form_field(name), token.word)


def _begun(name: str, start: str) -> Any:
    # Whoosh scores a bare prefix by chance: by the kind of matcher it picks.
    return query.ConstantScoreQuery(query.Prefix(name, start))


def _typed(name: str, token: Token) -> Any:
    return query.Or([query.Term(name, token.term), _prefix(name, token)])


def _named(node: Named) -> Any:
    if node.exact:
        return query.Term(f"{node.field}_name", node.text)
    words = {token.word: None for token in tokens(node.text)}
    terms = [query.Term(node.field, word) for word in words]
    return terms[0] if len(terms) == 1 else query.And(terms)


def _days(node: Days) -> Any:
    return query.And(
        [
            query.NumericRange("begin", EARLIEST, node.end),
            query.NumericRange("end", node.begin, LATEST),
        ]
    )
