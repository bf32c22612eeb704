"""Small conversions between Python values and what the tables hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from index.article import Interval


def parts(values: Sequence[Any], size: int = 500) -> Iterator[list[Any]]:
    """``values`` in pieces small enough to be the parameters of one statement."""
    for start in range(0, len(values), size):
        yield list(values[start : start + size])


def marks(values: Sequence[Any]) -> str:
    """As many parameter marks as there are values: ``?,?,?``."""
    return ",".join("?" * len(values))


def iso(day: date | None) -> str | None:
    """A day as the tables hold it: ISO 8601."""
    return day.isoformat() if day else None


def day_of(value: str | None) -> date | None:
    """The day that :func:`iso` wrote."""
    return date.fromisoformat(value) if value else None


def interval_of(begin: str | None, end: str | None) -> Interval:
    """The days between two columns, both included."""
    return Interval(day_of(begin), day_of(end))
