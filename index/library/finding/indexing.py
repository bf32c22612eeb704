"""Keeping the search index up with the archive: what it does not know is told to it.

The index is disposable: where it is gone or damaged it is made again from the archive. Imports
Whoosh and numpy, as :mod:`index.library.finding.searching` does.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from index.article import Article, Interval, Known
from index.errors import IndexDamaged, LibraryLocked
from index.search import SearchDocument, SearchIndex

if TYPE_CHECKING:
    from index.library import Library

INDEX_AT_ONCE = 2_000
MUCH = 1_000
"""Articles that are too many to be told to the index between two questions."""
WRITER_SECONDS = 3.0
"""How long it is worth waiting for another process that writes the index."""

_Done = TypeVar("_Done")


class Indexing:
    """The search index of one library."""

    def __init__(self, library: Library, *, whole: bool = True) -> None:
        """Without ``whole``, an index that has to be made anew is left to :meth:`tend`."""
        self._library = library
        self._whole = whole
        self._path = library.path / "search"
        # There were articles for it, and it was not what was written of them.
        self.was_damaged = False
        self._index = self._open()

    def close(self) -> None:
        self._index.close()

    @property
    def index(self) -> SearchIndex:
        """The index as it is open now; another one after :meth:`start_anew`."""
        return self._index

    def newest(self) -> SearchIndex:
        """The index with all that was committed until now."""
        if self._index.stale():
            self._index.reopen()
        return self._index

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

    def learn(self, most: int, seconds: float = math.inf) -> bool:
        """Tell the index of at most so many articles that it does not know; whether more wait.

        After so many seconds of telling no other is begun. And of those that were taken out.
        """
        archive = self._library.archive
        if ids := archive.indexed.waiting(most):
            until = time.monotonic() + seconds
            self.mending(lambda: self._learn(ids, until=until))
        if removed := archive.indexed.gone():
            self.mending(lambda: self._unlearn(removed))
        return bool(archive.indexed.waiting(1))

    def catch_up(self) -> None:
        """Tell the index of every article that it does not know in its present state.

        Raises :class:`~index.errors.LibraryLocked` when another process writes it
        for longer than is worth waiting; what is left to tell is told by the next call.
        """
        self.mending(self._learn_all)
        if self._index.is_crowded():
            self.tidy()

    def _learn_all(self) -> None:
        archive = self._library.archive
        while ids := archive.indexed.waiting(INDEX_AT_ONCE):
            self._learn(ids, WRITER_SECONDS)
        if removed := archive.indexed.gone():
            self._unlearn(removed, WRITER_SECONDS)

    def _unlearn(self, removed: Sequence[int], wait: float = 0.0) -> None:
        with self._index.writer(wait) as writer:
            # What came back meanwhile has its number again.
            removed = sorted(set(removed) & set(self._library.archive.indexed.gone()))
            writer.delete(removed)
            writer.afterwards(lambda: self._mark({}, removed))

    def _learn(self, ids: Sequence[int], wait: float = 0.0, *, until: float = math.inf) -> None:
        database = self._library.archive.database
        with self._index.writer(wait) as writer:
            before = database.data_version()
            told: dict[int, SearchDocument] = {}
            for article in self._library.archive.articles(ids):
                told[article.id] = self._document(article)
                writer.add(told[article.id])
                if time.monotonic() >= until:
                    break
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
            archive.indexed.mark(connection, told, removed)

    def tidy(self) -> None:
        """Join small pieces of the index where that pays; searching goes on meanwhile.

        Another process that is at it already may finish alone.
        """
        with suppress(LibraryLocked):
            self.mending(self._index.optimise)

    def start_anew(self, instead_of: int | None = None) -> None:
        """Empty the index; the archive knows then that every article has to go in again.

        Only the commit ``instead_of``, when it is given: others may have been faster.
        """
        self._index = SearchIndex.start_anew(
            self._path, instead_of=instead_of, wait=WRITER_SECONDS, first=self._forget
        )

    def _forget(self) -> None:
        with self._library.archive.write() as connection:
            self._library.archive.indexed.forget(connection)

    def mending(self, act: Callable[[], _Done]) -> _Done:
        """Do something with the index; where it turns out damaged, again with a sound one.

        Damage of the archive or the notes met on the way is no reason to empty the index.
        The first sound one may be what another process has made meanwhile.
        """
        for _ in range(2):
            with suppress(IndexDamaged):
                return act()
            self.start_anew(self._index.generation)
            with suppress(IndexDamaged):
                if self._whole or not self._much_waits():
                    self._learn_all()
        return act()

    def check(self) -> None:
        """Compare the index with its checksums; raises ``IndexDamaged``."""
        self._index.check()

    def _open(self) -> SearchIndex:
        found = SearchIndex.latest(self._path)
        with suppress(IndexDamaged):
            if found >= 0:
                return SearchIndex.open(self._path)
        self.was_damaged = self._library.archive.count() > 0
        self.start_anew(found)
        if self._whole or not self._much_waits():
            self.catch_up()
        return self._index

    def _much_waits(self) -> bool:
        return len(self._library.archive.indexed.waiting(MUCH)) == MUCH

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
