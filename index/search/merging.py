"""Several segments made into one, as a stream, while others go on writing.

Fields are merged one after another, each in stretches of terms, so memory stays
bounded however large the segments are. The work is done without the write lock;
only to publish the result it is taken for a moment, and what was deleted
meanwhile is deleted in the result too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import log
from pathlib import Path

import numpy as np

from index.errors import LibraryDamaged
from index.search.arrays import Array, ranges, starts_of
from index.search.building import write_document_sections, write_links
from index.search.codec import ArraySegment
from index.search.fields import FORM_FIELDS, TEXT_FIELDS, form_field
from index.search.forms import Forms, FormsByStem
from index.search.inverting import Inverted
from index.search.locking import Lock
from index.search.postings import FieldPostings, PostingsWriter
from index.search.sections import SectionWriter
from index.search.segment import SegmentData
from index.search.selections import decode_all
from index.search.storage import INDEX_NAME, latest_generation, read_toc, write_toc

_STRETCH = 700_000
_MOVED_AT_ONCE = 1_000_000
_LARGEST = 1 << 16
_TIER = 4
_SMALLEST_TIER = 64
_MOST_DELETED = 0.3
_UNFINISHED = "merging-"


@dataclass(slots=True)
class _Source:
    """A segment to be merged. ``numbers`` maps its live documents to their new numbers."""

    segment: ArraySegment
    data: SegmentData
    live: Array
    numbers: Array


@dataclass(slots=True)
class _Links:
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
    Raises :class:`LibraryDamaged`, and :class:`LibraryLocked` when a writer is
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


def _segments(directory: Path) -> list[ArraySegment]:
    while True:
        generation = latest_generation(directory)
        try:
            segments: list[ArraySegment] = read_toc(directory, generation).segments
        except FileNotFoundError as error:
            # A writer may have put another in its place meanwhile.
            if latest_generation(directory) == generation:
                raise LibraryDamaged("the search index has no table of contents") from error
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
        chosen = _fitting(members[:_TIER], _TIER)
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


def _write_file(path: Path, sources: list[_Source]) -> None:
    writer = SectionWriter(path)
    try:
        _write(writer, sources, _live_count(sources))
    except BaseException:
        writer.discard()
        raise


def _live_count(sources: list[_Source]) -> int:
    return sum(int(source.live.sum()) for source in sources)


def _sources(directory: Path, segments: list[ArraySegment]) -> list[_Source]:
    sources = []
    base = 0
    for segment in segments:
        data = SegmentData(segment.path(directory))
        live = np.ones(data.doc_count, dtype=bool)
        live[list(segment.deleted_docs())] = False
        numbers = (np.cumsum(live) - 1 + base).astype(np.uint32)
        sources.append(_Source(segment, data, live, numbers))
        base += int(live.sum())
    return sources


def _publish(
    directory: Path, unfinished: Path, merged: ArraySegment, sources: list[_Source]
) -> None:
    lock = Lock(directory, "WRITELOCK")
    try:
        generation = latest_generation(directory)
        toc = read_toc(directory, generation)
        present = {segment.segment_id(): segment for segment in toc.segments}
        for source in sources:
            now = present.pop(source.segment.segment_id(), None)
            # A segment that is gone was emptied by deleting all that was in it.
            deleted = range(source.data.doc_count) if now is None else now.deleted_docs()
            newly = [doc for doc in deleted if source.live[doc]]
            merged = merged.with_deleted(source.numbers[newly].tolist())
        segments = [s for s in (*present.values(), merged) if s.doc_count()]
        unfinished.rename(merged.path(directory))
        write_toc(directory, toc.schema, segments, generation + 1)
    finally:
        lock.release()


def _write(writer: SectionWriter, sources: list[_Source], count: int) -> None:
    fields = sorted({name for source in sources for name in source.data.field_names})
    lengths: dict[str, int] = {}
    links = {"outlet_name": _Links(), "entity": _Links()}
    for name in fields:
        if name in FORM_FIELDS:
            continue
        postings = PostingsWriter(name, count, name in TEXT_FIELDS)
        words = 0
        for piece in _merged_pieces(name, sources):
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


def _column(sources: list[_Source], name: str) -> Array:
    return np.concatenate([source.data.column(name)[source.live] for source in sources])


# one field


@dataclass(slots=True)
class _Cursor:
    """How far one segment's field has been merged."""

    source: _Source
    postings: FieldPostings
    forms: FormsByStem | None
    term: int = 0

    @property
    def is_done(self) -> bool:
        return self.term == self.postings.term_count

    def remaining(self) -> int:
        first, last = self.postings.postings(self.term, self.postings.term_count)
        return last - first

    def boundary(self, most: int) -> bytes | None:
        """The first term after about ``most`` more postings, ``None`` when that is the end."""
        starts = self.postings.post_starts(self.term, self.postings.term_count)
        after = int(starts.searchsorted(starts[0] + np.uint32(most), side="right"))
        term = self.term + max(after - 1, 1)
        return None if term >= self.postings.term_count else self.postings.term(term)


