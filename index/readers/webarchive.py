"""Pages that Safari saves (``.webarchive``): a property list with the page inside."""

from __future__ import annotations

import plistlib
from collections.abc import Iterator

from index.errors import ReadError
from index.readers.html_page import found_in_page
from index.readers.html_tree import decode_page
from index.readers.model import Document, Found


def read_webarchive(document: Document) -> Iterator[Found]:
    """The one page of a Safari web archive."""
    try:
        content = plistlib.loads(document.all_bytes(), fmt=plistlib.FMT_BINARY)
        page = content["WebMainResource"]
        data, url = bytes(page["WebResourceData"]), str(page.get("WebResourceURL", ""))
        charset = page.get("WebResourceTextEncodingName")
    except (plistlib.InvalidFileException, KeyError, TypeError, ValueError, AttributeError):
        raise ReadError(document.source, "is a property list without a web page") from None
    declared = charset if isinstance(charset, str) else None
    yield found_in_page(document.source, decode_page(document.source, data, declared), url)
