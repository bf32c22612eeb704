"""Hours of the day in a text as quantities: ``10 p.m.``, ``shortly before 8 a.m.``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.article import Span
from index.coverage.measures import CLOCK
from index.coverage.model import Figure, Hedge
from index.language.model import Timex, TimexType

_VALUE = re.compile(r"T(\d\d):(\d\d)")
_WRITTEN = re.compile(
    r"(?:(?P<hour>\d{1,2})(?:[:.h]\d\d)?(?: ?(?P<half>[ap]\.? ?m\b\.?)|(?!\d))|noon|midnight)"
)
# An hour of another zone is another hour only to the eye.
_ZONE = re.compile(
    r",? ?\(?(?:gmt|utc|[a-z]{1,3}[sd]?t\b|local|[+-]\d|edt|eastern|pacific|central)"
)
_HEDGED = re.compile(
    r"\b(?:about|around|before|after|by|until|till|since|approximately|roughly|past|near|nearly"
    r"|some|circa|from|between|and|to) $"
)
_AFTERNOON = 13


def clocks(low: str, span: Span, timexes: Sequence[Timex]) -> Iterator[Figure]:
    """The hours that ``timexes`` name within a stretch of a folded text, in minutes of the day.

    What may be of the morning as well as of the evening is left out, and what says its zone.
    """
    for one in timexes:
        value = _VALUE.search(one.value)
        written = _WRITTEN.match(low, one.start, one.end)
        if one.type is not TimexType.TIME or value is None or written is None:
            continue
        hour = written["hour"] or "12"
        is_sure = bool(
            written["half"]
            or not written["hour"]
            or int(hour) >= _AFTERNOON
            or (hour.startswith("0") and written[0] != hour)
        )
        if is_sure and not _ZONE.match(low, written.end(), span.end):
            before = low[max(span.start, one.start - 20) : one.start]
            yield Figure(
                60.0 * int(value[1]) + int(value[2]),
                CLOCK,
                Span(*written.span()),
                hedge=Hedge.ABOUT if _HEDGED.search(before) else Hedge.NONE,
            )