def _merged_pieces(name: str, sources: list[_Source]) -> Iterator[Inverted]:
    """The merged postings of a field, a stretch of terms at a time."""
    cursors = []
    for source in sources:
        postings, forms = source.data.field(name), source.data.forms(form_field(name))
        if postings is not None and postings.term_count:
            cursors.append(_Cursor(source, postings, forms.by_stem() if forms else None))
    most = _STRETCH // max(len(cursors), 1)
    while cursors:
        boundary = max(cursors, key=_Cursor.remaining).boundary(most)
        stretches = []
        for cursor in cursors:
            count = cursor.postings.term_count
            last = count if boundary is None else cursor.postings.lower_bound(boundary)
            if last > cursor.term:
                stretches.append(_stretch(cursor, last))
                cursor.term = last
        yield _joined(stretches)
        for cursor in cursors:
            cursor.source.data.file.release()
        cursors = [cursor for cursor in cursors if not cursor.is_done]


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The forms of a stretch of terms: their terms, and their postings among the stretch's."""

    keys: list[bytes]
    stems: Array
    counts: Array
    postings: Array


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Some terms of one segment; postings of deleted documents are left out."""

    terms: list[bytes]
    counts: Array
    ids: Array
    tf: Array | None
    positions: Array | None
    forms: _Chosen | None


def _stretch(cursor: _Cursor, last_term: int) -> _Stretch:
    postings, source = cursor.postings, cursor.source
    first, last = postings.postings(cursor.term, last_term)
    starts = postings.post_starts(cursor.term, last_term).astype(np.int64) - first
    ids = postings.ids(first, last)
    keep = source.live.take(ids)
    kept_before = starts_of(keep)
    counts = np.diff(kept_before.take(starts))
    terms = postings.terms(cursor.term, last_term)
    numbers = source.numbers.take(ids)[keep]
    if not postings.has_positions or cursor.forms is None:
        return _Stretch(terms, counts, numbers, None, None, None)
    tf = postings.tf(first, last)
    token_first, _ = postings.occurrences(cursor.term)
    positions = postings.all_positions(token_first, token_first + int(tf.sum(dtype=np.int64)))
    chosen = _chosen(cursor.forms, cursor.term, last_term, starts, keep, kept_before)
    if not keep.all():
        positions = positions[np.repeat(keep, tf)]
        tf = tf[keep]
    return _Stretch(terms, counts, numbers, tf, positions, chosen)


def _chosen(
    by_stem: FormsByStem,
    first_term: int,
    last_term: int,
    starts: Array,
    keep: Array,
    kept_before: Array,
) -> _Chosen:
    """The forms of a stretch, with postings numbered among those that are kept."""
    forms, data = by_stem.of_terms(first_term, last_term)
    places, counts = decode_all(data, forms.counts, np.diff(starts).take(forms.stems))
    postings = np.repeat(starts.take(forms.stems), counts)
    postings += places
    if not keep.all():
        is_kept = keep.take(postings)
        counts = np.diff(starts_of(is_kept).take(starts_of(counts)))
        postings = kept_before.take(postings[is_kept])
    return _Chosen(forms.keys, forms.stems, counts, postings.astype(np.uint32))


def _joined(stretches: list[_Stretch]) -> Inverted:
    """The postings of several segments together; documents ascend with the segments."""
    terms = sorted(set().union(*(stretch.terms for stretch in stretches)))
    rank = {term: number for number, term in enumerate(terms)}
    ranks = [
        np.fromiter(map(rank.__getitem__, stretch.terms), np.uint32, len(stretch.terms))
        for stretch in stretches
    ]
    owner = np.concatenate([np.repeat(r, s.counts) for r, s in zip(ranks, stretches, strict=True)])
    order = np.argsort(_narrow(owner, len(terms)), kind="stable")
    counts = np.bincount(owner, minlength=len(terms))
    del owner
    ids = np.concatenate([stretch.ids for stretch in stretches])[order]
    used = counts > 0
    kept_terms = [term for term, is_used in zip(terms, used.tolist(), strict=True) if is_used]
    post_start = starts_of(counts[used])
    tfs = [stretch.tf for stretch in stretches if stretch.tf is not None]
    if not tfs:
        return Inverted(kept_terms, post_start, ids)
    forms = _joined_forms(stretches, ranks, order, np.cumsum(used) - 1, post_start)
    tf = np.concatenate(tfs)
    pool = np.concatenate([s.positions for s in stretches if s.positions is not None])
    where = starts_of(tf)[:-1][order]
    tf = tf[order]
    return Inverted(kept_terms, post_start, ids, tf, _moved(pool, where, tf), forms)


def _narrow(ranks: Array, count: int) -> Array:
    """Ranks below ``count`` as two bytes if they fit: numpy sorts these far faster."""
    return ranks.astype(np.uint16) if count <= 1 << 16 else ranks


def _joined_forms(
    stretches: list[_Stretch],
    ranks: list[Array],
    order: Array,
    number_of_rank: Array,
    post_start: Array,
) -> Forms:
    """The forms of all stretches, over the postings as they are ordered now."""
    moved_to = np.empty(len(order), dtype=np.uint32)
    moved_to[order] = np.arange(len(order), dtype=np.uint32)
    stem_of: dict[bytes, int] = {}
    for stretch, own in zip(stretches, ranks, strict=True):
        if stretch.forms is not None:
            stem_of.update(zip(stretch.forms.keys, own[stretch.forms.stems].tolist(), strict=True))
    # A stable sort by term of what is sorted by bytes.
    keys = sorted(sorted(stem_of), key=stem_of.__getitem__)
    number = {key: at for at, key in enumerate(keys)}
    owners, postings, base = [], [], 0
    for stretch in stretches:
        if stretch.forms is not None:
            numbers = np.fromiter(map(number.__getitem__, stretch.forms.keys), np.uint32)
            owners.append(np.repeat(_narrow(numbers, len(keys)), stretch.forms.counts))
            postings.append(moved_to[base : base + len(stretch.ids)].take(stretch.forms.postings))
        base += len(stretch.ids)
    owner = np.concatenate(owners)
    by_form = np.argsort(owner, kind="stable")
    counts = np.bincount(owner, minlength=len(keys))
    chosen = np.concatenate(postings).take(by_form)
    used = np.flatnonzero(counts)
    counts = counts[used]
    own_stems = np.fromiter(map(stem_of.__getitem__, keys), np.int64, len(keys))[used]
    stems = number_of_rank[own_stems]
    places = chosen - np.repeat(post_start[:-1].take(stems), counts)
    everywhere = counts == np.diff(post_start).take(stems)
    places = places[np.repeat(~everywhere, counts)]
    counts[everywhere] = 0
    return Forms([keys[form] for form in used.tolist()], stems, counts, places)


def _moved(pool: Array, where: Array, counts: Array) -> Array:
    """The runs of ``pool`` that begin at ``where``, side by side; in pieces, to spare memory."""
    target = starts_of(counts)
    moved = np.empty(len(pool), dtype=pool.dtype)
    for first in range(0, len(where), _MOVED_AT_ONCE):
        last = min(first + _MOVED_AT_ONCE, len(where))
        piece = ranges(where[first:last], counts[first:last])
        moved[target[first] : target[last]] = pool[piece]
    return moved
