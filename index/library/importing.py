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

from index.errors import CulmError, ReadError
from index.library.analysts import Analysts
from index.library.batch import Batch
from index.library.collecting import collecting_seldom
from index.library.copying import find_copies, let_copies_stand
from index.library.following import note_sources, vanished
from index.library.import_record import ImportRecord
from index.library.imported import Imported, Status
from index.library.incoming import ArticleRead, Begun, Ended, Incoming, facts_digest
from index.library.joining import judge_claims
from index.library.linking import put_analysed, settle_pending
from index.library.opening import Opened, Opening, place_of

__all__ = ["ImportOptions", "Imported", "Progress", "Status", "add", "finish", "remove"]

if TYPE_CHECKING:
    from index.fetching.urls import WebAddress
    from index.library import Library
    from index.library.fetching import FetchOptions
    from index.readers.apart import Apart
    from index.readers.model import ReadOptions

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
    is_passing = fetching is not None and (fetching.again or fetching.follow)
    with ImportRecord(library, named, is_passing=is_passing) as record:
        yield from _added(library, places, options, on_progress, stopped, record)


def _added(
    library: Library,
    places: Sequence[Path | WebAddress],
    options: ImportOptions,
    on_progress: Callable[[Progress], None] | None,
    stopped: Callable[[], bool],
    record: ImportRecord,
) -> Iterator[Imported]:
    from index.readers.apart import Apart
    from index.readers.files import find_inputs
    from index.readers.model import DEFAULT_OPTIONS
    from index.search.memory import give_back

    progress = Progress()

    def report(stage: str) -> None:
        progress.stage = stage
        if on_progress is not None:
            on_progress(progress)

    def told(imported: Imported) -> Imported:
        progress.counts[imported.status] = progress.counts.get(imported.status, 0) + 1
        return imported

    if not options.dry_run:
        report("finishing what an earlier import left")
        finish(library)
    report("looking for articles")
    paths = [place for place in places if isinstance(place, Path)]
    addresses = [place for place in places if not isinstance(place, Path)]
    inputs = list(find_inputs(paths))
    progress.total = record.total = len(inputs) + len(addresses)
    reading_stage = "fetching" if addresses and not inputs else "reading"
    report(reading_stage)
    wrote = False

    def committed(batch: Batch) -> Iterator[Imported]:
        nonlocal wrote
        report("linking")
        done, articles = batch.commit()
        if not options.dry_run:
            wrote |= articles > 0
            finish(library)
            done = _with_copies(library, done)
            # What a batch took and freed is not needed before the next is as large.
            give_back()
        batch.begin()
        yield from map(told, done)

    with (
        collecting_seldom(),
        Analysts(options.helpers) as all_analysts,
        Apart() as apart,
    ):
        analysts = None if options.dry_run else all_analysts
        batch = Batch(library, analysts, record)
        reading = options.reading or DEFAULT_OPTIONS
        opening = Opening(library.archive, apart, reading)
        opened = opening.opened(inputs)
        if addresses:
            opened = chain(opened, _fetched(library, apart, reading, options, stopped, addresses))
        ended_early = False
        if not options.dry_run:
            opened = _noted(opened, record)
        for step in Incoming(library, analysts).steps(opened):
            match step:
                case Begun():
                    if ended_early := stopped():
                        break
                    record.done = progress.done
                    progress.done += 1
                    progress.path = step.path
                    report(reading_stage)
                case Imported():
                    yield told(step)
                case Ended():
                    batch.end_input(step)
                    record.done = progress.done
                case ArticleRead():
                    batch.take(step)
                    if batch.is_full():
                        yield from committed(batch)
                        report(reading_stage)
                    if ended_early := stopped():
                        break
        else:
            record.done = progress.done
    yield from committed(batch)
    if ended_early:
        record.stop()
    else:
        if not options.dry_run:
            note_sources(library.archive, paths, record)
            record.end()
        gone = vanished(library.archive, paths, opening.places, dry_run=options.dry_run)
        yield from map(told, gone)
    if wrote:
        report("tidying up")
        library.indexing.tidy()
    report("done")


def _noted(
    inputs: Iterator[Opened | ReadError], record: ImportRecord
) -> Iterator[Opened | ReadError]:
    """``inputs``; before the first that is to be read, the import is written down."""
    for one in inputs:
        if isinstance(one, Opened) and one.outcomes is not None:
            record.begin()
        yield one


def _fetched(
    library: Library,
    apart: Apart,
    reading: ReadOptions,
    options: ImportOptions,
    stopped: Callable[[], bool],
    addresses: Sequence[WebAddress],
) -> Iterator[Opened | ReadError]:
    """What is at web addresses, as it arrives; nothing is fetched unless that was asked for."""
    if options.fetching is None:
        yield from (ReadError(str(one), "is fetched only when asked for") for one in addresses)
        return
    from index.library.fetching import Web

    web = Web(library.archive, apart, reading, options.fetching, stopped, dry_run=options.dry_run)
    yield from web.opened(addresses)


def silently(_words: str) -> None:
    """Nobody listens to how far it is."""


def remove(
    library: Library, article_ids: Sequence[int], tell: Callable[[str], None] = silently
) -> None:
    """Take articles out of the archive, their events and the search index."""
    from index.events.story_scores import fitted

    archive = library.archive
    keys = archive.keys_of(article_ids)
    with archive.write() as connection:
        for number, key in keys.items():
            let_copies_stand(archive, connection, number, facts_digest)
            # With the article goes what is known of whom its story leads to.
            archive.events.take_leave(connection, number, fitted().bridge)
            archive.events.unsettle(connection, number, key)
            archive.remove(connection, number)
            archive.inputs.read_again(connection, key)
        archive.web.note_removed(connection, keys.values())
        archive.grow(connection)
    finish(library, tell)


def finish(library: Library, tell: Callable[[str], None] = silently) -> None:
    """Do what is still to do: analyse, compare, link and index the articles that wait for it.

    Quick when there is nothing to do; safe to call at any time and after any crash.
    ``tell`` is told in words how far it is.
    """
    archive = library.archive
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
    if archive.unindexed(1) or archive.to_unindex():
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
