"""Where two sentences that tell the same part: numbers, days, the wording of quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from index.article import Span
from index.coverage.model import Day, Difference, DifferenceKind, Figure, Sentence
from index.language.fold import fold_case

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
# Two quotes with at least this share of their words in common are one quote.
_SAME_QUOTE = 0.5
_FEWEST_WORDS = 4
_CERTAIN = 0.3
_CONTRACTED = {"'m": "am", "'re": "are", "'ve": "have", "'ll": "will", "n't": "not", "'s": "is"}


def differences(
    first: Sentence, second: Sentence, first_text: str, second_text: str, score: float
) -> tuple[Difference, ...]:
    """What is said otherwise in two sentences that tell the same.

    The texts are those of their articles, which all spans are offsets into. ``score`` is
    how alike the sentences are: where they only speak of the same thing, another number
    is another fact.
    """
    quotes = tuple(_quotes(first, second, first_text, second_text))
    if score < _CERTAIN:
        return quotes
    return (
        *_numbers(first.figures, second.figures),
        *_days(first.days, second.days, first_text, second_text),
        *quotes,
    )


def _numbers(first: Sequence[Figure], second: Sequence[Figure]) -> Iterator[Difference]:
    """Figures of the same thing of which neither article has the other's value."""
    values = {(figure.unit, figure.value) for figure in first}
    others = {(figure.unit, figure.value) for figure in second}
    bare = {figure.value for figure in first} & {figure.value for figure in second}
    for figure in first:
        if not figure.unit or (figure.unit, figure.value) in others or figure.value in bare:
            continue
        rivals = [
            other
            for other in second
            if other.unit == figure.unit
            and (other.unit, other.value) not in values
            and other.value not in bare
        ]
        if len(rivals) == 1:
            yield Difference(DifferenceKind.NUMBER, figure.span, rivals[0].span)


def _days(
    first: Sequence[Day], second: Sequence[Day], first_text: str, second_text: str
) -> Iterator[Difference]:
    """The one date of each, where no day can be meant by both.

    Dates in the same words only seem to differ: one of their articles is dated wrongly.
    """
    if len(first) != 1 or len(second) != 1 or first[0].interval.overlaps(second[0].interval):
        return
    mine, theirs = _words(first_text, first[0].span), _words(second_text, second[0].span)
    if [word for word, _ in mine] != [word for word, _ in theirs]:
        yield Difference(DifferenceKind.DATE, first[0].span, second[0].span)


def _quotes(
    first: Sentence, second: Sentence, first_text: str, second_text: str
) -> Iterator[Difference]:
    """The words that differ between quotes of the same saying."""
    for mine in first.quotes:
        for theirs in second.quotes:
            yield from _wording(_words(first_text, mine), _words(second_text, theirs))


def _words(text: str, span: Span) -> list[tuple[str, Span]]:
    return [
        (fold_case(match[0]), Span(*match.span()))
        for match in _WORD.finditer(text, span.start, span.end)
    ]


def _wording(
    first: Sequence[tuple[str, Span]], second: Sequence[tuple[str, Span]]
) -> Iterator[Difference]:
    if min(len(first), len(second)) < _FEWEST_WORDS:
        return
    matcher = SequenceMatcher(
        None, [word for word, _ in first], [word for word, _ in second], autojunk=False
    )
    same = sum(block.size for block in matcher.get_matching_blocks())
    if same < _SAME_QUOTE * min(len(first), len(second)):
        return
    for what, a, b, c, d in matcher.get_opcodes():
        # A quote that goes on longer, or begins earlier, is no other wording.
        inside = a > 0 and b < len(first) and c > 0 and d < len(second)
        if what == "replace" and inside and _spelt(first[a:b]) != _spelt(second[c:d]):
            yield Difference(
                DifferenceKind.QUOTE,
                Span(first[a][1].start, first[b - 1][1].end),
                Span(second[c][1].start, second[d - 1][1].end),
            )


def _spelt(words: Sequence[tuple[str, Span]]) -> str:
    """The letters of some words, with what is drawn together written out."""
    whole = []
    for word, _ in words:
        for short, full in _CONTRACTED.items():
            word = word.removesuffix(short) + full if word.endswith(short) else word
        whole.append(word)
    return "".join(whole)
