"""Pages as archives of the web and savers keep them: where they were, and what is put around."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.readers.values import address

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CAPTURE = re.compile(
    r"https?://[^/\s]{1,253}/(?:[^/\s]{1,40}/){0,2}\d{14}(?:[a-z]{2}_)?/(https?:/{1,2}[^\s]{1,3000})",
    re.IGNORECASE,
)
"""The address of a capture: an archive, the time to the second, the address that was captured."""
_NOTES_OF_SAVERS = (
    "//meta[@name='savepage-url']/@content",
    "//html/@data-scrapbook-source",
    "//a[contains(@class, 'reader-domain')]/@href",
)

_FRAMES = ("wm-ipp-base", "wm-ipp-print", "__google-cache-hdr")


def captured_from(url: str) -> str:
    """The address of the page that is captured at ``url``; ``url`` where none is."""
    found = _CAPTURE.fullmatch(url)
    return re.sub(r"^(https?:)/+", r"\1//", found[1], flags=re.IGNORECASE) if found else url


def noted_in(tree: HtmlElement) -> str:
    """The address that who saved a page wrote into one of its elements."""
    noted = (address(str(value)) for path in _NOTES_OF_SAVERS for value in tree.xpath(path)[:1])
    return next(filter(None, noted), "")


def capture_in(tree: HtmlElement) -> str:
    """The address of the page in a capture whose archive tells in metas of itself only."""
    for link in tree.xpath("//link[@rel='bookmark']")[:1]:
        written = address(link.get("href", ""))
        if captured_from(written) != written:
            return captured_from(written)
    return ""


def frames_of_archives(tree: HtmlElement) -> Iterator[HtmlElement]:
    """What archives put above the pages that they show."""
    names = (*_FRAMES, "HEADER") if capture_in(tree) else _FRAMES
    yield from [one for one in tree.xpath("//div[@id]") if one.get("id", "").endswith(names)]
