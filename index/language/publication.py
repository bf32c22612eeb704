"""What a text says about its own date, and what follows from that.

:func:`date_clues` collects; :func:`infer_publication` concludes. Both are pure,
so the conclusion can be drawn again when the events that an article shares
with others have given it another date to hold on to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.article import Interval, Publication, Span, Zone
from index.language.model import Timex


@dataclass(frozen=True, slots=True)
class DateClue:
    """A date that the text names. ``month`` and ``day`` are set when the year is not said."""

    span: Span
    text: str
    interval: Interval = Interval()
    month: int = 0
    day: int = 0


@dataclass(frozen=True, slots=True)
class DateClues:
    """What a text says about its own date, in text order.

    ``stated``: the date of its header line. ``weekdays``: weekdays (Monday is
    0) that the lead names bare, as the day of the news ("on Tuesday"). ``full``:
    calendar days named with their year; ``partial``: days and months named
    without it; ``years``: years and months with a year. ``bounds``: the days on
    which it can have been written, as far as the text shows, ``because`` says how.
    """

    stated: DateClue | None = None
    weekdays: tuple[int, ...] = ()
    full: tuple[DateClue, ...] = ()
    partial: tuple[DateClue, ...] = ()
    years: tuple[DateClue, ...] = ()
    bounds: Interval = Interval()
    because: str = ""


def date_clues(text: str, zones: Sequence[Zone], timexes: Sequence[Timex]) -> DateClues:
    """The clues in ``text``. ``timexes`` are those found in it without an anchor."""
    return DateClues()


def infer_publication(clues: DateClues, *, event_dates: Sequence[Interval] = ()) -> Publication:
    """When the article was published, as far as ``clues`` and ``event_dates`` tell.

    ``event_dates`` are the days of the events that the article reports, as
    other articles tell them.
    """
    return Publication(interval=clues.bounds, reason=clues.because)
