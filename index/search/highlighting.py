"""Where in a text a query's words stand, and the piece of text that shows them best."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from index.article import Snippet, Span
from index.language.fold import fold_case
from index.search.query import AllOf, AnyOf, Manner, Node, ParsedQuery, Words
from index.search.stemming import beginnings
from index.search.tokens import Token, has_plain_words, is_single, phrase_of, tokens
from index.search.words import FIXED_LETTERS, one_apart

_ELLIPSIS = "…"
_BLANKS = dict.fromkeys(map(ord, "\n\t\r\x0b\x0c\u2028\u2029"), " ")
_LEAD = 0.3


@dataclass(frozen=True, slots=True)
class _Test:
    """One word of a condition: whether a token is it, and how such tokens can begin."""

    accepts: Callable[[Token], bool]
    beginnings: tuple[str, ...]


_Condition = tuple[_Test, ...]


def hits(text: str, parsed: ParsedQuery, headline: Span | None = None) -> list[Span]:
    """Every place in ``text`` that a query finds, in order and without overlaps.

    Phrases are marked whole; excluded words are not marked. ``text`` is an
    article's canonical text and spans count its code points. Words of the
    ``title:`` field are marked within ``headline`` only.
    """
    conditions = _conditions(parsed.root)
    found: list[Span] = []
    folded = fold_case(text)
    for field, pattern, tests in conditions:
        area = Span(0, len(text)) if field == "text" else headline
        if area is not None:
            found += (
                span
                for span in _places(text, folded, pattern, tests)
                if area.start <= span.start and span.end <= area.end
            )
    return _merged(found)


@lru_cache(maxsize=64)
def _conditions(root: Node) -> tuple[tuple[str, re.Pattern[str], tuple[_Condition, ...]], ...]:
    """By field: how its hits can begin, and the conditions that decide."""
    by_field: dict[str, list[_Condition]] = {}
    for words in _words(root):
        by_field.setdefault(words.field, []).extend(_tests(words))
    return tuple(
        (field, _beginning_pattern(conditions), tuple(conditions))
        for field, conditions in by_field.items()
    )


def _words(node: Node) -> Iterator[Words]:
    if isinstance(node, Words):
        yield node
    elif isinstance(node, AllOf | AnyOf):
        for part in node.parts:
            yield from _words(part)


def _tests(words: Words) -> list[_Condition]:
    found = phrase_of(words.text)
    if not found:
        return []
    if words.manner in (Manner.PREFIX, Manner.TYPING) and not found[-1].paired:
        rest = [tuple(map(_inflected, found[:-1]))] if len(found) > 1 else []
        begun = [(_begins(found[-1]),)]
        whole = [(_inflected(found[-1]),)] if words.manner is Manner.TYPING else []
        return [*rest, *begun, *whole]
    if words.manner is Manner.FUZZY:
        return [(_near(found[0]),)]
    make = _exact if words.manner is Manner.EXACT else _inflected
    return [tuple(map(make, found))]


def _inflected(wanted: Token) -> _Test:
    if is_single(wanted):
        return _begins(wanted)
    return _Test(lambda token: token.term == wanted.term, beginnings(wanted.term))


def _exact(wanted: Token) -> _Test:
    if wanted.paired:
        return _inflected(wanted)
    return _Test(lambda token: token.surface == wanted.surface, (wanted.word,))


def _begins(wanted: Token) -> _Test:
    return _Test(lambda token: token.word.startswith(wanted.word), (wanted.word,))


def _near(wanted: Token) -> _Test:
    start = wanted.word[:FIXED_LETTERS]
    return _Test(
        lambda token: token.word.startswith(start) and one_apart(wanted.word, token.word),
        (start,),
    )


def _beginning_pattern(conditions: list[_Condition]) -> re.Pattern[str]:
    starts = sorted({start for condition in conditions for start in condition[0].beginnings})
    return re.compile("|".join(map(re.escape, starts)))


def _places(
    text: str, folded: str, pattern: re.Pattern[str], conditions: tuple[_Condition, ...]
) -> Iterator[Span]:
    longest = max(map(len, conditions))
    for window in _windows(text, folded, pattern, longest):
        for condition in conditions:
            if len(condition) <= len(window) and all(
                test.accepts(token) for test, token in zip(condition, window, strict=False)
            ):
                last = window[len(condition) - 1]
                end = last.end
                if is_single(last) or (last.paired and len(condition[-1].beginnings[0]) == 1):
                    end = last.start + 1
                yield Span(window[0].start, end)


def _windows(
    text: str, folded: str, pattern: re.Pattern[str], length: int
) -> Iterator[list[Token]]:
    """The tokens from every place on where a hit can begin, ``length`` of them."""
    if has_plain_words(folded):
        for match in pattern.finditer(folded):
            # Asked here and not by the pattern, which would ask it of every character.
            if folded[match.start() - 1 : match.start()].isalnum():
                continue
            yield list(islice(tokens(text, folded, match.start()), length))
        return
    every = list(tokens(text, folded))
    for at in range(len(every)):
        yield every[at : at + length]


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            if span.end > merged[-1].end:
                merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return merged


def snippet(text: str, spans: Sequence[Span], width: int) -> Snippet:
    """About ``width`` code points of ``text`` on one line, around as many hits as fit.

    ``spans`` are hits in order; without any the snippet is the beginning. What
    was cut off is told by an ellipsis; ``Snippet.hits`` count in ``Snippet.text``.
    """
    width = max(width, 1)
    start, end = _window(text, spans, width)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    before = _ELLIPSIS if text[:start].strip() else ""
    after = _ELLIPSIS if text[end : end + width].strip() else ""
    shift = len(before) - start
    shown = tuple(
        Span(max(span.start, start) + shift, min(span.end, end) + shift)
        for span in spans
        if span.start < end and span.end > start
    )
    return Snippet(before + text[start:end].translate(_BLANKS) + after, shown)


def _window(text: str, spans: Sequence[Span], width: int) -> tuple[int, int]:
    if not spans:
        return 0, _word_end(text, min(width, len(text)))
    lead = int(width * _LEAD)
    start = _densest(spans, width - lead).start - lead
    start = max(0, min(start, len(text) - width))
    return _word_start(text, start, lead), _word_end(text, min(start + width, len(text)))


def _densest(spans: Sequence[Span], room: int) -> Span:
    """The first hit of the most that lie within ``room``."""
    best, most, last = spans[0], 0, 0
    for first, span in enumerate(spans):
        while last < len(spans) and spans[last].end <= span.start + room:
            last += 1
        if last - first > most:
            best, most = span, last - first
    return best


def _word_start(text: str, at: int, reach: int) -> int:
    """The beginning of the next word, if one begins within ``reach``."""
    if at == 0 or text[at - 1].isspace():
        return at
    for place in range(at, min(at + reach, len(text))):
        if text[place].isspace():
            return place + 1
    return at


def _word_end(text: str, at: int) -> int:
    """The end of the last word that is whole before ``at``, if it is not far."""
    if at >= len(text) or text[at].isspace():
        return at
    for place in range(at - 1, max(at - 25, 0), -1):
        if text[place].isspace():
            return place
    return at
