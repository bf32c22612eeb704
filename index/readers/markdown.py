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
    # What begins a line of the list, or the cells so far of the row, that is being read.
    item, row, depth = "", None, 0
    blocks: list[tuple[str, str]] = []
    for token in parser.parse(marked):
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                depth += 1
            case "bullet_list_close" | "ordered_list_close":
                depth -= 1
            case "list_item_open":
                begins = f"{token.info}{token.markup}" if token.info else "-"
                item = f"{'  ' * (depth - 1)}{begins} "
            case "tr_open":
                row = list[str]()
            case "tr_close":
                blocks.append(("row", " | ".join(row or ())))
                row = None
        text = _block(token).strip()
        if row is not None and token.type == "inline":
            row.append(text.replace("\n", " "))
        elif text:
            blocks.append(("item" if item else "", f"{item}{text}"))
            item = ""
    parts: list[str] = []
    before = ""
    for kind, text in blocks:
        if parts:
            # Items of a list and rows of a table stand one below the other.
            parts.append("\n" if kind and kind == before else "\n\n")
        parts.append(text)
        before = kind
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
