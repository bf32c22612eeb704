"""Narrowing a search: conditions that are added to the query, and how they are taken back."""

from __future__ import annotations

import re

from index.article import Span
from index.language.fold import fold

_FIELDS = "outlet|date|since|until|person|org|place|event|tag|is|has"
_PIECE = re.compile(
    rf'(?P<narrowing>(?:{_FIELDS}):=?(?:"[^"]*"?|[^\s()"]+))|"[^"]*"?|[^\s()"]+', re.IGNORECASE
)


def narrowed(text: str, condition: str) -> str:
    """The query ``text`` with one condition more, which holds for all of it."""
    text = text.strip()
    if fold(text).count('"') % 2:
        text += '"'
    return f"{text} {condition}".strip()


def narrowings(text: str) -> list[Span]:
    """Where in the query ``text`` there are conditions as facets and filters add them, in order.

    What stands in quotation marks is no condition, nor what is excluded by a dash.
    """
    return [
        Span(*match.span("narrowing"))
        for match in _PIECE.finditer(fold(text))
        if match["narrowing"] and not text[: match.start()].endswith("-")
    ]


def widened(text: str, condition: Span) -> str:
    """The query ``text`` without one of its conditions."""
    parts = text[: condition.start].rstrip(), text[condition.end :].lstrip()
    return " ".join(part for part in parts if part)
