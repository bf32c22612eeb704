"""The tables of ``archive.db`` that join entities of different articles under one key.

What articles claim of names (:mod:`index.language.claims`) is counted here by
triggers, which also note every alias whose claims have changed. What is believed
follows from the counts alone, so that all of this can be made again at any time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from index.language.claims import (
    Belief,
    Claim,
    Home,
    aliases_of,
    keys_under,
    relative_alias,
)
from index.language.model import LocalEntity
from index.store.sqlite import Database
from index.store.values import marks, parts

TABLES = """
CREATE TABLE claim (
    alias TEXT NOT NULL,
    target TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    form TEXT NOT NULL,
    PRIMARY KEY (alias, target, article)
) WITHOUT ROWID;
CREATE INDEX claim_of_article ON claim (article);
CREATE TABLE claim_count (
    alias TEXT NOT NULL,
    target TEXT NOT NULL,
    articles INTEGER NOT NULL,
    PRIMARY KEY (alias, target)
) WITHOUT ROWID;
-- Aliases whose claims have changed since it was last judged what they stand for.
CREATE TABLE unjudged (alias TEXT PRIMARY KEY) WITHOUT ROWID;
-- What aliases stand for in every article.
CREATE TABLE belief (
    alias TEXT PRIMARY KEY,
    target TEXT NOT NULL,
    kind TEXT NOT NULL,
    articles INTEGER NOT NULL,
    claiming INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX belief_target ON belief (target);
-- An article's own keys that are counted under another.
CREATE TABLE joined (
    key TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    alias TEXT NOT NULL,
    home TEXT NOT NULL,
    PRIMARY KEY (key, article)
) WITHOUT ROWID;
CREATE INDEX joined_article ON joined (article);
CREATE INDEX joined_home ON joined (home, alias)
"""

TRIGGERS = (
    """
CREATE TRIGGER claim_made AFTER INSERT ON claim BEGIN
    INSERT INTO claim_count (alias, target, articles) VALUES (new.alias, new.target, 1)
    ON CONFLICT (alias, target) DO UPDATE SET articles = articles + 1;
    INSERT OR IGNORE INTO unjudged (alias) VALUES (new.alias);
END
""",
    """
CREATE TRIGGER claim_taken_back AFTER DELETE ON claim BEGIN
    UPDATE claim_count SET articles = articles - 1
    WHERE alias = old.alias AND target = old.target;
    DELETE FROM claim_count
    WHERE alias = old.alias AND target = old.target AND articles = 0;
    INSERT OR IGNORE INTO unjudged (alias) VALUES (old.alias), (old.target);
END
""",
)


class JoinedName(NamedTuple):
    """Another name of an entity: how it is written, in how many articles it stood for it
    unsaid, and what makes culm believe so."""

    form: str
    articles: int
    belief: Belief


class JoinTables:
    """Reading and writing what joins entities of different articles.

    Methods whose first argument is a connection belong inside a write transaction.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    # -- what articles claim -------------------------------------------------------------

    def put_claims(
        self, connection: sqlite3.Connection, article: int, claims: Iterable[Claim]
    ) -> None:
        """Replace what an article claims."""
        now = {(claim.alias, claim.target): claim.form for claim in claims}
        before = connection.execute("SELECT alias, target FROM claim WHERE article = ?", (article,))
        gone = [(*pair, article) for pair in set(before.fetchall()) - now.keys()]
        connection.executemany(
            "DELETE FROM claim WHERE alias = ? AND target = ? AND article = ?", gone
        )
        connection.executemany(
            "INSERT INTO claim (alias, target, article, form) VALUES (?,?,?,?)"
            " ON CONFLICT DO UPDATE SET form = excluded.form",
            [(alias, target, article, form) for (alias, target), form in now.items()],
        )

    def is_unjudged(self) -> bool:
        """Whether claims have changed since they were last judged."""
        return bool(self._database.read("SELECT 1 FROM unjudged LIMIT 1"))

    def unjudged(self) -> list[str]:
        """Aliases whose claims have changed since they were last judged."""
        return [row[0] for row in self._database.read("SELECT alias FROM unjudged")]

    def claims(self, aliases: Iterable[str]) -> dict[str, dict[str, int]]:
        """What articles say that aliases are: alias → target → articles."""
        found: dict[str, dict[str, int]] = {alias: {} for alias in aliases}
        for part in parts(list(found)):
            for alias, target, articles in self._database.read(
                f"SELECT alias, target, articles FROM claim_count WHERE alias IN ({marks(part)})",
                part,
            ):
                found[alias][target] = articles
        return found

    # -- what is believed ----------------------------------------------------------------

    def put_beliefs(
        self, connection: sqlite3.Connection, now: Mapping[str, Belief | None]
    ) -> list[str]:
        """Note what aliases were judged to stand for; those that lead elsewhere come back."""
        before = self._beliefs(now)
        connection.executemany(
            "DELETE FROM belief WHERE alias = ?",
            [(alias,) for alias in before if now[alias] is None],
        )
        connection.executemany(
            "INSERT OR REPLACE INTO belief (alias, target, kind, articles, claiming)"
            " VALUES (?,?,?,?,?)",
            [
                (alias, belief.target, belief.kind, belief.articles, belief.of)
                for alias, belief in now.items()
                if belief is not None and belief != before.get(alias)
            ],
        )
        connection.execute("DELETE FROM unjudged")
        targets = {alias: belief.target for alias, belief in before.items()}
        return [
            alias
            for alias, belief in now.items()
            if targets.get(alias) != (belief.target if belief else None)
        ]

    def homes(self, aliases: Iterable[str]) -> dict[str, Home]:
        """Where those aliases lead in the end that lead anywhere, from belief to belief."""
        first = self._beliefs(aliases)
        homes = {alias: Home(alias, belief.target, belief) for alias, belief in first.items()}
        while onward := self._beliefs({home.key for home in homes.values()}):
            homes = {
                alias: replace(home, key=onward[home.key].target) if home.key in onward else home
                for alias, home in homes.items()
            }
        return homes

    def leading_to(self, aliases: Iterable[str]) -> set[str]:
        """Those aliases and all others that lead on to one of them."""
        found: set[str] = set()
        fresh = set(aliases)
        while fresh:
            found |= fresh
            fresh = {
                row[0]
                for part in parts(list(fresh))
                for row in self._database.read(
                    f"SELECT alias FROM belief WHERE target IN ({marks(part)})", part
                )
            } - found
        return found

    def _beliefs(self, aliases: Iterable[str]) -> dict[str, Belief]:
        found: dict[str, Belief] = {}
        for part in parts(list(aliases)):
            for alias, *belief in self._database.read(
                "SELECT alias, target, kind, articles, claiming FROM belief"
                f" WHERE alias IN ({marks(part)})",
                part,
            ):
                found[alias] = Belief(*belief)
        return found

    # -- what became of it in articles -----------------------------------------------------

    def homes_of(self, entities: Iterable[LocalEntity]) -> dict[str, Home]:
        """For those of an article's own keys that belong under another: where.

        Among them last names that a relative bears too, where the article does not
        name in full whom the last name means elsewhere.
        """
        entities = list(entities)
        aliases = {entity.key: aliases_of(entity) for entity in entities}
        relatives = {alias for alias in map(relative_alias, entities) if alias}
        homes = self.homes(relatives.union(*aliases.values()))
        found = {
            key: next(homes[alias] for alias in mine if alias in homes)
            for key, mine in aliases.items()
            if not homes.keys().isdisjoint(mine)
        }
        named = {found[key].key if key in found else key for key in aliases}
        strangers = {alias for alias in relatives & homes.keys() if homes[alias].key not in named}
        return found | {alias: homes[alias] for alias in strangers}

    def homes_in(self, article: int) -> dict[str, Home]:
        """For those of an article's own entity keys that are counted under another: where."""
        return {
            key: Home(alias, home, Belief(*belief))
            for key, alias, home, *belief in self._database.read(
                "SELECT key, joined.alias, home, target, kind, articles, claiming"
                " FROM joined JOIN belief ON belief.alias = joined.alias WHERE article = ?",
                (article,),
            )
        }

    def put_joined(
        self,
        connection: sqlite3.Connection,
        article: int,
        homes: Mapping[str, Home],
    ) -> None:
        """Note which of an article's own keys are counted under another."""
        connection.execute("DELETE FROM joined WHERE article = ?", (article,))
        connection.executemany(
            "INSERT OR REPLACE INTO joined (key, article, alias, home) VALUES (?,?,?,?)",
            [(key, article, home.alias, home.key) for key, home in homes.items()],
        )

    def articles_with(self, aliases: Iterable[str]) -> set[int]:
        """Ids of the articles that have an entity of their own under one of these aliases,
        or think it somebody else."""
        wanted = sorted(aliases)
        found = {
            row[0]
            for part in parts(wanted)
            for row in self._database.read(
                "SELECT claim.article FROM claim JOIN belief ON belief.alias = claim.alias"
                f" WHERE claim.alias IN ({marks(part)}) AND claim.target <> belief.target",
                part,
            )
        }
        for first, last in (pair for alias in wanted for pair in keys_under(alias)):
            found.update(
                row[0]
                for row in self._database.read(
                    "SELECT article FROM entity_article WHERE entity IN"
                    " (SELECT id FROM entity WHERE key >= ? AND key <= ?)"
                    " UNION SELECT article FROM joined WHERE key >= ? AND key <= ?",
                    (first, last) * 2,
                )
            )
        return found

    def joined_homes(self, keys: Iterable[str]) -> dict[str, str]:
        """For those keys that articles have but are counted under another: that one."""
        found: dict[str, str] = {}
        for part in parts(list(keys)):
            held = marks(part)
            found.update(
                self._database.read(
                    f"SELECT DISTINCT key, home FROM joined WHERE key IN ({held})", part
                )
            )
        return found

    def keys_at_home(self, home: str) -> list[str]:
        """The articles' own keys that are counted under ``home``."""
        rows = self._database.read("SELECT DISTINCT key FROM joined WHERE home = ?", (home,))
        return [row[0] for row in rows]

    def joined_names(self, home: str) -> list[JoinedName]:
        """By which other names an entity is known where no article says so, commonest first."""
        found = []
        for alias, number, *belief in self._database.read(
            "SELECT joined.alias, count(DISTINCT article) AS number,"
            " target, kind, articles, claiming"
            " FROM joined JOIN belief ON belief.alias = joined.alias WHERE home = ?"
            " GROUP BY joined.alias ORDER BY number DESC, joined.alias",
            (home,),
        ):
            forms = self._database.read(
                "SELECT form FROM claim WHERE alias = ? AND target = ?"
                " GROUP BY form ORDER BY count(*) DESC, form LIMIT 1",
                (alias, belief[0]),
            )
            found += [JoinedName(form, number, Belief(*belief)) for (form,) in forms]
        return found

    def clear(self, connection: sqlite3.Connection) -> None:
        """Forget everything: all of it is made again."""
        for table in ("claim", "claim_count", "unjudged", "belief", "joined"):
            connection.execute(f"DELETE FROM {table}")
