"""The tables of ``archive.db`` that say which articles carry the same text.

Two kinds of copies. An *exact* copy (table ``copy``) is an input whose canonical
text an article has already: only its facts are kept, under its own key. *Near*
copies are articles of their own. What is compared of them are their distinct
bodies (``body``): however many articles carry a body, it is compared once.

Bodies that are copies make a graph (``body_pair``). A group is a star in it: of the
articles connected, the one that goes before all others (earliest date of its own,
then the longest, then by key) is the *first* of a group with everything that is
a copy of it; of the rest likewise. So the groups follow from the set of articles
alone, whatever came when.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from index.language.copies import Print
from index.store.sqlite import Database
from index.store.values import marks, parts

EXACT_COPIES = """
CREATE TABLE copy (
    key TEXT PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    outlet TEXT NOT NULL,
    url TEXT NOT NULL,
    source TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX copy_article ON copy (article);
"""

NEAR_COPIES = """
-- What else an input said that is an exact copy, to stand alone when the article goes.
ALTER TABLE copy ADD COLUMN facts TEXT NOT NULL DEFAULT '';

CREATE TABLE body (
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,
    words INTEGER NOT NULL,
    keys BLOB NOT NULL,
    numbers BLOB NOT NULL
);
-- "first" is the article that stands for this one in lists, null where it does so itself.
CREATE TABLE body_of (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    body INTEGER REFERENCES body (id),
    first INTEGER
);
CREATE INDEX body_article ON body_of (body);
CREATE INDEX body_first ON body_of (first) WHERE first IS NOT NULL;
CREATE TABLE body_key (
    key INTEGER NOT NULL,
    body INTEGER NOT NULL,
    PRIMARY KEY (key, body)
) WITHOUT ROWID;
-- Every pair twice, so that one look finds the copies of a body.
CREATE TABLE body_pair (
    a INTEGER NOT NULL,
    b INTEGER NOT NULL,
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
-- Articles whose copies were not looked for yet.
CREATE TABLE body_wanted (article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE);
INSERT INTO body_wanted (article) SELECT id FROM article;
"""


MOST_CANDIDATES = 256


class ExactCopy(Struct, frozen=True):
    """An input with the text of an article: ``facts`` are what else it said, as JSON."""

    key: str
    outlet: str
    url: str
    source: str
    facts: str


class Candidate(Struct, frozen=True):
    """A body that shares enough keys with another; ``article`` is one that carries it."""

    body: int
    article: int
    print: Print


class CopyTables:
    """Which articles are copies of each other.

    Methods whose first argument is a connection belong inside a write transaction.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    # -- exact copies ----------------------------------------------------------------

    def same_text(self, key: str, version: str) -> int | None:
        """The article under another key that has exactly this text."""
        rows = self._database.read(
            "SELECT id FROM article WHERE version = ? AND key <> ? ORDER BY key LIMIT 1",
            (version, key),
        )
        return int(rows[0][0]) if rows else None

    def put_exact(self, connection: sqlite3.Connection, article: int, copy: ExactCopy) -> bool:
        """Note an exact copy of an article; whether it was not known yet."""
        known = connection.execute("SELECT article FROM copy WHERE key = ?", (copy.key,)).fetchone()
        connection.execute(
            "INSERT OR REPLACE INTO copy (key, article, outlet, url, source, facts)"
            " VALUES (?,?,?,?,?,?)",
            (copy.key, article, copy.outlet, copy.url, copy.source, copy.facts),
        )
        return known is None or known[0] != article

    def is_exact(self, article: int, key: str) -> bool:
        """Whether what has this key is known as an exact copy of an article."""
        sql = "SELECT 1 FROM copy WHERE key = ? AND article = ?"
        return bool(self._database.read(sql, (key, article)))

    def exact(self, article: int) -> list[ExactCopy]:
        """The exact copies of an article, by key."""
        return [
            ExactCopy(*row)
            for row in self._database.read(
                "SELECT key, outlet, url, source, facts FROM copy WHERE article = ? ORDER BY key",
                (article,),
            )
        ]

    def exact_outlets(self, articles: Sequence[int]) -> dict[int, list[str]]:
        """The outlets of the exact copies of those articles that have any."""
        found: dict[int, list[str]] = {}
        for part in parts(articles):
            for article, outlet in self._database.read(
                f"SELECT article, outlet FROM copy WHERE article IN ({marks(part)})"
                " ORDER BY article, key",
                part,
            ):
                found.setdefault(article, []).append(outlet)
        return found

    def with_exact(self) -> list[int]:
        """Ids of the articles that have exact copies."""
        return [row[0] for row in self._database.read("SELECT DISTINCT article FROM copy")]

    def forget_exact(self, connection: sqlite3.Connection, key: str) -> None:
        """What has this key is an exact copy no more."""
        connection.execute("DELETE FROM copy WHERE key = ?", (key,))

    def hand_over(self, connection: sqlite3.Connection, old: int, new: int) -> None:
        """The exact copies of one article are those of another from now on."""
        connection.execute("UPDATE copy SET article = ? WHERE article = ?", (new, old))

    # -- prints ----------------------------------------------------------------------

    def wanted(self, limit: int) -> list[int]:
        """Ids of articles whose copies have to be looked for."""
        rows = self._database.read(
            "SELECT article FROM body_wanted ORDER BY article LIMIT ?", (limit,)
        )
        return [row[0] for row in rows]

    def want(self, connection: sqlite3.Connection, article: int) -> None:
        """An article is new or not what it was: its copies have to be looked for (again)."""
        self.forget(connection, article)
        connection.execute("INSERT OR IGNORE INTO body_wanted (article) VALUES (?)", (article,))

    def put(self, connection: sqlite3.Connection, article: int, print: Print) -> tuple[int, bool]:
        """Note the print of an article's body: its number, and whether it was unknown.

        A print without keys has the number 0.
        """
        connection.execute("DELETE FROM body_wanted WHERE article = ?", (article,))
        if not print.keys:
            connection.execute("INSERT INTO body_of (article) VALUES (?)", (article,))
            return 0, False
        known = connection.execute("SELECT id FROM body WHERE digest = ?", (print.digest,))
        row = known.fetchone()
        if row is None:
            (body,) = connection.execute(
                "INSERT INTO body (digest, words, keys, numbers) VALUES (?,?,?,?) RETURNING id",
                (print.digest, print.words, _packed(print.keys), _packed(print.numbers)),
            ).fetchone()
            connection.executemany(
                "INSERT INTO body_key (key, body) VALUES (?,?)", [(key, body) for key in print.keys]
            )
        else:
            body = row[0]
        connection.execute("INSERT INTO body_of (article, body) VALUES (?,?)", (article, body))
        return int(body), row is None

    def sharing(
        self, connection: sqlite3.Connection, body: int, print: Print, least: int
    ) -> Iterator[Candidate]:
        """Other bodies that share ``least`` keys with this one, those that share most first.

        Of bodies that a frame or unknown furniture makes alike there may be very
        many: at most :data:`MOST_CANDIDATES` are given.
        """
        rows = connection.execute(
            "SELECT body.id, body.digest, words, keys, numbers,"
            " (SELECT min(article) FROM body_of WHERE body_of.body = body.id)"
            # Which of those that share as many are left out is not to depend on what came first.
            " FROM (SELECT body, shared FROM (SELECT body, count(*) AS shared FROM body_key"
            f" WHERE key IN ({marks(print.keys)}) AND body <> ?"
            " GROUP BY body HAVING shared >= ?) JOIN body ON body.id = body"
            " ORDER BY shared DESC, digest LIMIT ?) AS near"
            " JOIN body ON body.id = near.body ORDER BY shared DESC, body.digest",
            (*print.keys, body, least, MOST_CANDIDATES),
        ).fetchall()
        for number, digest, words, keys, numbers, article in rows:
            held = Print(words, digest, tuple(_unpacked(keys)), frozenset(_unpacked(numbers)))
            yield Candidate(number, article, held)

    def put_pair(self, connection: sqlite3.Connection, a: int, b: int) -> None:
        """Two bodies are copies."""
        connection.executemany(
            "INSERT OR IGNORE INTO body_pair (a, b) VALUES (?,?)", [(a, b), (b, a)]
        )

    def forget(self, connection: sqlite3.Connection, article: int) -> None:
        """Take an article out of the copies; those it leaves are grouped anew."""
        row = connection.execute(
            "SELECT body FROM body_of WHERE article = ?", (article,)
        ).fetchone()
        connection.execute("DELETE FROM body_of WHERE article = ?", (article,))
        if row is None or row[0] is None:
            return
        body = row[0]
        left = {body, *_neighbours(connection, body)}
        others = connection.execute(
            "SELECT 1 FROM body_of WHERE body = ? LIMIT 1", (body,)
        ).fetchone()
        if others is None:
            (keys,) = connection.execute("SELECT keys FROM body WHERE id = ?", (body,)).fetchone()
            connection.executemany(
                "DELETE FROM body_key WHERE key = ? AND body = ?",
                [(key, body) for key in _unpacked(keys)],
            )
            connection.execute("DELETE FROM body_pair WHERE a = ?", (body,))
            connection.executemany(
                "DELETE FROM body_pair WHERE a = ? AND b = ?",
                [(other, body) for other in left],
            )
            connection.execute("DELETE FROM body WHERE id = ?", (body,))
            left.discard(body)
        self.regroup(connection, left)

    def clear(self, connection: sqlite3.Connection) -> None:
        """Forget all that was worked out; every article is looked at again."""
        for table in ("body_pair", "body_key", "body_of", "body"):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("INSERT OR IGNORE INTO body_wanted (article) SELECT id FROM article")

    # -- groups ----------------------------------------------------------------------

    def regroup(self, connection: sqlite3.Connection, bodies: Iterable[int]) -> None:
        """Work out the groups of these bodies, and of all that are connected with them."""
        graph = _connected(bodies, lambda body: _neighbours(connection, body))
        standing = _standing(connection, graph)
        firsts = {
            article: star[0] if article != star[0] else None
            for star in stars(graph, standing)
            for article in star
        }
        before: dict[int, int | None] = {}
        for part in parts(list(firsts)):
            before.update(
                connection.execute(
                    f"SELECT article, first FROM body_of WHERE article IN ({marks(part)})", part
                )
            )
        connection.executemany(
            "UPDATE body_of SET first = ? WHERE article = ?",
            [(first, article) for article, first in firsts.items() if before[article] != first],
        )

    def regroup_with(self, connection: sqlite3.Connection, article: int) -> None:
        """Work out the group of an article anew: its place among its copies has changed."""
        held = connection.execute(
            "SELECT body FROM body_of WHERE article = ? AND body IS NOT NULL", (article,)
        )
        self.regroup(connection, [body for (body,) in held])

    def followers(self) -> dict[int, int]:
        """Every article that another stands for, and which one that is."""
        return dict(
            self._database.read("SELECT article, first FROM body_of WHERE first IS NOT NULL")
        )

    def firsts(self, articles: Sequence[int]) -> dict[int, int]:
        """Of those articles that another stands for, which one that is."""
        found: dict[int, int] = {}
        for part in parts(articles):
            found.update(
                self._database.read(
                    "SELECT article, first FROM body_of"
                    f" WHERE first IS NOT NULL AND article IN ({marks(part)})",
                    part,
                )
            )
        return found

    def groups(self, articles: Sequence[int]) -> dict[int, tuple[int, ...]]:
        """The whole group of those articles that have near copies, the first in front."""
        firsts = self.firsts(articles)
        members: dict[int, list[int]] = {}
        wanted = {firsts.get(article, article) for article in articles}
        for part in parts(sorted(wanted)):
            for first, article in self._database.read(
                f"SELECT first, article FROM body_of WHERE first IN ({marks(part)})"
                " ORDER BY first, article",
                part,
            ):
                members.setdefault(first, [first]).append(article)
        return {
            article: tuple(members[first])
            for article in articles
            if (first := firsts.get(article, article)) in members
        }


Standing = tuple[bool, str, int, str]
"""By what articles are put in order: the least goes first."""


def stars(
    graph: Mapping[int, Iterable[int]], standing: Mapping[int, Sequence[tuple[Standing, int]]]
) -> Iterator[list[int]]:
    """Groups of articles: the first of each and the copies of it, in their order.

    ``graph`` has the neighbours of each body, ``standing`` the articles that carry
    it with their places in order. Pure: only these two decide.
    """
    free = sorted(graph, key=lambda body: min(standing[body]))
    taken: set[int] = set()
    for body in free:
        if body in taken:
            continue
        star = {body, *(other for other in graph[body] if other not in taken)}
        taken |= star
        yield [article for _, article in sorted(held for b in star for held in standing[b])]


def _connected(
    starts: Iterable[int], neighbours: Callable[[int], Sequence[int]]
) -> dict[int, Sequence[int]]:
    """The parts of a graph that ``starts`` are in: neighbours by node."""
    graph: dict[int, Sequence[int]] = {}
    waiting = list(starts)
    while waiting:
        node = waiting.pop()
        if node not in graph:
            graph[node] = neighbours(node)
            waiting.extend(graph[node])
    return graph


def _neighbours(connection: sqlite3.Connection, body: int) -> list[int]:
    return [row[0] for row in connection.execute("SELECT b FROM body_pair WHERE a = ?", (body,))]


def _standing(
    connection: sqlite3.Connection, bodies: Iterable[int]
) -> dict[int, list[tuple[Standing, int]]]:
    """The articles that carry each body, with their places in order."""
    found: dict[int, list[tuple[Standing, int]]] = {}
    for part in parts(list(bodies)):
        for body, article, words, key, own in connection.execute(
            "SELECT body, article, body.words, article.key, article.own_publication"
            " FROM body_of JOIN body ON body.id = body_of.body"
            f" JOIN article ON article.id = body_of.article WHERE body IN ({marks(part)})",
            part,
        ):
            found.setdefault(body, []).append((_place(words, key, own), article))
    return found


def _place(words: int, key: str, own_publication: str) -> Standing:
    begin, end, how, _ = json.loads(own_publication)
    # One open bound of an unknown day is no date.
    day = (begin or end) if how != "unknown" else (begin if begin and end else None)
    return (day is None, day or "", -words, key)


def _packed(numbers: Iterable[int]) -> bytes:
    return array("I", sorted(numbers)).tobytes()


def _unpacked(packed: bytes) -> array[Any]:
    numbers: array[Any] = array("I")
    numbers.frombytes(packed)
    return numbers
