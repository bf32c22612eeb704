"""The postings of one field of several segments made into one, a stretch of terms at a time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from index.search.arrays import Array, ranges, starts_of
from index.search.codec import ArraySegment
from index.search.fields import form_field
from index.search.forms import Forms, FormsByStem
from index.search.inverting import Inverted
from index.search.postings import FieldPostings
from index.search.segment import SegmentData
from index.search.selections import decode_all

# A posting takes some 200 bytes for a moment; fewer at once are not slower.
_STRETCH = 200_000
_MOVED_AT_ONCE = 1_000_000


class Source(Struct):
    """A segment to be merged. ``numbers`` maps its live documents to their new numbers."""

    segment: ArraySegment
    data: SegmentData
    live: Array
    numbers: Array


class _Cursor(Struct):
    """How far one segment's field has been merged."""

    source: Source
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


def merged_pieces(name: str, sources: list[Source]) -> Iterator[Inverted]:
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


class _Chosen(Struct, frozen=True):
    """The forms of a stretch of terms: their terms, and their postings among the stretch's."""

    keys: list[bytes]
    stems: Array
    counts: Array
    postings: Array


class _Stretch(Struct, frozen=True):
    """Some terms of one segment; postings of deleted documents are left out."""

    terms: list[bytes]
    counts: Array
    ids: Array
    tf: Array | None
    positions: Array | None
    forms: _Chosen | None


def _stretch(cursor: _Cursor, last_term: int) -> _Stretch:
    postings, source = cursor.postings, cursor.source
    starts = postings.post_starts(cursor.term, last_term).astype(np.int64)
    starts -= starts[0]
    ids = postings.documents_in(cursor.term, last_term)
    keep = source.live.take(ids)
    kept_before = starts_of(keep)
    counts = np.diff(kept_before.take(starts))
    terms = postings.terms(cursor.term, last_term)
    numbers = source.numbers.take(ids)[keep]
    if not postings.has_positions or cursor.forms is None:
        return _Stretch(terms, counts, numbers, None, None, None)
    tf = postings.tf(cursor.term, last_term)
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
