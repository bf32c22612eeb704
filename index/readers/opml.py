"""OPML: lists of feeds, and outlines with notes."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from index.errors import ReadError
from index.readers.html_text import plain_of
from index.readers.model import Document, Found
from index.readers.safe_xml import parse_xml, said
from index.readers.values import address, day, short

_NAMED_AT_MOST = 3


class Subscription(Struct, frozen=True):
    """A feed in a list: what it is called, and where it is."""

    title: str
    url: str


def subscriptions(source: str, data: bytes) -> list[Subscription]:
    """The feeds that an OPML file lists. Raises :class:`~index.errors.ReadError`."""
    found = []
    for outline in parse_xml(source, data).iter("outline"):
        if url := address(outline.get("xmlUrl")):
            found.append(Subscription(short(outline.get("title") or outline.get("text")), url))
    return found


def read_opml(document: Document) -> Iterator[Found]:
    """The notes of an outline. A list of feeds holds no articles, and says so."""
    data = document.all_bytes()
    root = parse_xml(document.source, data)
    number = 0
    for outline in root.iter("outline"):
        note = plain_of(outline.get("_note") or outline.get("description") or "")
        if outline.get("xmlUrl") or not note.strip():
            continue
        number += 1
        url = address(outline.get("url") or outline.get("htmlUrl"))
        yield Found(
            note,
            title=short(outline.get("text") or outline.get("title")),
            date=day(outline.get("created") or ""),
            dated_by="its outline",
            outlet=said(root, "title"),
            url=url,
            key=f"{document.key}#{url or number}",
            place=f"outline {number}",
        )
    feeds = subscriptions(document.source, data)
    if feeds and not number:
        named = ", ".join(feed.title or feed.url for feed in feeds[:_NAMED_AT_MOST])
        more = ", …" if len(feeds) > _NAMED_AT_MOST else ""
        raise ReadError(
            document.source, f"lists {len(feeds)} feeds but no articles ({named}{more})"
        )
    if not number:
        raise ReadError(document.source, "is an outline without notes")
