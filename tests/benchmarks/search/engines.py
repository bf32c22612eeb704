"""The engines that are compared, each behind the same few questions.

All index title and body as one text and answer with the ids of the best fifty.
FTS5 stems with porter and folds accents (unicode61, remove_diacritics 2), as
its users do; tantivy uses its English stemming tokeniser; Whoosh its stemming
analyser.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from index.search import SearchDocument, SearchIndex, parse
from index.search.query import Sort
from tests.benchmarks.search.questions import Question

LIMIT = 50
TODAY = date(2024, 1, 1)


class Engine(Protocol):
    """Something that indexes articles and answers questions."""

    name: str

    def build(self, articles: list[SearchDocument], segments: int) -> None:
        """Indexes all articles, in this many commits without merging."""

    def delete(self, ids: list[int]) -> None: ...

    def add_one(self, article: SearchDocument) -> None:
        """Adds one article and makes it searchable."""

    def prepare(self, question: Question) -> Callable[[], int]:
        """What answers a question, to be timed; it gives the number of hits it knows of."""

    def settle(self) -> None:
        """Called before a question is timed."""


class Settled:
    """An engine with nothing to be done before a question."""

    def settle(self) -> None:
        """Nothing: what the engine keeps of earlier questions, it keeps."""


class Culm:
    """culm's own index. Before each question it forgets what earlier ones have left decoded."""

    name = "culm"

    def __init__(self, directory: Path) -> None:
        self.index = SearchIndex.open(directory)

    def build(self, articles: list[SearchDocument], segments: int) -> None:
        for part in _parts(articles, segments):
            with self.index.writer() as writer:
                for article in part:
                    writer.add(article)
        self.index.reopen()

    def delete(self, ids: list[int]) -> None:
        with self.index.writer() as writer:
            writer.delete(ids)
        self.index.reopen()

    def add_one(self, article: SearchDocument) -> None:
        with self.index.writer() as writer:
            writer.add(article)
        self.index.reopen()

    def merge(self) -> bool:
        """Merges as it is done while nothing is asked; says whether there was anything to merge."""
        return self.index.optimise() and self.index.reopen()

    def prepare(self, question: Question) -> Callable[[], int]:
        searcher = self.index.searcher()
        parsed = parse(question.culm, TODAY)
        sort = Sort.DATE if question.kind == "by date" else Sort.RELEVANCE
        limit = 0 if question.kind in ("count", "facets") else LIMIT
        facets = question.kind == "facets"
        return lambda: searcher.search(parsed, limit=limit, sort=sort, facets=facets).total

    def settle(self) -> None:
        """Nothing of an earlier question is at hand."""
        self.index.searcher().snapshot.forget()


class CulmAgain(Settled, Culm):
    """The same index, asked what it was asked just before, as while a query is typed."""

    name = "culm again"

    def __init__(self, culm: Culm) -> None:
        self.index = culm.index


