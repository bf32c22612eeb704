"""News pages as browsers save them: what the page says of itself, and its story.

The story is what trafilatura finds; where it finds nothing or little, what the
page's linked data holds or what the page shows outside its furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from index.errors import EmptyDocument
from index.readers.html_captures import frames_of_archives
from index.readers.html_facts import Facts, facts_of
from index.readers.html_text import plain_of, text_of
from index.readers.html_tree import decode_page, parse_html
from index.readers.model import Document, Found
from index.readers.reading_lists import found_in_list, is_reading_list
from index.readers.values import address

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SAVED_FROM = re.compile(
    r"<!--\s{0,99}(?:saved from url=\(\d{1,6}\)|Page saved with SingleFile\s{1,99}url:\s{1,99}"
    r"|(?:archived|mirrored|captured|saved) from\s{1,9})"
    r"(https?://[^\s<>\"]{1,3000}|[\w-]{1,63}(?:\.[\w-]{1,63}){1,9}/[^\s<>\"]{0,3000})",
    re.IGNORECASE,
)
_SAVER_NOTES_WITHIN = 20_000
_ITEM = re.compile(r" *- ")
_ROW = re.compile(r"\| (.*\S) +\| *")
_RULE = re.compile(r"\|(?:-+\|)+ *")
"""Rows of a table, and the line below their heads, as trafilatura writes them."""
_ONE_CELL = re.compile(r"^\|[ \t]{0,9}([^|\n]{0,5000}?)[ \t]{0,9}\|[ \t]{0,9}$", re.MULTILINE)
_A_PARAGRAPH = 80
_A_STORY = 250  # letters; what is shorter may be the page's cookie notice


def read_html(document: Document) -> Iterator[Found]:
    """The one article of a page, or what is on it when it is a list of links."""
    page = decode_page(document.source, document.all_bytes(), document.facts.get("charset"))
    if is_reading_list(page):
        yield from found_in_list(document, page)
    else:
        yield found_in_page(document.source, page, document.facts.get("saved_from", ""))


def found_in_page(source: str, page: str, saved_from: str = "") -> Found:
    """The article of a page; raises :class:`~index.errors.EmptyDocument`.

    ``saved_from`` is the page's address as far as its container tells.
    """
    tree = parse_html(page)
    if tree is None:
        raise EmptyDocument(source, "holds no text")
    facts = facts_of(tree, address(saved_from) or _noted(page))
    for frame in frames_of_archives(tree):
        frame.drop_tree()
    return Found(
        _story(tree, facts),
        title=facts.title,
        date=facts.date,
        dated_by=facts.dated_by,
        dated_about=facts.hint,
        hinted_by=facts.hinted_by,
        authors=facts.authors,
        outlet=facts.outlet,
        url=facts.url,
        language=facts.language,
    )


def _noted(page: str) -> str:
    """The address that a saver wrote into a page."""
    noted = _SAVED_FROM.search(page[:_SAVER_NOTES_WITHIN])
    if noted is None:
        return ""
    # Some leave out how it was asked for.
    return noted[1] if noted[1].lower().startswith("http") else f"http://{noted[1]}"


def _story(tree: HtmlElement, facts: Facts) -> str:
    shown = text_of(tree, furniture=False)
    story = _extracted(tree)
    told = plain_of(facts.body)
    long = [line for line in shown.split("\n") if len(line) >= _A_PARAGRAPH]
    if len(story) * 2 < sum(map(len, long)) and long[0][:_A_PARAGRAPH] not in story:
        # Where a story is cut up by what stands between its parts, the last of them may be all
        # that was found. What is found behind it now are comments and other stories.
        whole = _extracted(tree, thoroughly=True)
        story = whole if story and whole.endswith(story[-_A_PARAGRAPH:]) else story
    if len(story) >= _A_STORY:
        # What is shown is its beginning, where readers are asked to pay for the rest.
        return told if len(told) > len(story) * 1.5 else story
    return max((story, told), key=len) if max(len(story), len(told)) >= _A_STORY else shown or story


def _extracted(tree: HtmlElement, *, thoroughly: bool = False) -> str:
    """The story of a page as paragraphs parted by blank lines; empty when none is found."""
    import logging

    from trafilatura import bare_extraction

    # Its remarks on single pages are of no use to anybody here.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

    # It works on what it is given, and complains of pages in ways of its own.
    try:
        found = bare_extraction(
            tree,
            with_metadata=False,
            include_comments=False,
            include_tables=True,
            fast=not thoroughly,
        )
    except (ValueError, TypeError, AttributeError, AssertionError):
        return ""
    text = getattr(found, "text", None) or ""
    # A table of one column was never one but a way to put things below each other.
    text = _ONE_CELL.sub(r"\1", text)
    return "".join(_paragraphs(text.split("\n")))


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    """Lines as paragraphs, items of a list and rows of a table one below the other."""
    begun, row_before = False, False
    for line in lines:
        if _RULE.fullmatch(line):
            continue
        row = _ROW.fullmatch(line)
        if begun:
            is_beside = bool(row) if row_before else bool(_ITEM.match(line))
            yield "\n" if is_beside else "\n\n"
        yield row[1] if row else line
        begun, row_before = True, row is not None
