"""Building one segment: documents in, a segment file out.

Beside the postings a segment holds, for every document, ``doc/id``,
``doc/begin`` and ``doc/end`` (days), ``doc/outlet`` (the number of its outlet
among the terms of ``outlet_name``, -1 without), ``doc/title_key`` (the folded
beginning of the title, to sort by), ``doc/length:F`` (words in the text field
``F``, as one byte) and its entities: ``doc/entities[start:end]`` with start and
end from ``doc/entity_start``, numbers of terms of ``entity``.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import numpy as np

from index.language.fold import fold_case
from index.search.arrays import Array, starts_of
from index.search.document import SearchDocument
from index.search.fields import (
    DAY_FIELDS,
    EARLIEST,
    FORM_FIELDS,
    KEY_FIELDS,
    LATEST,
    TEXT_FIELDS,
    WORD_FIELDS,
    day_field,
)
from index.search.inverting import Batch, Inverted, TextBatch, invert_values
from index.search.parts import narrowest
from index.search.postings import PostingsWriter
from index.search.sections import SectionWriter
from index.search.segment import length_bytes
from index.search.tokens import tokens
from index.search.vocabulary import GAP, Vocabulary, composed, pieces

TITLE_KEY = 48
"""Bytes of a title that decide its place among others."""
NO_OUTLET = -1
_DAY_BYTES = day_field().to_bytes
_LONGEST_KEY = 512


def validate(document: SearchDocument) -> None:
    """Raises ``TypeError`` or ``ValueError`` when a document cannot be indexed."""
    for name in ("title", "body", "outlet", "language", "source"):
        if not isinstance(getattr(document, name), str):
            raise TypeError(f"{name} of article {document.id!r} is not a string")
    for name in ("authors", "entities"):
        if not all(issubclass(kind, str) for kind in set(map(type, getattr(document, name)))):
            raise TypeError(f"{name} of article {document.id!r} are not strings")
    if not isinstance(document.id, int) or not 0 <= document.id < 1 << 62:
        raise ValueError(f"{document.id!r} is no article id")
    for day in (document.begin, document.end):
        if day is not None and not (isinstance(day, int) and EARLIEST <= day <= LATEST):
            raise ValueError(f"{day!r} is no day (article {document.id})")


def title_key(title: str) -> bytes:
    """What a title is sorted by: folded, without leading quotes, cut to fit."""
    key = fold_case(composed(title)).lstrip(" \t\n\"'([-").encode("utf-8", "replace")
    return key[:TITLE_KEY]


def known_interval(begin: int | None, end: int | None) -> tuple[int, int]:
    """An article's days with open sides filled in; an unknown date overlaps nothing."""
    if begin is None and end is None:
        return LATEST, EARLIEST
    return EARLIEST if begin is None else begin, LATEST if end is None else end


@lru_cache(maxsize=4096)
def _words(text: str) -> list[bytes]:
    """The distinct words of a short text."""
    return sorted({token.word.encode("utf-8", "replace") for token in tokens(composed(text))})


def _day_term(day: int) -> bytes:
    term: bytes = _DAY_BYTES(day)
    return term


def _keys(keys: Iterable[str]) -> list[bytes]:
    return [key.encode("utf-8", "replace")[:_LONGEST_KEY] for key in keys if key]


