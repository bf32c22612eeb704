"""Where two sentences that tell the same part: numbers, days, the wording of quotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from difflib import SequenceMatcher
from math import inf

from index.article import Interval, Span
from index.coverage.denials import Statement
from index.coverage.measures import CLOCK
from index.coverage.model import Day, Difference, DifferenceKind, Figure, Key, Sentence
from index.coverage.numerals import CARDINALS, ORDINALS, in_words, ordinal
from index.coverage.quantities import (
    are_large_and_near,
    are_surely_of_one,
    lie_close,
    number_key,
    rivals,
)
from index.language.fold import fold_case

_WORD = re.compile(r"\w+(?:['’]\w+)*")
# Two quotes with at least this share of their words in common are one quote.
_SAME_QUOTE = 0.5
_FEWEST_WORDS = 4
_TOLD = 0.18
_CERTAIN = 0.3
# Where two values lie close to each other, less is enough for them to be of one thing.
_LIKELY = 0.2
# Where these stand among the same words, still less.
_BARELY = 0.14
# What says in so many times fewer words what the other quote says leaves something out.
_CUT_SHORT = 4
# Plans are for a month, or for a third of one.
_LIKE_LENGTH = 3.2
_ORDINAL = re.compile(ORDINALS)
# *Realise* and *realize*, *travelling* and *traveling* are one word.
_ONE_SPELLING = str.maketrans("z", "s")
_DOUBLED = re.compile(r"([a-z])\1")
_CONTRACTED = {"'m": "am", "'re": "are", "'ve": "have", "'ll": "will", "n't": "not", "'s": "is"}


def differences(
    first: Sentence,
    second: Sentence,
    first_text: str,
    second_text: str,
    likeness: Callable[[Collection[Key], Collection[Key]], float],
) -> tuple[Difference, ...]:
    """What is said otherwise in two sentences that tell the same.

    The texts are those of their articles, which all spans are offsets into. ``likeness``
    says how alike the sentences are without some clues of each: where they only speak of
    the same thing, another number is another fact, but two numbers that are at odds must
    not be why the sentences look less alike.
    """
    pairs = rivals(first.figures, second.figures)
    keys = [{key for one in own if (key := number_key(one))} for own in zip(*pairs, strict=True)]
    alike = likeness(*(keys or ((), ())))
    # Where only numbers at odds make two sentences alike, the words around these have to agree.
    is_told = likeness((), ()) >= _TOLD
    is_certain = is_told and alike >= _CERTAIN
    return (
        *(
            Difference(_kind(one), one.span, other.span)
            for one, other in pairs
            if is_certain
            or (is_told and alike >= _LIKELY and lie_close(one, other))
            or (alike >= _BARELY and lie_close(one, other) and are_surely_of_one(one, other))
            or are_large_and_near(one, other)
        ),
        *(_days(first.days, second.days, first_text, second_text) if is_certain else ()),
        *_quotes(first, second, first_text, second_text),
        *(_denials(first, second, first_text, second_text) if is_certain else ()),
    )


def _kind(figure: Figure) -> DifferenceKind:
    return DifferenceKind.TIME if figure.unit == CLOCK else DifferenceKind.NUMBER


def _days(
    first: Sequence[Day], second: Sequence[Day], first_text: str, second_text: str
) -> Iterator[Difference]:
    """The one date of each, where no day can be meant by both.

    Dates in the same words only seem to differ: one of their articles is dated wrongly.
    """
    if len(first) != 1 or len(second) != 1 or first[0].interval.overlaps(second[0].interval):
        return
    # A day is at odds with another day, not with the year of what is spoken of.
    lengths = sorted(map(_length, (first[0].interval, second[0].interval)))
    if lengths[1] > _LIKE_LENGTH * lengths[0]:
        return
    mine, theirs = _words(first_text, first[0].span), _words(second_text, second[0].span)
    if [word for word, _ in mine] != [word for word, _ in theirs]:
        yield Difference(DifferenceKind.DATE, first[0].span, second[0].span)


def _length(days: Interval) -> float:
    if days.begin is None or days.end is None:
        return inf
    return (days.end - days.begin).days + 1


def _quotes(
    first: Sentence, second: Sentence, first_text: str, second_text: str
) -> Iterator[Difference]:
    """The words that differ between quotes of the same saying."""
    for mine in first.quotes:
        for theirs in second.quotes:
            yield from _wording(_words(first_text, mine), _words(second_text, theirs))


def _denials(
    first: Sentence, second: Sentence, first_text: str, second_text: str
) -> Iterator[Difference]:
    """What one of two English sentences says and the other denies."""
    if first.language != "en" or second.language != "en":
        return
    mine, theirs = Statement(first_text, first.span), Statement(second_text, second.span)
    for denied in mine.denies(theirs):
        yield Difference(DifferenceKind.DENIAL, denied.here, denied.there)
    for denied in theirs.denies(mine):
        yield Difference(DifferenceKind.DENIAL, denied.there, denied.here)


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
        is_cut = max(b - a, d - c) > _CUT_SHORT * min(b - a, d - c)
        if (
            what == "replace"
            and inside
            and not is_cut
            and _spelt(first[a:b]) != _spelt(second[c:d])
        ):
            yield Difference(
                DifferenceKind.QUOTE,
                Span(first[a][1].start, first[b - 1][1].end),
                Span(second[c][1].start, second[d - 1][1].end),
            )


def _spelt(words: Sequence[tuple[str, Span]]) -> str:
    """The letters of some words, with what is drawn together written out."""
    whole = []
    for written, _ in words:
        word = written.replace("’", "'")
        for short, full in _CONTRACTED.items():
            word = word.removesuffix(short) + full if word.endswith(short) else word
        # A stray space before what is left out.
        word = "is" if word == "s" else word
        if word in CARDINALS:
            word = f"{in_words(word):g}"
        elif _ORDINAL.fullmatch(word):
            word = f"{ordinal(word):g}th"
        whole.append(word)
    return _DOUBLED.sub(r"\1", "".join(whole).replace("'", "").translate(_ONE_SPELLING))
