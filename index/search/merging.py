"""Several segments made into one, as a stream, while others go on writing.

Fields are merged one after another, each in stretches of terms, so memory stays
bounded however large the segments are. The work is done without the write lock;
only to publish the result it is taken for a moment, and what was deleted
meanwhile is deleted in the result too.
"""

from __future__ import annotations

from math import log
from pathlib import Path

import numpy as np
from msgspec import Struct, field

from index.errors import IndexDamaged
from index.search.arrays import Array
from index.search.building import write_document_sections, write_links
from index.search.codec import ArraySegment
from index.search.fields import FORM_FIELDS, TEXT_FIELDS
from index.search.inverting import Inverted
from index.search.locking import Lock
from index.search.merged_postings import Source, merged_pieces
from index.search.postings import PostingsWriter
from index.search.sections import SectionWriter
from index.search.segment import SegmentData
from index.search.storage import INDEX_NAME, latest_generation, read_segments, write_toc

_LARGEST = 1 << 16
_TIER = 4
_MOST_AT_ONCE = 16
"""Segments of one tier that are merged in one go, so that what is in them is copied once."""
_SMALLEST_TIER = 64
_MOST_DELETED = 0.3
_UNFINISHED = "merging-"


class _Links(Struct):
    """Which document has which term, gathered for the fields documents point into."""

    terms: int = 0
    numbers: list[Array] = field(default_factory=list)
    documents: list[Array] = field(default_factory=list)

    def add(self, inverted: Inverted) -> None:
        counts = np.diff(inverted.post_start)
        numbers = np.arange(self.terms, self.terms + len(counts), dtype=np.uint32)
        self.numbers.append(np.repeat(numbers, counts))
        self.documents.append(inverted.ids)
        self.terms += len(counts)

    def pairs(self) -> tuple[Array, Array]:
        """Documents and the numbers of their terms."""
        if not self.numbers:
            return np.zeros(0, np.uint32), np.zeros(0, np.uint32)
        return np.concatenate(self.documents), np.concatenate(self.numbers)


def optimise(directory: Path, full: bool = False) -> bool:
    """Merges what is worth merging; ``full`` leaves as few segments as can be.

    Says whether anything was merged. Does nothing while another process merges.
    Raises :class:`IndexDamaged`, and :class:`LibraryLocked` when a writer is
    at work at the moment of publishing.
    """
    lock = Lock(directory, "MERGELOCK")
    merged = False
    try:
        for leftover in directory.glob(f"{_UNFINISHED}*"):
            leftover.unlink()
        while chosen := _choose(_segments(directory), full):
            _merge(directory, chosen)
            merged = True
    finally:
        lock.release()
    return merged


def is_crowded(directory: Path) -> bool:
    """Whether there are so many small segments that each query is slower for it."""
    return len(_choose(_segments(directory), full=False)) >= _MOST_AT_ONCE


def _segments(directory: Path) -> list[ArraySegment]:
    while True:
        generation = latest_generation(directory)
        try:
            segments = read_segments(directory, generation)
        except FileNotFoundError as error:
            # A writer may have put another in its place meanwhile.
            if latest_generation(directory) == generation:
                raise IndexDamaged("the search index has no table of contents") from error
        else:
            return segments


def _choose(segments: list[ArraySegment], full: bool) -> list[ArraySegment]:
    """The segments to merge next: some of about one size, or one full of deleted articles.

    No segment grows beyond what document numbers of two bytes can tell apart.
    """
    for segment in segments:
        if segment.deleted_count() > (0 if full else _MOST_DELETED * segment.doc_count_all()):
            return [segment]
    by_size = sorted(segments, key=ArraySegment.doc_count)
    if full:
        return _fitting(by_size, 2)
    tiers: dict[int, list[ArraySegment]] = {}
    for segment in by_size:
        tier = int(log(max(segment.doc_count(), _SMALLEST_TIER), _TIER))
        tiers.setdefault(tier, []).append(segment)
    for _, members in sorted(tiers.items()):
        chosen = _fitting(members[:_MOST_AT_ONCE], _TIER)
        if chosen:
            return chosen
    return []


