"""The schema of archive.db: its tables, and the steps by which older archives come to it."""

from __future__ import annotations

import sqlite3

from index import __version__
from index.store import (
    analysis_tables,
    copy_tables,
    entity_tables,
    event_tables,
    former_ids,
    growing_tables,
    hand_tables,
    import_tables,
    input_tables,
    join_tables,
    web_tables,
)
from index.store.sqlite_schema import Schema

REMEDY = "run “culm rebuild”: it reads out what is whole, and brings the rest in again"

_ARTICLES = """
CREATE TABLE article (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    title TEXT NOT NULL,
    title_stated INTEGER NOT NULL,
    text BLOB NOT NULL,
    zones TEXT NOT NULL,
    own_publication TEXT NOT NULL,
    begin TEXT,
    end TEXT,
    how TEXT NOT NULL,
    reason TEXT NOT NULL,
    -- Where the article stands among others: its first day. One open bound is no date.
    day TEXT GENERATED ALWAYS AS (
        CASE WHEN how <> 'unknown' THEN COALESCE(begin, "end")
             WHEN begin IS NOT NULL AND "end" IS NOT NULL THEN begin END
    ) STORED,
    outlet TEXT NOT NULL,
    agency TEXT NOT NULL,
    authors TEXT NOT NULL,
    url TEXT NOT NULL,
    language TEXT NOT NULL,
    source TEXT NOT NULL,
    words INTEGER NOT NULL,
    facts TEXT NOT NULL,
    title_order TEXT NOT NULL,
    outlet_order TEXT NOT NULL,
    indexed TEXT NOT NULL DEFAULT ''
);
CREATE INDEX article_version ON article (version);
CREATE INDEX article_url ON article (url) WHERE url <> '';
CREATE INDEX article_day ON article (day, id);
CREATE INDEX article_unindexed ON article (id) WHERE indexed = '';

-- Articles that were removed here and must still be removed from the search index.
CREATE TABLE unindex (article INTEGER PRIMARY KEY);

CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO meta (name, value) VALUES ('generation', 0);
"""


_ORDERS = """
CREATE INDEX article_by_outlet ON article (outlet_order, day DESC, id DESC);
CREATE INDEX article_by_title ON article (title_order, id);
"""


def _first_schema(connection: sqlite3.Connection) -> None:
    tables = (
        input_tables.TABLES,
        _ARTICLES,
        copy_tables.EXACT_COPIES,
        analysis_tables.TABLES,
        entity_tables.TABLES,
        event_tables.TABLES,
    )
    _execute(connection, "".join(tables))
    for trigger in entity_tables.TRIGGERS:
        connection.execute(trigger)


def _near_copies(connection: sqlite3.Connection) -> None:
    _execute(connection, copy_tables.NEAR_COPIES)


def _by_hand(connection: sqlite3.Connection) -> None:
    _execute(connection, hand_tables.TABLES)


def _joined_names(connection: sqlite3.Connection) -> None:
    _execute(connection, join_tables.TABLES)
    for trigger in join_tables.TRIGGERS:
        connection.execute(trigger)


def _role_weights(connection: sqlite3.Connection) -> None:
    connection.execute(event_tables.ROLE_WEIGHTS)


def _waiting_analyses(connection: sqlite3.Connection) -> None:
    _execute(connection, analysis_tables.WAITING)
    for trigger in analysis_tables.WAITING_TRIGGERS:
        connection.execute(trigger)


def _former_ids(connection: sqlite3.Connection) -> None:
    _execute(connection, former_ids.FORMER)


def _refusals(connection: sqlite3.Connection) -> None:
    connection.execute(event_tables.REFUSALS)


def _orders(connection: sqlite3.Connection) -> None:
    _execute(connection, _ORDERS)


def _growing(connection: sqlite3.Connection) -> None:
    _execute(connection, growing_tables.TALLIES)


def _analysed_by(connection: sqlite3.Connection) -> None:
    """Which culm analysed the articles: not known of those that an earlier one brought in."""
    connection.execute(
        "INSERT INTO meta (name, value) "
        "SELECT 'analysed_by', CASE WHEN EXISTS (SELECT 1 FROM article) THEN 0 ELSE ? END",
        (release_number(__version__),),
    )


def _followed_inputs(connection: sqlite3.Connection) -> None:
    _execute(connection, input_tables.FOLLOWED)


def _from_the_web(connection: sqlite3.Connection) -> None:
    _execute(connection, web_tables.TABLES)


def _imports(connection: sqlite3.Connection) -> None:
    _execute(connection, import_tables.TABLES)


def _imports_cut_short(connection: sqlite3.Connection) -> None:
    _execute(connection, import_tables.HOW_FAR)


def _imports_that_follow(connection: sqlite3.Connection) -> None:
    connection.execute(import_tables.FOLLOWING)


def _robots(connection: sqlite3.Connection) -> None:
    connection.execute(web_tables.ROBOTS)


def _facts_by_hand(connection: sqlite3.Connection) -> None:
    _execute(connection, hand_tables.FACTS)


def release_number(version: str) -> int:
    """A number that is another for every release: 1.2.3 is 1002003."""
    number = 0
    for part in version.split(".")[:3]:
        number = number * 1000 + int("".join(filter(str.isdecimal, part)) or 0)
    return number


def _execute(connection: sqlite3.Connection, statements: str) -> None:
    for statement in statements.split(";"):
        if statement.strip():
            connection.execute(statement)


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    # A writer that spills its cache locks readers out until it commits.
    connection.execute("PRAGMA cache_spill = OFF")
    connection.execute("PRAGMA temp_store = MEMORY")


SCHEMA = Schema(
    has_triggers=True,
    application_id=0x63756C61,
    migrations=(
        _first_schema,
        _near_copies,
        _by_hand,
        _joined_names,
        _role_weights,
        _waiting_analyses,
        _former_ids,
        _refusals,
        _orders,
        _growing,
        _analysed_by,
        _followed_inputs,
        _from_the_web,
        _imports,
        _robots,
        _imports_cut_short,
        _imports_that_follow,
        _facts_by_hand,
    ),
    remedy=REMEDY,
    journal="TRUNCATE",
    synchronous="FULL",
    prepare=_prepare,
)
