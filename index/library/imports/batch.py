"""Articles on their way into the archive, written together.

Batches begin small, so that the first articles can be read at once, and grow, because
linking and indexing cost something for each batch whatever is in it.
"""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING

from msgspec import Struct

from index.article import Article
from index.errors import CulmError
from index.library.annotations.reviewing import counted
from index.library.imports.analysts import Analysts
from index.library.imports.copying import exact_copy, let_copies_stand
from index.library.imports.import_record import ImportRecord
from index.library.imports.imported import Imported, Status
from index.library.imports.incoming import ArticleRead, Ended
from index.library.imports.newness import SameText, Unchanged, known_as
from index.library.linking.analysing import Analysed
from index.library.linking.settling import put_analysed
from index.notes.model import PlacementStatus

if TYPE_CHECKING:
    from index.library import Library
    from index.store.web_tables import WebSource

BATCH_ARTICLES = 500
FIRST_BATCH_SECONDS, LONGEST_BATCH_SECONDS = 0.5, 4.0


class _Copy(Struct, frozen=True):
    """An article whose text another has: ``original``, by its key."""

    path: str
    article: Article
    original: str


class _Taken(Struct, frozen=True):
    """An article for the archive; ``analysed`` unless nothing is to be written."""

    path: str
    article: Article
    analysed: Analysed | None


class Batch:
    """Articles read and analysed but not committed yet."""

    def __init__(
        self, library: Library, analysts: Analysts | None, record: ImportRecord | None = None
    ) -> None:
        """``record`` is of the import that this is, if it is one.

        Without ``analysts`` it is a dry run, which only tells what would happen.
        """
        self._record = record
        self._library = library
        self._analysts = analysts
        self._versions: dict[str, str] = {}
        self._unfit: set[str] = set()
        self._seconds = FIRST_BATCH_SECONDS
        self.begin()

    def begin(self) -> None:
        """Forget what was committed, and begin the next batch now."""
        self._since = time.monotonic()
        self._new: dict[str, _Taken] = {}
        # The archive knows the texts of earlier batches, but not of those of a dry run.
        if self._analysts is not None:
            self._versions.clear()
        self._copies: dict[str, _Copy] = {}
        self._told: list[Imported] = []
        self._inputs: list[Ended] = []

    def take(self, read: ArticleRead) -> None:
        """Look at one article: nothing to do, a copy, or work for the commit."""
        article = read.article
        match known_as(self._library.archive, article, self._versions):
            case Unchanged(id):
                self._told.append(Imported(read.path, article.key, id, Status.UNCHANGED))
            case SameText(original):
                self._forget_earlier(article.key)
                self._copies[article.key] = _Copy(read.path, article, original)
            case None:
                self._take_new(read)

    def _take_new(self, read: ArticleRead) -> None:
        article = read.article
        analysed = None
        if self._analysts is not None:
            outcome = self._analysts.outcome(read.work or self._analysts.submit(article))
            if isinstance(outcome, str):
                # Its input does not count as read, so that it is tried again next time.
                self._unfit.add(read.path)
                self._told.append(Imported(read.path, article.key, 0, Status.FAILED, outcome))
                return
            analysed = outcome
        self._versions.setdefault(article.version, article.key)
        self._forget_earlier(article.key)
        self._new[article.key] = _Taken(read.path, article, analysed)

    def _forget_earlier(self, key: str) -> None:
        """Of two articles of one id only the later is written."""
        earlier = self._new.pop(key, None) or self._copies.pop(key, None)
        if earlier is not None:
            reason = f"another article of this import has the id {key!r}; the later one counts"
            self._told.append(Imported(earlier.path, key, 0, Status.SKIPPED, reason))

    def end_input(self, ended: Ended) -> None:
        """All articles of an input were taken: the commit may note it as read."""
        if ended.path not in self._unfit:
            self._inputs.append(ended)

    def is_full(self) -> bool:
        """Whether what was taken, be it new, a copy or as before, is to be committed now."""
        articles = len(self._new) + len(self._copies)
        return articles >= BATCH_ARTICLES or (
            bool(articles or self._told or self._inputs)
            and time.monotonic() - self._since > self._seconds
        )

    def commit(self) -> tuple[list[Imported], int]:
        """Write everything taken; what became of each article, and how many were written."""
        told, written = self._told, 0
        if self._analysts is None:
            told += self._dry()
        elif self._new or self._copies or self._inputs:
            told += self._write()
            written = len(self._new)
        self._seconds = min(2 * self._seconds, LONGEST_BATCH_SECONDS)
        return told, written

    def _dry(self) -> list[Imported]:
        archive = self._library.archive
        told = []
        for copy in self._copies.values():
            known = archive.identify(copy.original)
            is_known = known is not None and archive.copies.is_exact(known[0], copy.article.key)
            status = Status.UNCHANGED if is_known else Status.DUPLICATE
            told.append(Imported(copy.path, copy.article.key, 0, status, copy_of=copy.original))
        for key, taken in self._new.items():
            known = archive.identify(key)
            status = Status.ADDED if known is None else Status.UPDATED
            number = known[0] if known else 0
            told.append(Imported(taken.path, key, number, status, marks=self._marks(taken.article)))
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
        marks = {key: self._marks(taken.article) for key, taken in self._new.items()}
        effects = self._library.correcting.weighed().entities
        with archive.write() as connection:
            for key, taken in self._new.items():
                number, status = self._put(connection, taken.article)
                if taken.analysed is not None:
                    put_analysed(archive, connection, number, taken.analysed, effects)
                told.append(Imported(taken.path, key, number, status, marks=marks[key]))
            told += [self._write_copy(connection, copy) for copy in self._copies.values()]
            if self._record is not None:
                self._record.note(connection, told)
            for ended in self._inputs:
                archive.inputs.put(connection, ended.place, ended.state)
                if ended.web is not None:
                    self._write_web(connection, ended.web)
                if ended.moved_from:
                    archive.inputs.forget(connection, ended.moved_from)
                    archive.move_source(connection, ended.state.key, ended.path)
            if told:
                archive.grow(connection)
        return told

    def _put(self, connection: sqlite3.Connection, article: Article) -> tuple[int, Status]:
        archive = self._library.archive
        known = archive.identify(article.key)
        if known is not None and known[1] != article.version:
            let_copies_stand(archive, connection, known[0])
        number = archive.put_article(connection, article)
        return number, Status.ADDED if known is None else Status.UPDATED

    def _write_web(self, connection: sqlite3.Connection, source: WebSource) -> None:
        archive = self._library.archive
        before = archive.web.known(source.url)
        is_new = source.followed and not (before is not None and before.followed)
        if is_new and self._record is not None:
            self._record.note_sources(connection, [source.url])
        archive.web.put(connection, source)

    def _write_copy(self, connection: sqlite3.Connection, copy: _Copy) -> Imported:
        archive = self._library.archive
        article = copy.article
        known = archive.identify(copy.original)
        stands_alone = archive.identify(article.key) is not None
        if known is None or known[1] != article.version or stands_alone:
            # The original has another text by now, and nobody else has this one; or this was a
            # copy of something else, which changed and left it to stand alone.
            number, status = self._put(connection, article)
            return Imported(copy.path, article.key, number, status)
        fresh = archive.copies.put_exact(connection, known[0], exact_copy(article))
        status = Status.DUPLICATE if fresh else Status.UNCHANGED
        return Imported(copy.path, article.key, known[0], status, copy_of=copy.original)
