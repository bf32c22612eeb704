"""What can still be read of a damaged ``archive.db``.

Every text is named by its hash, so what comes out is what was written. Tables are read from
both ends; articles also one by one, as far as any index still names them: damage in one page
hides little more than what is on it. What the analysis came to is not read, it can be worked
out again.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from index.article import Article, version_of
from index.store.article_values import (
    ARTICLE_COLUMNS,
    article_of,
    facts_from,
    publication_of,
    with_facts,
)
from index.store.copy_tables import ExactCopy
from index.store.damaged import both_ends, rows
from index.store.input_tables import NEVER, InputState
from index.store.web_tables import WebSource

# What names articles, and by what it is ordered.
_WAYS = (
    ("article", "id"),
    ("article INDEXED BY article_version", "version"),
    ("article INDEXED BY article_day", "day"),
    ("article INDEXED BY article_by_title", "title_order"),
    ("article INDEXED BY sqlite_autoindex_article_1", "key"),
)


class SalvagedArchive(Struct, frozen=True):
    """Articles by id, as they were read before others told of their dates, with their ids;
    ``seen`` are the ids of all that something still names. Exact copies of them, inputs to be
    read again by their paths, sources (path, paused), feeds, removed articles of feeds.
    """

    articles: dict[int, Article] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    copies: dict[str, tuple[int, ExactCopy]] = field(default_factory=dict)
    inputs: dict[str, InputState] = field(default_factory=dict)
    sources: dict[str, bool] = field(default_factory=dict)
    feeds: dict[str, WebSource] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)

    @property
    def lost(self) -> int:
        """How many articles are still named, but cannot be read."""
        return len(self.seen - self.articles.keys())


def salvage(path: Path) -> SalvagedArchive:
    """Read what can be read; nothing is written, no error is raised for damage."""
    found = SalvagedArchive()
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with suppress(sqlite3.Error), closing(sqlite3.connect(address, uri=True)) as connection:
        # A broken letter shall not stop the rows behind it.
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        # With this SQLite reads a file that is shorter than it says.
        connection.execute("PRAGMA writable_schema = ON")
        _articles(connection, found)
        _origins(connection, found)
    return found


def _articles(connection: sqlite3.Connection, found: SalvagedArchive) -> None:
    for table, order in _WAYS:
        for (number,) in both_ends(connection, f"SELECT id FROM {table}", order):
            if isinstance(number, int) and number > 0:
                found.seen.add(number)
    for number in sorted(found.seen):
        for row in rows(
            connection,
            f"SELECT {', '.join(ARTICLE_COLUMNS)}, own_publication FROM article WHERE id = ?",
            (number,),
        ):
            article = _article(row)
            if article is not None:
                found.articles[number] = article
    for number, body in both_ends(
        connection, "SELECT article, as_read FROM facts_by_hand", "article"
    ):
        # What was put right by hand is put right again; here is what it is put right in.
        if number in found.articles:
            with suppress(ValueError, TypeError, KeyError):
                found.articles[number] = with_facts(found.articles[number], facts_from(body))


def _article(row: tuple[Any, ...]) -> Article | None:
    """The article in a row; ``None`` when that is not what was written."""
    try:
        article = article_of(row[:-1])
        whole = replace(article, published=publication_of(*json.loads(row[-1])))
    except (ValueError, TypeError, KeyError, IndexError, zlib.error):
        return None
    facts = (article.key, article.title, article.outlet, article.agency, article.url, whole.source)
    told = all(isinstance(fact, str) and fact.isprintable() for fact in (*facts, *whole.authors))
    inside = all(0 <= zone.start <= zone.end <= len(article.text) for zone in article.zones)
    is_whole = version_of(article.text) == article.version
    return whole if article.key and told and inside and is_whole else None


def _origins(connection: sqlite3.Connection, found: SalvagedArchive) -> None:
    """Where articles came from: copies, inputs, sources, feeds."""
    for number, *values in both_ends(
        connection, "SELECT article, key, outlet, url, source, facts FROM copy", "key"
    ):
        if number in found.articles and all(isinstance(value, str) for value in values):
            with suppress(ValueError):
                json.loads(values[-1] or "{}")
                found.copies[values[0]] = (number, ExactCopy(*values))
    for path, key, read_as, digest, gone in both_ends(
        connection, "SELECT path, key, read_as, digest, gone FROM input", "path"
    ):
        if all(isinstance(value, str) for value in (path, key, read_as, digest)):
            state = InputState(0, NEVER, key, "", read_as, digest, bool(gone))
            found.inputs[path] = state
    for path, paused in both_ends(connection, "SELECT path, paused FROM source", "path"):
        if isinstance(path, str):
            found.sources[path] = bool(paused)
    for url, home, title, paused in both_ends(
        connection, "SELECT url, home, title, paused FROM web WHERE followed", "url"
    ):
        if all(isinstance(value, str) for value in (url, home, title)):
            found.feeds[url] = WebSource(url, home, title, followed=True, paused=bool(paused))
    for (key,) in both_ends(connection, "SELECT key FROM web_removed", "key"):
        if isinstance(key, str):
            found.removed.add(key)
