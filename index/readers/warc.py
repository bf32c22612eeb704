"""Web archives (WARC, with the extra ``warc``): each archived page is a document."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from index.errors import DocumentTooLarge, ReadError
from index.readers.decode import LARGEST_DOCUMENT
from index.readers.model import Document
from index.readers.values import short

_READ = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")
_ABOUT_THE_ARCHIVE = "metadata:"
"""How addresses begin of what a program notes of its own work, as wget does."""


def read_warc(document: Document) -> Iterator[Document | ReadError]:
    """The pages of a web archive by their addresses; what is no text is passed over."""
    try:
        yield from _pages(document)
    except BaseException as error:
        # What its parser was not written for ends in a panic of Rust, which is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise ReadError(document.source, "is a damaged web archive") from error


def _pages(document: Document) -> Iterator[Document | ReadError]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource
    stream = _Onwards(document.stream)
    for record in ArchiveIterator(stream, record_types=kinds, parse_http=True):
        http = record.http_headers
        if http is not None and http.status_code not in (None, 200):
            continue
        kind = record.http_content_type or short(record.headers.get("Content-Type", ""))
        if not kind.lower().startswith(_READ):
            continue
        url = short(record.headers.get("WARC-Target-URI", "")).strip("<>")
        if url.startswith(_ABOUT_THE_ARCHIVE):
            continue
        data = record.reader.read(LARGEST_DOCUMENT + 1)
        if len(data) > LARGEST_DOCUMENT:
            limit = LARGEST_DOCUMENT >> 20
            yield DocumentTooLarge(f"{document.source}!{url}", f"is larger than {limit} MB")
            continue
        facts = {"saved_from": url, "charset": record.http_charset or ""}
        yield document.member(url or "page", data, {k: v for k, v in facts.items() if v})


class _Onwards(io.RawIOBase):
    """A stream that can only be read, for a parser that asks where it is by seeking."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._place += len(data)
        return data

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Where it is; raises ``OSError`` when that is not where it is to be."""
        wanted = self._place + offset if whence == io.SEEK_CUR else offset
        if whence == io.SEEK_END or wanted != self._place:
            raise io.UnsupportedOperation("seek")
        return self._place
