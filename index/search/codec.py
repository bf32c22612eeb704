"""Whoosh's way into a segment: the interfaces by which stock Whoosh reads it.

With this module importable, ``whoosh.index.open_dir(directory).searcher()``
opens and searches an index of culm like any other. culm itself evaluates
queries on whole arrays (:mod:`index.search.evaluating`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import columns
from whoosh.codec import base
from whoosh.reading import TermInfo, TermNotFound
from whoosh.util.numeric import byte_to_length

from index.search.arrays import Array
from index.search.fields import DAY_FIELDS
from index.search.matcher import ArrayMatcher, Terms
from index.search.postings import FieldPostings
from index.search.segment import EXTENSION, SegmentData


class ArraySegment(base.Segment):  # type: ignore[misc]
    """What the table of contents remembers of a segment."""

    def __init__(
        self, indexname: str, doc_count: int = 0, deleted: Iterable[int] = (), name: str = ""
    ) -> None:
        super().__init__(indexname)
        if name:
            self.segid = name
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
        gone = self._deleted.union(documents)
        return ArraySegment(self.indexname, self._doc_count, gone, self.segid)

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
            tf = postings.tf(index, index + 1)
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