class Fts5(Settled):
    """SQLite's own full-text index, beside a table of what is sorted and counted by."""

    name = "FTS5"

    def __init__(self, directory: Path) -> None:
        directory.mkdir(parents=True)
        self.database = sqlite3.connect(directory / "fts.db")
        self.database.executescript(
            """
            PRAGMA cache_size = -65536;
            CREATE VIRTUAL TABLE news
                USING fts5(text, tokenize = 'porter unicode61 remove_diacritics 2');
            CREATE TABLE article(id INTEGER PRIMARY KEY, day INTEGER, outlet TEXT);
            CREATE TABLE entity(article INTEGER, kind TEXT, key TEXT,
                PRIMARY KEY (article, kind, key)) WITHOUT ROWID;
            CREATE INDEX by_day ON article(day);
            """
        )

    def build(self, articles: list[SearchDocument], segments: int) -> None:
        for part in _parts(articles, segments):
            for article in part:
                self._insert(article)
            self.database.commit()

    def _insert(self, article: SearchDocument) -> None:
        run = self.database.execute
        text = f"{article.title}\n{article.body}"
        run("INSERT INTO news(rowid, text) VALUES (?, ?)", (article.id, text))
        facts = (article.id, article.begin, article.outlet)
        run("INSERT INTO article VALUES (?, ?, ?)", facts)
        for key in article.entities:
            kind = key.partition(":")[0]
            run("INSERT OR IGNORE INTO entity VALUES (?, ?, ?)", (article.id, kind, key))

    def delete(self, ids: list[int]) -> None:
        for table, column in (("news", "rowid"), ("article", "id"), ("entity", "article")):
            self.database.executemany(
                f"DELETE FROM {table} WHERE {column} = ?", [(article,) for article in ids]
            )
        self.database.commit()

    def add_one(self, article: SearchDocument) -> None:
        self._insert(article)
        self.database.commit()

    def prepare(self, question: Question) -> Callable[[], int]:
        asked = question.fts5
        if question.kind == "facets":
            return lambda: sum(len(rows) for rows in self._facets(asked))
        if question.kind == "count":
            sql = "SELECT count(*) FROM news WHERE news MATCH ?"
            return lambda: int(self.database.execute(sql, (asked,)).fetchone()[0])
        sql = "SELECT news.rowid, day FROM news JOIN article ON id = news.rowid WHERE news MATCH ? "
        parameters: list[Any] = [asked]
        if question.days:
            sql += "AND day BETWEEN ? AND ? "
            parameters += question.days
        sql += "ORDER BY day DESC" if question.kind == "by date" else "ORDER BY rank"
        sql += f" LIMIT {LIMIT}"
        return lambda: len(self.database.execute(sql, parameters).fetchall())

    def _facets(self, asked: str) -> Iterable[list[Any]]:
        run = self.database.execute
        hits = "(SELECT rowid FROM news WHERE news MATCH ?)"
        yield run(
            f"SELECT outlet, count(*) FROM article WHERE id IN {hits} GROUP BY 1", (asked,)
        ).fetchall()
        yield run(
            f"SELECT (day - 1) / 365.2425, count(*) FROM article WHERE id IN {hits} GROUP BY 1",
            (asked,),
        ).fetchall()
        for kind in ("person", "place"):
            yield run(
                f"SELECT key, count(*) FROM entity WHERE article IN {hits} AND kind = ?"
                " GROUP BY 1 ORDER BY 2 DESC LIMIT 50",
                (asked, kind),
            ).fetchall()


class Tantivy(Settled):
    """tantivy, through its Python binding."""

    name = "tantivy"

    def __init__(self, directory: Path) -> None:
        import tantivy

        directory.mkdir(parents=True)
        self._tantivy = tantivy
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", tokenizer_name="en_stem")
        builder.add_integer_field("id", stored=True, fast=True, indexed=True)
        builder.add_integer_field("day", fast=True, indexed=True)
        builder.add_integer_field("year", fast=True)
        for name in ("outlet", "person", "place"):
            builder.add_text_field(name, tokenizer_name="raw", fast=True)
        self.index = tantivy.Index(builder.build(), path=str(directory))

    def build(self, articles: list[SearchDocument], segments: int) -> None:
        for part in _parts(articles, segments):
            writer = self.index.writer(1_000_000_000, 1)
            for article in part:
                writer.add_document(self._document(article))
            writer.commit()
            writer.wait_merging_threads()
        self.index.reload()

    def _document(self, article: SearchDocument) -> Any:
        day = article.begin or 1
        named: dict[str, list[str]] = {"person": [], "place": []}
        for key in article.entities:
            named[key.partition(":")[0]].append(key)
        return self._tantivy.Document(
            text=[f"{article.title}\n{article.body}"],
            id=article.id,
            day=day,
            year=date.fromordinal(day).year,
            outlet=article.outlet,
            **named,
        )

    def delete(self, ids: list[int]) -> None:
        writer = self.index.writer(100_000_000, 1)
        for article in ids:
            writer.delete_documents_by_term("id", article)
        writer.commit()
        self.index.reload()

    def add_one(self, article: SearchDocument) -> None:
        writer = self.index.writer(15_000_000, 1)
        writer.add_document(self._document(article))
        writer.commit()
        self.index.reload()

    def prepare(self, question: Question) -> Callable[[], int]:
        asked = self._query(question)
        searcher = self.index.searcher()
        if question.kind == "facets":
            wanted = {
                name: {"terms": {"field": name, "size": 50}}
                for name in ("outlet", "year", "person", "place")
            }
            return lambda: len(searcher.aggregate(asked, wanted))
        if question.kind == "count":
            return lambda: int(searcher.search(asked, 1, count=True).count)
        order = "day" if question.kind == "by date" else None

        def answer() -> int:
            found = searcher.search(asked, LIMIT, count=True, order_by_field=order)
            searcher.fast_field_values("id", [address for _, address in found.hits])
            return int(found.count)

        return answer

    def _query(self, question: Question) -> Any:
        if question.kind.startswith("prefix"):
            pattern = f"{question.words[0]}.*"
            return self._tantivy.Query.regex_query(self.index.schema, "text", pattern)
        asked = self.index.parse_query(question.tantivy, ["text"])
        if not question.days:
            return asked
        schema, integer = self.index.schema, self._tantivy.FieldType.Integer
        days = self._tantivy.Query.range_query(schema, "day", integer, *question.days)
        must = self._tantivy.Occur.Must
        return self._tantivy.Query.boolean_query([(must, asked), (must, days)])


