"""News feeds saved to a file: RSS and Atom in all their versions; an entry is an article."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from index.errors import EmptyDocument, ReadError
from index.readers.html_text import plain_of, shown_in
from index.readers.model import Document, Found
from index.readers.sniff import Format, sniff
from index.readers.values import address, day, short


def read_feed(document: Document) -> Iterator[Found]:
    """The entries of a feed, with the feed's name as their outlet."""
    import feedparser

    # As a stream: a string would be taken for the address or the name of something to open.
    feed = feedparser.parse(
        io.BytesIO(document.all_bytes()), resolve_relative_uris=False, sanitize_html=False
    )
    if not feed.entries and feed.bozo:
        raise ReadError(document.source, "is a damaged feed")
    if not feed.entries:
        raise EmptyDocument(document.source, "is a feed without articles")
    ids = Counter(short(entry.get("id")) for entry in feed.entries)
    for number, entry in enumerate(feed.entries, 1):
        if entry.get("wp_post_type") and not any(
            one.get("value") for one in entry.get("content", ())
        ):
            continue  # a picture or an entry of a menu in what a weblog was written to
        found = _found(document, entry, feed.feed, number)
        identity = short(entry.get("id"))
        if document.options.fetched and identity and ids[identity] == 1:
            # A feed that is followed: addresses change more often than ids.
            found = replace(found, key=identity)
        yield found


def is_feed(beginning: bytes) -> bool:
    """Whether a document that begins so is a feed."""
    kind = sniff(beginning)
    is_json_feed = kind is Format.JSON and b"jsonfeed.org/version" in beginning
    return kind is Format.FEED or is_json_feed


def _found(document: Document, entry: Any, feed: Any, number: int) -> Found:
    title = _title(entry)
    written = [_string(content.get("value")) for content in entry.get("content", [])]
    text = max((plain_of(one) for one in (*written, _string(entry.get("summary")))), key=len)
    url = address(entry.get("link"))
    identity = short(entry.get("id"))
    outlet = entry.get("source", {}).get("title") or feed.get("title")
    date_name = next((name for name in ("published", "created", "updated") if entry.get(name)), "")
    return Found(
        text if text.strip() else title,
        title=title,
        date=day(entry.get(date_name)) if date_name else "",
        dated_by="its feed",
        authors=tuple(_authors(entry)),
        outlet=short(shown_in(_string(outlet))),
        url=url,
        language=short(feed.get("language")),
        key=url or identity or f"{document.key}#{number}",
        place=f"entry {number}",
    )


def _title(entry: Any) -> str:
    title = _string(entry.get("title"))
    is_html = "html" in str(entry.get("title_detail", {}).get("type"))
    return short(shown_in(title) if is_html else title)


def _authors(entry: Any) -> Iterator[str]:
    for author in entry.get("authors", [])[:50]:
        # RSS asks for an address of mail: "jane@post.example (Jane Roe)" becomes a name and that.
        name = short(author.get("name"))
        if name and "@" not in name:
            yield name


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""
