"""What newsrooms exchange in XML: NewsML (1 and G2) and NITF, all of the IPTC."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from index.errors import UnsupportedFormat
from index.readers.bylines import names_in
from index.readers.html_text import plain_of
from index.readers.model import Document, Found
from index.readers.safe_xml import parse_xml, said
from index.readers.values import address, short

_BLOCKS = frozenset(
    ("p", "hl1", "hl2", "h1", "h2", "h3", "h4", "li", "pre", "bq", "blockquote", "td")
)
_UNSHOWN = frozenset(("head", "media", "script", "style", "body.head", "body.end", "figure"))
_BASIC_DAY = re.compile(r"((?:19|20)\d\d)-?(0[1-9]|1[0-2])-?([0-3]\d)")


def read_newsroom_xml(document: Document) -> Iterator[Found]:
    """The items of NewsML, or the one article of a NITF file."""
    root = parse_xml(document.source, document.all_bytes())
    items = list(root.iter("newsItem"))
    if items:
        for number, item in enumerate(items, 1):
            yield _news_item(document, item, number)
    elif root.tag == "NewsML":
        for number, item in enumerate(root.iter("NewsItem"), 1):
            yield _first_news_item(document, item, number)
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
        text = plain_of("".join("".join(data.itertext()) for data in content.iter("inlineData")))
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


def _first_news_item(document: Document, item: Element, number: int) -> Found:
    """An item of the first NewsML, which agencies still send."""
    lines = next(item.iter("NewsLines"), None)
    texts: list[str] = []
    read = Found("")
    for content in item.iter("ContentItem"):
        data = next(content.iter("DataContent"), None)
        if data is None or _formal(content, "MediaType") not in ("", "Text"):
            continue
        inner = next(data.iter("nitf"), None)
        read = _nitf(inner) if inner is not None else read
        shown = read.text if inner is not None else _shown(data)
        texts.append(shown or plain_of((data.text or "").strip()))
    identity = said(item, "PublicIdentifier") or short(item.get("Duid"))
    return Found(
        _after_dateline(said(lines, "DateLine"), "\n\n".join(filter(None, texts))),
        title=said(lines, "HeadLine") or read.title,
        date=_day(said(item, "FirstCreated", "ThisRevisionCreated", "DateId")),
        dated_by="its newsroom",
        authors=tuple(names_in(said(lines, "ByLine"))) or read.authors,
        outlet=_formal(next(item.iter("Provider"), None), "Party")
        or said(item, "ProviderId")
        or read.outlet,
        language=_formal(item, "Language") or read.language,
        key=identity or (f"{document.key}#{number}" if number > 1 else ""),
        place=f"item {number}" if number > 1 else "",
    )


def _formal(element: Element | None, name: str) -> str:
    """The formal name of the first element of a name inside another."""
    found = next(element.iter(name), None) if element is not None else None
    return short(found.get("FormalName")) if found is not None else ""


def _nitf(root: Element) -> Found:
    head = next(root.iter("body.head"), None)
    content = next(root.iter("body.content"), None)
    issued = next(root.iter("date.issue"), None)
    story = next(root.iter("story.date"), None)
    day = next((_day(one.get("norm", "")) for one in (issued, story) if one is not None), "")
    identity = next(root.iter("doc-id"), None)
    text = _shown(content) if content is not None else ""
    publication = next(root.iter("pubdata"), None)
    named = short(publication.get("name")) if publication is not None else ""
    rights = next(root.iter("doc.copyright"), None)
    holder = short(rights.get("holder")) if rights is not None else ""
    return Found(
        _after_dateline(_without(head, "dateline", "story.date"), text),
        title=said(head, "hl1", "hedline") or said(root, "title"),
        date=day,
        dated_by="its newsroom",
        authors=tuple(names_in(_without(head, "byline", "byttl"))),
        outlet=named or said(head, "distributor") or holder,
        url=address(publication.get("ex-ref")) if publication is not None else "",
        language=short(root.get("baselang")),
        key=short(identity.get("id-string")) if identity is not None else "",
    )


def _after_dateline(dateline: str, text: str) -> str:
    """A text with its dateline before it, unless it begins with that itself."""
    begins = text[: len(dateline)].casefold() == dateline.casefold()
    return f"{dateline} — {text}" if dateline and text and not begins else text


def _without(element: Element | None, name: str, left: str) -> str:
    """What the first element of a name says, but for what parts named ``left`` in it say."""
    found = next(element.iter(name), None) if element is not None else None
    if found is None:
        return ""
    parts = [found.text or ""]
    for part in found:
        parts += [] if part.tag == left else part.itertext()
        parts.append(part.tail or "")
    return " ".join(" ".join(parts).split())


def _shown(element: Element) -> str:
    """The paragraphs inside an element, parted by blank lines."""
    blocks: list[str] = []
    waiting = [element]
    while waiting:
        one = waiting.pop()
        if one.tag in _UNSHOWN:
            continue
        if one.tag in _BLOCKS and not any(inner.tag in _BLOCKS for inner in one):
            blocks += _paragraphs("".join(one.itertext()))
        else:
            if one.text and one.text.strip() and one is not element:
                blocks.append(" ".join(one.text.split()))
            waiting += reversed(list(one))
    return "\n\n".join(filter(None, blocks))


def _paragraphs(written: str) -> list[str]:
    """A block as paragraphs, which are more than one where each begins with an indented line."""
    lines = [line for line in written.split("\n") if line.strip()]
    indented = [line[0].isspace() for line in lines[1:]]
    if all(indented) or not any(indented):
        return [" ".join(written.split())]
    paragraphs: list[list[str]] = []
    for line in lines:
        if not paragraphs or line[0].isspace():
            paragraphs.append([])
        paragraphs[-1] += line.split()
    return [" ".join(words) for words in paragraphs]


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
