"""Which reader a format has.

A reader is named by the module that holds it and loaded when it is first
needed. Packages add formats of their own through the entry point group
``culm.readers``: each entry point is a :class:`ForeignFormat`, and those are
asked before what culm reads by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from index.errors import ReadError
from index.readers.model import Document, Found, Reader
from index.readers.sniff import Format, sniff

ENTRY_POINTS = "culm.readers"

_READERS: dict[Format, str] = {
    Format.NEWS_TEXT: "plain_text:read_plain_text",
    Format.JSON: "json_articles:read_json",
    Format.JSON_LINES: "json_articles:read_json_lines",
    Format.HTML: "html_page:read_html",
    Format.MHTML: "mail:read_mhtml",
    Format.WEBARCHIVE: "webarchive:read_webarchive",
    Format.MARKDOWN: "markdown:read_markdown",
    Format.FEED: "feeds:read_feed",
    Format.OPML: "opml:read_opml",
    Format.MAIL: "mail:read_message",
    Format.MBOX: "mbox:read_mbox",
    Format.EPUB: "epub:read_epub",
    Format.ZIP: "archives:read_zip",
    Format.TAR: "archives:read_tar",
    Format.TABLE: "tables:read_table",
    Format.RIS: "ris:read_ris",
    Format.XML: "newsroom_xml:read_newsroom_xml",
    Format.PDF: "pdf:read_pdf",
    Format.WARC: "warc:read_warc",
}
_READ_HERE = frozenset({Format.NEWS_TEXT, Format.JSON, Format.JSON_LINES})
_MARKUP = re.compile(rb"<(?:p|br|div|span|li|h[1-6]|body)(?:[\s>/\\]|$)", re.IGNORECASE)


class ForeignFormat(Protocol):
    """A format that another package reads.

    ``name`` is for people ("a Foo export"). ``recognise`` says of the first 64 kB
    whether they begin such a document; ``read`` is a reader as in
    :mod:`index.readers.model`.
    """

    name: str

    def recognise(self, beginning: bytes) -> bool: ...

    def read(self, document: Document) -> Iterator[Found | Document | ReadError]: ...


_FEED_READERS: dict[Format, str] = {
    Format.HTML: "feed_lists:feeds_of_page",
    Format.OPML: "feed_lists:feeds_of_outline",
    Format.FEED: "feed_lists:feed_itself",
    Format.JSON: "feed_lists:feed_itself",
}


def feeds_reader(kind: Format) -> Reader | None:
    """The reader of the feeds that a document of this format names."""
    return _loaded(_FEED_READERS[kind]) if kind in _FEED_READERS else None


def reader_of(kind: Format) -> Reader | None:
    """The reader of a format; ``None`` when it has none."""
    return _loaded(_READERS[kind]) if kind in _READERS else None


@cache
def _loaded(place: str) -> Reader:
    module, _, name = place.partition(":")
    return cast(Reader, getattr(import_module(f"index.readers.{module}"), name))


def foreign_reader(beginning: bytes) -> Reader | None:
    """The reader of the first foreign format that recognises a document by its beginning."""
    for foreign in _foreign_formats():
        if foreign.recognise(beginning):
            return foreign.read
    return None


@cache
def _foreign_formats() -> tuple[ForeignFormat, ...]:
    from importlib.metadata import entry_points

    return tuple(found.load() for found in entry_points(group=ENTRY_POINTS))


def is_read_here(beginning: bytes) -> bool:
    """Whether a document that begins so may be read in the process that imports.

    True of what needs no parser that hostile bytes could lead astray.
    """
    kind = sniff(beginning)
    return (
        kind in _READ_HERE
        and (kind is Format.NEWS_TEXT or not _MARKUP.search(beginning))
        and foreign_reader(beginning) is None
    )
