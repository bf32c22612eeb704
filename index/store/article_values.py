"""An article in the plain values that tables and files hold, and back.

All that keep articles (the archive, the facts of exact copies, the files of what was taken
out) keep these values, so that none of them forgets a field.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import asdict, replace

from index.article import (
    Article,
    ArticleFacts,
    Known,
    Publication,
    Zone,
    ZoneKind,
    version_of,
)
from index.store.values import interval_of, iso

PUBLICATION = ("begin", "end", "how", "reason")
"""Under which names it is kept when an article was published."""

ARTICLE_COLUMNS = tuple(
    column
    for name in Article.__struct_fields__
    for column in (PUBLICATION if name == "published" else (name,))
)
"""The names of all values of an article."""

_NO_FACTS = ("key", "text", "version", "source", "id")


def values_of(article: Article) -> dict[str, Any]:
    """All that an article holds, in values that JSON knows, by :data:`ARTICLE_COLUMNS`."""
    values = asdict(article)
    values["zones"] = [(zone.start, zone.end, str(zone.kind)) for zone in article.zones]
    published = publication_values(values.pop("published"))
    return values | dict(zip(PUBLICATION, published, strict=True))


def article_with(values: Mapping[str, Any]) -> Article:
    """The article of which :func:`values_of` told.

    Raises :exc:`KeyError` without :data:`PUBLICATION`, ``zones`` and ``authors``, and
    :exc:`TypeError` without key, text and title; what else is missing is as in any article.
    """
    held = dict(values)
    published = publication_of(*(held.pop(name) for name in PUBLICATION))
    zones = tuple(Zone(start, end, ZoneKind(kind)) for start, end, kind in held.pop("zones"))
    authors = tuple(held.pop("authors"))
    return Article(**held, published=published, zones=zones, authors=authors)


def row_of(article: Article) -> dict[str, Any]:
    """The values of an article as its row in the archive holds them."""
    values = values_of(article)
    return values | {
        "text": zlib.compress(article.text.encode("utf-8"), 6),
        "zones": json.dumps(values["zones"]),
        "authors": json.dumps(values["authors"], ensure_ascii=False),
    }


def article_of(row: Sequence[Any]) -> Article:
    """The article in a row of :data:`ARTICLE_COLUMNS`."""
    values = dict(zip(ARTICLE_COLUMNS, row, strict=True))
    return article_with(
        values
        | {
            "text": zlib.decompress(values["text"]).decode("utf-8"),
            "title_stated": bool(values["title_stated"]),
            "zones": json.loads(values["zones"]),
            "authors": json.loads(values["authors"]),
        }
    )


def is_text(version: str, packed: bytes) -> bool:
    """Whether the text of a row is the one that ``version`` names."""
    try:
        return version_of(zlib.decompress(packed).decode("utf-8")) == version
    except (ValueError, TypeError, zlib.error):
        return False


def publication_values(published: Publication) -> tuple[str | None, str | None, str, str]:
    """When an article was published, by :data:`PUBLICATION`."""
    interval = published.interval
    return iso(interval.begin), iso(interval.end), str(published.how), published.reason


def publication_of(begin: str | None, end: str | None, how: str, reason: str) -> Publication:
    """A publication as :func:`publication_values` wrote it."""
    return Publication(interval_of(begin, end), Known(how), reason)


def facts_json(facts: ArticleFacts) -> str:
    """The facts of an article as JSON."""
    published = publication_values(facts.published)
    return json.dumps(asdict(facts) | {"published": published}, ensure_ascii=False)


def facts_from(body: str) -> ArticleFacts:
    """The facts of which :func:`facts_json` told."""
    held = json.loads(body)
    return ArticleFacts(
        **held
        | {"published": publication_of(*held["published"]), "authors": tuple(held["authors"])}
    )


def with_facts(article: Article, facts: ArticleFacts) -> Article:
    """``article`` with other facts."""
    return replace(article, **asdict(facts))


def facts_digest(article: Article) -> str:
    """A digest of everything about an article that was read except its text."""
    values = values_of(article)
    # Why a day is known is no fact of the article; "None" is how a missing day is written.
    days = [str(values["begin"]), str(values["end"]), values["how"]]
    facts = [
        days if name == "published" else values[name]
        for name in Article.__struct_fields__
        if name not in _NO_FACTS
    ]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()
