"""Passages that corrections are about: kept as quotes, found again in the present text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import asdict

from index.article import Article, Span
from index.notes.model import PlacementStatus
from index.store.archive import Archive

if TYPE_CHECKING:
    from index.events.sayings import Saying
    from index.notes.anchoring import QuoteFinder

CONTEXT = 64
_SURE = frozenset({PlacementStatus.EXACT, PlacementStatus.EDITED})


class Anchor(Struct, frozen=True):
    """A passage of an article (its key) as the text named ``version`` had it.

    ``start`` and ``end`` count code points, half-open; ``prefix`` and ``suffix``
    are what stood around it.
    """

    article: str
    version: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str

    def body(self) -> dict[str, Any]:
        """The anchor as JSON keeps it."""
        return asdict(self)


def anchor_of(article: Article, span: Span) -> Anchor:
    """The anchor of ``span`` in an article's present text."""
    text = article.text
    return Anchor(
        article.key,
        article.version,
        span.start,
        span.end,
        text[span.start : span.end],
        text[max(0, span.start - CONTEXT) : span.start],
        text[span.end : span.end + CONTEXT],
    )


def anchor_in(body: Mapping[str, Any]) -> Anchor:
    """The anchor that JSON keeps; raises ``KeyError``, ``TypeError``, ``ValueError``."""
    strings = (body[name] for name in ("article", "version", "exact", "prefix", "suffix"))
    article, version, exact, prefix, suffix = (as_text(value) for value in strings)
    return Anchor(article, version, int(body["start"]), int(body["end"]), exact, prefix, suffix)


def as_text(value: object) -> str:
    """``value`` if it is a string; raises ``TypeError`` otherwise."""
    if not isinstance(value, str):
        raise TypeError
    return value


class Finder:
    """Where anchors are now, in the articles of one archive as they are at this moment."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._versions: dict[str, tuple[int, str] | None] = {}
        self._quotes: dict[str, QuoteFinder] = {}
        self._sayings: dict[str, tuple[Saying, ...]] = {}

    def expect(self, articles: set[str]) -> None:
        """Look up many articles at once, by their keys."""
        self._versions.update(dict.fromkeys(articles))
        self._versions.update(self._archive.versions_of(articles))

    def id_of(self, article: str) -> int | None:
        """The id of an article; ``None`` when it is not there."""
        if article not in self._versions:
            self.expect({article})
        known = self._versions[article]
        return known[0] if known else None

    def span(self, anchor: Anchor) -> Span | None:
        """Where a anchor is now; ``None`` when it, or its article, is not there."""
        number = self.id_of(anchor.article)
        known = self._versions[anchor.article]
        if number is None or known is None:
            return None
        if known[1] == anchor.version:
            return Span(anchor.start, anchor.end)
        return self._searched(anchor, number)

    def sayings(self, article: str) -> tuple[Saying, ...]:
        """What an article says of events, as read from its text alone."""
        if article not in self._sayings:
            from index.events.record import from_json
            from index.events.sayings import sayings_of

            number = self.id_of(article)
            bodies = self._archive.events.records([number]) if number is not None else {}
            self._sayings[article] = tuple(
                saying for body in bodies.values() for saying in sayings_of(from_json(body))
            )
        return self._sayings[article]

    def _searched(self, anchor: Anchor, number: int) -> Span | None:
        from index.notes.anchoring import Quote, QuoteFinder

        finder = self._quotes.get(anchor.article)
        if finder is None:
            article = self._archive.article(number)
            if article is None:
                return None
            finder = self._quotes[anchor.article] = QuoteFinder(article.text)
        found = finder.find(Quote(anchor.exact, anchor.prefix, anchor.suffix, anchor.start))
        return found.span if found.status in _SURE else None
