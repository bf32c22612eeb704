"""Blocks: what two sayings, or two articles, must share to be compared at all.

A block is a short string. Sayings of one event share at least one; articles of
one story share at least one of their best words. Blocks depend on the article
alone, and on nothing that is learned from other articles.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from hashlib import blake2b

from index.article import Interval, Known, Precision, Publication, Span
from index.events.kept import Kept
from index.events.lexicon import KINDS
from index.events.model import EventMention, MentionKind
from index.events.record import ArticleEvents, StoryFeatures
from index.events.sayings import NEWS_AFTER, NEWS_BEFORE, sayings_of
from index.events.story_scores import story_keys
from index.events.wording import worth_of
from index.events.year_elections import goes_by_year

_WORDS = 2
_YEARS = 2
# An article with fewer words to be found by than this is brief. It has little to share.
_BRIEF = 24


def block_keys(record: ArticleEvents) -> frozenset[str]:
    """All blocks an article belongs to: those of its sayings and those of its story."""
    return frozenset().union(
        *group_blocks(record).values(),
        echo_blocks(record).values(),
        story_blocks(record),
        brief_blocks(record) if is_brief(record) else (),
    )


def story_blocks(record: ArticleEvents) -> frozenset[str]:
    """The blocks by which articles of the same story are found."""
    features = record.features
    kept = _kept_stories.get(id(features))
    if kept is None or kept[0] is not features:
        language = features.language
        blocks = frozenset(f"s|{language}|{term}" for term, _ in story_keys(features))
        kept = _kept_stories.keep(id(features), (features, blocks))
    return kept[1]


def is_brief(record: ArticleEvents) -> bool:
    """Whether an article has few words by which others of its story could be found."""
    return len(story_blocks(record)) < _BRIEF


def brief_blocks(record: ArticleEvents) -> frozenset[str]:
    """The blocks by which brief articles of the same story are found; only these are in them."""
    return frozenset(f"b{block[1:]}" for block in story_blocks(record))


# Blocks made already, by the identity of the mentions they are made of.
_Made = tuple[tuple[EventMention, ...], dict[int, frozenset[str]]]
_kept: Kept[tuple[int, Publication], _Made] = Kept()
_kept_stories: Kept[int, tuple[StoryFeatures, frozenset[str]]] = Kept()


def group_blocks(record: ArticleEvents) -> Mapping[int, frozenset[str]]:
    """The blocks of each group of mentions of an article; groups without any are left out."""
    key = (id(record.mentions), record.published)
    kept = _kept.get(key)
    if kept is None or kept[0] is not record.mentions:
        groups: dict[int, list[EventMention]] = {}
        for mention in record.mentions:
            groups.setdefault(mention.group, []).append(mention)
        news = _news_years(record)
        made = {
            group: _blocks(mentions, news if _opens(record, mentions) else range(0))
            for group, mentions in groups.items()
        }
        found = {group: blocks for group, blocks in made.items() if blocks}
        kept = _kept.keep(key, (record.mentions, found))
    return kept[1]


def echo_blocks(record: ArticleEvents) -> Mapping[int, str]:
    """For each saying that has blocks the one by which those are found that say the same.

    Of two sayings with this block in common both claims and all blocks are the same.
    """
    blocks = group_blocks(record)
    return {
        saying.group: _echo_block(saying.claim.sort_key, blocks[saying.group])
        for saying in sayings_of(record)
        if saying.group in blocks
    }


def _echo_block(claim: tuple[str, ...], blocks: frozenset[str]) -> str:
    said = "\n".join((*claim, *sorted(blocks)))
    return f"c|{blake2b(said.encode(), digest_size=12).hexdigest()}"


def blocks_at(record: ArticleEvents, spans: Collection[Span]) -> frozenset[str]:
    """The blocks of the groups of ``record`` that have a mention at one of ``spans``."""
    wanted = {(span.start, span.end) for span in spans}
    groups = {m.group for m in record.mentions if (m.start, m.end) in wanted}
    blocks = group_blocks(record)
    return frozenset().union(*(blocks.get(group, frozenset()) for group in groups))


def _opens(record: ArticleEvents, mentions: Sequence[EventMention]) -> bool:
    return any(m.start < record.lead and not m.background for m in mentions)


def _news_years(record: ArticleEvents) -> range:
    """The years in which an undated event at the top of a dated article can be."""
    published = record.published
    if published.how is Known.UNKNOWN or not published.interval.begin or not published.interval.end:
        return range(0)
    first, last = published.interval.begin - NEWS_BEFORE, published.interval.end + NEWS_AFTER
    return _years(Interval(first, last))


def _blocks(mentions: Sequence[EventMention], news: range) -> frozenset[str]:
    """The blocks of what an article says of one event; ``news`` are its years if undated.

    An edition is found by its number, a recurring event without one by its
    year and its rarest words, or the year alone where that tells it (without a year the
    name does not tell which one is meant: it can only mean the series), anything else by
    its rarest words.
    """
    years = {year for m in mentions for year in _years(m.interval)} or set(news)
    blocks: set[str] = set()
    for mention in mentions:
        if mention.mention_kind is MentionKind.PHRASE:
            blocks.update(f"v|{key}|{mention.place}" for key in sorted(mention.participants))
        elif mention.mention_kind is MentionKind.NAME:
            blocks |= _name_blocks(mention, years)
    return frozenset(blocks)


def _name_blocks(mention: EventMention, years: Collection[int]) -> set[str]:
    blocks = set()
    rarest = _rarest(mention.words)
    if mention.ordinal is not None:
        blocks.add(f"o|{mention.head}|{mention.ordinal}")
    # Editions of one series meet, if only to be told apart.
    if mention.words and (mention.ordinal is not None or mention.precision is Precision.SERIES):
        blocks.add(f"e|{mention.head}|{' '.join(sorted(mention.words))}")
    if KINDS[mention.kind].recurs:
        blocks.update(f"y|{mention.head}|{year}|{word}" for year in years for word in rarest)
        if goes_by_year(mention.head, mention.words):
            blocks.update(f"y|{mention.head}|{year}|" for year in years)
    elif mention.ordinal is None:
        blocks.update(f"w|{mention.kind}|{word}" for word in rarest)
    return blocks


def _years(interval: Interval) -> range:
    """The years of an interval that is short enough to tell one."""
    if interval.begin is None or interval.end is None:
        return range(0)
    years = range(interval.begin.year, interval.end.year + 1)
    return years if len(years) <= _YEARS else range(0)


def _rarest(words: frozenset[str]) -> list[str]:
    return sorted(words, key=lambda word: (-worth_of(word), word))[:_WORDS]
