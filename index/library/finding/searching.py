"""Searching the library: the index together with what the archive and the notes know.

Imports Whoosh and numpy, so commands and the processes of :mod:`index.worker` come
here; the app asks its search process, and comes here only to bring marks in.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from time import perf_counter
from typing import TYPE_CHECKING

from msgspec import Struct, field

from index.article import Article, Snippet, Span, Zone, ZoneKind
from index.library.finding.folding import Folding
from index.library.finding.outside_facets import OutsideFacets
from index.library.finding.resolving import LibraryResolver, condition
from index.library.finding.suggesting import with_known_values
from index.library.knowledge.entities import names_of_keys
from index.search import (
    ENOUGH_FOR_A_SNIPPET,
    Hit,
    ParsedQuery,
    Sort,
    hits,
    parse,
    snippet,
)
from index.search.language_names import spellings

if TYPE_CHECKING:
    from index.library import Library

SNIPPET_WIDTH = 160
FACET_VALUES = 12
"""Values of each facet that are told unless more are asked for."""
MOST_MEMORY = 140 << 20
"""Bytes that a process may have while it waits for the next question."""
FEW_HITS = 3
MOST_OUTLETS = 5_000

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


class Answer(Struct, frozen=True):
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
    everything: bool = False
    """Whether nothing narrowed the list."""
    in_vain: bool = False
    """Whether all that narrowed the list is a field whose value cannot be read."""


class Count(Struct, frozen=True):
    """How many articles a query finds, and how many of them are unread."""

    total: int
    unread: int


class Searching:
    """The search side of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._indexing = library.indexing
        self._resolver = LibraryResolver(library)
        self._folding = Folding(library.archive)
        self._outside = OutsideFacets(library)
        self._read_then = (-1, -1)
        self._read: frozenset[int] = frozenset()
        self._languages_then = -1
        self._in_language: Mapping[str, int] = {}
        self._named_then = -1
        self._names: dict[str, str] = {}
        self._parsed = lru_cache(maxsize=64)(parse)

    def warm_up(self) -> None:
        """Do now what the first query would have to wait for."""
        self.search("warm", limit=1)

    def rest(self) -> None:
        """Give memory back; to be called when nobody waits for an answer."""
        self._indexing.index.rest(MOST_MEMORY)

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
    ) -> Answer:
        """Search for ``query`` in the order ``sort``, else the one it asks for, else by relevance.

        ``typing`` takes the last word for the beginning of one. ``limit`` is how
        many hits are scored for showing; ``ids`` are always all, or, when ``folded``,
        one of each group of near-identical copies. A damaged index is made again
        from the archive and asked again.
        """
        parsed = self._parsed(query, date.today(), typing)
        most = facet_values if facets else 0
        return self._indexing.mending(lambda: self._answer(parsed, sort, limit, most, folded))

    def count(self, query: str, *, folded: bool = False) -> Count:
        """How many articles a query finds, and how many of them are unread.

        When ``folded``, near-identical copies are counted as the one that stands for them.
        """
        found = self.search(query, limit=0, folded=folded).ids
        return Count(len(found), len(found) - len(self._read_now().intersection(found)))

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

        Those in its headline are seen there; of the others those of the story come first.
        Without any its beginning, after what the reader does not show as text.
        """
        headlines = [zone for zone in article.zones if zone.kind is ZoneKind.HEADLINE]
        below = _outside(found, headlines)
        if below:
            aside = [zone for zone in article.zones if zone.kind in _NOT_THE_STORY]
            below = _outside(below, aside) or below
            start = max((zone.end for zone in headlines if zone.end <= below[0].start), default=0)
            moved = [Span(span.start - start, span.end - start) for span in below]
            return snippet(article.text[start:], moved, width)
        start = 0
        for zone in sorted(article.zones):
            between = article.text[start : zone.start]
            if between.strip() or zone.kind not in _NOT_THE_STORY:
                break
            start = zone.end
        return snippet(article.text[start:].lstrip(), (), width)

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
    ) -> Answer:
        searcher = self._indexing.newest().searcher()
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
        return Answer(
            ids,
            found,
            results.total,
            results.milliseconds + 1000 * (perf_counter() - began),
            tuple(results.ignored),
            self._facets(counted, facet_values),
            self._suggestion(parsed, results.total),
            self._building(searcher.doc_count),
            parsed.is_everything,
            parsed.is_in_vain,
        )

    def _suggestion(self, parsed: ParsedQuery, total: int) -> str | None:
        """A query that finds more: other fields and values that there are, then other words."""
        if total >= FEW_HITS and not parsed.ignored:
            return None
        today = date.today()
        text = with_known_values(parsed.text, self._library, self._outlets, self._languages)
        better = parse(text, today) if text != parsed.text else parsed
        if total < FEW_HITS:
            words = self._indexing.index.searcher().suggest(better)
            better = parse(words, today) if words else better
        if better.text == parsed.text:
            return None
        found = self._indexing.index.searcher().search(better, limit=0, resolver=self._resolver)
        is_plainer = len(found.ignored) < len(parsed.ignored) and found.total > 0
        return better.text if found.total > total or is_plainer else None

    def _outlets(self) -> list[str]:
        everything = parse("", date.today())
        found = self._indexing.index.searcher().search(
            everything, limit=0, facets=True, facet_values=MOST_OUTLETS
        )
        return [outlet for outlet, _ in (found.facets or {}).get("outlet", ())]

    def _languages(self) -> Mapping[str, int]:
        """How many articles are in each language, by its code."""
        archive = self._library.archive
        if (generation := archive.generation()) != self._languages_then:
            counted: Counter[str] = Counter()
            for language, articles in archive.census.languages():
                if language:
                    counted[spellings(language)[0]] += articles
            self._languages_then, self._in_language = generation, counted
        return self._in_language

    def _building(self, known: int) -> tuple[int, int] | None:
        """How far the index is, while it does not know all articles."""
        archive = self._library.archive
        if not archive.indexed.waiting(1):
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


def _outside(spans: Sequence[Span], zones: Sequence[Zone]) -> list[Span]:
    return [span for span in spans if not any(span.overlaps(zone.span) for zone in zones)]