def _fitting(by_size: list[ArraySegment], fewest: int) -> list[ArraySegment]:
    """The smallest segments that fit into one, none if these are fewer than ``fewest``."""
    total = 0
    chosen = []
    for segment in by_size:
        total += segment.doc_count()
        if total > _LARGEST:
            break
        chosen.append(segment)
    return chosen if len(chosen) >= fewest else []


def joined_unpublished(directory: Path, segments: list[ArraySegment]) -> list[ArraySegment]:
    """Segments that no commit has published yet, made as few as can be; their files go."""
    while chosen := _fitting(sorted(segments, key=ArraySegment.doc_count), 2):
        sources = _sources(directory, chosen)
        merged = ArraySegment(INDEX_NAME, _live_count(sources))
        _write_file(merged.path(directory), sources)
        for segment in chosen:
            segment.path(directory).unlink()
        segments = [*(s for s in segments if s not in chosen), merged]
    return segments


def _merge(directory: Path, segments: list[ArraySegment]) -> None:
    sources = _sources(directory, segments)
    merged = ArraySegment(INDEX_NAME, _live_count(sources))
    unfinished = directory / f"{_UNFINISHED}{merged.segment_id()}"
    _write_file(unfinished, sources)
    try:
        _publish(directory, unfinished, merged, sources)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def _write_file(path: Path, sources: list[Source]) -> None:
    writer = SectionWriter(path)
    try:
        _write(writer, sources, _live_count(sources))
    except BaseException:
        writer.discard()
        raise


def _live_count(sources: list[Source]) -> int:
    return sum(int(source.live.sum()) for source in sources)


def _sources(directory: Path, segments: list[ArraySegment]) -> list[Source]:
    sources = []
    base = 0
    for segment in segments:
        data = SegmentData(segment.path(directory))
        live = np.ones(data.doc_count, dtype=bool)
        live[list(segment.deleted_docs())] = False
        numbers = (np.cumsum(live) - 1 + base).astype(np.uint32)
        sources.append(Source(segment, data, live, numbers))
        base += int(live.sum())
    return sources


def _publish(
    directory: Path, unfinished: Path, merged: ArraySegment, sources: list[Source]
) -> None:
    lock = Lock(directory, "WRITELOCK")
    try:
        generation = latest_generation(directory)
        published = read_segments(directory, generation)
        present = {segment.segment_id(): segment for segment in published}
        for source in sources:
            now = present.pop(source.segment.segment_id(), None)
            # A segment that is gone was emptied by deleting all that was in it.
            deleted = range(source.data.doc_count) if now is None else now.deleted_docs()
            newly = [doc for doc in deleted if source.live[doc]]
            merged = merged.with_deleted(source.numbers[newly].tolist())
        segments = [s for s in (*present.values(), merged) if s.doc_count()]
        unfinished.rename(merged.path(directory))
        write_toc(directory, segments, generation + 1)
    finally:
        lock.release()


def _write(writer: SectionWriter, sources: list[Source], count: int) -> None:
    fields = sorted({name for source in sources for name in source.data.field_names})
    lengths: dict[str, int] = {}
    links = {"outlet_name": _Links(), "entity": _Links()}
    for name in fields:
        if name in FORM_FIELDS:
            continue
        postings = PostingsWriter(name, count, name in TEXT_FIELDS)
        words = 0
        for piece in merged_pieces(name, sources):
            postings.add(piece)
            words += 0 if piece.positions is None else len(piece.positions)
            if name in links:
                links[name].add(piece)
        postings.write_to(writer)
        if name in TEXT_FIELDS:
            lengths[name] = words
            writer.add(f"doc/length:{name}", _column(sources, f"length:{name}"))
    intervals = np.stack([_column(sources, "begin"), _column(sources, "end")], axis=1)
    title_keys = _column(sources, "title_key")
    write_document_sections(writer, _column(sources, "id"), intervals, title_keys)
    write_links(writer, count, links["outlet_name"].pairs(), links["entity"].pairs())
    writer.close({"doc_count": count, "lengths": lengths, "fields": fields})


def _column(sources: list[Source], name: str) -> Array:
    return np.concatenate([source.data.column(name)[source.live] for source in sources])
