"""Words as they are written, kept relative to the terms they are found under.

Every form of a word (*Elections*, *elected*) belongs to one term (*elect*), and
stands in some of the term's documents: all that is kept of it is which ones
(:mod:`index.search.selections`). The forms with a common beginning are thus
mostly whole terms, which lie side by side, and a few odd ones.

Sections of the forms ``G`` of a field: those of :mod:`index.search.terms`, and for
each form ``G/stem`` (the number of its term, less that of every 64th form, which
is in ``G/stem_base``), ``G/df`` (in how many of the term's documents it stands, 0
for all) and, form after form, ``G/chosen`` (which ones), with ``G/chosen_at`` for
where those of every 64th form begin. ``G/of_stem`` says how many forms each term of
the field has.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from index.search.arrays import NO_DOCS, Array, joined, ranges, runs, starts_of
from index.search.parts import narrowest
from index.search.sections import SectionFile, SectionWriter
from index.search.selections import decode, encode, lengths_of
from index.search.terms import TermList, TermsWriter

if TYPE_CHECKING:
    from index.search.postings import FieldPostings

_BLOCK_BITS = 6
_MOVED_AT_ONCE = 1 << 20


class Forms(Struct, frozen=True):
    """The forms of some terms, by term, and by their bytes under one term.

    ``stems`` are the places of their terms among these, ``counts`` how many of the
    term's documents each form stands in (0 for all), ``places`` which ones, as
    :mod:`index.search.selections` tells it.
    """

    keys: list[bytes]
    stems: Array
    counts: Array
    places: Array


class FormsWriter:
    """Takes the forms of a field together with its terms, and writes them."""

    def __init__(self) -> None:
        self._keys: list[bytes] = []
        self._stems: list[Array] = []
        self._counts: list[Array] = []
        self._lengths: list[Array] = []
        self._data: list[Array] = []

    def add(self, forms: Forms, term_base: int, frequencies: Array) -> None:
        """Appends forms of terms numbered from ``term_base``, in so many documents each."""
        sizes = frequencies.take(forms.stems)
        self._keys += forms.keys
        self._stems.append(forms.stems.astype(np.uint32) + np.uint32(term_base))
        self._counts.append(forms.counts.astype(np.uint32))
        self._lengths.append(lengths_of(forms.counts, sizes))
        self._data.append(encode(forms.counts, sizes, forms.places))

    def write_to(self, writer: SectionWriter, field: str, term_count: int) -> None:
        """Writes the sections; the field has so many terms."""
        order = sorted(range(len(self._keys)), key=self._keys.__getitem__)
        terms = TermsWriter()
        terms.add([self._keys[form] for form in order])
        terms.write_to(writer, field)
        stems = _joined(self._stems, np.uint32)[order]
        counts = _joined(self._counts, np.uint32)[order]
        bases = stems[:: 1 << _BLOCK_BITS]
        steps = stems.astype(np.int64) - bases.repeat(1 << _BLOCK_BITS)[: len(stems)]
        # Signed, and so with room for twice as many.
        most = 2 * int(np.abs(steps).max(initial=0)) + 1
        writer.add(f"{field}/stem", steps.astype(narrowest(most).replace("u", "i")))
        writer.add(f"{field}/stem_base", bases)
        writer.add(f"{field}/df", counts.astype(narrowest(int(counts.max(initial=0)))))
        lengths = _joined(self._lengths, np.int64)
        begins = starts_of(lengths)[:-1][order]
        lengths = lengths[order]
        starts = starts_of(lengths)
        data = _joined(self._data, np.uint8)
        writer.begin(f"{field}/chosen", np.dtype("u1"))
        for first, last in _stretches(starts):
            writer.extend(data[ranges(begins[first:last], lengths[first:last])])
        writer.add(f"{field}/chosen_at", starts[:: 1 << _BLOCK_BITS].astype("<u4"))
        per_stem = np.bincount(stems, minlength=term_count)
        writer.add(f"{field}/of_stem", per_stem.astype(narrowest(int(per_stem.max(initial=0)))))


def _joined(arrays: list[Array], dtype: type) -> Array:
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype=dtype)


def _stretches(starts: Array) -> list[tuple[int, int]]:
    """Neighbours whose bytes together are about as many as are moved at once."""
    begins = starts.searchsorted(np.arange(0, int(starts[-1]), _MOVED_AT_ONCE)).tolist()
    return [*pairwise([*begins, len(starts) - 1])]


class FormPostings(TermList):
    """The forms of one field of an open segment."""

    has_positions = False

    def __init__(self, file: SectionFile, field: str, stems: FieldPostings) -> None:
        super().__init__(file, field)
        self._stems = stems
        self._stem = file.section(f"{field}/stem")
        self._stem_base = file.section(f"{field}/stem_base")
        self._df = file.section(f"{field}/df")
        self._chosen = file.section(f"{field}/chosen")
        self._chosen_at = file.section(f"{field}/chosen_at")
        self._of_stem = file.section(f"{field}/of_stem")

    def document_counts(self, first_form: int, last_form: int) -> Array:
        """In how many documents each of the forms ``[first_form, last_form)`` stands."""
        counts, sizes, _ = self._counted(first_form, last_form)
        found: Array = np.where(counts == 0, sizes, counts)
        return found

    def documents(self, form: int) -> Array:
        """The documents of a form."""
        return self._documents([form])[0]

    def documents_of(self, first_form: int, last_form: int) -> Array:
        """The documents of any of the forms, in no order, some more than once."""
        if first_form >= last_form:
            return NO_DOCS
        stems = self._stems_of(first_form, last_form)
        low, high = int(stems.min()), int(stems.max())
        present = np.bincount(stems - low)
        is_whole = present == self._of_stem.read(low, high + 1)
        if is_whole.all():
            # The terms lie side by side, and so do their postings.
            return self._stems.documents_in(low, high + 1)
        is_whole &= present > 0
        odd = np.flatnonzero(~is_whole.take(stems - low)) + first_form
        return joined(
            [
                *(
                    self._stems.documents_in(low + first, low + last)
                    for first, last in runs(is_whole)
                ),
                *self._documents(odd.tolist()),
            ]
        )

    def _stems_of(self, first: int, last: int) -> Array:
        """The numbers of the terms of the forms ``[first, last)``, at least one."""
        block = first >> _BLOCK_BITS
        bases = self._stem_base.read(block, ((last - 1) >> _BLOCK_BITS) + 1).astype(np.int64)
        own = (np.arange(first, last) >> _BLOCK_BITS) - block
        stems: Array = bases.take(own)
        stems += self._stem.read(first, last)
        return stems

    def _counted(self, first: int, last: int) -> tuple[Array, Array, Array]:
        """Counts (0 for all), the frequencies of the terms, and the terms of some forms."""
        stems = self._stems_of(first, last)
        sizes = self._stems.document_counts_at(stems)
        return self._df.read(first, last).astype(np.int64), sizes, stems

    def _documents(self, forms: list[int]) -> list[Array]:
        """The documents of each of some forms, which ascend."""
        if not forms:
            return []
        block = forms[0] >> _BLOCK_BITS
        begin = block << _BLOCK_BITS
        counts, sizes, stems = self._counted(begin, forms[-1] + 1)
        starts = (starts_of(lengths_of(counts, sizes)) + self._chosen_at.at(block)).tolist()
        found = []
        for at in (form - begin for form in forms):
            stem, count = int(stems[at]), int(counts[at])
            ids = self._stems.documents(stem)
            if count:
                data = self._chosen.read(starts[at], starts[at + 1])
                ids = ids[decode(data, count, int(sizes[at]))]
            found.append(ids)
        return found

    def by_stem(self) -> FormsByStem:
        """All forms, ordered by term: what merging goes through."""
        counts, sizes, stems = self._counted(0, self.term_count)
        return FormsByStem(self.terms(), stems, counts, sizes, self._chosen.whole())


class FormsByStem:
    """The forms of a segment's field as merging takes them: those of some terms at a time."""

    def __init__(
        self, keys: list[bytes], stems: Array, counts: Array, sizes: Array, data: Array
    ) -> None:
        self._order = np.argsort(stems, kind="stable")
        self._stems = stems[self._order]
        self._keys, self._counts, self._data = keys, counts, data
        self._lengths = lengths_of(counts, sizes)
        self._starts = starts_of(self._lengths)[:-1]

    def of_terms(self, first_term: int, last_term: int) -> tuple[Forms, Array]:
        """The forms of the terms ``[first_term, last_term)``, and the bytes of what is chosen.

        The places are left to be worked out of the bytes.
        """
        edges = np.array((first_term, last_term), dtype=self._stems.dtype)
        first, last = self._stems.searchsorted(edges).tolist()
        own = self._order[first:last]
        keys = [self._keys[form] for form in own.tolist()]
        data = self._data[ranges(self._starts[own], self._lengths[own])]
        stems = self._stems[first:last].astype(np.int64) - first_term
        return Forms(keys, stems, self._counts[own], NO_DOCS), data
