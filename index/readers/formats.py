"""From bytes to articles: which reader a document gets.

A format is a row in ``_READERS``: a function from a :class:`Document` to its
articles. :mod:`index.readers.sniff` decides which; a format it knows without a
row here is refused by its name.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, cast

from index.article import Article
from index.errors import (
    BinaryDocument,
    DocumentTooLarge,
    EmptyDocument,
    ReadError,
    UnsupportedFormat,
)
from index.readers.compressed import unpacked
from index.readers.decode import LARGEST_DOCUMENT, binary_kind, decode
from index.readers.escapes import without_escapes
from index.readers.files import printable
from index.readers.json_articles import is_object, read_json, read_jsonl
from index.readers.news_text import read_news_text
from index.readers.sanitise import canonical_text
from index.readers.sniff import Format, sniff

_NO_METADATA: Mapping[str, str] = MappingProxyType({})
_SNIFFED = 64 << 10


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader gets: where the bytes come from, and the bytes as a stream.

    ``source`` is for people to read, ``key`` names the document for good,
    ``metadata`` is what is known of it from outside.
    """

    source: str
    key: str
    stream: io.BufferedReader
    metadata: Mapping[str, str] = field(default_factory=lambda: _NO_METADATA)

    def all_bytes(self) -> bytes:
        """The whole document; raises :class:`~index.errors.DocumentTooLarge` beyond the limit."""
        data = self.stream.read(LARGEST_DOCUMENT + 1)
        if len(data) > LARGEST_DOCUMENT:
            limit = LARGEST_DOCUMENT >> 20
            raise DocumentTooLarge(self.source, f"is larger than the {limit} MB that culm reads")
        return data


Reader = Callable[[Document], Iterator[Article | ReadError]]


def read(
    source: str, data: bytes, *, key: str, metadata: Mapping[str, str] = _NO_METADATA
) -> list[Article]:
    """The articles in ``data``.

    ``source`` names where the bytes came from, for people to read. ``key`` names
    the document for good; a document of several articles keys them itself.
    ``metadata`` is what is known from outside (``title``, ``date``, ``outlet``,
    ``url``, ``language``, ``authors`` separated by semicolons) and goes before
    what the text says.

    Raises :class:`~index.errors.ReadError`; with it nothing is returned.
    """
    articles = []
    for article in read_stream(source, io.BytesIO(data), key=key, metadata=metadata):
        if isinstance(article, ReadError):
            raise article
        articles.append(article)
    return articles


def read_path(path: Path, *, key: str) -> Iterator[Article | ReadError]:
    """The articles in the file at ``path``, one after the other.

    What cannot be read comes as a :class:`~index.errors.ReadError` in its place
    and the rest follows; nothing is raised. Memory stays bounded however many
    articles a file holds.
    """
    source = printable(str(path))
    try:
        with path.open("rb") as stream:
            yield from read_stream(source, stream, key=key)
    except OSError as error:
        yield ReadError(source, (error.strerror or "cannot be read").lower())


def read_stream(
    source: str, stream: BinaryIO, *, key: str, metadata: Mapping[str, str] = _NO_METADATA
) -> Iterator[Article | ReadError]:
    """The articles in a stream of bytes; errors come in place, as from :func:`read_path`."""
    buffered = cast(io.BufferedReader, io.BufferedReader(cast(io.RawIOBase, stream), _SNIFFED))
    try:
        yield from _read_document(Document(source, key, buffered, metadata))
    except ReadError as error:
        yield error
    finally:
        buffered.detach()


def _read_document(document: Document, packed: bool = False) -> Iterator[Article | ReadError]:
    beginning = document.stream.peek(_SNIFFED)
    kind = sniff(beginning)
    if kind is Format.GZIP and not packed:
        yield from _read_document(
            replace(document, stream=unpacked(document.source, document.stream)), packed=True
        )
        return
    reader = _READERS.get(kind)
    if reader is None:
        raise UnsupportedFormat(document.source, f"is {kind.value}, which culm does not read yet")
    if kind is Format.NEWS_TEXT and (binary := binary_kind(beginning)):
        raise BinaryDocument(document.source, f"is {binary}, not text")
    yield from reader(document)


# ---------------------------------------------------------------- the formats


def _news_text(document: Document) -> Iterator[Article | ReadError]:
    decoded = decode(document.source, document.all_bytes())
    text = canonical_text(without_escapes(decoded))
    if not text.strip():
        raise EmptyDocument(document.source, "holds no text")
    yield read_news_text(document.source, text, key=document.key, metadata=document.metadata)


def _json(document: Document) -> Iterator[Article | ReadError]:
    first = document.stream.readline(LARGEST_DOCUMENT + 1)
    # A first line too long to be seen whole when the format was told.
    if is_object(first) and document.stream.peek(_SNIFFED).strip():
        yield from read_jsonl(document.source, document.stream, key=document.key, first=first)
    else:
        yield from read_json(document.source, first + document.all_bytes(), key=document.key)


def _json_lines(document: Document) -> Iterator[Article | ReadError]:
    yield from read_jsonl(document.source, document.stream, key=document.key)


_READERS: dict[Format, Reader] = {
    Format.NEWS_TEXT: _news_text,
    Format.JSON: _json,
    Format.JSON_LINES: _json_lines,
}
