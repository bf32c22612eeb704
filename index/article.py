"""What a document is once it has been read: the article and the places in its text.

Every position in culm is a count of Unicode code points into an article's
canonical text, and every span is half-open: ``text[span.start:span.end]``.
The canonical text is NFC, has ``\\n`` line ends only, holds no character that
could steer a terminal (see :mod:`index.sanitise`) and never changes
after it was made; a changed document is a new version.
"""

from __future__ import annotations

import hashlib
from datetime import date
from enum import StrEnum

from msgspec import Struct, field
from msgspec.structs import force_setattr


class Span(Struct, frozen=True, order=True):
    """A half-open range of code points in a canonical text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


class ZoneKind(StrEnum):
    """What a stretch of a news text is for; everything not in a zone is body."""

    HEADER = "header"
    HEADLINE = "headline"
    DATELINE = "dateline"
    CAPTION = "caption"
    SUBHEAD = "subhead"
    QUOTE = "quote"
    CREDIT = "credit"
    BOILERPLATE = "boilerplate"


class Zone(Struct, frozen=True, order=True):
    """A stretch of text with a role; zones of an article never overlap."""

    start: int
    end: int
    kind: ZoneKind

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


OF_THE_STORY = frozenset({ZoneKind.DATELINE, ZoneKind.SUBHEAD, ZoneKind.QUOTE})
"""Zones that are read as part of the story."""


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    WINDOW = "window"
    SERIES = "series"
    UNKNOWN = "unknown"


class Interval(Struct, frozen=True):
    """Days from ``begin`` to ``end``, both included; ``None`` is an open side."""

    begin: date | None = None
    end: date | None = None

    def __bool__(self) -> bool:
        return self.begin is not None or self.end is not None

    @property
    def is_day(self) -> bool:
        """Whether this is exactly one day."""
        return self.begin is not None and self.begin == self.end

    def overlaps(self, other: Interval) -> bool:
        """Whether some day may lie in both; open sides reach for ever."""
        return not (
            (self.end is not None and other.begin is not None and self.end < other.begin)
            or (other.end is not None and self.begin is not None and other.end < self.begin)
        )


class Known(StrEnum):
    """How a fact about an article is known."""

    STATED = "stated"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


EITHER_FIRST = "day or month may come first: "
"""Begins the reason of a date in digits that may mean two days."""


class Publication(Struct, frozen=True):
    """When an article was published, as far as can honestly be said.

    ``STATED``: the document says so. ``INFERRED``: worked out, ``reason`` tells
    how. ``UNKNOWN``: the day is not known, yet ``interval`` may still bound it.
    """

    interval: Interval = Interval()
    how: Known = Known.UNKNOWN
    reason: str = ""

    @property
    def may_be_swapped(self) -> bool:
        """Whether it is a date in digits of which nothing tells if the day comes first."""
        return self.reason.startswith(EITHER_FIRST)

    @property
    def other_reading(self) -> Interval | None:
        """The day that it means with day and month the other way round, if that is in doubt."""
        day = self.interval.begin
        if not self.may_be_swapped or day is None or not self.interval.is_day:
            return None
        other = day.replace(month=day.day, day=day.month)
        return Interval(other, other)


class Article(Struct, frozen=True):
    """One document of the library, read and cleaned.

    ``key`` names the article for good (its canonical URL, else the path under
    which it was added, else a hash of its text). ``id`` is the library's row
    number, 0 while the article is not stored. ``title_stated`` is false when
    the headline was made from the first sentence. ``source`` is where the
    bytes came from, for people to read.
    """

    key: str
    text: str
    title: str
    title_stated: bool = True
    zones: tuple[Zone, ...] = ()
    published: Publication = Publication()
    outlet: str = ""
    agency: str = ""
    authors: tuple[str, ...] = ()
    url: str = ""
    language: str = ""
    source: str = ""
    id: int = 0
    version: str = field(default="")

    def __post_init__(self) -> None:
        if not self.version:
            force_setattr(self, "version", version_of(self.text))

    @property
    def story(self) -> Span:
        """The first words of the story: from below headline, captions and the like to the next."""
        position = 0
        for zone in (*self.zones, Zone(len(self.text), len(self.text), ZoneKind.HEADER)):
            if zone.kind in OF_THE_STORY:
                continue
            words = self.text[position : zone.start]
            if words.strip():
                begins = position + len(words) - len(words.lstrip())
                return Span(begins, begins + len(words.strip()))
            position = zone.end
        return Span(0, 0)


def version_of(text: str) -> str:
    """The name of a canonical text: the SHA-256 of its UTF-8 bytes, in hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


class ArticleFacts(Struct, frozen=True):
    """What an article says of itself that a person may know better."""

    published: Publication
    title: str
    title_stated: bool
    outlet: str
    authors: tuple[str, ...]


def facts_of(article: Article) -> ArticleFacts:
    """The facts of an article."""
    return ArticleFacts(
        article.published, article.title, article.title_stated, article.outlet, article.authors
    )


class Snippet(Struct, frozen=True):
    """A piece of an article around its hits; ``hits`` are spans within ``text``."""

    text: str
    hits: tuple[Span, ...] = ()
