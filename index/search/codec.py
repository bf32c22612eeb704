"""Whoosh's way into a segment: the interfaces by which stock Whoosh reads it.

With this module importable, ``whoosh.index.open_dir(directory).searcher()``
opens and searches an index of culm like any other. culm itself evaluates
queries on whole arrays (:mod:`index.search.evaluating`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from whoosh import columns
from whoosh.codec import base
from whoosh.matching import LeafMatcher, NullMatcher, ReadTooFar
from whoosh.query.spans import Span
from whoosh.reading import TermInfo, TermNotFound
from whoosh.util.numeric import byte_to_length

from index.search.arrays import Array, starts_of
from index.search.fields import DAY_FIELDS
from index.search.forms import FormPostings
from index.search.postings import FieldPostings
from index.search.segment import EXTENSION, SegmentData

_MATCHER_BLOCK = 128

Terms: TypeAlias = FieldPostings | FormPostings


class ArraySegment(base.Segment):  # type: ignore[misc]
    """What the table of contents remembers of a segment."""

    def __init__(self, indexname: str, doc_count: int = 0, deleted: Iterable[int] = ()) -> None:
        super().__init__(indexname)
        self._doc_count = doc_count
        self._deleted = frozenset(deleted)

    def codec(self) -> ArrayCodec:
        return ArrayCodec()

    def path(self, directory: Path) -> Path:
        """The file of the segment."""
        name: str = self.make_filename(EXTENSION)
        return directory / name

    def with_deleted(self, documents: Iterable[int]) -> ArraySegment:
        """The same segment with more documents deleted."""
        other = ArraySegment(self.indexname, self._doc_count, self._deleted.union(documents))
        other.segid = self.segid
        return other

    def doc_count_all(self) -> int:
        return self._doc_count

    def deleted_count(self) -> int:
        return len(self._deleted)

    def deleted_docs(self) -> frozenset[int]:
        return self._deleted

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self._deleted

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        self._deleted = self._deleted | {docnum} if delete else self._deleted - {docnum}


class ArrayCodec(base.Codec):  # type: ignore[misc]
    """Opens the two readers that Whoosh wants of a segment."""

    def terms_reader(self, storage: Any, segment: ArraySegment) -> ArrayTermsReader:
        return ArrayTermsReader(_open(storage, segment))

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> ArrayPerDocumentReader:
        return ArrayPerDocumentReader(_open(storage, segment), segment)


def _open(storage: Any, segment: ArraySegment) -> SegmentData:
    return SegmentData(segment.path(Path(storage.folder)))


class ArrayTermsReader(base.TermsReader):  # type: ignore[misc]
    """Terms and postings of one segment."""

    def __init__(self, data: SegmentData) -> None:
        self._data = data

    def _locate(self, field: str, term: bytes) -> tuple[Terms, int]:
        postings = self._data.terms(field)
        index = -1 if postings is None else postings.find(term)
        if postings is None or index < 0:
            # Whoosh's readers take a KeyError from a codec for "no such term".
            raise KeyError((field, term))
        return postings, index

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        postings = self._data.terms(term[0])
        return postings is not None and postings.find(term[1]) >= 0

    def indexed_field_names(self) -> list[str]:
        return self._data.field_names

    def cursor(self, fieldname: str, fieldobj: Any) -> ArrayCursor:
        return ArrayCursor(self, self._data.terms(fieldname), fieldname, fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        return self.terms_from("", b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        for name in self._data.field_names:
            postings = self._data.terms(name)
            if name < fieldname or postings is None:
                continue
            first = postings.lower_bound(prefix) if name == fieldname else 0
            for index in range(first, postings.term_count):
                yield name, postings.term(index)

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return self.items_from("", b"")

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        for name, term in self.terms_from(fieldname, prefix):
            yield (name, term), self.term_info(name, term)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        postings, index = self._locate(fieldname, text)
        ids = postings.documents(index)
        shortest = longest = 0
        most, weight = 1, len(ids)
        if isinstance(postings, FieldPostings) and postings.has_positions:
            tf = postings.tf(*postings.postings(index, index + 1))
            most, weight = int(tf.max()), int(tf.sum(dtype=np.int64))
            codes = self._data.column(f"length:{fieldname}").take(ids)
            shortest, longest = (byte_to_length(int(code)) for code in (codes.min(), codes.max()))
        return TermInfo(
            weight=float(weight),
            df=len(ids),
            minlength=shortest,
            maxlength=longest,
            maxweight=float(most),
            minid=int(ids[0]),
            maxid=int(ids[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        postings, index = self._locate(fieldname, text)
        if not isinstance(postings, FieldPostings) or not postings.has_positions:
            return float(self.doc_frequency(fieldname, text))
        first, last = postings.occurrences(index)
        return float(last - first)

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        postings, index = self._locate(fieldname, text)
        return int(postings.document_counts(index, index + 1)[0])

    def matcher(
        self, fieldname: str, text: bytes, format_: Any, scorer: Any = None
    ) -> ArrayMatcher:
        try:
            postings, index = self._locate(fieldname, text)
        except KeyError:
            raise TermNotFound(f"No term {fieldname}:{text!r}") from None
        return ArrayMatcher(postings, index, format_, (fieldname, text), scorer)


class ArrayCursor(base.FieldCursor):  # type: ignore[misc]
    """Walks the terms of a field, as Whoosh's fuzzy automata do."""

    def __init__(
        self, reader: ArrayTermsReader, postings: Terms | None, name: str, field: Any
    ) -> None:
        self._reader, self._postings, self._name, self._field = reader, postings, name, field
        self._index = 0

    def is_valid(self) -> bool:
        return self._postings is not None and self._index < self._postings.term_count

    def text(self) -> Any:
        if self._postings is None or not self.is_valid():
            return None
        return self._field.from_bytes(self._postings.term(self._index))

    def first(self) -> Any:
        self._index = 0
        return self.text()

    def find(self, term: Any) -> Any:
        if not isinstance(term, bytes):
            term = self._field.to_bytes(term)
        if self._postings is not None:
            self._index = self._postings.lower_bound(term)
        return self.text()

    def next(self) -> Any:
        self._index += 1
        return self.text()

    def term_info(self) -> Any:
        if self._postings is None or not self.is_valid():
            return None
        return self._reader.term_info(self._name, self._postings.term(self._index))


