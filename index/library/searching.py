"""Searching the library: the index together with what the archive and the notes know.

Imports Whoosh and numpy, so only commands and the search and import processes
come here; the app asks its search process.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import lru_cache
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, field

from index.article import Article, Interval, Known, Snippet, Span, ZoneKind
from index.errors import LibraryDamaged, LibraryLocked
from index.library.entities import names_of_keys
from index.library.folding import Folding
from index.library.outside_facets import OutsideFacets
from index.library.resolving import LibraryResolver, condition
from index.library.suggesting import with_known_values
from index.search import (
    ENOUGH_FOR_A_SNIPPET,
    Hit,
    ParsedQuery,
    SearchDocument,
    SearchIndex,
    Sort,
    hits,
    parse,
    snippet,
)

if TYPE_CHECKING:
    from index.library import Library

INDEX_AT_ONCE = 2_000
MUCH = 1_000
"""Articles that are too many to be told to the index between two questions."""
WRITER_SECONDS = 3.0
"""How long it is worth waiting for another process that writes the index."""
SNIPPET_WIDTH = 160
FACET_VALUES = 12
"""Values of each facet that are told unless more are asked for."""
MOST_MEMORY = 140 << 20
"""Bytes that a process may have while it waits for the next question."""
FEW_HITS = 3
MOST_OUTLETS = 5_000

_Done = TypeVar("_Done")

_SORTS = {
    "relevance": Sort.RELEVANCE,
    "date": Sort.DATE,
    "newest": Sort.DATE,
    "oldest": Sort.OLDEST,
    "outlet": Sort.OUTLET,
    "title": Sort.TITLE,
}
_NOT_THE_STORY = (
    ZoneKind.HEADER,
    ZoneKind.HEADLINE,
    ZoneKind.CAPTION,
    ZoneKind.BOILERPLATE,
)
_NAMED = ("person", "place")
"""The facets whose values are entity keys."""


class Found(Struct, frozen=True):
    """What a query found.

    ``ids`` are all matching articles in order (fewer than ``total`` where copies are
    folded), ``hits`` the first of them with their scores. ``ms`` is the time from
    the parsed query to the page of hits.
    ``ignored`` says in words what could not be understood. ``facets`` maps a
    field to (label, articles, query that narrows to it). ``suggestion`` is a
    query that would find more.
    """

    ids: array[int]
    hits: Sequence[Hit]
    total: int
    ms: float
    ignored: tuple[str, ...] = ()
    facets: dict[str, list[tuple[str, int, str]]] = field(default_factory=dict)
    suggestion: str | None = None
    building: tuple[int, int] | None = None
    """How many articles of how many the index knows, where it does not know all of them."""


class Counted(Struct, frozen=True):
    """How many articles a query finds, and how many of them are unread."""

    total: int
    unread: int


class Searching:
    """The search side of one library."""

    def __init__(self, library: Library, *, whole: bool = True) -> None:
        """Without ``whole``, an index that has to be made anew is left to :meth:`tend`."""
        self._library = library
        self._whole = whole
        self._path = library.path / "search"
        self._resolver = LibraryResolver(library)
        self._folding = Folding(library.archive)
        self._outside = OutsideFacets(library)
        self._read_then = (-1, -1)
        self._read: frozenset[int] = frozenset()
        self._named_then = -1
        self._names: dict[str, str] = {}
        self._index = self._open()
        self._parsed = lru_cache(maxsize=64)(parse)

    def close(self) -> None:
        self._index.close()

    def warm_up(self) -> None:
        """Do now what the first query would have to wait for."""
        self.search("warm", limit=1)

    def rest(self) -> None:
        """Give memory back; to be called when nobody waits for an answer."""
        self._index.rest(MOST_MEMORY)

    def search(
        self,
        query: str,
        *,
        typing: bool = False,
        sort: str = "",
        limit: int = 50,
        facets: bool = False,
        facet_values: int = FACET_VALUES,
        folded: bool = False,
    ) -> Found:
        """Search for ``query`` in the order ``sort``, else the one it asks for, else by relevance.

        ``typing`` takes the last word for the beginning of one. ``limit`` is how
        many hits are scored for showing; ``ids`` are always all, or, when ``folded``,
        one of each group of near-identical copies. A damaged index is made again
        from the archive and asked again.
        """
        parsed = self._parsed(query, date.today(), typing)
        most = facet_values if facets else 0
        return self._mending(lambda: self._answer(parsed, sort, limit, most, folded))

    def count(self, query: str, *, folded: bool = False) -> Counted:
        """How many articles a query finds, and how many of them are unread.

        When ``folded``, near-identical copies are counted as the one that stands for them.
        """
        found = self.search(query, limit=0, folded=folded).ids
        return Counted(len(found), len(found) - len(self._read_now().intersection(found)))

    def hits(
        self, query: str, text: str, *, typing: bool = False, for_snippet: bool = False
    ) -> list[Span]:
        """Where a query hits in a canonical text; ``typing`` as in :meth:`search`.

        ``for_snippet`` says that the first ones are enough.
        """
        most = ENOUGH_FOR_A_SNIPPET if for_snippet else None
        return hits(text, self._parsed(query, date.today(), typing), most=most)

    def snippet(
        self, article: Article, found: Sequence[Span], width: int = SNIPPET_WIDTH
    ) -> Snippet:
        """A piece of an article, about ``width`` code points, around its hits.

        Without hits its beginning, after what the reader does not show as text.
        """
        if found:
            return snippet(article.text, found, width)
        start = 0
        for zone in sorted(article.zones):
            between = article.text[start : zone.start]
            if between.strip() or zone.kind not in _NOT_THE_STORY:
                break
            start = zone.end
        return snippet(article.text[start:].lstrip(), (), width)

    # -- keeping up with the archive -------------------------------------------------

    def generation(self) -> int:
        """The number of the index's newest commit."""
        return SearchIndex.latest(self._path)

    def is_untended(self) -> bool:
        """Whether so much waits to be done that it should be done by a process of its own."""
        return self._much_waits() or self._index.is_crowded()

    def tend(self) -> None:
        """Tell the index all that it does not know, and join its small pieces.

        Raises :class:`~index.errors.LibraryLocked` when another process writes it.
        """
        self.catch_up()
        self.tidy()

    def learn(self, most: int) -> bool:
        """Tell the index of at most so many articles that it does not know; whether more wait.

        And of those that were taken out.
        """
        archive = self._library.archive
        if ids := archive.unindexed(most):
            self._mending(lambda: self._learn(ids))
        if removed := archive.to_unindex():
            self._mending(lambda: self._unlearn(removed))
        return bool(archive.unindexed(1))

    def catch_up(self) -> None:
        """Tell the index of every article that it does not know in its present state.

        Raises :class:`~index.errors.LibraryLocked` when another process writes it
        for longer than is worth waiting; what is left to tell is told by the next call.
        """
        self._mending(self._learn_all)
        if self._index.is_crowded():
            self.tidy()

    def _learn_all(self) -> None:
        archive = self._library.archive
        while ids := archive.unindexed(INDEX_AT_ONCE):
            self._learn(ids, WRITER_SECONDS)
        if removed := archive.to_unindex():
            self._unlearn(removed, WRITER_SECONDS)

    def _unlearn(self, removed: Sequence[int], wait: float = 0.0) -> None:
        with self._index.writer(wait) as writer:
            writer.delete(removed)
            writer.afterwards(lambda: self._mark({}, removed))

    def _learn(self, ids: Sequence[int], wait: float = 0.0) -> None:
        database = self._library.archive.database
        with self._index.writer(wait) as writer:
            before = database.data_version()
            told: dict[int, SearchDocument] = {}
            for article in self._library.archive.articles(ids):
                told[article.id] = self._document(article)
                writer.add(told[article.id])
            writer.afterwards(lambda: self._mark(told, (), before))

    def _mark(
        self, told: dict[int, SearchDocument], removed: Sequence[int], before: int | None = None
    ) -> None:
        """Note in the archive what the index knows now.

        Unless it is out of date already: if other connections have written to the
        archive since ``before``, the articles are looked at again.
        """
        archive = self._library.archive
        with archive.write() as connection:
            if before != archive.database.data_version():
                articles = archive.articles(told)
                told = {a.id: told[a.id] for a in articles if self._document(a) == told[a.id]}
            archive.mark_indexed(connection, told, removed)

    def tidy(self) -> None:
        """Join small pieces of the index where that pays; searching goes on meanwhile.

        Another process that is at it already may finish alone.
        """
        with suppress(LibraryLocked):
            self._mending(self._index.optimise)

    def start_anew(self, instead_of: int | None = None) -> None:
        """Empty the index; the archive knows then that every article has to go in again.

        Only the commit ``instead_of``, when it is given: others may have been faster.
        """
        self._index = SearchIndex.start_anew(
            self._path, instead_of=instead_of, wait=WRITER_SECONDS, first=self._forget
        )

    def rebuild(self) -> None:
        """Make the index again from the archive."""
        self.start_anew()
        self.catch_up()

    def _forget(self) -> None:
        with self._library.archive.write() as connection:
            self._library.archive.forget_indexed(connection)

    def _mending(self, act: Callable[[], _Done]) -> _Done:
        """Do something with the index; where it turns out damaged, again with a sound one.

        The first sound one may be what another process has made meanwhile.
        """
        for _ in range(2):
            with suppress(LibraryDamaged):
                return act()
            self.start_anew(self._index.generation)
            with suppress(LibraryDamaged):
                if self._whole or not self._much_waits():
                    self._learn_all()
        return act()

    def check(self) -> None:
        """Compare the index with its checksums; raises ``LibraryDamaged``."""
        self._index.check()

    # -- inside ------------------------------------------------------------------------

    def _open(self) -> SearchIndex:
        found = SearchIndex.latest(self._path)
        with suppress(LibraryDamaged):
            if found >= 0:
                return SearchIndex.open(self._path)
        self.start_anew(found)
        if self._whole or not self._much_waits():
            self.catch_up()
        return self._index

    def _much_waits(self) -> bool:
        return len(self._library.archive.unindexed(MUCH)) == MUCH

    def _read_now(self) -> frozenset[int]:
        """The articles that were read, looked up once for several counts in a row."""
        archive, notes = self._library.archive, self._library.notes
        then = archive.generation(), notes.generation()
        if then != self._read_then:
            keys = notes.keys_where("is", "read").keys
            self._read_then, self._read = then, frozenset(archive.ids_of(keys).values())
        return self._read

    def _answer(
        self, parsed: ParsedQuery, sort: str, limit: int, facet_values: int, folded: bool
    ) -> Found:
        if self._index.stale():
            self._index.reopen()
        searcher = self._index.searcher()
        results = searcher.search(
            parsed,
            limit=limit,
            sort=_SORTS.get(sort),
            facets=facet_values > 0,
            facet_values=facet_values,
            resolver=self._resolver,
        )
        ids: array[int] = array("q")
        ids.frombytes(results.ids().tobytes())
        found: Sequence[Hit] = results.hits
        began = perf_counter()
        counted = dict(results.facets or {})
        if facet_values:
            counted |= self._outside.count(ids, facet_values)
        if folded:
            shown = self._folding.fold(ids)
            if len(shown) < len(ids):
                kept = set(shown)
                found = [hit for hit in found if hit.id in kept]
                ids = shown
        return Found(
            ids,
            found,
            results.total,
            results.milliseconds + 1000 * (perf_counter() - began),
            tuple(results.ignored),
            self._facets(counted, facet_values),
            self._suggestion(parsed, results.total),
            self._building(searcher.doc_count),
        )

    def _suggestion(self, parsed: ParsedQuery, total: int) -> str | None:
        """A query that finds more: other fields and values that there are, then other words."""
        if total >= FEW_HITS and not parsed.ignored:
            return None
        today = date.today()
        text = with_known_values(parsed.text, self._library, self._outlets)
        better = parse(text, today) if text != parsed.text else parsed
        if total < FEW_HITS:
            words = self._index.searcher().suggest(better)
            better = parse(words, today) if words else better
        if better.text == parsed.text:
            return None
        found = self._index.searcher().search(better, limit=0, resolver=self._resolver)
        is_plainer = len(found.ignored) < len(parsed.ignored) and found.total > 0
        return better.text if found.total > total or is_plainer else None

    def _outlets(self) -> list[str]:
        everything = parse("", date.today())
        found = self._index.searcher().search(
            everything, limit=0, facets=True, facet_values=MOST_OUTLETS
        )
        return [outlet for outlet, _ in (found.facets or {}).get("outlet", ())]

    def _building(self, known: int) -> tuple[int, int] | None:
        """How far the index is, while it does not know all articles."""
        archive = self._library.archive
        if not archive.unindexed(1):
            return None
        # What was corrected waits for the index too, and is found meanwhile as it was.
        total = archive.count()
        return (known, total) if known < total else None

    def _names_of(self, keys: Sequence[str]) -> Mapping[str, str]:
        """What to call entities: asked of the archive once for as long as it stays the same."""
        archive = self._library.archive
        if (generation := archive.generation()) != self._named_then:
            self._named_then, self._names = generation, {}
        self._names |= names_of_keys(archive, set(keys) - self._names.keys())
        return self._names

    def _facets(
        self, counted: dict[str, list[tuple[str, int]]], most: int
    ) -> dict[str, list[tuple[str, int, str]]]:
        """Facet values with what to call them and how to ask for them."""
        keys = [value for name in _NAMED for value, _ in counted.get(name, ())]
        names = self._names_of(keys)
        told: dict[str, list[tuple[str, int, str]]] = {}
        for name, values in counted.items():
            narrow = "date" if name == "year" else name
            counts: dict[str, int] = {}
            # What the user joined may still be counted under several keys.
            for value, count in values:
                label = names.get(value, "") if name in _NAMED else value
                counts[label] = counts.get(label, 0) + count
            told[name] = [
                (label, count, condition(narrow, label))
                for label, count in list(counts.items())[:most]
                if label
            ]
        return told

    def _document(self, article: Article) -> SearchDocument:
        interval = article.published.interval
        if article.published.how is Known.UNKNOWN and not (interval.begin and interval.end):
            interval = Interval()  # one open bound would match nearly every date
        found = self._library.archive.analyses.analysis(article.id)
        analysis, _ = self._library.correcting.corrected(article, found)
        return SearchDocument(
            id=article.id,
            title=article.title,
            body=article.text,
            begin=interval.begin.toordinal() if interval.begin else None,
            end=interval.end.toordinal() if interval.end else None,
            outlet=article.outlet,
            authors=article.authors,
            language=article.language,
            source=article.source,
            entities=tuple(entity.key for entity in analysis.entities),
        )
