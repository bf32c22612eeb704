"""The tables of ``archive.db`` that say what was fetched, which feeds are followed, and how."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import astuple

from index.store.sqlite import Database

TABLES = """
CREATE TABLE web (
    url TEXT PRIMARY KEY,
    home TEXT NOT NULL,
    title TEXT NOT NULL,
    followed INTEGER NOT NULL,
    paused INTEGER NOT NULL,
    etag TEXT NOT NULL,
    modified TEXT NOT NULL,
    fetched INTEGER NOT NULL,
    wait_until INTEGER NOT NULL,
    error TEXT NOT NULL
) WITHOUT ROWID;
-- Articles of feeds that the user took out: they stay out although the feed still has them.
CREATE TABLE web_removed (key TEXT PRIMARY KEY) WITHOUT ROWID;
"""

ROBOTS = """
CREATE TABLE robots (
    origin TEXT PRIMARY KEY,
    fetched INTEGER NOT NULL,
    rules TEXT NOT NULL
) WITHOUT ROWID
"""

_COLUMNS = "url, home, title, followed, paused, etag, modified, fetched, wait_until, error"


class WebSource(Struct, frozen=True):
    """Something that was fetched, or a feed that is to be.

    ``url`` names it for good, ``home`` is where it is now. ``followed``: a feed, fetched
    again when all are, unless ``paused``. ``etag`` and ``modified`` are what its server
    said of what was fetched last; ``fetched`` and ``wait_until`` are seconds since 1970, 0
    for never: when it last answered, and until when it wants to be left alone. ``error``
    says why it could not be had the last time.
    """

    url: str
    home: str
    title: str = ""
    followed: bool = False
    paused: bool = False
    etag: str = ""
    modified: str = ""
    fetched: int = 0
    wait_until: int = 0
    error: str = ""


class WebTables:
    """What a library has from the web."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self, url: str) -> WebSource | None:
        """What is known of an address, ``None`` when it was never fetched nor followed."""
        rows = self._database.read(f"SELECT {_COLUMNS} FROM web WHERE url = ?", (url,))
        return _source(rows[0]) if rows else None

    def followed(self) -> list[WebSource]:
        """The feeds that are followed, paused ones included, by their names."""
        rows = self._database.read(f"SELECT {_COLUMNS} FROM web WHERE followed")
        return sorted(map(_source, rows), key=lambda one: (one.title.casefold(), one.url))

    def articles(self, url: str) -> int:
        """How many articles there are of a feed."""
        ((count,),) = self._database.read(
            "SELECT count(*) FROM article WHERE key > ? AND key < ?", _inside(url)
        )
        return int(count)

    def articles_at(self, address: str) -> list[tuple[str, str]]:
        """Key and address of articles of feeds at an address, whatever query is behind it."""
        return self._database.read(
            "SELECT article.key, article.url FROM article"
            " WHERE article.url <> '' AND article.url >= ? AND article.url < ?"
            " AND EXISTS (SELECT 1 FROM web"
            " WHERE article.key > web.url || '#' AND article.key < web.url || '$')"
            " ORDER BY article.id",
            (address, f"{address}\U0010ffff"),
        )

    def robots(self, since: int) -> dict[str, str]:
        """By origin what its robots.txt was found to say, not before ``since``."""
        return dict(
            self._database.read("SELECT origin, rules FROM robots WHERE fetched >= ?", (since,))
        )

    def put_robots(
        self, connection: sqlite3.Connection, found: Mapping[str, str], now: int, since: int
    ) -> None:
        """Keep what robots.txt of origins say, and forget what was found before ``since``."""
        connection.execute("DELETE FROM robots WHERE fetched < ?", (since,))
        connection.executemany(
            "INSERT OR REPLACE INTO robots (origin, fetched, rules) VALUES (?,?,?)",
            [(origin, now, rules) for origin, rules in found.items()],
        )

    def put(self, connection: sqlite3.Connection, source: WebSource) -> None:
        """Keep what is known of an address, in place of what was known."""
        marks = ",".join("?" * len(astuple(source)))
        connection.execute(
            f"INSERT OR REPLACE INTO web ({_COLUMNS}) VALUES ({marks})", astuple(source)
        )

    def pause(self, connection: sqlite3.Connection, url: str, paused: bool) -> bool:
        """Leave a feed out when all are fetched, or not; whether it was followed."""
        changed = connection.execute(
            "UPDATE web SET paused = ? WHERE url = ? AND followed", (paused, url)
        )
        return changed.rowcount > 0

    def unfollow(self, connection: sqlite3.Connection, url: str) -> bool:
        """Follow a feed no longer; its articles stay. Whether it was followed."""
        return connection.execute("DELETE FROM web WHERE url = ? AND followed", (url,)).rowcount > 0

    # -- articles that were taken out ------------------------------------------------------

    def note_removed(self, connection: sqlite3.Connection, keys: Iterable[str]) -> None:
        """Articles were taken out; those of feeds that are followed stay out."""
        connection.executemany(
            "INSERT OR IGNORE INTO web_removed (key) SELECT :key WHERE EXISTS"
            " (SELECT 1 FROM web WHERE followed AND :key > url || '#' AND :key < url || '$')",
            [{"key": key} for key in keys],
        )

    def was_removed(self, key: str) -> bool:
        """Whether an article of a feed was taken out."""
        return bool(self._database.read("SELECT 1 FROM web_removed WHERE key = ?", (key,)))


def _inside(url: str) -> tuple[str, str]:
    """The bounds between which the keys of all articles of a feed lie."""
    return f"{url}#", f"{url}$"


def _source(row: Sequence[Any]) -> WebSource:
    url, home, title, followed, paused, etag, modified, fetched, wait_until, error = row
    return WebSource(
        url, home, title, bool(followed), bool(paused), etag, modified, fetched, wait_until, error
    )
