"""Linked data that pages carry (JSON-LD with the vocabulary of schema.org)."""

from __future__ import annotations

import html
import json
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from index.readers.values import short

_ARTICLE_ENDINGS = ("article", "posting", "report", "newsstory", "review", "broadcastevent")
_LONGEST_SCRIPT = 2 << 20
_DEEPEST = 12
_MOST_NODES = 5000


class LinkedData(Struct, frozen=True):
    """What the article's object says; ``authors`` as written, not yet parted."""

    title: str = ""
    date: str = ""
    authors: tuple[str, ...] = ()
    outlet: str = ""
    url: str = ""
    language: str = ""
    body: str = ""


def linked_data(scripts: Iterable[str]) -> LinkedData:
    """What the scripts of a page say of its article; empty where they do not tell."""
    nodes = [node for script in scripts for node in _nodes(_parsed(script))]
    by_id = {
        node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1
    }
    article = next(filter(_is_article, nodes), None)
    if article is None:
        return LinkedData()

    def whole(value: Any) -> Any:
        """The object that a reference stands for."""
        if isinstance(value, dict) and isinstance(value.get("@id"), str):
            return by_id.get(value["@id"], value)
        return value

    page = whole(article.get("mainEntityOfPage"))
    url = article.get("url") or (
        page.get("url") or page.get("@id") if isinstance(page, dict) else page
    )
    body = article.get("articleBody")
    return LinkedData(
        title=_said(article.get("headline")) or _said(article.get("name")),
        date=_said(article.get("datePublished")) or _said(article.get("dateCreated")),
        authors=tuple(_names(article.get("author") or article.get("creator"), whole)),
        outlet=next(iter(_names(article.get("publisher"), whole)), ""),
        url=_said(url),
        language=_said(article.get("inLanguage")),
        body=html.unescape(body) if isinstance(body, str) else "",
    )


def _parsed(script: str) -> Any:
    if len(script) > _LONGEST_SCRIPT:
        return None
    script = script.strip().removeprefix("<!--").removeprefix("//<![CDATA[").removesuffix("//]]>")
    try:
        return json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(content: Any) -> Iterator[dict[str, Any]]:
    """The objects in ``content``, outer before inner; no more and no deeper than is sensible."""
    waiting: deque[tuple[Any, int]] = deque([(content, 0)])
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        value, depth = waiting.popleft()
        if isinstance(value, dict):
            yield value
        inner = (
            value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        )
        if depth < _DEEPEST:
            waiting += [(one, depth + 1) for one in inner if isinstance(one, dict | list)]


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.lower().endswith(_ARTICLE_ENDINGS) for kind in kinds)


def _names(value: Any, whole: Any) -> Iterator[str]:
    for one in value[:50] if isinstance(value, list) else [value]:
        one = whole(one)
        name = one.get("name") if isinstance(one, dict) else one
        for written in name[:50] if isinstance(name, list) else [name]:
            if said := _said(written):
                yield said


def _said(value: Any) -> str:
    if isinstance(value, list):
        value = next(iter(value), "")
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or value.get("alternateName")
    return short(html.unescape(value)) if isinstance(value, str) else ""
