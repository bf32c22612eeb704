"""What format bytes are in, told from the bytes themselves, never from a name."""

from __future__ import annotations

import re
from enum import StrEnum


class Format(StrEnum):
    """The formats culm tells apart; the value names the format for people."""

    NEWS_TEXT = "plain text"
    JSON = "JSON"
    JSON_LINES = "JSON Lines"
    GZIP = "gzip data"
    HTML = "an HTML page"
    XML = "an XML document"
    FEED = "a news feed"
    OPML = "an OPML list of feeds"
    PDF = "a PDF document"
    EPUB = "an EPUB book"
    OFFICE = "an Office document"
    ZIP = "a ZIP archive"
    MAIL = "a mail message"
    MBOX = "a mailbox"
    MHTML = "a web archive (MHTML)"
    WARC = "a web archive (WARC)"
    RTF = "an RTF document"


_MARK = b"\xef\xbb\xbf"

_BINARY = (
    (re.compile(rb"\x1f\x8b"), Format.GZIP),
    (re.compile(rb"%PDF-"), Format.PDF),
    (re.compile(rb"PK\x03\x04.{26}mimetypeapplication/epub\+zip", re.DOTALL), Format.EPUB),
    (re.compile(rb"PK\x03\x04.{26}(?:\[Content_Types\]\.xml|_rels/|word/|mimetypeapplication/"
                rb"vnd\.oasis)", re.DOTALL), Format.OFFICE),
    (re.compile(rb"PK(?:\x03\x04|\x05\x06)"), Format.ZIP),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), Format.OFFICE),
    (re.compile(rb"\{\\rtf"), Format.RTF),
    (re.compile(rb"WARC/\d"), Format.WARC),
)  # fmt: skip

_MAIL_FIELDS = (
    rb"(?:from|to|cc|subject|date|received|return-path|delivered-to|message-id|mime-version"
    rb"|content-type|reply-to|x-[\w-]{1,40}|list-[\w-]{1,20})"
)
_TEXTUAL = (
    (re.compile(rb"From \S+.{0,80}\d{4}\r?\n[\w-]{1,40}:"), Format.MBOX),
    (
        re.compile(
            rb"(?=(?:.{0,998}\n){0,30}?mime-version:)(?=(?:.{0,998}\n){0,40}?.{0,80}multipart/related)"
            rb"(?:from|subject|date|mime-version|snapshot-content-location):",
            re.IGNORECASE,
        ),
        Format.MHTML,
    ),
    (
        re.compile(_MAIL_FIELDS + rb":[^\n]{0,998}\n(?:[ \t][^\n]{0,998}\n){0,20}" + _MAIL_FIELDS
                   + rb":[^\n]{0,998}\n(?:[ \t][^\n]{0,998}\n){0,20}" + _MAIL_FIELDS + rb":",
                   re.IGNORECASE),
        Format.MAIL,
    ),
    (re.compile(rb"(?:<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html|head|body)\b",
                re.IGNORECASE | re.DOTALL), Format.HTML),
)  # fmt: skip
_XML = re.compile(rb"<\?xml|<!DOCTYPE|<!--|<(?:rss|feed|rdf:RDF|opml)\b", re.IGNORECASE)
_XML_ROOTS = (
    (re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE), Format.FEED),
    (re.compile(rb"<opml[\s>]", re.IGNORECASE), Format.OPML),
    (re.compile(rb"<html[\s>]", re.IGNORECASE), Format.HTML),
)


def sniff(data: bytes) -> Format:
    """The format of a document that begins with ``data`` (64 kB are plenty).

    What is none of the others is news text, which includes what is no text at
    all: :func:`index.readers.decode.decode` tells about that.
    """
    for beginning, kind in _BINARY:
        if beginning.match(data):
            return kind
    start = data.removeprefix(_MARK).lstrip()[:8192]
    for shape, kind in _TEXTUAL:
        if shape.match(start):
            return kind
    if _XML.match(start):
        return next((kind for root, kind in _XML_ROOTS if root.search(start)), Format.XML)
    return _json_kind(data.removeprefix(_MARK).lstrip())


def _json_kind(data: bytes) -> Format:
    from index.readers.json_articles import looks_like_json_lines

    if re.match(rb"\{\s*(?:\"|\})", data):
        return Format.JSON_LINES if looks_like_json_lines(data) else Format.JSON
    if re.match(rb"\[\s*(?:\{|\])", data):
        return Format.JSON
    return Format.NEWS_TEXT
