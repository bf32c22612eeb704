"""Did you mean: the words of a query that the index does not know, replaced by near ones."""

from __future__ import annotations

from index.search.fields import form_field
from index.search.query import AllOf, AnyOf, Manner, Node, ParsedQuery, Words
from index.search.snapshot import Snapshot
from index.search.tokens import Token, tokens
from index.search.words import words_near

_SHORTEST = 4
_MOST_WORDS = 8


def suggest(snapshot: Snapshot, parsed: ParsedQuery) -> str | None:
    """The text of the query with unknown words replaced, ``None`` without a better one.

    A word is replaced when no article has it (in any inflection) and some word
    one letter away is there; of several the most frequent is taken.
    """
    better: dict[str, str] = {}
    for words in _words(parsed.root):
        for token in tokens(words.text):
            if len(better) < _MOST_WORDS and not token.paired and token.surface not in better:
                replacement = _replacement(snapshot, words, token)
                if replacement is not None:
                    better[token.surface] = replacement
    if not better:
        return None
    found, at = [], 0
    for token in tokens(parsed.text):
        if token.surface in better:
            found += [parsed.text[at : token.start], better[token.surface]]
            at = token.end
    return "".join([*found, parsed.text[at:]])


def _words(node: Node) -> list[Words]:
    if isinstance(node, Words):
        return [node]
    if isinstance(node, AllOf | AnyOf):
        return [words for part in node.parts for words in _words(part)]
    return []


def _replacement(snapshot: Snapshot, words: Words, token: Token) -> str | None:
    if len(token.word) < _SHORTEST or words.manner in (Manner.FUZZY, Manner.PREFIX):
        return None
    term = token.term.encode("utf-8", "replace")
    if any(leaf.document_frequency(words.field, term) for leaf in snapshot.leaves):
        return None
    near = words_near(snapshot, words.field, token.word)
    return max(near, key=lambda word: (_frequency(snapshot, words.field, word), word), default=None)


def _frequency(snapshot: Snapshot, field: str, word: str) -> int:
    total = 0
    for data in snapshot.segments:
        forms = data.forms(form_field(field))
        if forms is not None:
            own = forms.prefix_range(f"{word}\0".encode())
            total += int(forms.document_counts(*own).sum())
    return total