class StockWhoosh(Settled):
    """Whoosh as it comes: its own codec, analyser and searcher."""

    name = "Whoosh"

    def __init__(self, directory: Path) -> None:
        from whoosh import analysis, fields, index

        directory.mkdir(parents=True)
        schema = fields.Schema(
            id=fields.NUMERIC(int, bits=64, stored=True, unique=True),
            text=fields.TEXT(analyzer=analysis.StemmingAnalyzer(stoplist=None)),
            day=fields.NUMERIC(int, bits=32, signed=False, sortable=True),
            outlet=fields.ID(sortable=True),
            person=fields.KEYWORD(commas=True),
            place=fields.KEYWORD(commas=True),
        )
        self.index = index.create_in(str(directory), schema)

    def build(self, articles: list[SearchDocument], segments: int) -> None:
        for part in _parts(articles, segments):
            writer = self.index.writer(limitmb=256)
            for article in part:
                writer.add_document(**self._fields(article))
            writer.commit(merge=False)

    @staticmethod
    def _fields(article: SearchDocument) -> dict[str, Any]:
        return {
            "id": article.id,
            "text": f"{article.title}\n{article.body}",
            "day": article.begin or 1,
            "outlet": article.outlet or "unknown",
        }

    def delete(self, ids: list[int]) -> None:
        writer = self.index.writer()
        for article in ids:
            writer.delete_by_term("id", article)
        writer.commit(merge=False)

    def add_one(self, article: SearchDocument) -> None:
        writer = self.index.writer()
        writer.add_document(**self._fields(article))
        writer.commit(merge=False)

    def prepare(self, question: Question) -> Callable[[], int]:
        from whoosh import query
        from whoosh.qparser import QueryParser

        searcher = self.index.searcher()
        asked = QueryParser("text", self.index.schema).parse(question.whoosh)
        if question.days:
            asked = query.And([asked, query.NumericRange("day", *question.days)])
        if question.kind == "facets":
            return lambda: len(searcher.search(asked, limit=None, groupedby=["outlet"]))
        if question.kind == "by date":
            return lambda: len(searcher.search(asked, limit=LIMIT, sortedby="day", reverse=True))
        if question.kind == "count":
            return lambda: len(searcher.search(asked, limit=None))
        return lambda: len([hit["id"] for hit in searcher.search(asked, limit=LIMIT)])


def _parts(articles: list[SearchDocument], count: int) -> Iterable[list[SearchDocument]]:
    size = -(-len(articles) // count)
    return (articles[at : at + size] for at in range(0, len(articles), size))


def size_of(directory: Path) -> int:
    """Bytes of all files in a directory."""
    return sum(
        os.path.getsize(Path(root, name)) for root, _, names in os.walk(directory) for name in names
    )
