"""Full-text search over the articles: Whoosh, evaluated on numpy arrays.

Public face (offsets are code points into an article's canonical text, half-open)::

    SearchDocument(id, title, body, begin, end, outlet, authors, language, source, entities)

    index = SearchIndex.open(directory, create=True)
    with index.writer() as writer:          # one writer; an exception cancels
        writer.add(document)                # in place of the one with the same id
        writer.delete([id, …])
    index.stale() -> bool                   # is there a newer commit?
    index.reopen() -> bool                  # move on to it
    index.optimise()                        # merge segments, when idle
    index.check()                           # every checksum

    parsed = parse(text, today, typing=False)      # never raises; parsed.ignored
    searcher = index.searcher()                    # a snapshot
    results = searcher.search(parsed, limit=50, offset=0, sort=None, facets=False,
                              resolver=None, within=None, deadline=1.5)
    results.hits        # (Hit(id, score), …)      results.total, .milliseconds,
    results.ids()       # all ids in order (numpy) .ignored, .facets, .cut
    searcher.suggest(parsed) -> str | None

    hits(text, parsed) -> list[Span]               # every hit in a canonical text
    hits(text, parsed, most=ENOUGH_FOR_A_SNIPPET)  # the first ones
    snippet(text, spans, width) -> views.Snippet

A :class:`Resolver` answers for what is not in the index::

    ids(field, value) -> Iterable[int]             # is, has, tag, note, event
    entity_keys(type, value) -> Iterable[str]      # person, org, place

Everything may raise :class:`index.errors.IndexDamaged`: the index is to be
thrown away and built anew. Importing this package imports neither numpy nor
Whoosh; they come with the first use of the index itself. ``parse``, ``hits``,
``snippet``, ``SearchDocument``, ``Sort`` and ``ParsedQuery`` need neither.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.search.document import SearchDocument
    from index.search.facets import Facets
    from index.search.highlighting import ENOUGH_FOR_A_SNIPPET, hits, snippet
    from index.search.outside import Resolver
    from index.search.query import ParsedQuery, Sort
    from index.search.query_language import parse
    from index.search.search_index import Searcher, SearchIndex
    from index.search.searching import Hit, Results
    from index.search.writer import Writer

_HOME = {
    "ENOUGH_FOR_A_SNIPPET": "highlighting",
    "Facets": "facets",
    "Hit": "searching",
    "ParsedQuery": "query",
    "Resolver": "outside",
    "Results": "searching",
    "SearchDocument": "document",
    "SearchIndex": "search_index",
    "Searcher": "search_index",
    "Sort": "query",
    "Writer": "writer",
    "hits": "highlighting",
    "parse": "query_language",
    "snippet": "highlighting",
}

__all__ = [
    "ENOUGH_FOR_A_SNIPPET",
    "Facets",
    "Hit",
    "ParsedQuery",
    "Resolver",
    "Results",
    "SearchDocument",
    "SearchIndex",
    "Searcher",
    "Sort",
    "Writer",
    "hits",
    "parse",
    "snippet",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
