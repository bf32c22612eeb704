"""How likely two articles belong to one story: a sum of plain channels.

The score is in log-odds; in a story no pair counts for more than :data:`CLIP`.
Weights are fitted by ``scripts/train_stories.py`` on pairs of articles of known stories; signs are
held to what makes sense. See ``docs/linking.md`` for what each channel is worth.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import islice
from operator import mul

from msgspec import Struct

from index.article import Known
from index.events.background import background_of
from index.events.features import headline_worth
from index.events.model import Evidence, MentionKind
from index.events.record import UNIT, ArticleEvents, StoryFeatures, Vector
from index.events.sayings import Saying, sayings_of
from index.events.scoring import judge

CLIP = 3.0
"""In a story one pair never says more than this; a pair below -CLIP is not kept."""
WINDOW = 365
"""Days; two dated articles further apart are never compared."""
_KEYS, _NAME_KEYS = 25, 6
# A word in more than one of so many documents finds too much.
_COMMON = math.log(20)
_SURE_DAYS = 45
# Up to so many days apart, distance in time says nothing; then each doubling counts.
_NEAR_DAYS = 8
_BEST_WORDS = 12
_MOST_YEARS_APART = 2.0

CHANNELS = (
    "words",
    "names",
    "lead names",
    "people",
    "places",
    "numbers",
    "counted",
    "numbers differ",
    "same day",
    "same year",
    "same weekday",
    "years apart",
    "published far",
    "length",
    "length ratio",
    "both dated",
    "same event",
    "other event",
    "aside",
    "headline told",
    "words of its own",
    "names of its own",
)
_SCALE = UNIT * UNIT


class Weights(Struct, frozen=True):
    """Fitted log-odds per unit of each channel, and the thresholds.

    ``threshold`` is the least mean score of a story; no story joins parts that no
    pair of at least ``bridge`` connects. ``happening`` is the least mean by which
    articles tell one happening (:mod:`index.events.happening_scores`).
    """

    channels: tuple[float, ...]
    bias: float
    threshold: float
    happening: float
    bridge: float


@cache
def fitted() -> Weights:
    """The weights that are shipped."""
    source = files("index.events") / "data" / "story_weights.json"
    value = json.loads(source.read_text("utf-8"))
    channels = tuple(float(value["channels"][name]) for name in CHANNELS)
    return Weights(
        channels,
        float(value["bias"]),
        float(value["threshold"]),
        float(value["happening"]),
        float(value["bridge"]),
    )


class Openings(Struct, frozen=True):
    """The named events that an article opens with, and those it names further down
    although its headline tells of something else."""

    own: tuple[Saying, ...] = ()
    asides: tuple[Saying, ...] = ()


class Told(Struct, frozen=True):
    """An article made ready for comparing, its vectors as mappings.

    ``headline`` is what its headline's words are worth, ``leaders`` the names of
    ``lead_names``, ``best`` the words that say best what it is about, ``said`` all
    that it is known by.
    """

    key: str
    features: StoryFeatures
    published: int | None
    on_a_day: bool
    events: Openings
    words: Mapping[str, int]
    names: Mapping[str, int]
    lead_names: Mapping[str, int]
    people: Mapping[str, int]
    places: Mapping[str, int]
    numbers: Mapping[str, int]
    counted: Mapping[str, int]
    headline: Mapping[str, int]
    headline_words: frozenset[str]
    leaders: frozenset[str]
    best: frozenset[str]
    said: frozenset[str]
    weekdays: frozenset[int]
    days: frozenset[str]
    years: frozenset[str]


def told(record: ArticleEvents) -> Told:
    """``record`` made ready; its ``published`` is the best that is known."""
    features = record.features
    headline = headline_worth(record.title, features.language)
    return Told(
        record.key,
        features,
        day_of(record),
        record.published.interval.is_day,
        openings(record),
        features.words.as_dict(),
        features.names.as_dict(),
        features.lead_names.as_dict(),
        features.people.as_dict(),
        features.places.as_dict(),
        features.numbers.as_dict(),
        features.counted.as_dict(),
        headline,
        frozenset(headline),
        frozenset(features.lead_names.terms),
        frozenset(features.words.terms[:_BEST_WORDS]),
        frozenset(features.words.terms).union(features.opening),
        frozenset(record.clues.weekdays),
        frozenset(features.days),
        frozenset(features.years),
    )


def day_of(record: ArticleEvents) -> int | None:
    """The day of publication as a day number where it is known well enough."""
    published = record.published.interval
    if not (published.begin and published.end):
        return None
    sure = record.published.how is not Known.UNKNOWN
    if not sure and (published.end - published.begin).days > _SURE_DAYS:
        return None
    return (published.begin.toordinal() + published.end.toordinal()) // 2


def openings(record: ArticleEvents) -> Openings:
    """The named events of an article by where it names them."""
    if not any(m.mention_kind is MentionKind.NAME for m in record.mentions):
        return Openings()
    sayings = sayings_of(record)
    named = {saying.group for saying in sayings}
    elsewhere = any(
        m.mention_kind is MentionKind.HEADLINE and m.kind and m.group not in named
        for m in record.mentions
    )
    return Openings(
        tuple(s for s in sayings if s.lead and not s.background),
        tuple(s for s in sayings if not s.lead) if elsewhere else (),
    )


def story_keys(features: StoryFeatures) -> list[tuple[str, int]]:
    """The terms under which an article is found by others of its story, with weights."""
    worth = background_of(features.language).idf
    words = (
        (word, weight)
        for word, weight in zip(features.words.terms, features.words.weights, strict=True)
        if worth("words", word) >= _COMMON
    )
    names = (
        (f"n:{name}", weight)
        for name, weight in zip(features.lead_names.terms, features.lead_names.weights, strict=True)
        if worth("names", name) >= _COMMON
    )
    return [*islice(words, _KEYS), *islice(names, _NAME_KEYS)]


def _dot(mine: Mapping[str, int], theirs: Vector) -> float:
    if mine.keys().isdisjoint(theirs.terms):
        return 0.0
    return (
        sum([w * mine[t] for t, w in zip(theirs.terms, theirs.weights, strict=True) if t in mine])
        / _SCALE
    )


def _shared(mine: Mapping[str, int], theirs: Vector) -> float:
    if mine.keys().isdisjoint(theirs.terms):
        return 0.0
    pairs = zip(theirs.terms, theirs.weights, strict=True)
    return sum([min(w, mine[t]) for t, w in pairs if t in mine]) / UNIT


def channels(a: Told, b: ArticleEvents, b_day: int | None) -> tuple[float, ...]:
    """The values of :data:`CHANNELS` for two articles; symmetric.

    ``b_day`` is ``day_of(b)``.
    """
    mine, theirs = a.features, b.features
    both = a.published is not None and b_day is not None
    far = 0.0
    if a.published is not None and b_day is not None:
        far = max(0.0, math.log2((abs(a.published - b_day) + 1) / _NEAR_DAYS))
    same_days = len(a.days.intersection(theirs.days))
    same_years = not a.years.isdisjoint(theirs.years)
    years_apart = 0.0
    if mine.years and theirs.years:
        apart = abs(int(mine.years[-1]) - int(theirs.years[-1]))
        years_apart = min(_MOST_YEARS_APART, math.log2(1 + apart))
    numbers = theirs.numbers.terms
    differ = bool(a.numbers and numbers) and a.numbers.keys().isdisjoint(numbers)
    same_event = other_event = aside = 0.0
    if a.events.own or a.events.asides:
        same_event, other_event, aside = _events(a.events, openings(b))
    if a.published == b_day and a.on_a_day and b.published.interval.is_day:
        aside = 0.0
    return (
        _dot(a.words, theirs.words),
        _dot(a.names, theirs.names),
        _dot(a.lead_names, theirs.lead_names),
        _shared(a.people, theirs.people),
        _dot(a.places, theirs.places),
        0.0 if differ else _dot(a.numbers, theirs.numbers),
        _dot(a.counted, theirs.counted),
        float(differ),
        min(1.0, same_days / 2),
        float(same_years),
        float(not a.weekdays.isdisjoint(b.clues.weekdays)),
        years_apart,
        far,
        max(-1.5, min(2.5, math.log(min(mine.size, theirs.size) + 1) - 4.5)),
        abs(math.log(mine.size / theirs.size)),
        float(both),
        same_event,
        other_event,
        aside,
        _headline_told(a, b) if both else 0.0,
        _own_words(a, theirs.words.terms),
        _own_names(a, theirs),
    )


def _headline_told(a: Told, b: ArticleEvents) -> float:
    """How much of each headline the other article tells, by worth; the less of both."""
    mine, theirs = a.headline, headline_worth(b.title, b.features.language)
    if not mine or not theirs:
        return 0.0
    words = a.headline_words
    there = words.intersection(b.features.opening) | words.intersection(b.features.words.terms)
    here = a.said.intersection(theirs)
    share_there = sum([mine[word] for word in there]) / sum(mine.values())
    return min(share_there, sum([theirs[word] for word in here]) / sum(theirs.values()))


def _own_words(a: Told, terms: tuple[str, ...]) -> float:
    """How many of the best words of each article the other lacks; the mean share."""
    lacking = len(a.best) - len(a.best.intersection(terms))
    lacking += sum([word not in a.words for word in terms[:_BEST_WORDS]])
    return lacking / (2 * _BEST_WORDS)


def _own_names(a: Told, b: StoryFeatures) -> float:
    """Whether each article opens with names that the other nowhere has: the product of
    their shares, so that it takes both."""
    theirs = zip(b.lead_names.terms, b.lead_names.weights, strict=True)
    there = sum([weight * weight for name, weight in theirs if name not in a.names])
    if not there:
        return 0.0
    own = a.leaders.difference(b.names.terms)
    return there * sum([a.lead_names[name] ** 2 for name in own]) / (_SCALE * _SCALE)


def _events(a: Openings, b: Openings) -> tuple[float, float, float]:
    """Whether two articles open with one event; with events that are surely not one;
    whether one only mentions what the other opens with."""
    verdicts = [judge(one.claim, other.claim) for one in a.own for other in b.own]
    if any(verdict.linked for verdict in verdicts):
        return 1.0, 0.0, 0.0
    crossed = [(one, other) for one in a.own for other in b.asides]
    crossed += [(one, other) for one in a.asides for other in b.own]
    aside = any(judge(one.claim, other.claim).linked for one, other in crossed)
    kinds = {saying.kind for saying in a.own} & {saying.kind for saying in b.own}
    differ = bool(kinds) and all(verdict.vetoes for verdict in verdicts)
    return 0.0, float(differ), float(aside)


def score(values: tuple[float, ...], weights: Weights) -> float:
    """The log-odds of one story; 4 decimals so that it can be stored."""
    return round(math.fsum((weights.bias, *map(mul, values, weights.channels))), 4)


_TELLING = 5
_SHOWN = {
    "words": "rare words in common: {}",
    "names": "the same names: {}",
    "lead names": "the same names at the top: {}",
    "people": "the same people: {}",
    "places": "the same places: {}",
    "numbers": "the same numbers: {}",
    "counted": "the same counts: {}",
    "numbers differ": "no number in common",
    "same day": "the same days: {}",
    "same year": "the same years: {}",
    "same weekday": "the news of the same weekday",
    "years apart": "the latest years they name differ",
    "published far": "published far apart",
    "length": "length of the shorter article",
    "length ratio": "one is much longer",
    "both dated": "both are dated",
    "same event": "both open with the same named event",
    "other event": "they open with different events",
    "aside": "what one opens with, the other only mentions beside news of its own",
    "headline told": "each tells what the other's headline says",
    "words of its own": "the best words of one that the other lacks",
    "names of its own": "each opens with names that the other never has",
}


def explain(a: ArticleEvents, b: ArticleEvents) -> tuple[float, tuple[Evidence, ...]]:
    """The score of two articles and each channel's share in it, the largest first.

    The records carry the best that is known of their publication. The shares
    and the bias add up to the score.
    """
    weights = fitted()
    values = channels(told(a), b, day_of(b))
    shares = []
    for name, value, weight in zip(CHANNELS, values, weights.channels, strict=True):
        if value * weight:
            text = _SHOWN[name].format(", ".join(_common(name, a.features, b.features)))
            shares.append(Evidence(name, text, round(value * weight, 2)))
    shares.sort(key=lambda share: (-abs(share.weight), share.kind))
    shares.append(Evidence("bias", "two articles taken at random differ", weights.bias))
    return score(values, weights), tuple(shares)


def _common(channel: str, a: StoryFeatures, b: StoryFeatures) -> list[str]:
    """The terms that two articles share in a channel, the weightiest first."""
    if channel == "same day":
        return sorted(set(a.days) & set(b.days))
    if channel == "same year":
        return sorted(set(a.years) & set(b.years))
    one = getattr(a, channel.replace(" ", "_"), None)
    other = getattr(b, channel.replace(" ", "_"), None)
    if not isinstance(one, Vector) or not isinstance(other, Vector):
        return []
    mine, theirs = one.as_dict(), other.as_dict()
    shared = sorted(mine.keys() & theirs.keys(), key=lambda t: (-mine[t] * theirs[t], t))
    return shared[:_TELLING]
