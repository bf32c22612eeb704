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

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from index.article import Article
from index.errors import CulmError, ReadError
from index.library.analysing import Analysed, analyse
from index.library.copying import exact_copy, find_copies, let_copies_stand
from index.library.joining import judge_claims
from index.library.linking import put_analysed, settle_pending
from index.library.reviewing import counted
from index.notes.model import PlacementStatus
from index.store.input_tables import SEVERAL, InputState

if TYPE_CHECKING:
    from index.library import Library

BATCH_ARTICLES = 400
BATCH_SECONDS = 2.0


class Status(StrEnum):
    """What an import did with one article."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one article of an input; ``id`` is 0 when it is not in the library.

    ``copy_of`` is the key of the article that stands for it when it is a copy, as
    far as the articles of its batch and those before it tell. ``marks`` counts the
    annotations of an article whose text changed by where they are in the new text:
    those that a person should look at, none of the others.
    """

    path: str
    key: str
    id: int
    status: Status
    error: str = ""
    copy_of: str = ""
    marks: Mapping[PlacementStatus, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """``dry_run`` tells what would happen and writes nothing."""

    dry_run: bool = False


@dataclass(slots=True)
class Progress:
    """How far an import is, in inputs: ``total`` is ``None`` while they are being counted."""

    done: int = 0
    total: int | None = None
    path: str = ""
    stage: str = "reading"
    counts: dict[Status, int] = field(default_factory=dict)


def add(
    library: Library,
    paths: Sequence[Path],
    options: ImportOptions,
    on_progress: Callable[[Progress], None] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Imported]:
    """Import what is new or changed under ``paths``, telling of each article.

    Inputs that cannot be read are told as failed, and the others go on.
    ``stopped`` is asked between articles; when it says so the import ends
    cleanly after the batch in hand. The iterator must be run to its end.
    """
    from index.readers import read_path
    from index.readers.files import find_inputs

    progress = Progress()

    def report(stage: str = "") -> None:
        progress.stage = stage or progress.stage
        if on_progress is not None:
            on_progress(progress)

    def told(imported: Imported) -> Imported:
        progress.counts[imported.status] = progress.counts.get(imported.status, 0) + 1
        return imported

    if not options.dry_run:
        report("finishing what an earlier import left")
        finish(library)
    report("looking for articles")
    inputs = list(find_inputs(paths))
    progress.total = len(inputs)
    report("reading")
    batch = _Batch(library, options.dry_run)
    for found in inputs:
        if stopped():
            break
        progress.done += 1
        if isinstance(found, ReadError):
            yield told(Imported(found.source, "", 0, Status.FAILED, found.reason))
            continue
        progress.path = str(found.path)
        report()
        state = _state_now(found.path)
        known = library.archive.inputs.state(str(found.path))
        if known is not None and (known.size, known.mtime_ns) == (state.size, state.mtime_ns):
            yield from map(told, _as_before(library, str(found.path), known))
            continue
        failures: list[str] = []
        last_key = ""
        key = known.key if known and known.key != SEVERAL else ""
        key = key or _own_key(library, batch.paths, str(found.path), found.key)
        for read in read_path(found.path, key=key):
            if isinstance(read, ReadError):
                failures.append(read.reason)
                yield told(Imported(read.source, "", 0, Status.FAILED, read.reason))
                continue
            last_key = read.key
            batch.take(str(found.path), read)
            if batch.is_full():
                report("linking")
                yield from map(told, batch.commit())
                report("reading")
            if stopped():
                break
        else:
            batch.input_done(
                str(found.path),
                InputState(
                    state.size,
                    state.mtime_ns,
                    last_key if last_key in ("", key) else SEVERAL,
                    _failure_words(failures),
                ),
            )
    report("linking")
    yield from map(told, batch.commit())
    if batch.wrote:
        report("tidying up")
        library.searching.tidy()
    report("done")


def remove(library: Library, article_ids: Sequence[int]) -> None:
    """Take articles out of the archive, their events and the search index."""
    from index.events.story_scores import fitted

    archive = library.archive
    keys = archive.keys_of(article_ids)
    with archive.write() as connection:
        for number, key in keys.items():
            let_copies_stand(archive, connection, number, _facts_digest)
            # With the article goes what is known of whom its story leads to.
            archive.events.take_leave(connection, number, fitted().bridge)
            archive.events.unsettle(connection, number, key)
            archive.remove(connection, number)
            archive.inputs.read_again(connection, key)
        archive.grow(connection)
    finish(library)


def finish(library: Library) -> None:
    """Do what is still to do: analyse, compare, link and index the articles that wait for it.

    Quick when there is nothing to do; safe to call at any time and after any crash.
    """
    archive = library.archive
    while ids := archive.analyses.unanalysed(BATCH_ARTICLES):
        found = [(article.id, analyse(article)) for article in archive.articles(ids)]
        effects = library.correcting.weighed().entities
        with archive.write() as connection:
            for number, analysed in found:
                put_analysed(archive, connection, number, analysed, effects)
            archive.grow(connection)
    find_copies(archive)
    judge_claims(archive, library.correcting.corrected)
    library.correcting.apply()
    settle_pending(archive, library.correcting.weighed().constraints)
    if archive.events.remembers_former():
        with archive.write() as connection:
            archive.events.forget_former(connection)
    if archive.unindexed(1) or archive.to_unindex():
        library.searching.catch_up()


class _Batch:
    """Articles read and analysed but not committed yet."""

    def __init__(self, library: Library, dry_run: bool) -> None:
        self._library = library
        self._dry_run = dry_run
        self.wrote = False
        self._versions: dict[str, str] = {}
        self._begin()

    def _begin(self) -> None:
        self._since = time.monotonic()
        self._new: dict[str, tuple[str, Analysed]] = {}
        # The archive knows the texts of earlier batches, but not of those of a dry run.
        if not self._dry_run:
            self._versions.clear()
        self._copies: list[tuple[str, Article, str]] = []
        self._told: list[Imported] = []
        self._inputs: list[tuple[str, InputState]] = []
        self.paths: dict[str, str] = {}

    def take(self, path: str, article: Article) -> None:
        """Look at one article: nothing to do, a copy, or work for the commit."""
        archive = self._library.archive
        self.paths[article.key] = path
        known = archive.identify(article.key)
        if known is not None and known[1:] == (article.version, _facts_digest(article)):
            self._told.append(Imported(path, article.key, known[0], Status.UNCHANGED))
            return
        original = self._versions.get(article.version)
        if original is None and known is None:
            number = archive.copies.same_text(article.key, article.version)
            original = archive.key_of(number) if number is not None else None
        if original is not None and original != article.key:
            self._copies.append((path, article, original))
            return
        self._versions.setdefault(article.version, article.key)
        earlier = self._new.get(article.key)
        if earlier is not None:
            reason = (
                f"another article of this import has the id {article.key!r}; the later one counts"
            )
            self._told.append(Imported(earlier[0], article.key, 0, Status.SKIPPED, reason))
        self._new[article.key] = (path, analyse(article))

    def input_done(self, path: str, state: InputState) -> None:
        """All articles of an input were taken: the commit may note it as read."""
        self._inputs.append((path, state))

    def is_full(self) -> bool:
        return bool(self._new) and (
            len(self._new) >= BATCH_ARTICLES or time.monotonic() - self._since > BATCH_SECONDS
        )

    def commit(self) -> list[Imported]:
        """Write everything taken; what became of each article."""
        told = self._told
        if self._dry_run:
            told += self._dry()
        elif self._new or self._copies or self._inputs:
            told += self._write()
            self.wrote |= bool(self._new)
            finish(self._library)
            told = _with_copies(self._library, told)
        self._begin()
        return told

    def _dry(self) -> list[Imported]:
        archive = self._library.archive
        told = []
        for path, copy, original in self._copies:
            known = archive.identify(original)
            is_known = known is not None and archive.copies.is_exact(known[0], copy.key)
            status = Status.UNCHANGED if is_known else Status.DUPLICATE
            told.append(Imported(path, copy.key, 0, status, copy_of=original))
        for path, analysed in self._new.values():
            known = archive.identify(analysed.article.key)
            status = Status.ADDED if known is None else Status.UPDATED
            marks = self._marks(analysed.article)
            told.append(
                Imported(path, analysed.article.key, known[0] if known else 0, status, marks=marks)
            )
        return told

    def _marks(self, article: Article) -> dict[PlacementStatus, int]:
        """How many annotations of an article wait for a person once it has this text."""
        known = self._library.archive.identify(article.key)
        if known is None or known[1] == article.version:
            return {}
        try:
            notes = self._library.notes
            return counted(notes.preview(article.key, article.version, article.text))
        except CulmError:
            # Notes that cannot be read just now are told of elsewhere; articles come in.
            return {}

    def _write(self) -> list[Imported]:
        archive = self._library.archive
        told: list[Imported] = []
        marks = {key: self._marks(analysed.article) for key, (_, analysed) in self._new.items()}
        effects = self._library.correcting.weighed().entities
        with archive.write() as connection:
            for path, analysed in self._new.values():
                article = analysed.article
                known = archive.identify(article.key)
                status = Status.ADDED if known is None else Status.UPDATED
                if known is not None and known[1] != article.version:
                    let_copies_stand(archive, connection, known[0], _facts_digest)
                number = archive.put_article(connection, article, _facts_digest(article))
                put_analysed(archive, connection, number, analysed, effects)
                told.append(Imported(path, article.key, number, status, marks=marks[article.key]))
            for path, copy, original in self._copies:
                known = archive.identify(original)
                if known is None or known[1] != copy.version:
                    # The original has another text by now, and nobody else has this one.
                    number = archive.put_article(connection, copy, _facts_digest(copy))
                    told.append(Imported(path, copy.key, number, Status.ADDED))
                    continue
                fresh = archive.copies.put_exact(connection, known[0], exact_copy(copy))
                status = Status.DUPLICATE if fresh else Status.UNCHANGED
                told.append(Imported(path, copy.key, known[0], status, copy_of=original))
            for path, state in self._inputs:
                archive.inputs.put(connection, path, state)
            if told:
                archive.grow(connection)
        return told


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


def _own_key(library: Library, taken: Mapping[str, str], path: str, key: str) -> str:
    """The key of the file at ``path``: another, if a file elsewhere is named by it.

    Two folders of the same name in different places must not overwrite each other.
    ``taken`` are the keys of this batch and their paths.
    """

    def is_taken(wanted: str) -> bool:
        others = [*library.archive.inputs.of_key(wanted), taken.get(wanted, path)]
        return any(other != path and Path(other).exists() for other in others)

    free, number = key, 1
    while is_taken(free):
        number += 1
        free = f"{key} ({number})"
    return free


def _state_now(path: Path) -> InputState:
    try:
        status = path.stat()
    except OSError:
        return InputState(-1, -1, "")
    return InputState(status.st_size, status.st_mtime_ns, "")


def _as_before(library: Library, path: str, known: InputState) -> Iterator[Imported]:
    """What to tell of an input that has not changed since it was read."""
    if known.key:
        key = "" if known.key == SEVERAL else known.key
        article = library.archive.identify(key) if key else None
        yield Imported(path, key, article[0] if article else 0, Status.UNCHANGED)
    if known.error:
        yield Imported(path, "", 0, Status.FAILED, known.error)


def _failure_words(failures: Sequence[str]) -> str:
    """What to remember of what an input could not give."""
    if len(failures) < 2:
        return "".join(failures)
    return f"{len(failures)} articles in it could not be read, the first: {failures[0]}"


def _facts_digest(article: Article) -> str:
    """A digest of everything about an article that was read except its text."""
    published = article.published
    facts = (
        article.title,
        article.title_stated,
        [(zone.start, zone.end, zone.kind) for zone in article.zones],
        [str(published.interval.begin), str(published.interval.end), published.how],
        article.outlet,
        article.agency,
        article.authors,
        article.url,
        article.language,
    )
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()
