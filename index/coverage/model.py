"""What a comparison of articles says: sentences, what they share, where they differ."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from index.article import Interval, Span


class ClueKind(StrEnum):
    """What two sentences can have in common."""

    WORD = "word"
    NAME = "name"
    NUMBER = "number"
    DATE = "date"


Key = tuple[ClueKind, str]
"""Clues of two sentences with the same key say the same."""


class Clue(Struct, frozen=True):
    """Something a sentence says that another may say too.

    ``worth`` is how telling it is: the logarithm of how rare it is in news. ``spans`` are
    its places in the article.
    """

    worth: float
    spans: tuple[Span, ...]


class Hedge(StrEnum):
    """How far a number is meant exactly."""

    NONE = ""
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"


class Figure(Struct, frozen=True):
    """A number as a quantity: ``value`` of ``unit`` (a folded noun, a measure, or empty).

    Of a range, ``upto`` is its end, and of a score the second number. ``things`` are the
    words that may name what is counted; ``fate`` says whether people are counted as dead,
    injured or missing. ``near`` are the words around it, as stems, that may say what it is
    of; ``whose`` names the one whose age it is.
    """

    value: float
    unit: str
    span: Span
    upto: float | None = None
    hedge: Hedge = Hedge.NONE
    things: frozenset[str] = frozenset()
    fate: str = ""
    near: frozenset[str] = frozenset()
    whose: str = ""


class Day(Struct, frozen=True):
    """A date that a sentence names, as days of the calendar."""

    interval: Interval
    span: Span


class Sentence(Struct, frozen=True):
    """A sentence of an article that tells something: its clues, figures, dates and quotes.

    ``spans`` of all of them, like ``span``, are code points into the article's text;
    ``quotes`` include their marks; ``language`` has two letters.
    """

    span: Span
    clues: Mapping[Key, Clue]
    figures: tuple[Figure, ...] = ()
    days: tuple[Day, ...] = ()
    quotes: tuple[Span, ...] = ()
    language: str = ""


class Shared(Struct, frozen=True):
    """A clue that two sentences share, with its places in the first and the second."""

    kind: ClueKind
    key: str
    worth: float
    first: tuple[Span, ...]
    second: tuple[Span, ...]


class DifferenceKind(StrEnum):
    """In what two tellings of one thing can part."""

    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    QUOTE = "quote"
    DENIAL = "denial"
    """One of the two denies what the other says."""


class Difference(Struct, frozen=True):
    """Two places that tell one thing with another number, day, hour or wording, or deny it."""

    kind: DifferenceKind
    first: Span
    second: Span


class Match(Struct, frozen=True):
    """Sentence number ``first`` of one article tells what number ``second`` of another does.

    ``score`` is between 0 and 1; ``shared`` (the most telling first) and ``differences``
    say why and how far.
    """

    first: int
    second: int
    score: float
    shared: tuple[Shared, ...] = ()
    differences: tuple[Difference, ...] = ()


class Aligned(Struct, frozen=True):
    """Sentences that tell the same: for each article the number of one, or ``None``."""

    sentences: tuple[int | None, ...]


class Comparison(Struct, frozen=True):
    """Articles laid side by side.

    ``sentences`` are those of each article in text order; ``rows`` hold every one of them
    once, in the order of the first article as far as it has them. ``matches`` are by the
    places of two articles, the lower one first. ``only`` says for each article which of its
    sentences tell what no other tells; what is neither matched nor there comes near to
    something that another tells, or tells next to nothing.
    """

    sentences: tuple[tuple[Sentence, ...], ...]
    rows: tuple[Aligned, ...]
    matches: Mapping[tuple[int, int], tuple[Match, ...]]
    only: tuple[frozenset[int], ...]
