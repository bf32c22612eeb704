"""Blocks: what two sayings, or two articles, must share to be compared at all.

A block is a short string. Sayings of one event share at least one; articles of
one story share at least one of their best words. Blocks depend on the article
alone, and on nothing that is learned from other articles.
"""

from __future__ import annotations

from collections.abc import Collection

from index.article import Precision, Span
from index.events.background import background_of
from index.events.lexicon import KINDS
from index.events.model import EventMention, MentionKind
from index.events.record import ArticleEvents
from index.events.story_scores import story_keys

_WORDS = 2
_YEARS = 2


def block_keys(record: ArticleEvents) -> frozenset[str]:
    """All blocks an article belongs to: those of its sayings and those of its story."""
    named = (block for m in record.mentions for block in mention_blocks(m))
    return frozenset(named) | story_blocks(record)


def story_blocks(record: ArticleEvents) -> frozenset[str]:
    """The blocks by which articles of the same story are found."""
    language = record.features.language
    return frozenset(f"s|{language}|{term}" for term, _ in story_keys(record.features))


def blocks_at(record: ArticleEvents, spans: Collection[Span]) -> frozenset[str]:
    """The blocks of the mentions of ``record`` that stand at ``spans``."""
    wanted = {(span.start, span.end) for span in spans}
    return frozenset(
        block for m in record.mentions if (m.start, m.end) in wanted for block in mention_blocks(m)
    )


def mention_blocks(mention: EventMention) -> frozenset[str]:
    """The blocks of one mention; none for a bare noun or a headline.

    An edition is found by its number, a recurring event without one by its
    year and its rarest words (without a year the name does not tell which one
    is meant: it can only mean the series), anything else by its rarest words.
    """
    if mention.mention_kind not in (MentionKind.NAME, MentionKind.PHRASE):
        return frozenset()
    if mention.kind == "VISIT":
        who = sorted(mention.participants)
        return frozenset(f"v|{key}|{mention.place}" for key in who if mention.place)
    blocks = set()
    if mention.precision is Precision.SERIES:
        blocks.add(f"e|{mention.head}|{' '.join(sorted(mention.words))}")
    if mention.ordinal is not None:
        blocks.add(f"o|{mention.head}|{mention.ordinal}")
    if not KINDS[mention.kind].recurs:
        if mention.ordinal is None:
            blocks.update(f"w|{mention.kind}|{word}" for word in _rarest(mention.words))
    elif mention.interval.begin and mention.interval.end:
        first, last = mention.interval.begin.year, mention.interval.end.year
        if last - first < _YEARS:
            blocks.update(
                f"y|{mention.head}|{year}|{word}"
                for year in range(first, last + 1)
                for word in _rarest(mention.words)
            )
    return frozenset(blocks)


def _rarest(words: frozenset[str]) -> list[str]:
    worth = background_of("en").idf
    return sorted(words, key=lambda word: (-worth("words", word), word))[:_WORDS]