class ArrayMatcher(LeafMatcher):  # type: ignore[misc]
    """One term's postings as Whoosh walks them, in blocks of 128."""

    def __init__(
        self,
        postings: Terms,
        index: int,
        format_: Any,
        term: tuple[str, bytes],
        scorer: Any,
    ) -> None:
        self.format, self._term, self.scorer = format_, term, scorer
        self._postings, self._index = postings, index
        self._scored = (
            postings if isinstance(postings, FieldPostings) and postings.has_positions else None
        )
        self._ids_array = postings.documents(index)
        self._ids: list[int] = self._ids_array.tolist()
        self._i, self._n = 0, len(self._ids)
        self._tf_array: Array = np.ones(self._n, np.uint8)
        if self._scored is not None:
            self._tf_array = self._scored.tf(*self._scored.postings(index, index + 1))
        self._tf: list[int] = self._tf_array.tolist()
        self._position_start: list[int] | None = None
        self._block_most: list[int] | None = None

    def is_active(self) -> bool:
        return self._i < self._n

    def reset(self) -> None:
        self._i = 0

    def copy(self) -> ArrayMatcher:
        other = ArrayMatcher(self._postings, self._index, self.format, self._term, self.scorer)
        other._i = self._i
        return other

    def replace(self, minquality: float = 0) -> Any:
        if not self.is_active() or (minquality and self.max_quality() < minquality):
            return NullMatcher()
        return self

    def id(self) -> int:
        return self._ids[self._i]

    def all_ids(self) -> Iterator[int]:
        return iter(self._ids[self._i :])

    def next(self) -> bool:
        if not self.is_active():
            raise ReadTooFar
        self._i += 1
        return self._i % _MATCHER_BLOCK == 0 or self._i == self._n

    def skip_to(self, docnum: int) -> None:
        if not self.is_active():
            raise ReadTooFar
        if docnum > self._ids[self._i]:
            self._i = int(self._ids_array.searchsorted(docnum))

    def weight(self) -> float:
        return float(self._tf[self._i])

    def value(self) -> bytes:
        return b""

    def supports(self, astype: str) -> bool:
        return astype in ("frequency", "weight") or (
            astype == "positions" and self._scored is not None
        )

    def value_as(self, astype: str) -> Any:
        if astype == "positions":
            return self._positions()
        return self.weight()

    def _positions(self) -> list[int]:
        if self._scored is None:
            return []
        if self._position_start is None:
            first, _ = self._scored.occurrences(self._index)
            self._position_start = (starts_of(self._tf_array) + first).tolist()
        start, end = self._position_start[self._i], self._position_start[self._i + 1]
        positions: list[int] = self._scored.all_positions(start, end).tolist()
        return positions

    def spans(self) -> list[Any]:
        return [Span(position) for position in self._positions()]

    def block_max_weight(self) -> float:
        if self._block_most is None:
            blocks = np.arange(0, self._n, _MATCHER_BLOCK)
            self._block_most = np.maximum.reduceat(self._tf_array, blocks).tolist()
        return float(self._block_most[self._i // _MATCHER_BLOCK])

    def block_min_length(self) -> int:
        return 0

    def block_max_length(self) -> int:
        return 1 << 20

    def skip_to_quality(self, minquality: float) -> int:
        skipped = 0
        while self.is_active() and self.block_quality() <= minquality:
            self._i = min(self._n, (self._i // _MATCHER_BLOCK + 1) * _MATCHER_BLOCK)
            skipped += 1
        return skipped


class _ColumnReader(columns.ColumnReader):  # type: ignore[misc]
    """A column of numbers as Whoosh sorts by it."""

    def __init__(self, values: Array) -> None:
        self._values = values
        self._reverse = False

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, docnum: int) -> int:
        return int(self._values[docnum])

    def sort_key(self, docnum: int) -> int:
        value = self[docnum]
        return -value if self._reverse else value

    def __iter__(self) -> Iterator[int]:
        values: list[int] = self._values.tolist()
        return iter(values)

    def load(self) -> list[int]:
        return list(self)

    def set_reverse(self) -> None:
        self._reverse = True


class ArrayPerDocumentReader(base.PerDocumentReader):  # type: ignore[misc]
    """What is known of each document of a segment."""

    def __init__(self, data: SegmentData, segment: ArraySegment) -> None:
        self._data, self._segment = data, segment

    def doc_count(self) -> int:
        count: int = self._segment.doc_count()
        return count

    def doc_count_all(self) -> int:
        return self._segment.doc_count_all()

    def has_deletions(self) -> bool:
        deleted: bool = self._segment.has_deletions()
        return deleted

    def is_deleted(self, docnum: int) -> bool:
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> frozenset[int]:
        return self._segment.deleted_docs()

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        return fieldname in DAY_FIELDS

    def list_columns(self) -> list[str]:
        return list(DAY_FIELDS)

    def column_reader(self, fieldname: str, column: Any) -> _ColumnReader:
        return _ColumnReader(self._data.column(fieldname))

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        if not self._data.has_lengths(fieldname):
            return default
        return int(byte_to_length(int(self._data.column(f"length:{fieldname}")[docnum])))

    def doc_field_length_reader(self, fieldname: str) -> Any:
        return lambda docnum: self.doc_field_length(docnum, fieldname)

    def field_length(self, fieldname: str) -> int:
        return self._data.field_length(fieldname)

    def _extreme_length(self, fieldname: str, pick: Any) -> int:
        if not self._data.has_lengths(fieldname):
            return 0
        return int(byte_to_length(int(pick(self._data.column(f"length:{fieldname}")))))

    def min_field_length(self, fieldname: str) -> int:
        return self._extreme_length(fieldname, np.min)

    def max_field_length(self, fieldname: str) -> int:
        return self._extreme_length(fieldname, np.max)

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        return {"id": int(self._data.column("id")[docnum])}