class SegmentBuilder:
    """Collects documents; :meth:`write` makes the segment of them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._texts = {name: TextBatch(vocabulary) for name in TEXT_FIELDS}
        self._sets = {name: Batch() for name in (*WORD_FIELDS, *KEY_FIELDS)}
        self._ids = array("q")
        self._intervals = array("i")
        self._title_keys: list[bytes] = []

    @property
    def doc_count(self) -> int:
        return len(self._ids)

    @property
    def word_count(self) -> int:
        """How many words have come together."""
        return self._texts["text"].word_count

    def add(self, document: SearchDocument) -> int:
        """Adds a validated document; gives its number in the segment."""
        number = self.doc_count
        title_pieces = pieces(document.title)
        body_pieces = pieces(document.body)
        self._texts["text"].add(b"%b %b %b" % (title_pieces, GAP, body_pieces))
        self._texts["title"].add(title_pieces)
        for name, terms in (
            ("outlet", _words(document.outlet)),
            ("author", _words("\n".join(document.authors))),
            ("source", _words(document.source)),
            ("lang", _words(document.language)),
            ("outlet_name", _keys([document.outlet])),
            ("entity", _keys(document.entities)),
        ):
            if terms:
                self._sets[name].add(number, terms)
        self._intervals.extend(known_interval(document.begin, document.end))
        self._title_keys.append(title_key(document.title))
        self._ids.append(document.id)
        return number

    def write(self, path: Path) -> None:
        """Writes the segment file; it is on disk when this returns."""
        writer = SectionWriter(path)
        try:
            self._write_sections(writer)
        except BaseException:
            writer.discard()
            raise

    def _write_sections(self, writer: SectionWriter) -> None:
        count = self.doc_count
        written: dict[str, Inverted] = {}
        lengths: dict[str, int] = {}
        for name in TEXT_FIELDS:
            words = self._texts[name].lengths()
            lengths[name] = int(words.sum())
            writer.add(f"doc/length:{name}", length_bytes(words))
            _write_field(writer, name, self._texts[name].inverted(), count, is_text=True)
        for name, batch in self._sets.items():
            written[name] = batch.inverted(count)
            _write_field(writer, name, [written[name]], count)
        intervals = np.frombuffer(self._intervals, dtype=np.int32).reshape(-1, 2)
        for name, days in zip(DAY_FIELDS, intervals.T, strict=True):
            _write_field(writer, name, [invert_values(days, _day_term)], count)
        write_document_sections(
            writer,
            np.frombuffer(self._ids, dtype=np.int64),
            intervals,
            np.array(self._title_keys, dtype=f"S{TITLE_KEY}"),
        )
        write_links(writer, count, _links(written["outlet_name"]), _links(written["entity"]))
        fields = [*TEXT_FIELDS, *FORM_FIELDS, *self._sets, *DAY_FIELDS]
        writer.close({"doc_count": count, "lengths": lengths, "fields": fields})


def _write_field(
    writer: SectionWriter,
    name: str,
    pieces: Iterable[Inverted],
    doc_count: int,
    is_text: bool = False,
) -> None:
    postings = PostingsWriter(name, doc_count, is_text)
    for inverted in pieces:
        postings.add(inverted)
    postings.write_to(writer)


def write_document_sections(
    writer: SectionWriter, ids: Array, intervals: Array, title_keys: Array
) -> None:
    """Writes what is known of each document; ``intervals`` has two columns."""
    writer.add("doc/id", ids.astype(narrowest(int(ids.max(initial=0)))))
    writer.add("doc/begin", intervals[:, 0])
    writer.add("doc/end", intervals[:, 1])
    writer.add("doc/title_key", title_keys)


def write_links(
    writer: SectionWriter,
    count: int,
    outlets: tuple[Array, Array],
    entities: tuple[Array, Array],
) -> None:
    """Writes which outlet and which entities each document has.

    Both are (documents, numbers of their terms), by term.
    """
    outlet = np.full(count, NO_OUTLET, dtype=np.int32)
    documents, numbers = outlets
    outlet[documents] = numbers
    # Signed, and so with room for twice as many.
    most = 2 * int(outlet.max(initial=0)) + 1
    writer.add("doc/outlet", outlet.astype(narrowest(most).replace("u", "i")))
    documents, numbers = entities
    by_document = numbers[np.argsort(documents, kind="stable")]
    writer.add("doc/entities", by_document.astype(narrowest(int(numbers.max(initial=0)))))
    per_document = np.bincount(documents, minlength=count)
    writer.add("doc/entity_start", starts_of(per_document).astype(np.uint32))


def _links(inverted: Inverted) -> tuple[Array, Array]:
    counts = np.diff(inverted.post_start)
    return inverted.ids, np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
