"""E-books (EPUB): a chapter is an article, or the whole book is."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from msgspec import Struct

from index.errors import EmptyDocument, ReadError
from index.readers.archives import open_zip, opened
from index.readers.decode import LARGEST_DOCUMENT
from index.readers.html_text import text_of
from index.readers.html_tree import decode_page, parse_html
from index.readers.model import Document, Found
from index.readers.safe_xml import parse_xml, said
from index.readers.values import day, short

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_A_CHAPTER = 200  # code points; covers, title pages and lists of contents have less
_PAGES = ("application/xhtml+xml", "text/html")


class _Chapter(Struct, frozen=True):
    name: str
    title: str
    text: str


def read_epub(document: Document) -> Iterator[Found | ReadError]:
    """The chapters of a book in their order; of a book read whole, one article."""
    with open_zip(document) as archive:
        folder, package = _package(document, archive)
        chapters = list(_chapters(document, archive, folder, package))
    told = [chapter for chapter in chapters if len(chapter.text) >= _A_CHAPTER] or chapters
    if not told:
        raise EmptyDocument(document.source, "is a book without text")
    book = said(package, "title")
    authors = tuple(short("".join(found.itertext())) for found in package.iter("creator"))
    facts = {
        "date": day(said(package, "date")),
        "dated_by": "the book",
        "authors": tuple(filter(None, authors))[:50],
        "language": said(package, "language"),
    }
    if document.options.whole_books:
        text = "\n\n".join(chapter.text for chapter in chapters)
        yield Found(text, title=book, outlet=said(package, "publisher"), **facts)  # type: ignore[arg-type]
        return
    for number, chapter in enumerate(told, 1):
        yield Found(
            chapter.text,
            title=chapter.title or f"{book} {number}",
            outlet=book,
            key=f"{document.key}!{chapter.name}",
            place=f"chapter {number}",
            **facts,  # type: ignore[arg-type]
        )


def _package(document: Document, archive: zipfile.ZipFile) -> tuple[str, Element]:
    """The folder of the book's package file, and what is in it."""
    container = parse_xml(document.source, _content(document, archive, "META-INF/container.xml"))
    rootfile = next(container.iter("rootfile"), None)
    path = rootfile.get("full-path", "") if rootfile is not None else ""
    package = parse_xml(document.source, _content(document, archive, path))
    return posixpath.dirname(path), package


def _chapters(
    document: Document, archive: zipfile.ZipFile, folder: str, package: Element
) -> Iterator[_Chapter]:
    items = {item.get("id"): item for item in package.iter("item")}
    for reference in package.iter("itemref"):
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in _PAGES:
            continue
        if "nav" in (item.get("properties") or "").split():
            continue
        name = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        try:
            data = _content(document, archive, name)
            tree = parse_html(decode_page(document.source, data))
        except ReadError:
            continue
        if tree is not None and (text := text_of(tree)).strip():
            yield _Chapter(name, _title(tree), text)


def _title(tree: HtmlElement) -> str:
    for path in ("//h1", "//h2", "//h3", "//title"):
        for element in tree.xpath(path)[:1]:
            if title := short(element.text_content()[:500]):
                return title
    return ""


def _content(document: Document, archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        info = archive.getinfo(name)
    except KeyError:
        raise ReadError(
            document.source, f"is a damaged book (it lacks {name or 'a part'})"
        ) from None
    with opened(document, archive, info) as stream:
        return stream.read(LARGEST_DOCUMENT)
