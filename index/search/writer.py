"""Adding, replacing and deleting articles: one writer, one commit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from index.search.building import SegmentBuilder, validate
from index.search.codec import ArraySegment
from index.search.document import SearchDocument
from index.search.locking import Lock
from index.search.merging import joined_unpublished
from index.search.segment import SegmentData
from index.search.storage import INDEX_NAME, latest_generation, read_segments, write_toc
from index.search.vocabulary import Vocabulary

# Words in one segment before it is written: bounds the memory they take.
_SEGMENT_WORDS = 20_000_000
_SEGMENT_DOCUMENTS = 1 << 16
# Words that are known between commits, each some 490 bytes. To know none costs 0.2 s once.
_VOCABULARY_LIMIT = 32_000


class _Shared:
    """The vocabulary lives on between commits: it is what makes indexing fast."""

    vocabulary = Vocabulary()


def _vocabulary() -> Vocabulary:
    if len(_Shared.vocabulary) > _VOCABULARY_LIMIT:
        _Shared.vocabulary = Vocabulary()
    return _Shared.vocabulary


class Writer:
    """Collects changes and publishes them all at once.

    As a context manager it commits at the end and gives everything up when an
    exception comes through. One writer at a time; a second one raises
    :class:`LibraryLocked` when it has waited for so many seconds.
    """

    def __init__(self, directory: Path, wait: float = 0.0) -> None:
        self._directory = directory
        self._lock = Lock(directory, "WRITELOCK", wait)
        try:
            self._generation = latest_generation(directory)
            self._segments = read_segments(directory, self._generation)
        except BaseException:
            self._lock.release()
            raise
        self._new: list[ArraySegment] = []
        self._open = True
        self._afterwards: Callable[[], None] | None = None
        self._start_segment()

    def _start_segment(self) -> None:
        self._builder = SegmentBuilder(_vocabulary())
        self._number_of: dict[int, int] = {}
        self._superseded: set[int] = set()
        self._gone: set[int] = set()

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if kind is None:
            self.commit()
        else:
            self.cancel()

    def add(self, document: SearchDocument) -> None:
        """Adds an article, in place of the one with the same id if there is one.

        Raises ``TypeError`` or ``ValueError`` for one that cannot be indexed;
        the writer goes on unharmed.
        """
        validate(document)
        number = self._builder.add(document)
        self.delete((document.id,))
        self._number_of[document.id] = number
        if (
            self._builder.word_count >= _SEGMENT_WORDS
            or self._builder.doc_count >= _SEGMENT_DOCUMENTS
        ):
            self._finish_segment()

    replace = add

    def delete(self, ids: Iterable[int]) -> None:
        """Takes articles out; ids that are not in the index are passed over."""
        for article in ids:
            self._gone.add(article)
            number = self._number_of.pop(article, None)
            if number is not None:
                self._superseded.add(number)

    def afterwards(self, act: Callable[[], None]) -> None:
        """Has ``act`` called when the changes are published, before anybody else can write."""
        self._afterwards = act

    def commit(self) -> None:
        """Publishes the changes; they are on disk when this returns."""
        try:
            self._publish()
            if self._afterwards is not None:
                self._afterwards()
        finally:
            self._close()

    def _publish(self) -> None:
        try:
            self._finish_segment()
            self._new = joined_unpublished(self._directory, self._new)
            segments = [s for s in self._segments + self._new if s.doc_count()]
            write_toc(self._directory, segments, self._generation + 1)
        except BaseException:
            # What is in the newest commit is published, whatever failed after that.
            if latest_generation(self._directory) == self._generation:
                self._discard()
            raise

    def cancel(self) -> None:
        """Gives all changes up; the index stays as it was."""
        self._discard()
        self._close()

    def _discard(self) -> None:
        for segment in self._new:
            segment.path(self._directory).unlink(missing_ok=True)

    def _close(self) -> None:
        if self._open:
            self._open = False
            self._lock.release()

    def _finish_segment(self) -> None:
        self._segments = [self._without(segment, self._gone) for segment in self._segments]
        self._new = [self._without(segment, self._gone) for segment in self._new]
        if self._builder.doc_count:
            segment = ArraySegment(INDEX_NAME, self._builder.doc_count, self._superseded)
            self._new.append(segment)
            self._builder.write(segment.path(self._directory))
        self._start_segment()

    def _without(self, segment: ArraySegment, ids: set[int]) -> ArraySegment:
        if not ids:
            return segment
        present = SegmentData(segment.path(self._directory)).column("id")
        wanted = np.fromiter(ids, dtype=np.int64, count=len(ids))
        return segment.with_deleted(np.flatnonzero(np.isin(present, wanted)).tolist())
