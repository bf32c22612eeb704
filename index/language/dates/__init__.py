"""Temporal expressions in a text, as TIMEX3 (TimeML 1.2.1), with their calendar days."""

from __future__ import annotations

from collections.abc import Sequence

from index.article import Interval, Zone
from index.language.model import Timex


def find_dates(
    text: str,
    anchor: Interval | None = None,
    *,
    zones: Sequence[Zone] = (),
    day_first: bool | None = None,
) -> tuple[Timex, ...]:
    """The temporal expressions of ``text`` in text order, none overlapping another.

    ``anchor`` is when the text was published: a day, a window of days, or
    nothing when that is not known. ``zones`` are the article's. ``day_first``
    says how 5/4/2023 is written where the text comes from; ``None``: told from
    the text's other dates. Never raises on any text; linear in its length.
    """
    return ()
