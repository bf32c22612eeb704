"""Bylines: from the words in which a page, a feed or a file says who wrote it to their names."""

from __future__ import annotations

import re

_BY = re.compile(
    r"(?:(?:written|reported|posted|story)\s+)?by\s*:?\s+|authors?\s*:\s*|von\s+|par\s+|por\s+",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*[;,|/·•]\s*|\s+(?:and|&|und|et|y|và)\s+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S{0,3000}|\S{1,100}@\S{1,100}", re.IGNORECASE)
_NO_NAME = re.compile(r"\d|[:@]|\.(?:com|org|net)\b", re.IGNORECASE)
_LONGEST_NAME = 60
"""Characters of a person's name."""
_MOST_WORDS = 6


def names_in(written: str) -> list[str]:
    """The people that a byline names, in its order: ``By Jane Roe and John Doe`` → two.

    Addresses, and what has a digit or is too long for a name, is none of them.
    """
    written = _ADDRESS.sub(" ", written).strip()
    opening = _BY.match(written)
    names = _BETWEEN.split(written[opening.end() if opening else 0 :][:1000])
    return [name for name in names if _may_be_a_name(name)]


def _may_be_a_name(written: str) -> bool:
    return (
        2 < len(written) <= _LONGEST_NAME
        and len(written.split()) <= _MOST_WORDS
        and not _NO_NAME.search(written)
    )
