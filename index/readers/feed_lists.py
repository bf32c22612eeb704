"""The feeds that a document names: those of a page, those of an outline, the feed itself.

Each comes as a :class:`Found` of its title and address, so that it is read, bounded and
cleaned like everything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from index.errors import EmptyDocument
from index.readers.html_tree import decode_page, parse_html
from index.readers.model import Document, Found
from index.readers.opml import subscriptions
from index.readers.values import address, short

MOST_FEEDS = 2000
_KINDS = re.compile(r"application/(?:rss|atom|feed|rdf)\+(?:xml|json)|application/json", re.I)
_OF_COMMENTS = re.compile(r"\bcomments?\b", re.IGNORECASE)


def feeds_of_page(document: Document) -> Iterator[Found]:
    """The feeds that a page offers, those of comments after the others."""
    page = decode_page(document.source, document.all_bytes(), document.facts.get("charset"))
    tree = parse_html(page)
    base = address(document.facts.get("saved_from"))
    offered: dict[str, str] = {}
    for link in [] if tree is None else tree.iter("link"):
        rel = str(link.get("rel") or "").lower().split()
        if "alternate" not in rel or not _KINDS.fullmatch(str(link.get("type") or "").strip()):
            continue
        if url := _joined(base, short(link.get("href"))):
            offered.setdefault(url, short(link.get("title")))
    if not offered:
        raise EmptyDocument(document.source, "is no feed and names none")
    in_order = sorted(offered.items(), key=lambda feed: bool(_OF_COMMENTS.search(" ".join(feed))))
    yield from (_feed(url, title) for url, title in in_order[:MOST_FEEDS])


def feeds_of_outline(document: Document) -> Iterator[Found]:
    """The feeds that an OPML file lists."""
    feeds = subscriptions(document.source, document.all_bytes())
    if not feeds:
        raise EmptyDocument(document.source, "lists no feeds")
    yield from (_feed(feed.url, feed.title) for feed in feeds[:MOST_FEEDS])


def feed_itself(document: Document) -> Iterator[Found]:
    """A feed that was asked for its feeds is the one."""
    url = address(document.facts.get("saved_from"))
    if not url:
        raise EmptyDocument(document.source, "is a feed, which can be followed by its address")
    yield _feed(url, "")


def _feed(url: str, title: str) -> Found:
    return Found(title or url, title=title, url=url, key=url)


def _joined(base: str, href: str) -> str:
    try:
        return address(urljoin(base, href))
    except ValueError:
        return ""
