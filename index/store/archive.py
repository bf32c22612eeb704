"""archive.db: the articles, and everything that was worked out about them.

Articles (text, zones, facts) are what was read from the inputs. All other
tables are analysis: they can be emptied and worked out again from the stored
texts. What the user made is not here but in ``notes.db``.

What tables there are, and how older archives come to have them, is told in
:mod:`index.store.archive_schema`. Here are the articles, one by one; all else has modules of its
own, which share this database and its transactions: among them
:mod:`index.store.analysis_tables` (what was found in each article),
:mod:`index.store.entity_tables` (the names of the whole library),
:mod:`index.store.list_tables` (all articles in order) and
:mod:`index.store.indexed_tables` (what the search index knows).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from msgspec.structs import replace

from index import __version__
from index.article import Article, ArticleFacts, Publication
from index.language.fold import match_key
from index.store.analysis_tables import AnalysisTables
from index.store.archive_schema import SCHEMA, release_number
from index.store.article_values import (
    ARTICLE_COLUMNS,
    PUBLICATION,
    article_of,
    facts_digest,
    is_text,
    publication_of,
    publication_values,
    row_of,
    with_facts,
)
from index.store.census_tables import CensusTables
from index.store.copy_tables import CopyTables
from index.store.entity_tables import EntityTables
from index.store.event_tables import EventTables
from index.store.hand_tables import HandTables
from index.store.import_tables import ImportTables
from index.store.indexed_tables import IndexedTables
from index.store.input_tables import InputTables
from index.store.join_tables import JoinTables
from index.store.list_tables import ListTables
from index.store.sqlite import Database
from index.store.values import marks, parts
from index.store.web_tables import WebTables

_COLUMNS = ", ".join(ARTICLE_COLUMNS)


class Archive:
    """The articles of a library and their analysis. One writer at a time; any thread reads.

    Methods whose first argument is a connection belong inside :meth:`write`.
    """

    def __init__(self, path: Path) -> None:
        self.database = Database(path, SCHEMA)
        self.inputs = InputTables(self.database)
        self.imports = ImportTables(self.database)
        self.entities = EntityTables(self.database)
        self.analyses = AnalysisTables(self.database, self.entities)
        self.events = EventTables(self.database)
        self.by_hand = HandTables(self.database)
        self.joins = JoinTables(self.database)
        self.copies = CopyTables(self.database)
        self.census = CensusTables(self.database)
        self.lists = ListTables(self.database)
        self.indexed = IndexedTables(self.database)
        self.web = WebTables(self.database)

    def write(self) -> AbstractContextManager[sqlite3.Connection]:
        """One transaction; raises :class:`index.errors.LibraryLocked` after five seconds."""
        return self.database.write()

    def close(self) -> None:
        """Close the database, once the threads that are inside it are done."""
        self.database.close()

    def generation(self) -> int:
        """A number that grows whenever articles or their analysis have changed."""
        rows = self.database.read("SELECT value FROM meta WHERE name = 'generation'")
        return int(rows[0][0])

    def grow(self, connection: sqlite3.Connection) -> None:
        """Tell everyone who watches :meth:`generation` that something changed."""
        connection.execute("UPDATE meta SET value = value + 1 WHERE name = 'generation'")

    def analysed_by_another(self) -> bool:
        """Whether another release of culm found the names, dates and events that are here."""
        rows = self.database.read("SELECT value FROM meta WHERE name = 'analysed_by'")
        return rows[0][0] != release_number(__version__) and self.count() > 0

    def analysed_by_this(self, connection: sqlite3.Connection) -> None:
        """Note that all analysis, the one to come too, is the work of this release."""
        connection.execute(
            "UPDATE meta SET value = ? WHERE name = 'analysed_by'", (release_number(__version__),)
        )

    def waits(self) -> bool:
        """Whether articles have to be compared or linked still."""
        return bool(self.copies.wanted(1) or self.joins.is_unjudged() or self.events.unsettled(1))

    def move_source(self, connection: sqlite3.Connection, key: str, source: str) -> None:
        """An article lies somewhere else now."""
        connection.execute("UPDATE article SET source = ? WHERE key = ?", (source, key))

    def count(self) -> int:
        """How many articles there are."""
        return int(self.database.read("SELECT count(*) FROM article")[0][0])

    def identify(self, key: str) -> tuple[int, str, str] | None:
        """(id, version, digest of the facts) of the article under a key."""
        rows = self.database.read("SELECT id, version, facts FROM article WHERE key = ?", (key,))
        return tuple(rows[0]) if rows else None

    def key_of(self, article_id: int) -> str | None:
        """The key of the article with this id; ``None`` when there is none."""
        rows = self.database.read("SELECT key FROM article WHERE id = ?", (article_id,))
        return str(rows[0][0]) if rows else None

    def ids_of(self, keys: Iterable[str]) -> dict[str, int]:
        """The ids of those keys that are in the archive."""
        found: dict[str, int] = {}
        for part in parts(list(keys)):
            held = marks(part)
            found.update(
                self.database.read(f"SELECT key, id FROM article WHERE key IN ({held})", part)
            )
        return found

    def keys_of(self, ids: Iterable[int]) -> dict[int, str]:
        """The keys of those ids that are in the archive."""
        found: dict[int, str] = {}
        for part in parts(list(ids)):
            held = marks(part)
            found.update(
                self.database.read(f"SELECT id, key FROM article WHERE id IN ({held})", part)
            )
        return found

    def address(self, article_id: int) -> str:
        """The web address of an article, empty when none is known."""
        rows = self.database.read("SELECT url FROM article WHERE id = ?", (article_id,))
        return str(rows[0][0]) if rows else ""

    def with_address(self, addresses: Sequence[str]) -> list[int]:
        """Ids of the articles with one of these web addresses, as key or as URL."""
        found: list[int] = []
        for part in parts(addresses):
            found += [
                row[0]
                for row in self.database.read(
                    f"SELECT id FROM article WHERE url IN ({marks(part)}) OR key IN ({marks(part)})"
                    " ORDER BY id",
                    [*part, *part],
                )
            ]
        return found

    def put_article(self, connection: sqlite3.Connection, article: Article) -> int:
        """Store an article under its key, new or in place of its older version; its id.

        One that has an id comes back: it gets that again, unless another has it.
        """
        row = row_of(article)
        values = {
            **row,
            "id": self._id_again(connection, article.id),
            "own_publication": json.dumps([row[name] for name in PUBLICATION]),
            "words": len(article.text.split()),
            "facts": facts_digest(article),
            "title_order": match_key(article.title),
            "outlet_order": match_key(article.outlet),
            "indexed": "",
        }
        columns = ", ".join(values)
        named = ", ".join(f":{name}" for name in values)
        updates = ", ".join(
            f"{name} = excluded.{name}" for name in values if name not in ("id", "key")
        )
        (number,) = connection.execute(
            f"INSERT INTO article ({columns}) VALUES ({named})"
            f" ON CONFLICT (key) DO UPDATE SET {updates} RETURNING id",
            values,
        ).fetchone()
        if article.id:
            # The index learns it in the place of what it was to forget.
            connection.execute("DELETE FROM unindex WHERE article = ?", (number,))
        self.by_hand.forget_facts(connection, number)
        self.copies.forget_exact(connection, article.key)
        self.copies.want(connection, number)
        return int(number)

    def _id_again(self, connection: sqlite3.Connection, number: int) -> int | None:
        taken = connection.execute("SELECT 1 FROM article WHERE id = ?", (number,)).fetchone()
        return None if taken else number or None

    def put_publication(
        self, connection: sqlite3.Connection, article_id: int, published: Publication
    ) -> None:
        """Set what is now known of an article's date; the search index must learn it."""
        connection.execute(
            "UPDATE article SET begin = ?, end = ?, how = ?, reason = ?, indexed = ''"
            " WHERE id = ? AND (begin IS NOT ? OR end IS NOT ? OR how <> ? OR reason <> ?)",
            (values := publication_values(published)) + (article_id,) + values,
        )

    def own_publication(self, article_id: int) -> Publication:
        """What the article alone says of its date, before other articles were asked."""
        rows = self.database.read("SELECT own_publication FROM article WHERE id = ?", (article_id,))
        return publication_of(*json.loads(rows[0][0]))

    def put_facts(
        self, connection: sqlite3.Connection, article_id: int, facts: ArticleFacts
    ) -> None:
        """Give an article other facts than were read; it still counts as the one that was read.

        Its publication is what it says itself, as far as other articles are concerned.
        """
        values = publication_values(facts.published)
        connection.execute(
            "UPDATE article SET title = ?, title_stated = ?, outlet = ?, authors = ?,"
            " title_order = ?, outlet_order = ?, own_publication = ?,"
            " begin = ?, end = ?, how = ?, reason = ?, indexed = '' WHERE id = ?",
            (
                facts.title,
                facts.title_stated,
                facts.outlet,
                json.dumps(facts.authors, ensure_ascii=False),
                match_key(facts.title),
                match_key(facts.outlet),
                json.dumps(values),
                *values,
                article_id,
            ),
        )

    def as_read(self, articles: Iterable[Article]) -> Iterator[Article]:
        """Articles of the archive as they came: nothing learned of their dates, nothing by hand."""
        for article in articles:
            if read := self.by_hand.facts_as_read([article.id]):
                yield with_facts(article, read[article.id])
            else:
                yield replace(article, published=self.own_publication(article.id))

    def restore_facts(self, connection: sqlite3.Connection) -> None:
        """Forget all corrections of facts."""
        for number, facts in self.by_hand.facts_as_read(self.by_hand.facts()).items():
            self.put_facts(connection, number, facts)
            self.by_hand.forget_facts(connection, number)

    def restore_publications(self, connection: sqlite3.Connection) -> None:
        """Forget what was learned of dates from other articles."""
        for number, own in connection.execute("SELECT id, own_publication FROM article").fetchall():
            self.put_publication(connection, number, publication_of(*json.loads(own)))

    def lacking(self) -> list[int]:
        """Ids of articles of whose language, or of whose own publication, nothing is known."""
        rows = self.database.read("SELECT id, language, own_publication FROM article ORDER BY id")
        return [
            number for number, language, own in rows if not (language and any(json.loads(own)[:2]))
        ]

    def put_lacking(self, connection: sqlite3.Connection, article: Article) -> None:
        """Take in what is known by now of an article's language and own publication."""
        own = json.dumps(publication_values(article.published))
        connection.execute(
            "UPDATE article SET language = ?, own_publication = ?, facts = ?, indexed = ''"
            " WHERE id = ?",
            (article.language, own, facts_digest(article), article.id),
        )
        self.put_publication(connection, article.id, article.published)

    def article(self, article_id: int) -> Article | None:
        """One article, whole."""
        rows = self.database.read(f"SELECT {_COLUMNS} FROM article WHERE id = ?", (article_id,))
        return article_of(rows[0]) if rows else None

    def articles(self, ids: Iterable[int]) -> Iterator[Article]:
        """Articles, whole, in the order of their ids; unknown ids are passed over."""
        for part in parts(sorted(ids), size=200):
            held = marks(part)
            for row in self.database.read(
                f"SELECT {_COLUMNS} FROM article WHERE id IN ({held}) ORDER BY id",
                part,
            ):
                yield article_of(row)

    def problems(self, *, thorough: bool = False) -> list[str]:
        """What is not as it was written; empty when all is well.

        ``thorough`` compares every index with its table and every text with its name.
        """
        found = self.database.problems(thorough=thorough)
        if found or not thorough:
            return found
        for part in parts(sorted(self.ids()), size=200):
            for number, version, packed in self.database.read(
                f"SELECT id, version, text FROM article WHERE id IN ({marks(part)})", part
            ):
                if not is_text(version, packed):
                    found.append(f"the text of article {number} is not what was written")
        return found or self.rows_gone()

    def rows_gone(self) -> list[str]:
        """Tables that tell of rows which another has no more, in words; looks at every row.

        SQLite takes a file for sound from which somebody else has taken rows.
        """
        told = self.database.read(
            'SELECT DISTINCT "table", parent FROM pragma_foreign_key_check ORDER BY 1, 2'
        )
        return [f"{table} tells of what {parent} holds no longer" for table, parent in told]

    def ids(self) -> list[int]:
        """The ids of all articles, in no order."""
        return [row[0] for row in self.database.read("SELECT id FROM article")]

    def undated(self) -> list[int]:
        """The ids of articles of which not even a part of their date is known, in no order."""
        return [row[0] for row in self.database.read("SELECT id FROM article WHERE day IS NULL")]

    def versions_of(self, keys: Iterable[str]) -> dict[str, tuple[int, str]]:
        """(id, version) of those keys that are in the archive."""
        found: dict[str, tuple[int, str]] = {}
        for part in parts(list(keys)):
            for key, number, version in self.database.read(
                f"SELECT key, id, version FROM article WHERE key IN ({marks(part)})", part
            ):
                found[key] = (number, version)
        return found

    def remove(self, connection: sqlite3.Connection, article_id: int) -> None:
        """Take an article and its analysis out."""
        self.copies.forget(connection, article_id)
        self.entities.put(connection, article_id, ())
        connection.execute("INSERT OR IGNORE INTO unindex (article) VALUES (?)", (article_id,))
        connection.execute("DELETE FROM article WHERE id = ?", (article_id,))
