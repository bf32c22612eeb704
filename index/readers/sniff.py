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
    BZIP2 = "bzip2 data"
    XZ = "xz data"
    MARKDOWN = "Markdown"
    TABLE = "a table"
    RIS = "a list of references (RIS)"
    TAR = "a tar archive"
    WEBARCHIVE = "a Safari web archive"
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
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")

_BINARY = (
    (re.compile(rb"\x1f\x8b"), Format.GZIP),
    (re.compile(rb"BZh[1-9]1AY&SY"), Format.BZIP2),
    (re.compile(rb"\xfd7zXZ\x00"), Format.XZ),
    (re.compile(rb".{257}ustar[\x00 ]", re.DOTALL), Format.TAR),
    (re.compile(rb"bplist00(?=.{0,4000}WebMainResource)", re.DOTALL), Format.WEBARCHIVE),
    (re.compile(rb"%PDF-"), Format.PDF),
    (re.compile(rb"PK\x03\x04.{26}mimetypeapplication/epub\+zip", re.DOTALL), Format.EPUB),
    (re.compile(rb"PK\x03\x04.{26}(?:\[Content_Types\]\.xml|_rels/|word/|mimetypeapplication/"
                rb"vnd\.oasis)", re.DOTALL), Format.OFFICE),
    (re.compile(rb"PK(?:\x03\x04|\x05\x06)"), Format.ZIP),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), Format.OFFICE),
    (re.compile(rb"\{\\rtf"), Format.RTF),
    (re.compile(rb"WARC/\d"), Format.WARC),
)  # fmt: skip

MAIL_FIELDS = (
    rb"(?:from|to|cc|subject|date|received|return-path|delivered-to|message-id|mime-version"
    rb"|content-type|content-transfer-encoding|content-language|reply-to|sender|in-reply-to"
    rb"|references|user-agent|importance|priority|precedence|thread-(?:topic|index)"
    rb"|accept-language|authentication-results|received-spf|dkim-signature|arc-[\w-]{1,40}"
    rb"|feedback-id|newsgroups|x-[\w-]{1,40}|list-[\w-]{1,20})"
)
_TEXTUAL = (
    (re.compile(rb"From (?:\S+.{0,80}\d{4})?\r?\n[\w-]{1,40}:"), Format.MBOX),
    (
        re.compile(
            rb"(?=(?:.{0,998}\n){0,30}?mime-version:)(?=(?:.{0,998}\n){0,40}?.{0,80}multipart/related)"
            rb"(?:from|subject|date|mime-version|snapshot-content-location):",
            re.IGNORECASE,
        ),
        Format.MHTML,
    ),
    (
        re.compile(rb"(?:\d{1,10} {0,20}\n)?" + MAIL_FIELDS
                   + rb":[^\n]{0,998}\n(?:[ \t][^\n]{0,998}\n){0,20}" + MAIL_FIELDS
                   + rb":[^\n]{0,998}\n(?:[ \t][^\n]{0,998}\n){0,20}" + MAIL_FIELDS + rb":",
                   re.IGNORECASE),
        Format.MAIL,
    ),
    (re.compile(rb"(?:<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s+(?:html|netscape-bookmark)|html|head|body|title|"
                rb"meta|link|style|script|base|div|article|section|main|table|center|p|h[1-6])\b",
                re.IGNORECASE | re.DOTALL), Format.HTML),
)  # fmt: skip
_XML = re.compile(
    rb"<\?xml|<!DOCTYPE|<!--|<(?:rss|feed|rdf:RDF|opml|nitf|news(?:ml|item|message))\b",
    re.IGNORECASE,
)
_ELEMENT = re.compile(rb"<(?:[A-Za-z_][\w.-]{0,60}:)?([A-Za-z_][\w.-]{0,60})[\s/>]")
_XML_ROOTS = {
    b"rss": Format.FEED,
    b"feed": Format.FEED,
    b"rdf": Format.FEED,
    b"opml": Format.OPML,
    b"html": Format.HTML,
}
"""By the name of its first element, in small letters, what an XML document is."""


def sniff(data: bytes) -> Format:
    """The format of a document that begins with ``data`` (64 kB are plenty).

    What is none of the others is news text, which includes what is no text at
    all: :func:`index.readers.decode.decode` tells about that.
    """
    for beginning, kind in _BINARY:
        if beginning.match(data):
            return kind
    if data.startswith(_WIDE_MARKS):
        data = data[: len(data) & ~1].decode("utf-16", "replace").encode()
    start = data.removeprefix(_MARK).lstrip()[:8192]
    for shape, kind in _TEXTUAL:
        if shape.match(start):
            return kind
    if _XML.match(start):
        return _XML_ROOTS.get(_first_element(start).lower(), Format.XML)
    kind = _json_kind(data.removeprefix(_MARK).lstrip())
    return _text_kind(start, data) if kind is Format.NEWS_TEXT else kind


def _first_element(xml: bytes) -> bytes:
    """The name of the first element, without its prefix; empty when none is in sight."""
    place = xml.find(b"<")
    while place >= 0:
        if xml.startswith(b"<!--", place):
            place = xml.find(b"-->", place)
        elif found := _ELEMENT.match(xml, place):
            return found[1]
        place = xml.find(b"<", place + 1) if place >= 0 else place
    return b""


_RIS = re.compile(rb"TY  ?- ?[A-Z]{2,10}\r?\n[A-Z][A-Z0-9]  ?-")
_FRONT_MATTER = re.compile(
    rb"(?:---[ \t]*\r?\n(?:#[^\n]{0,500}\n|\r?\n){0,20}[A-Za-z][\w .-]{0,60}:[ \t\r\n]"
    rb"|\+\+\+[ \t]*\r?\n(?:#[^\n]{0,500}\n|\r?\n){0,20}[\w\"-]{1,60}[ \t]*=)"
)
_MARKS = re.compile(
    rb"(?P<sure>^#{1,6} \S|\]\(https?://|^```|^\[[^\]\n]{1,200}\]: ?https?://)|^> \S|\*\*\w",
    re.MULTILINE,
)
_FEW_MARKS = 3


def _text_kind(start: bytes, data: bytes) -> Format:
    from index.readers.tables import is_table

    if _RIS.match(start):
        return Format.RIS
    if _FRONT_MATTER.match(start):
        return Format.MARKDOWN
    if is_table(data):
        return Format.TABLE
    marks = list(_MARKS.finditer(start))
    # Asterisks and signs of "greater than" alone are in plain texts too.
    is_sure = any(mark["sure"] for mark in marks)
    opens = start.startswith(b"# ") and len(marks) > 1
    return Format.MARKDOWN if opens or (is_sure and len(marks) >= _FEW_MARKS) else Format.NEWS_TEXT


def _json_kind(data: bytes) -> Format:
    from index.readers.json_articles import looks_like_json_lines

    if re.match(rb"\{\s*(?:\"|\})", data):
        return Format.JSON_LINES if looks_like_json_lines(data) else Format.JSON
    if re.match(rb"\[\s*(?:\{|\])", data):
        return Format.JSON
    return Format.NEWS_TEXT
