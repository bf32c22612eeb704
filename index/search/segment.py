"""One segment of the index, open for reading: postings by field, facts by document."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from whoosh.util.numeric import byte_to_length

from index.search.arrays import NO_DOCS, Array
from index.search.fields import FORM_FIELDS, TEXT_FIELDS
from index.search.forms import FormPostings
from index.search.postings import FieldPostings
from index.search.sections import SectionFile

EXTENSION = ".culm"

LENGTH_OF_BYTE: Array = np.array([byte_to_length(code) for code in range(256)], dtype=np.float64)
"""The document length that a byte stands for, as Whoosh rounds it."""


def length_bytes(lengths: Array) -> Array:
    """The byte that stands for each length (the smallest that is not shorter)."""
    codes: Array = LENGTH_OF_BYTE.searchsorted(lengths).clip(0, 255).astype(np.uint8)
    return codes


class SegmentData:
    """The arrays of one segment file. Documents are numbered from 0 in it."""

    def __init__(self, path: Path) -> None:
        self.file = SectionFile(path)
        self.doc_count: int = self.file.facts["doc_count"]
        self.field_names: list[str] = sorted(self.file.facts["fields"])
        self._lengths: dict[str, int] = self.file.facts["lengths"]
        self._fields: dict[str, FieldPostings] = {}
        self._forms: dict[str, FormPostings] = {}
        self._columns: dict[str, Array] = {}
        self._entity_hashes: Array | None = None

    def field(self, name: str) -> FieldPostings | None:
        """The postings of a field other than of forms, ``None`` where no document has any."""
        found = self._fields.get(name)
        if found is None and name in self.field_names and name not in FORM_FIELDS:
            found = self._fields[name] = FieldPostings(self.file, name)
        return found

    def forms(self, name: str) -> FormPostings | None:
        """The forms in a field of forms."""
        found = self._forms.get(name)
        stems = self.field(FORM_FIELDS[name]) if name in FORM_FIELDS else None
        if found is None and stems is not None and name in self.field_names:
            found = self._forms[name] = FormPostings(self.file, name, stems)
        return found

    def terms(self, name: str) -> FieldPostings | FormPostings | None:
        """The terms of any field, with the documents of each."""
        return self.forms(name) if name in FORM_FIELDS else self.field(name)

    def form_documents(self, field: str, term: bytes) -> Array:
        """The documents that have a form, in a field of forms."""
        forms = self.forms(field)
        index = -1 if forms is None else forms.find(term)
        return NO_DOCS if forms is None or index < 0 else forms.documents(index)

    def documents_begun(self, field: str, start: bytes) -> Array:
        """The documents that have a term which begins with ``start``, some more than once."""
        terms = self.terms(field)
        return NO_DOCS if terms is None else terms.documents_of(*terms.prefix_range(start))

    def form_count(self, field: str, term: bytes) -> int:
        """How many documents have a form, in a field of forms."""
        forms = self.forms(field)
        index = -1 if forms is None else forms.find(term)
        if forms is None or index < 0:
            return 0
        return int(forms.document_counts(index, index + 1)[0])

    def column(self, name: str) -> Array:
        """A value for every document (see :mod:`index.search.building`)."""
        values = self._columns.get(name)
        if values is None:
            values = self._columns[name] = self.file.whole(f"doc/{name}")
        return values

    def entity_hashes(self) -> Array:
        """A 64-bit hash of every term of ``entity``, the same within this process."""
        if self._entity_hashes is None:
            postings = self.field("entity")
            none = np.zeros(0, dtype=np.uint64)
            self._entity_hashes = none if postings is None else postings.hashes()
        return self._entity_hashes

    def field_length(self, field: str) -> int:
        """The words of all documents in a text field."""
        return self._lengths.get(field, 0)

    def has_lengths(self, field: str) -> bool:
        return field in TEXT_FIELDS and self.field_length(field) > 0
