"""Running a query on a snapshot: total, the page asked for, facets, all ids."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from whoosh import query

from index.search.arrays import NO_DOCS, Array, joined, places
from index.search.compiling import Compiler
from index.search.evaluating import Evaluator, TooSlow
from index.search.facets import MOST_VALUES, Facets, count_facets
from index.search.fields import LATEST
from index.search.leaves import Leaf
from index.search.memory import keep_freed_memory
from index.search.outside import Resolver, id_array
from index.search.query import ParsedQuery, Sort
from index.search.ranking import SORTED_ALL, best, in_order
from index.search.snapshot import Snapshot
from index.search.words import words_near

DEADLINE = 1.5
"""Seconds after which no further part of a query is looked at.

What is begun is finished, and the page is made of what there is: with that, no
answer takes two seconds.
"""


class Hit(NamedTuple):
    """A found article. ``score`` is 0 where hits are not sorted by relevance."""

    id: int
    score: float


class Results(Struct, frozen=True, eq=False):
    """One page of hits and what is known of all of them.

    ``total`` is exact unless ``cut``, which says that the time was up before all
    was looked at (and then ``ignored`` tells it in words). ``milliseconds`` runs
    from the parsed query to the page.
    """

    hits: tuple[Hit, ...]
    total: int
    milliseconds: float
    ignored: tuple[str, ...] = ()
    facets: Facets | None = None
    cut: bool = False
    _all: Matches | None = None

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)

    def ids(self) -> Array:
        """The ids of all matching articles in the order of the hits (int64)."""
        return NO_DOCS.astype(np.int64) if self._all is None else self._all.ids()


class Matches:
    """The matching documents of every segment, ready to be ordered."""

    def __init__(self, snapshot: Snapshot, evaluator: Evaluator, wanted: Any, sort: Sort) -> None:
        self._snapshot = snapshot
        self._evaluator = evaluator
        self._wanted = wanted
        self._sort = sort
        self.found: list[tuple[Leaf, Array]] = []

    @property
    def total(self) -> int:
        return sum(len(docs) for _, docs in self.found)

    def add(self, leaf: Leaf, docs: Array) -> None:
        self.found.append((leaf, docs))

    def _keys(self, leaf: Leaf, docs: Array) -> Array:
        """What decides the order: larger comes first."""
        if self._sort is Sort.RELEVANCE:
            return self._evaluator.score(self._wanted, leaf, docs)
        if self._sort in (Sort.DATE, Sort.OLDEST):
            days = leaf.sort_days().take(docs)
            if self._sort is Sort.DATE:
                return days
            # An unknown day comes last in either direction.
            return np.where(days < 0, _AFTER_ALL_DAYS, -days)
        ranks = self._snapshot.ranks(self._sort.value)[self._snapshot.leaves.index(leaf)]
        return -ranks.take(docs)

    def page(self, limit: int, offset: int) -> tuple[Hit, ...]:
        """The hits ``[offset, offset + limit)``."""
        wanted = offset + limit
        scored = self._sort is Sort.RELEVANCE
        flat = self._evaluator.flat_score(self._wanted) if scored else None
        keys, days, ids = [], [], []
        for leaf, docs in self.found:
            if not len(docs) or not limit:
                continue
            # Where all scores are the same, the day alone decides.
            own_keys = self._keys(leaf, docs) if flat is None else leaf.sort_days().take(docs)
            if len(docs) > max(wanted, SORTED_ALL):
                chosen = best(own_keys, partial(_days_at, leaf, docs), wanted)
                own_keys, docs = own_keys.take(chosen), docs.take(chosen)
            keys.append(own_keys if flat is None else np.full(len(docs), flat))
            days.append(leaf.sort_days().take(docs))
            ids.append(leaf.column("id").take(docs))
        if not keys:
            return ()
        all_keys, all_ids = joined(keys), joined(ids)
        order = in_order(all_keys, joined(days), all_ids)[offset:wanted]
        shown = all_ids.take(order).tolist()
        scores = all_keys.take(order).tolist() if scored else [0.0] * len(shown)
        return tuple(map(_as_hit, zip(shown, scores, strict=True)))

    def ids(self) -> Array:
        """The ids of all matches, in order."""
        keys = [self._keys(leaf, docs) for leaf, docs in self.found]
        days = [leaf.sort_days().take(docs) for leaf, docs in self.found]
        ids = [leaf.column("id").take(docs) for leaf, docs in self.found]
        if not ids:
            return np.zeros(0, dtype=np.int64)
        all_ids = np.concatenate(ids)
        return all_ids[in_order(np.concatenate(keys), np.concatenate(days), all_ids)]


# A page of hits made without running Python for each of them.
_as_hit = partial(tuple.__new__, Hit)
_AFTER_ALL_DAYS = -(LATEST + 1)


def _days_at(leaf: Leaf, docs: Array, places: Array) -> Array:
    return leaf.sort_days().take(docs.take(places))


def search(
    snapshot: Snapshot,
    parsed: ParsedQuery,
    *,
    limit: int = 50,
    offset: int = 0,
    sort: Sort | None = None,
    facets: bool = False,
    facet_values: int = MOST_VALUES,
    resolver: Resolver | None = None,
    within: Iterable[int] | None = None,
    deadline: float = DEADLINE,
) -> Results:
    """Runs a query; see :meth:`index.search.search_index.Searcher.search`."""
    started = time.perf_counter()
    ignored = list(parsed.ignored)
    compiler = Compiler(lambda name, word: words_near(snapshot, name, word), resolver, ignored)
    wanted = compiler.compile(parsed.root)
    order = sort or parsed.sort or _natural_order(parsed)
    page = run(
        snapshot, wanted, limit=limit, offset=offset, sort=order, facets=facets,
        facet_values=facet_values, within=within, deadline=started + deadline, started=started,
        ignored=ignored,
    )  # fmt: skip
    if page.cut:
        late = f"what would have taken longer than {deadline:g} seconds"
        return replace(page, ignored=(*ignored, late))
    return page


def _natural_order(parsed: ParsedQuery) -> Sort:
    return Sort.DATE if parsed.is_everything else Sort.RELEVANCE


def run(
    snapshot: Snapshot,
    wanted: query.Query,
    *,
    limit: int = 50,
    offset: int = 0,
    sort: Sort = Sort.RELEVANCE,
    facets: bool = False,
    facet_values: int = MOST_VALUES,
    within: Iterable[int] | None = None,
    deadline: float = float("inf"),
    started: float | None = None,
    ignored: Iterable[str] = (),
) -> Results:
    """Runs a Whoosh query. ``deadline`` is a time of ``time.perf_counter``."""
    started = time.perf_counter() if started is None else started
    keep_freed_memory()
    evaluator = Evaluator(snapshot, deadline, scored=sort is Sort.RELEVANCE and limit > 0)
    matches = Matches(snapshot, evaluator, wanted, sort)
    allowed = None if within is None else id_array(within)
    cut = False
    hits: tuple[Hit, ...] = ()
    counted: Facets | None = None
    try:
        for leaf in snapshot.leaves:
            docs = evaluator.match(wanted, leaf)
            if allowed is not None and len(docs):
                docs = docs.take(places(docs, snapshot.docs_of_ids(allowed, leaf), leaf.doc_count))
            matches.add(leaf, docs)
    except TooSlow:
        cut = True
        evaluator.forget_deadline()
    if limit > 0:
        hits = matches.page(limit, max(offset, 0))
    if facets:
        counted = count_facets(snapshot, matches.found, facet_values)
    milliseconds = (time.perf_counter() - started) * 1000
    return Results(hits, matches.total, milliseconds, tuple(ignored), counted, cut, matches)
