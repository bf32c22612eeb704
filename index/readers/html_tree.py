"""HTML from anywhere as a tree that can be worked with safely."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from index.readers.decode import decode
from index.readers.escapes import without_escapes
from index.sanitise import sanitise

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([a-z0-9][\w.:-]{0,40})", re.IGNORECASE
)
_DECLARED_WITHIN = 4096  # bytes; the HTML standard looks at 1,024

# Pictures and fonts inside the page, most of the size of one saved as a single file.
_INLINED = re.compile(r"data:[a-z0-9.+/-]{1,80}[;,][^\"'\s)>]{64,}", re.IGNORECASE)
_CONTROL_REFERENCE = re.compile(r"&#(?:x0{0,20}([0-9a-f]{1,2})|0{0,20}(\d{1,3}));?", re.IGNORECASE)


def decode_page(source: str, data: bytes, declared: str | None = None) -> str:
    """The text of an HTML file; ``declared`` is the encoding its container tells."""
    if declared is None and (found := _DECLARED.search(data[:_DECLARED_WITHIN])):
        declared = found[1].decode("ascii")
    return decode(source, data, declared=declared)


def parse_html(page: str) -> HtmlElement | None:
    """The tree of a page or a piece of one; ``None`` when there is nothing in it.

    References to control characters and inlined pictures are taken out first: the
    first stop extraction, the second only cost time. Nothing is fetched, and no
    entity is defined by the page.
    """
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    page = without_escapes(_CONTROL_REFERENCE.sub(_shown, page))
    page = sanitise(_INLINED.sub("", page))
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_pis=True)
    try:
        return document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _shown(reference: re.Match[str]) -> str:
    """What a numeric reference stands for: nothing for control characters."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    if 128 <= code < 160:
        return html.unescape(f"&#{code};")
    return reference[0] if code in (9, 10, 13) or 32 <= code != 127 else ""
