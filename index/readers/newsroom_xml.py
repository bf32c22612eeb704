"""What newsrooms exchange in XML: NewsML-G2 and NITF, both of the IPTC."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from index.errors import UnsupportedFormat
from index.readers.html_facts import names_in
from index.readers.model import Document, Found
from index.readers.safe_xml import parse_xml, said
from index.readers.values import address, short

_BLOCKS = frozenset(
    ("p", "hl1", "hl2", "h1", "h2", "h3", "h4", "li", "pre", "bq", "blockquote", "td")
)
_UNSHOWN = frozenset(("head", "media", "script", "style", "body.head", "body.end", "figure"))
_BASIC_DAY = re.compile(r"((?:19|20)\d\d)-?(0[1-9]|1[0-2])-?([0-3]\d)")


def read_newsroom_xml(document: Document) -> Iterator[Found]:
    """The items of a NewsML-G2 message or item, or the one article of a NITF file."""
    root = parse_xml(document.source, document.all_bytes())
    items = list(root.iter("newsItem"))
    if items:
        for number, item in enumerate(items, 1):
            yield _news_item(document, item, number)
    elif root.tag == "nitf":
        yield _nitf(root)
    else:
        raise UnsupportedFormat(
            document.source, f"is XML of a kind that culm does not read ({root.tag[:60]})"
        )


def _news_item(document: Document, item: Element, number: int) -> Found:
    meta = next(item.iter("contentMeta"), None)
    content = next(item.iter("contentSet"), None)
    inline = next(content.iter("inlineXML"), None) if content is not None else None
    inner = next(inline.iter("nitf"), None) if inline is not None else None
    read = _nitf(inner) if inner is not None else Found("")
    text = read.text or (_shown(inline) if inline is not None else "")
    if not text and content is not None:
        text = "".join("".join(data.itertext()) for data in content.iter("inlineData"))
    source = said(meta, "infoSource", "creditline") or _named(meta, "infoSource")
    identity = short(item.get("guid"))
    return Found(
        text,
        title=said(meta, "headline") or read.title,
        date=_day(said(meta, "contentCreated"))
        or _day(said(item, "firstCreated", "versionCreated")),
        dated_by="its newsroom",
        authors=tuple(names_in(said(meta, "by"))) or read.authors,
        outlet=source or said(item, "provider") or read.outlet,
        url=address(said(item, "link")),
        language=_language(content) or _language(item),
        key=identity or (f"{document.key}#{number}" if number > 1 else ""),
        place=f"item {number}" if number > 1 else "",
    )


def _nitf(root: Element) -> Found:
    head = next(root.iter("body.head"), None)
    content = next(root.iter("body.content"), None)
    issued = next(root.iter("date.issue"), None)
    story = next(root.iter("story.date"), None)
    day = next((_day(one.get("norm", "")) for one in (issued, story) if one is not None), "")
    identity = next(root.iter("doc-id"), None)
    byline = said(head, "byline")
    dateline = said(head, "dateline")
    text = _shown(content) if content is not None else ""
    publication = next(root.iter("pubdata"), None)
    return Found(
        f"{dateline} — {text}" if dateline and text else text,
        title=said(head, "hl1", "hedline") or said(root, "title"),
        date=day,
        dated_by="its newsroom",
        authors=tuple(names_in(byline)),
        outlet=short(publication.get("name"))
        if publication is not None
        else said(head, "distributor"),
        url=address(publication.get("ex-ref")) if publication is not None else "",
        key=short(identity.get("id-string")) if identity is not None else "",
    )


def _shown(element: Element) -> str:
    """The paragraphs inside an element, parted by blank lines."""
    blocks: list[str] = []
    waiting = [element]
    while waiting:
        one = waiting.pop()
        if one.tag in _UNSHOWN:
            continue
        if one.tag in _BLOCKS and not any(inner.tag in _BLOCKS for inner in one):
            blocks.append(" ".join("".join(one.itertext()).split()))
        else:
            if one.text and one.text.strip() and one is not element:
                blocks.append(" ".join(one.text.split()))
            waiting += reversed(list(one))
    return "\n\n".join(filter(None, blocks))


def _day(written: str) -> str:
    found = _BASIC_DAY.match(written)
    return f"{found[1]}-{found[2]}-{found[3]}" if found else ""


def _named(meta: Element | None, name: str) -> str:
    """The name inside an element that says who, else its literal."""
    found = next(meta.iter(name), None) if meta is not None else None
    return short(found.get("literal")) if found is not None else ""


def _language(element: Element | None) -> str:
    if element is None:
        return ""
    for one in element.iter():
        if one.tag == "language" and one.get("tag"):
            return short(one.get("tag"))
        if one.get("lang"):
            return short(one.get("lang"))
    return ""
