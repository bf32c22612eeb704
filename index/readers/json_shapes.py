"""What an object in JSON holds: the members of an article under the names that tools give them."""

from __future__ import annotations

from typing import Any

from index.readers.model import Found
from index.readers.values import day, names, short

_TEXT_MEMBERS = ("text", "body", "content")


class NotAnArticle(Exception):
    """An entry holds no article; the message says why."""


def articles_in(content: Any) -> list[Any] | None:
    """The entries of a file of several articles; ``None`` when ``content`` is none."""
    return content if isinstance(content, list) else None


def found_in(entry: Any) -> Found:
    """The article in an entry; raises :class:`NotAnArticle`."""
    if not isinstance(entry, dict):
        raise NotAnArticle("is not a JSON object")
    return _plain(entry)


def _plain(entry: dict[str, Any]) -> Found:
    """``id title text date source url lang authors``: what culm itself asks for."""
    text = next((entry[name] for name in _TEXT_MEMBERS if entry.get(name)), "")
    if not isinstance(text, str):
        raise NotAnArticle("has a text that is not a string")
    return Found(
        text,
        title=short(entry.get("title")),
        date=day(entry.get("date")),
        outlet=short(entry.get("source")),
        url=short(entry.get("url")),
        language=short(entry.get("lang") or entry.get("language")),
        authors=names(entry.get("authors") or entry.get("author")),
        key=short(entry.get("id")),
    )
