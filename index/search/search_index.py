"""The index as a whole: opening, writing, searching, checking."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import IndexDamaged
from index.search.facets import MOST_VALUES
from index.search.locking import Lock
from index.search.memory import give_back, resident
from index.search.outside import Resolver
from index.search.query import ParsedQuery, Sort
from index.search.searching import DEADLINE, Results, search
from index.search.snapshot import Snapshot, open_snapshot
from index.search.storage import claim, following, latest_generation, write_toc
from index.search.suggesting import suggest

if TYPE_CHECKING:
    from index.search.writer import Writer


class Searcher:
    """The index as it stood when this was opened; later commits do not show in it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    @property
    def doc_count(self) -> int:
        """Articles that can be found."""
        return self.snapshot.doc_count

    def search(
        self,
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
        """Runs a query and gives the hits ``[offset, offset + limit)``.

        ``sort`` outranks the query's own ``sort:``; without either the order is
        by relevance, for a query that narrows nothing by date. ``facets`` counts the
        ``facet_values`` most frequent values of each facet. ``within`` keeps
        only the articles with these ids. ``resolver`` answers for notes, tags,
        events and entities. After ``deadline`` seconds the search ends with what
        was found so far. Raises :class:`IndexDamaged`.
        """
        return search(
            self.snapshot,
            parsed,
            limit=limit,
            offset=offset,
            sort=sort,
            facets=facets,
            facet_values=facet_values,
            resolver=resolver,
            within=within,
            deadline=deadline,
        )

    def suggest(self, parsed: ParsedQuery) -> str | None:
        """The query as it was probably meant, from the words of the index; else ``None``."""
        return suggest(self.snapshot, parsed)


class SearchIndex:
    """A directory with a search index. Opened with :meth:`open`."""

    def __init__(self, directory: Path, snapshot: Snapshot) -> None:
        self.directory = directory
        self._snapshot = snapshot

    @classmethod
    def open(cls, directory: Path, create: bool = True) -> SearchIndex:
        """Opens the index in ``directory``, making an empty one if there is none.

        Raises :class:`LibraryError` when the directory is missing (and not to be
        created), is not the user's own or is open to others, and
        :class:`IndexDamaged` when the index has to be rebuilt.
        """
        claim(directory, create)
        if latest_generation(directory) < 0:
            if not create:
                raise IndexDamaged("the search index has no table of contents")
            lock = Lock(directory, "WRITELOCK")
            try:
                if latest_generation(directory) < 0:
                    write_toc(directory, [], 0)
            finally:
                lock.release()
        return cls(directory, open_snapshot(directory))

    @staticmethod
    def latest(directory: Path) -> int:
        """The number of the newest commit in ``directory``, -1 where there is none."""
        return latest_generation(directory) if directory.is_dir() else -1

    @classmethod
    def start_anew(
        cls,
        directory: Path,
        *,
        instead_of: int | None = None,
        wait: float = 0.0,
        first: Callable[[], None] = lambda: None,
    ) -> SearchIndex:
        """An empty index in the place of the one in ``directory``, for all that have it open.

        Only the commit ``instead_of`` is replaced, when it is given: where another
        process has put a sound one in its place already, that one is opened. ``first`` is called
        when it is sure that the index will be emptied; nobody else can write then. Raises
        :class:`LibraryLocked` when somebody else writes for ``wait`` seconds.
        """
        claim(directory, create=True)
        lock = Lock(directory, "WRITELOCK", wait)
        try:
            latest = latest_generation(directory)
            if instead_of not in (None, latest):
                with suppress(IndexDamaged):
                    return cls(directory, open_snapshot(directory))
            first()
            write_toc(directory, [], following(directory, latest))
        finally:
            lock.release()
        return cls(directory, open_snapshot(directory))

    def writer(self, wait: float = 0.0) -> Writer:
        """A writer; raises :class:`LibraryLocked` if there is another for ``wait`` seconds."""
        # Most processes only search: what writes is imported where it is used.
        from index.search.writer import Writer

        return Writer(self.directory, wait)

    @property
    def generation(self) -> int:
        """The number of the commit that :meth:`searcher` shows."""
        return self._snapshot.generation

    def searcher(self) -> Searcher:
        """The newest state seen so far (see :meth:`reopen`)."""
        return Searcher(self._snapshot)

    def stale(self) -> bool:
        """Whether there is a newer commit than :meth:`searcher` shows."""
        return latest_generation(self.directory) != self._snapshot.generation

    def reopen(self) -> bool:
        """Moves on to the newest commit; says whether there was one."""
        if not self.stale():
            return False
        self._snapshot = open_snapshot(self.directory, self._snapshot)
        return True

    def rest(self, most: int) -> None:
        """Gives memory back if this process has more than ``most`` bytes of it.

        To be called when nothing else is to be done. What is read again later comes
        from the system's own memory mostly.
        """
        if resident() > most:
            self._snapshot.release()
            give_back()

    def optimise(self, full: bool = False) -> bool:
        """Merges segments where it pays (``full``: all that can be); says whether it did.

        To be called when nothing else is to be done. Searching goes on
        meanwhile, writing too, except for the moment of publishing. Raises
        :class:`LibraryLocked` when another process merges or publishes.
        """
        from index.search.merging import optimise

        return optimise(self.directory, full)

    def is_crowded(self) -> bool:
        """Whether :meth:`optimise` is overdue: each query is slower for many small segments."""
        from index.search.merging import is_crowded

        return is_crowded(self.directory)

    def close(self) -> None:
        """Lets go of the index; searchers that are still about stay usable."""
        self._snapshot = Snapshot(-1, [], [])

    def check(self) -> None:
        """Reads every byte of the index; raises :class:`IndexDamaged`."""
        for data in open_snapshot(self.directory).segments:
            data.file.verify_all()
