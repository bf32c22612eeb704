"""The orders in which articles are listed."""

from __future__ import annotations

from enum import StrEnum


class Sort(StrEnum):
    """The orders of the list."""

    NEWEST = "newest"
    OLDEST = "oldest"
    RELEVANCE = "relevance"
    OUTLET = "outlet"
    TITLE = "title"
