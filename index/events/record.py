"""What linking keeps of one article: small, plain, and the same in every library.

An :class:`ArticleEvents` is a pure function of the article's text and stated
facts. It is all that linking ever looks at, so the store keeps it beside the
article (:func:`to_json`) and no text is read again when something is linked.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Mapping
from datetime import date
from sys import intern
from typing import Any, cast

from msgspec import DecodeError, Raw, Struct, field
from msgspec.json import Decoder

from index.article import Interval, Known, Precision, Publication, Span
from index.events.model import EventMention, MentionKind
from index.language.date_clues import DateClue, DateClues

# Weights are kept as whole numbers so that a record read back is the record written.
UNIT = 10_000


class Vector(Struct, frozen=True):
    """A sparse vector of unit length: ``terms`` and their ``weights`` in 1/10,000."""

    terms: tuple[str, ...] = ()
    weights: array[int] = field(default_factory=lambda: array("H"))

    def as_dict(self) -> dict[str, int]:
        return dict(zip(self.terms, self.weights, strict=True))


def vector(weights: Mapping[str, float]) -> Vector:
    """A :class:`Vector` of weights between 0 and 1, terms by weight and then by name."""
    kept = [(-round(weight * UNIT), term) for term, weight in weights.items()]
    kept = sorted([item for item in kept if item[0] < 0])
    return Vector(tuple([t for _, t in kept]), array("H", [min(-w, UNIT) for w, _ in kept]))


class StoryFeatures(Struct, frozen=True):
    """What tells whether two articles are about the same happening.

    ``opening`` are the folded content words of its headline and first sentences,
    ``days`` the days of the year it names (``12-19``), ``years`` the years it
    writes out, ``size`` its number of content words.
    """

    language: str = "en"
    words: Vector = Vector()
    names: Vector = Vector()
    lead_names: Vector = Vector()
    people: Vector = Vector()
    places: Vector = Vector()
    numbers: Vector = Vector()
    counted: Vector = Vector()
    opening: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    size: int = 1


class FeaturesLater:
    """Stands for features: they are read whenever something is asked of them, and not kept.

    They are most of a record, and of the many records that a settlement comes by few are
    compared as stories.
    """

    __slots__ = ("_read",)

    def __init__(self, read: Callable[[], StoryFeatures]) -> None:
        self._read = read

    def __getattr__(self, name: str) -> Any:
        return getattr(self._read(), name)


class ArticleEvents(Struct, frozen=True):
    """One article as linking sees it.

    ``published`` is what the text and its source say, before anything is learned
    from other articles, and ``clues`` is what its text tells of that. ``length``
    is the length of the text and ``lead`` the end of its opening, both in code
    points.
    """

    key: str
    version: str
    title: str
    title_stated: bool
    published: Publication
    length: int
    lead: int
    clues: DateClues = field(default_factory=DateClues)
    mentions: tuple[EventMention, ...] = ()
    features: StoryFeatures = StoryFeatures()


_VECTORS = ("words", "names", "lead_names", "people", "places", "numbers", "counted")


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _interval_to(interval: Interval) -> list[str | None]:
    return [day.isoformat() if day else None for day in (interval.begin, interval.end)]


def _interval_from(value: list[str | None]) -> Interval:
    return Interval(_day(value[0]), _day(value[1]))


def _clue_to(clue: DateClue) -> list[Any]:
    span = [clue.span.start, clue.span.end]
    return [*span, clue.text, *_interval_to(clue.interval), clue.month, clue.day, clue.ahead]


def _clue_from(value: list[Any]) -> DateClue:
    start, end, text, first, last, month, day, ahead = value
    return DateClue(Span(start, end), text, _interval_from([first, last]), month, day, ahead)


def _clues_to(clues: DateClues) -> dict[str, Any]:
    return {
        "stated": _clue_to(clues.stated) if clues.stated else None,
        "weekdays": list(clues.weekdays),
        "full": [_clue_to(clue) for clue in clues.full],
        "partial": [_clue_to(clue) for clue in clues.partial],
        "years": [_clue_to(clue) for clue in clues.years],
        "bounds": _interval_to(clues.bounds),
        "because": clues.because,
        "taken": [_clue_to(clue) for clue in clues.taken],
    }


def _clues_from(value: dict[str, Any]) -> DateClues:
    return DateClues(
        stated=_clue_from(value["stated"]) if value["stated"] else None,
        weekdays=tuple(value["weekdays"]),
        full=tuple(_clue_from(clue) for clue in value["full"]),
        partial=tuple(_clue_from(clue) for clue in value["partial"]),
        years=tuple(_clue_from(clue) for clue in value["years"]),
        bounds=_interval_from(value["bounds"]),
        because=value["because"],
        taken=tuple(_clue_from(clue) for clue in value.get("taken", ())),
    )


def _mention_to(mention: EventMention) -> dict[str, Any]:
    return {
        "start": mention.start,
        "end": mention.end,
        "mention_kind": mention.mention_kind.value,
        "name": mention.name,
        "head": mention.head,
        "kind": mention.kind,
        "ordinal": mention.ordinal,
        "words": sorted(mention.words),
        "place": mention.place,
        "participants": sorted(mention.participants),
        "interval": _interval_to(mention.interval),
        "precision": mention.precision.value,
        "until": mention.until,
        "partial": mention.partial,
        "group": mention.group,
        "background": mention.background,
        "since": mention.since,
        "ongoing": mention.ongoing,
        "untimed": mention.untimed,
        "ahead": mention.ahead,
        "fresh": mention.fresh,
    }


def _mention_from(value: dict[str, Any]) -> EventMention:
    return EventMention(
        **{
            **value,
            "mention_kind": MentionKind(value["mention_kind"]),
            "words": frozenset(map(intern, value["words"])),
            "participants": frozenset(value["participants"]),
            "interval": _interval_from(value["interval"]),
            "precision": Precision(value["precision"]),
        }
    )


def _features_to(features: StoryFeatures) -> dict[str, Any]:
    vectors = {name: getattr(features, name) for name in _VECTORS}
    return {
        "language": features.language,
        "opening": list(features.opening),
        "days": list(features.days),
        "years": list(features.years),
        "size": features.size,
        **{name: [list(v.terms), v.weights.tolist()] for name, v in vectors.items()},
    }


def _features_from(value: _FeaturesRead) -> StoryFeatures:
    # Records share most of their terms; each with strings of its own, they take ten times the room.
    vectors = {}
    for name in _VECTORS:
        terms, weights = getattr(value, name)
        vectors[name] = Vector(tuple(map(intern, terms)), array("H", weights))
    return StoryFeatures(
        language=value.language,
        opening=tuple(map(intern, value.opening)),
        days=tuple(value.days),
        years=tuple(value.years),
        size=value.size,
        **vectors,
    )


def to_json(record: ArticleEvents) -> str:
    """The record as one line of JSON; :func:`from_json` gives it back, equal."""
    return json.dumps(
        {
            "key": record.key,
            "version": record.version,
            "title": record.title,
            "title_stated": record.title_stated,
            "published": [
                *_interval_to(record.published.interval),
                record.published.how.value,
                record.published.reason,
            ],
            "length": record.length,
            "lead": record.lead,
            "clues": _clues_to(record.clues),
            "mentions": [_mention_to(mention) for mention in record.mentions],
            "features": _features_to(record.features),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


_VectorRead = tuple[list[str], list[int]]


class _FeaturesRead(Struct):
    language: str
    days: list[str]
    years: list[str]
    size: int
    words: _VectorRead
    names: _VectorRead
    lead_names: _VectorRead
    people: _VectorRead
    places: _VectorRead
    numbers: _VectorRead
    counted: _VectorRead
    opening: list[str] = []


class _LineRead(Struct):
    key: str
    version: str
    title: str
    title_stated: bool
    published: tuple[str | None, str | None, str, str]
    length: int
    lead: int
    clues: dict[str, Any]
    mentions: list[dict[str, Any]]
    features: Raw


class _OnlyFeatures(Struct):
    features: _FeaturesRead


_line, _only_features = Decoder(_LineRead), Decoder(_OnlyFeatures)
_features = Decoder(_FeaturesRead)


def from_json(line: str, later: Callable[[], StoryFeatures] | None = None) -> ArticleEvents:
    """The record that :func:`to_json` wrote; with ``later`` its features are left to that.

    Raises ``ValueError``, ``KeyError`` or ``TypeError`` when ``line`` is no such record.
    """
    try:
        value = _line.decode(line)
        if later is None:
            features = _features_from(_features.decode(value.features))
        else:
            features = cast("StoryFeatures", FeaturesLater(later))
    except DecodeError as error:
        raise ValueError(str(error)) from error
    begin, end, how, reason = value.published
    return ArticleEvents(
        key=value.key,
        version=value.version,
        title=value.title,
        title_stated=value.title_stated,
        published=Publication(_interval_from([begin, end]), Known(how), reason),
        length=value.length,
        lead=value.lead,
        clues=_clues_from(value.clues),
        mentions=tuple(_mention_from(mention) for mention in value.mentions),
        features=features,
    )


def features_from_json(line: str) -> StoryFeatures:
    """The features of the record that :func:`to_json` wrote."""
    return _features_from(_only_features.decode(line).features)
