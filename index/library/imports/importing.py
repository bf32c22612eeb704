"""Bringing articles in: files → articles → analysis → archive, events, search index.

Articles are committed in batches, so that the first are readable while the last
are still being read, and an import that is killed loses at most the batch in
hand. What a batch leaves to do (linking its articles, telling the search index)
is written down in the archive with it and done right after; if the process dies
in between, the next import begins with it. Importing the same inputs again
changes nothing: an input whose size and time of change are as before is not
even opened, unless an article that it may hold was removed since: adding brings
that back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from index.errors import (
    NO_ROOM,
    CulmError,
    ImportStopped,
    LibraryLocked,
    LibraryUnwritable,
    ReadError,
)
from index.library.imports.analysts import Analysts
from index.library.imports.batch import Batch
from index.library.imports.collecting import collecting_seldom
from index.library.imports.copying import find_copies, let_copies_stand
from index.library.imports.following import note_sources, vanished
from index.library.imports.import_record import ImportRecord
from index.library.imports.imported import Imported, Status
from index.library.imports.incoming import ArticleRead, Begun, Ended, Incoming, Step
from index.library.imports.opening import OpenedInput, Opening, place_of
from index.library.linking.joining import judge_claims
from index.library.linking.settling import put_analysed, settle_pending

__all__ = ["ImportOptions", "Imported", "Progress", "Status", "add", "finish", "remove"]

if TYPE_CHECKING:
    from index.fetching.urls import WebAddress
    from index.library import Library
    from index.library.imports.fetching import FetchOptions
    from index.readers.model import ReadOptions
    from index.readers.reading_processes import ReadingProcesses

ANALYSED_AT_ONCE = 400


class ImportOptions(Struct, frozen=True):
    """``dry_run`` tells what would happen and writes nothing.

    ``helpers`` is how many processes may analyse beside this one, by default one for
    each other core; none is started for a few articles. ``reading`` says how files are
    read where there is a choice, ``fetching`` how addresses are fetched: without it none is.
    """

    dry_run: bool = False
    helpers: int | None = None
    reading: ReadOptions | None = None
    fetching: FetchOptions | None = None


class Progress(Struct):
    """How far an import is, in inputs: ``total`` is ``None`` while they are being counted."""

    done: int = 0
    total: int | None = None
    path: str = ""
    stage: str = "reading"
    counts: dict[Status, int] = field(default_factory=dict)


def add(
    library: Library,
    places: Sequence[Path | WebAddress],
    options: ImportOptions,
    on_progress: Callable[[Progress], None] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Imported]:
    """Import what is new or changed under paths and at web addresses, telling of each article.

    Inputs that cannot be read are told as failed, and the others go on.
    ``stopped`` is asked between articles; when it says so the import ends
    cleanly after the batch in hand. The iterator must be run to its end.
    """
    named = [place_of(place) if isinstance(place, Path) else str(place) for place in places]
    fetching = options.fetching
    again = fetching is not None and fetching.again
    follow = fetching is not None and fetching.follow
    with ImportRecord(library, named, is_passing=again, follow=follow) as record:
        yield from _Import(library, places, options, on_progress, stopped, record).run()


class _Import:
    """One import as it runs: what was asked for, how far it is, whether it wrote anything."""

    def __init__(
        self,
        library: Library,
        places: Sequence[Path | WebAddress],
        options: ImportOptions,
        on_progress: Callable[[Progress], None] | None,
        stopped: Callable[[], bool],
        record: ImportRecord,
    ) -> None:
        self._library = library
        self._paths = [place for place in places if isinstance(place, Path)]
        self._addresses = [place for place in places if not isinstance(place, Path)]
        self._options = options
        self._on_progress = on_progress
        self._stopped = stopped
        self._record = record
        self._progress = Progress()
        self._wrote = False
        self._ended_early = False

    def run(self) -> Iterator[Imported]:
        """Bring everything in, telling of each article. Raises :class:`ImportStopped`."""
        try:
            yield from self._all()
        except LibraryLocked as error:
            if came_in := self._came_in():
                raise LibraryLocked(f"{error}; {came_in}") from error
            raise
        except LibraryUnwritable as error:
            raise self._stopped_by(error.reason) from error
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            where = error.filename or self._library.path
            raise self._stopped_by(f"{where} could not be written ({error.strerror})") from error

    def _stopped_by(self, reason: str) -> ImportStopped:
        """Why the import stopped, what is in all the same, and how it goes on."""
        came_in = self._came_in()
        if not came_in:
            return ImportStopped(f"{reason}: no article was added")
        return ImportStopped(f"{reason}: the import stopped; {came_in}")

    def _came_in(self) -> str:
        """What is in, in words; empty where nothing is."""
        counts = self._progress.counts
        told = [
            f"{counts[status]:,} {word}"
            for status, word in ((Status.ADDED, "added"), (Status.UPDATED, "updated"))
            if counts.get(status)
        ]
        if not told:
            return ""
        return (
            f"what came in before stays (articles: {', '.join(told)}), and adding the same again"
            " goes on with the rest"
        )

    def _all(self) -> Iterator[Imported]:
        from index.readers.files import find_inputs
        from index.readers.model import DEFAULT_OPTIONS
        from index.readers.reading_processes import ReadingProcesses

        library, options = self._library, self._options
        if not options.dry_run:
            self._report("finishing what an earlier import left")
            finish(library)
        self._report("looking for articles")
        inputs = list(find_inputs(self._paths))
        self._progress.total = self._record.total = len(inputs) + len(self._addresses)
        with (
            collecting_seldom(),
            Analysts(options.helpers) as all_analysts,
            ReadingProcesses() as processes,
        ):
            analysts = None if options.dry_run else all_analysts
            reading = options.reading or DEFAULT_OPTIONS
            opening = Opening(library.archive, processes, reading)
            opened = opening.opened(inputs)
            if self._addresses:
                opened = chain(opened, self._fetched(processes, reading))
            if not options.dry_run:
                opened = _noted(opened, self._record)
            batch = Batch(library, analysts, self._record)
            stage = "fetching" if self._addresses and not inputs else "reading"
            yield from self._taken(Incoming(library, analysts).steps(opened), batch, stage)
        yield from self._committed(batch)
        yield from self._ended(opening)

    def _taken(self, steps: Iterator[Step], batch: Batch, stage: str) -> Iterator[Imported]:
        """Take what is read into the batch, and commit that whenever it is full."""
        progress, record = self._progress, self._record
        self._report(stage)
        for step in steps:
            match step:
                case Begun():
                    if self._is_to_end():
                        return
                    record.done = progress.done
                    progress.done += 1
                    progress.path = step.path
                    self._report(stage)
                case Imported():
                    yield self._told(step)
                case Ended():
                    batch.end_input(step)
                    record.done = progress.done
                case ArticleRead():
                    batch.take(step)
                    if self._is_to_end():
                        return
            if batch.is_full():
                yield from self._committed(batch)
                self._report(stage)
        record.done = progress.done

    def _committed(self, batch: Batch) -> Iterator[Imported]:
        """Write the batch, link and index what is in it, and begin another."""
        self._report("linking")
        done, articles = batch.commit()
        if not self._options.dry_run:
            self._wrote |= articles > 0
            try:
                finish(self._library)
            except (CulmError, OSError):
                # They are in all the same, and whoever counts them is to know.
                yield from map(self._told, done)
                raise
            _give_back()
            done = _with_copies(self._library, done)
        batch.begin()
        yield from map(self._told, done)

    def _ended(self, opening: Opening) -> Iterator[Imported]:
        """Write down how the import ended, and tell what is no more there."""
        library, dry_run = self._library, self._options.dry_run
        if self._ended_early:
            self._record.stop()
        else:
            if not dry_run:
                note_sources(library.archive, self._paths, self._record)
                self._record.end()
            places, moved = opening.places, opening.moved if dry_run else ()
            gone = vanished(library.archive, self._paths, places, moved, dry_run=dry_run)
            yield from map(self._told, gone)
        if self._wrote:
            self._report("tidying up")
            library.indexing.tidy()
        self._report("done")

    def _fetched(
        self, processes: ReadingProcesses, reading: ReadOptions
    ) -> Iterator[OpenedInput | ReadError]:
        """What is at web addresses, as it arrives; nothing is fetched unless asked for."""
        options = self._options
        if options.fetching is None:
            for one in self._addresses:
                yield ReadError(str(one), "is fetched only when asked for")
            return
        from index.library.imports.fetching import Web

        archive = self._library.archive
        if not options.dry_run and any(
            archive.web.known(one.url) is None for one in self._addresses
        ):
            # Cut short while it is asked for, it is asked for again.
            self._record.begin()
        web = Web(
            archive, processes, reading, options.fetching, self._stopped, dry_run=options.dry_run
        )
        yield from web.opened(self._addresses)

    def _is_to_end(self) -> bool:
        self._ended_early = self._ended_early or self._stopped()
        return self._ended_early

    def _report(self, stage: str) -> None:
        self._progress.stage = stage
        if self._on_progress is not None:
            self._on_progress(self._progress)

    def _told(self, imported: Imported) -> Imported:
        counts = self._progress.counts
        counts[imported.status] = counts.get(imported.status, 0) + 1
        return imported


def _noted(
    inputs: Iterator[OpenedInput | ReadError], record: ImportRecord
) -> Iterator[OpenedInput | ReadError]:
    """``inputs``; before the first that is to be read, the import is written down."""
    for one in inputs:
        if isinstance(one, OpenedInput) and one.outcomes is not None:
            record.begin()
        yield one


def silently(_words: str) -> None:
    """Nobody listens to how far it is."""


def remove(library: Library, article_ids: Sequence[int]) -> None:
    """Take articles out of the archive; their events and the search index are left to finish."""
    from index.events.story_scores import fitted

    archive = library.archive
    keys = archive.keys_of(article_ids)
    with archive.write() as connection:
        for number, key in keys.items():
            let_copies_stand(archive, connection, number)
            # With the article goes what is known of whom its story leads to.
            archive.events.take_leave(connection, number, fitted().bridge)
            archive.events.unsettle(connection, number, key)
            archive.remove(connection, number)
            archive.inputs.read_again(connection, key)
        archive.web.note_removed(connection, keys.values())
        archive.grow(connection)


def finish(library: Library, tell: Callable[[str], None] = silently) -> None:
    """Do what is still to do: analyse, compare, link and index the articles that wait for it.

    Quick when there is nothing to do; safe to call at any time and after any crash.
    ``tell`` is told in words how far it is.
    """
    archive = library.archive
    library.correcting.apply_facts()
    _analyse_waiting(library, tell)
    tell("looking for copies")
    find_copies(archive)
    tell("linking")
    judge_claims(archive, library.correcting.corrected)
    library.correcting.apply()
    settle_pending(archive, library.correcting.weighed().constraints)
    if archive.events.remembers_former():
        with archive.write() as connection:
            archive.events.forget_former(connection)
    if archive.indexed.waiting(1) or archive.indexed.gone():
        tell("indexing")
        library.indexing.catch_up()


def _analyse_waiting(library: Library, tell: Callable[[str], None]) -> None:
    """Analyse what is in the archive without; raises ``CulmError`` for what cannot be."""
    archive = library.archive
    done = 0
    with Analysts() as analysts:
        while ids := archive.analyses.unanalysed(ANALYSED_AT_ONCE):
            tell(f"analysing {done:,}/{done + archive.analyses.waiting():,}")
            done += len(ids)
            works = [(found.id, analysts.submit(found)) for found in archive.articles(ids)]
            outcomes = [(number, analysts.outcome(work)) for number, work in works]
            effects = library.correcting.weighed().entities
            with archive.write() as connection:
                for number, outcome in outcomes:
                    if isinstance(outcome, str):
                        raise CulmError(f"{archive.key_of(number)} {outcome}")
                    put_analysed(archive, connection, number, outcome, effects)
                archive.grow(connection)


def _give_back() -> None:
    """Give the system what linking and indexing a batch needed for a moment."""
    from index.search.memory import give_back

    give_back()


def _with_copies(library: Library, told: list[Imported]) -> list[Imported]:
    """``told`` with what is known now of near-identical copies."""
    firsts = library.archive.copies.firsts([done.id for done in told if done.id])
    keys = library.archive.keys_of(firsts.values())
    return [
        replace(done, copy_of=keys[firsts[done.id]])
        if done.id in firsts and not done.copy_of
        else done
        for done in told
    ]
