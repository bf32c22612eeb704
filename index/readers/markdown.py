"""Markdown: the text without its marks, and the facts on top of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from index.readers.decode import decode
from index.readers.front_matter import split_front_matter
from index.readers.html_text import plain_of
from index.readers.model import Document, Found
from index.readers.values import address, day, names, short

if TYPE_CHECKING:
    from markdown_it.token import Token

_DATES = ("date", "published", "publishdate", "date_published", "pubdate", "created", "saved")
_OUTLETS = ("outlet", "source", "publisher", "publication", "site", "site_name", "website")
_ADDRESSES = ("url", "link", "canonical", "canonical_url", "source_url", "source", "permalink")


def read_markdown(document: Document) -> Iterator[Found]:
    """The one article of a Markdown file."""
    facts, marked = split_front_matter(decode(document.source, document.all_bytes()))
    text = plain_of_markdown(marked)
    url = next(filter(None, (address(facts.get(name)) for name in _ADDRESSES)), "")
    outlets = (short(facts.get(name)) for name in _OUTLETS)
    yield Found(
        text,
        title=short(facts.get("title")),
        date=next((day(_written(facts[name])) for name in _DATES if facts.get(name)), ""),
        dated_by="its front matter",
        authors=names(facts.get("authors") or facts.get("author") or ""),
        outlet=next((name for name in outlets if name and not address(name)), ""),
        url=url,
        language=short(facts.get("lang") or facts.get("language")),
    )


def _written(value: Any) -> Any:
    """A date as TOML has it, as it is written."""
    return value if isinstance(value, str | int | float) else str(value)


def plain_of_markdown(marked: str) -> str:
    """What Markdown says, a paragraph a block; pictures are left out."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    blocks: list[tuple[bool, str]] = []
    item = False
    for token in parser.parse(marked):
        if token.type == "list_item_open":
            item = True
        text = _block(token).strip()
        if text:
            blocks.append((item, f"- {text}" if item else text))
            item = False
    parts: list[str] = []
    before = False
    for is_item, text in blocks:
        if parts:
            parts.append("\n" if is_item and before else "\n\n")
        parts.append(text)
        before = is_item
    return "".join(parts)


def _block(token: Token) -> str:
    match token.type:
        case "inline":
            return "".join(_inline(token.children or []))
        case "fence" | "code_block":
            return token.content
        case "html_block":
            return plain_of(token.content)
    return ""


_TAG = re.compile(r"<br\s{0,9}/?>", re.IGNORECASE)


def _inline(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        match token.type:
            case "text" | "code_inline":
                yield token.content
            case "softbreak":
                yield " "
            case "hardbreak":
                yield "\n"
            case "html_inline" if _TAG.match(token.content):
                yield "\n"
