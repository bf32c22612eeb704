"""Where in a text a query's words stand, and the piece of text that shows them best."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from msgspec import Struct

from index.article import Snippet, Span
from index.language.fold import fold_case
from index.search.query import AllOf, AnyOf, Manner, Node, ParsedQuery, Words
from index.search.stemming import beginnings
from index.search.tokens import Token, has_plain_words, is_single, phrase_of, tokens
from index.search.words import FIXED_LETTERS, one_apart

_ELLIPSIS = "…"
_BLANKS = dict.fromkeys(map(ord, "\n\t\r\x0b\x0c\u2028\u2029"), " ")
_LEAD = 0.3
# Looks at a token; only rows of the same word over and over take so many.
_MOST_LOOKS = 300_000
ENOUGH_FOR_A_SNIPPET = 12
"""Hits from the beginning of an article that a snippet chooses among."""


class _Test(Struct, frozen=True):
    """One word of a condition: whether a token is it, and how such tokens can begin."""

    accepts: Callable[[Token], bool]
    beginnings: tuple[str, ...]


class _Condition(Struct, frozen=True):
    """Words in order, each at most ``slop`` tokens after the one before it."""

    tests: tuple[_Test, ...]
    slop: int = 1


def hits(
    text: str, parsed: ParsedQuery, headline: Span | None = None, most: int | None = None
) -> list[Span]:
    """Every place in ``text`` that a query finds, in order and without overlaps.

    Phrases are marked whole; excluded words are not marked. ``text`` is an
    article's canonical text and spans count its code points. Words of the
    ``title:`` field are marked within ``headline`` only. With ``most`` the search
    ends after so many places (:data:`ENOUGH_FOR_A_SNIPPET`).
    """
    conditions = _conditions(parsed.root)
    found: list[Span] = []
    folded = fold_case(text)
    for field, pattern, tests in conditions:
        area = Span(0, len(text)) if field == "text" else headline
        if area is not None:
            inside = (
                span
                for span in _places(text, folded, pattern, tests)
                if area.start <= span.start and span.end <= area.end
            )
            found += islice(inside, most)
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
        rest = [_Condition(_row(found[:-1], _inflected))] if len(found) > 1 else []
        begun = [_Condition((_begins(found[-1]),))]
        whole = [_Condition((_inflected(found[-1]),))] if words.manner is Manner.TYPING else []
        return [*rest, *begun, *whole]
    if words.manner is Manner.FUZZY:
        return [_Condition((_near(found[0]),))]
    make = _exact if words.manner is Manner.EXACT else _inflected
    return [_Condition(_row(found, make), words.slop)]


def _row(found: Sequence[Token], make: Callable[[Token], _Test]) -> tuple[_Test, ...]:
    """Tests for words in order: only the last, if it is a lone character, may begin a pair."""
    *before, last = found
    return (*(_whole(token) if is_single(token) else make(token) for token in before), make(last))


def _inflected(wanted: Token) -> _Test:
    return _begins(wanted) if is_single(wanted) else _whole(wanted)


def _whole(wanted: Token) -> _Test:
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
    starts = sorted({start for condition in conditions for start in condition.tests[0].beginnings})
    return re.compile("|".join(map(re.escape, starts)))


class _Tokens:
    """The tokens from some place in a text on, cut as far as they are asked for.

    ``asked`` counts how often that was.
    """

    def __init__(self, source: Iterator[Token]) -> None:
        self._source = source
        self._cut: list[Token] = []
        self.asked = 0

    def get(self, number: int) -> Token | None:
        """The token ``number`` places on, ``None`` behind the end."""
        self.asked += 1
        while len(self._cut) <= number:
            token = next(self._source, None)
            if token is None:
                return None
            self._cut.append(token)
        return self._cut[number]


def _places(
    text: str, folded: str, pattern: re.Pattern[str], conditions: tuple[_Condition, ...]
) -> Iterator[Span]:
    looked_at = 0
    for ahead in _beginnings(text, folded, pattern):
        for condition in conditions:
            last = _last_of(condition, ahead)
            first = ahead.get(0)
            if last is not None and first is not None:
                end = last.end
                wanted = condition.tests[-1].beginnings[0]
                if is_single(last) or (last.paired and len(wanted) == 1):
                    end = last.start + 1
                yield Span(first.start, end)
        looked_at += ahead.asked
        if looked_at > _MOST_LOOKS:
            return


def _last_of(condition: _Condition, ahead: _Tokens) -> Token | None:
    """The last token of the shortest row that meets a condition from the first token on."""
    first = ahead.get(0)
    if first is None or not condition.tests[0].accepts(first):
        return None
    reached = [0]
    for test in condition.tests[1:]:
        further = []
        for number in range(reached[0] + 1, reached[-1] + condition.slop + 1):
            token = ahead.get(number)
            if token is None:
                break
            before = reached[bisect_left(reached, number) - 1]
            if number - before <= condition.slop and test.accepts(token):
                further.append(number)
        if not further or ahead.asked > _MOST_LOOKS:
            return None
        reached = further
    return ahead.get(reached[0])


def _beginnings(text: str, folded: str, pattern: re.Pattern[str]) -> Iterator[_Tokens]:
    """The tokens from every place on where a hit can begin."""
    if has_plain_words(folded):
        for match in pattern.finditer(folded):
            # Asked here and not by the pattern, which would ask it of every character.
            if folded[match.start() - 1 : match.start()].isalnum():
                continue
            yield _Tokens(tokens(text, folded, match.start(), is_plain=True))
        return
    every = list(tokens(text, folded, is_plain=False))
    for at in range(len(every)):
        yield _Tokens(map(every.__getitem__, range(at, len(every))))


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
