"""Whether two articles tell one and the same happening of a day.

A story goes on for weeks, and its articles share most of what they say. What
tells its happenings apart is when they were told, how much of all that is said
is the same, and whether each article opens with what the other's headline says.
The weights were fitted on pairs judged by hand; ``tests/data/judged/happenings.jsonl``
holds those that measure the result.
"""

from __future__ import annotations

from collections.abc import Iterable

from index.article import Interval, Precision
from index.events.background import background_of
from index.events.headline_words import tells_news
from index.events.model import EventMention, Evidence, MentionKind
from index.events.record import UNIT, ArticleEvents
from index.events.story_scores import CLIP

AT_LEAST = CLIP
"""Only articles whose story score is as high can tell one happening."""
_WORDS, _HEADLINE, _NUMBERS, _BIAS = 4.7, 3.9, -1.0, -0.6
_NEXT_DAY, _UNDATED, _BOTH_UNDATED, _NO_NEWS = -2.5, -2.5, -3.5, -1.2
_DAY_TOLD = -0.05
_TELLING = 5
SLACK = 0.3
"""So much less than the mean of a happening each pair of it may have."""


def happening_score(a: ArticleEvents, b: ArticleEvents) -> float | None:
    """The log-odds of one happening; ``None`` if the articles are more than a day apart.

    What is published later tells of what followed. The records carry the best
    that is known of their publication.
    """
    apart = _days_apart(a, b)
    if apart is None:
        return None
    worth = _BIAS + _alike(a, b) * _WORDS + _covered(a, b) * _HEADLINE
    worth += apart.weight + _no_news(a, b) * _NO_NEWS
    if _numbers_differ(a, b):
        worth += _NUMBERS
    return round(worth, 4)


def missing(a: ArticleEvents, b: ArticleEvents) -> tuple[Evidence, ...]:
    """What keeps two articles from telling one happening, the weightiest first.

    Of what speaks for it that it falls short: ``weight`` is by how much.
    """
    apart = _days_apart(a, b)
    if apart is None:
        return (Evidence("published", "published more than a day apart", 0.0),)
    alike, covered = _alike(a, b), _covered(a, b)
    shares = [
        Evidence("words", f"of all they say {alike:.0%} is the same", (alike - 1) * _WORDS),
        Evidence(
            "headline",
            f"of each headline the other article opens with {covered:.0%}",
            (covered - 1) * _HEADLINE,
        ),
        apart,
        Evidence(
            "no news", "a headline of opinion, a question or a list", _no_news(a, b) * _NO_NEWS
        ),
        Evidence("numbers", "no number in common", _NUMBERS * _numbers_differ(a, b)),
    ]
    told = [Evidence(one.kind, one.text, round(one.weight, 1)) for one in shares]
    return tuple(sorted((one for one in told if one.weight < 0), key=lambda one: one.weight))


def account(a: ArticleEvents, b: ArticleEvents) -> tuple[Evidence, ...]:
    """What speaks for one happening beside what the articles share as one story."""
    apart = _days_apart(a, b)
    common = sorted(
        _headline_words(a).intersection(b.features.opening)
        | _headline_words(b).intersection(a.features.opening),
        key=lambda word: (-background_of(a.features.language).idf("words", word), word),
    )
    shares = [apart] if apart is not None else []
    if common:
        told = ", ".join(common[:_TELLING])
        text = f"what one headline says, the other article opens with: {told}"
        shares.append(Evidence("headline", text, round(_covered(a, b) * _HEADLINE, 2)))
    if not any(m and m.precision is Precision.DAY for m in map(headline_of, (a, b))):
        shares.append(Evidence("date", "neither says which day: it is that of publication", 0.0))
    if aside := _no_news(a, b):
        text = "a headline of opinion, a question or a list"
        shares.append(Evidence("no news", text, aside * _NO_NEWS))
    return tuple(shares)


def _days_apart(a: ArticleEvents, b: ArticleEvents) -> Evidence | None:
    one, other = _day(a), _day(b)
    if not (one.begin and one.end) and not (other.begin and other.end):
        return Evidence("published", "neither is dated", _BOTH_UNDATED)
    if not (one.begin and one.end and other.begin and other.end):
        return Evidence("published", "one is not dated", _UNDATED)
    apart = max((other.begin - one.end).days, (one.begin - other.end).days, 0)
    if apart > 1:
        return None
    if not (one.is_day and other.is_day):
        return Evidence("published", "not both are dated to the day", _UNDATED)
    if apart and _told_of_one_day(a, b):
        # Of the night one paper tells in the morning, another a day later.
        return Evidence("published", "published on two days running, and told of one", _DAY_TOLD)
    if apart:
        return Evidence("published", "published on two days running", _NEXT_DAY)
    return Evidence("published", "published on the same day", 0.0)


def _told_of_one_day(a: ArticleEvents, b: ArticleEvents) -> bool:
    """Whether the texts of both give their own news the same day."""
    days = [
        headline.interval if headline and headline.precision is Precision.DAY else Interval()
        for headline in map(headline_of, (a, b))
    ]
    return days[0].is_day and days[0] == days[1]


def _day(record: ArticleEvents) -> Interval:
    """When an article was published, else the day of what it tells."""
    published = record.published.interval
    headline = headline_of(record)
    if (published.begin and published.end) or headline is None:
        return published
    return headline.interval


def headline_of(record: ArticleEvents) -> EventMention | None:
    """The headline mention of an article."""
    kind = MentionKind.HEADLINE
    return next((m for m in record.mentions if m.mention_kind is kind), None)


def _alike(a: ArticleEvents, b: ArticleEvents) -> float:
    """The cosine of all that two articles say."""
    mine, theirs = a.features.words.as_dict(), b.features.words
    pairs = zip(theirs.terms, theirs.weights, strict=True)
    return sum(weight * mine[term] for term, weight in pairs if term in mine) / (UNIT * UNIT)


def _no_news(a: ArticleEvents, b: ArticleEvents) -> int:
    """How many of two articles tell no news of their own by their headlines."""
    return sum(not tells_news(record.title) for record in (a, b))


def _numbers_differ(a: ArticleEvents, b: ArticleEvents) -> bool:
    mine, theirs = a.features.numbers.terms, b.features.numbers.terms
    return bool(mine and theirs) and set(mine).isdisjoint(theirs)


def _covered(a: ArticleEvents, b: ArticleEvents) -> float:
    """How much of each headline the other article opens with, by worth; the mean of both."""
    return (_share(a, b) + _share(b, a)) / 2


def _share(a: ArticleEvents, b: ArticleEvents) -> float:
    words, language = _headline_words(a), a.features.language
    whole = _worth(words, language)
    return _worth(words.intersection(b.features.opening), language) / whole if whole else 0.0


def _worth(words: Iterable[str], language: str) -> float:
    worth = background_of(language).idf
    return sum(worth("words", word) for word in sorted(words))


def _headline_words(record: ArticleEvents) -> frozenset[str]:
    headline = headline_of(record)
    return headline.words if headline is not None else frozenset()
