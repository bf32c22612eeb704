"""Lists of saved links as web pages: exports of Pocket and Instapaper, bookmarks of browsers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.errors import EmptyDocument
from index.readers.html_tree import parse_html
from index.readers.model import Document, Found
from index.readers.tables import bookmark_text
from index.readers.values import address, short

_WITHIN = 2_000
_IS_LIST = re.compile(
    r"<title>\s{0,9}(?:Pocket Export|Instapaper: Export)\s{0,9}</title>"
    r"|<!DOCTYPE NETSCAPE-Bookmark-file-1>",
    re.IGNORECASE,
)


def is_reading_list(page: str) -> bool:
    """Whether a page is a list of links that a program wrote, and no article."""
    return _IS_LIST.search(page[:_WITHIN]) is not None


def found_in_list(document: Document, page: str) -> Iterator[Found]:
    """Each link of a list; raises :class:`~index.errors.EmptyDocument` when there is none."""
    tree = parse_html(page)
    if tree is None:
        raise EmptyDocument(document.source, "lists no links")
    seen: set[str] = set()
    for link in tree.iter("a"):
        url = address(link.get("href"))
        if not url or url in seen:
            continue
        seen.add(url)
        title = short(link.text_content())
        # What has no title is listed with its address in place of one.
        title = "" if title == url else title
        yield Found(
            bookmark_text(title, url),
            title=title,
            url=url,
            # Not the address alone: a link must not stand in for the page that it leads to.
            key=f"{document.key}#{url}",
            place=f"link {len(seen)}",
        )
    if not seen:
        raise EmptyDocument(document.source, "lists no links")
