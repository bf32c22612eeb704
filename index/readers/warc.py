"""Web archives (WARC, with the extra ``warc``): each archived page is a document."""

from __future__ import annotations

from collections.abc import Iterator

from index.errors import DocumentTooLarge, ReadError
from index.readers.decode import LARGEST_DOCUMENT
from index.readers.model import Document
from index.readers.values import short

_READ = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")


def read_warc(document: Document) -> Iterator[Document | ReadError]:
    """The pages of a web archive by their addresses; what is no text is passed over."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource
    for record in ArchiveIterator(document.stream, record_types=kinds, parse_http=True):
        http = record.http_headers
        if http is not None and http.status_code not in (None, 200):
            continue
        kind = record.http_content_type or short(record.headers.get("Content-Type", ""))
        if not kind.lower().startswith(_READ):
            continue
        url = short(record.headers.get("WARC-Target-URI", "")).strip("<>")
        data = record.reader.read(LARGEST_DOCUMENT + 1)
        if len(data) > LARGEST_DOCUMENT:
            limit = LARGEST_DOCUMENT >> 20
            yield DocumentTooLarge(f"{document.source}!{url}", f"is larger than {limit} MB")
            continue
        facts = {"saved_from": url, "charset": record.http_charset or ""}
        yield document.member(url or "page", data, {k: v for k, v in facts.items() if v})
