"""When an article was published, as far as what it says about its own date tells.

:func:`infer_publication` is pure, so the conclusion can be drawn again when the events that
an article shares with others have given it another date to hold on to.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from index.article import Interval, Known, Publication
from index.language.date_clues import DateClues

_SAME_NEWS = timedelta(days=3)
_TOP = 4000  # code points of text in which the date of the news would stand
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NEAR = timedelta(days=366)


def infer_publication(clues: DateClues, *, event_dates: Sequence[Interval] = ()) -> Publication:
    """When the article was published, as far as ``clues`` and ``event_dates`` tell.

    ``event_dates`` are the days of the events that the article reports, as
    other articles tell them. In this order: the date it states; a full date in
    it that falls on the weekday its opening names; an event's date that falls
    on that weekday; an event's date that settles the year of a date it names
    without one (then a window: from that day to the last day it still sees
    ahead, or a week on). Otherwise the day is unknown, and ``bounds`` stand where
    they say something (:func:`_telling_bounds`).
    """
    if clues.stated is not None:
        return Publication(
            clues.stated.interval, Known.STATED, f"the text is dated {clues.stated.text}"
        )
    if (by_weekday := _by_full_date(clues)) is not None:
        return by_weekday
    events = [interval for interval in event_dates if interval.begin is not None]
    if (by_event := _by_event(clues, events)) is not None:
        return by_event
    if _telling_bounds(clues):
        return Publication(clues.bounds, Known.UNKNOWN, clues.because)
    return Publication(Interval(), Known.UNKNOWN, "the text names no date of its own")


def _telling_bounds(clues: DateClues) -> bool:
    """Whether the bounds say more of the article's date than that it is not older still.

    News names the years of what lies far back ("since 1979", "the fall of 1988") and the
    days of what has just been. So the one bound of an article is worth telling only when
    it is a day, and the latest time that the text names is at most a year later.
    """
    begin = clues.bounds.begin
    if begin is None or clues.bounds.end is not None:
        return bool(clues.bounds)
    if not any(clue.interval.begin == begin for clue in clues.full):
        return False
    named = (clue for clue in (*clues.full, *clues.years) if not clue.ahead)
    return all((clue.interval.begin or begin) - begin <= _NEAR for clue in named)


def _by_full_date(clues: DateClues) -> Publication | None:
    """The day of a picture or a post near the top whose weekday the opening names bare.

    It has to be the latest day that the text dates fully; a day further back, or a
    later year, and the picture may be an old one.
    """
    said = [clue for clue in clues.full if not clue.month]
    if not said:
        return None
    latest = max(clue.interval.begin or date.min for clue in said)
    telling = [
        clue for clue in clues.taken if clue.interval.begin == latest and clue.span.start <= _TOP
    ]
    after = clues.bounds.begin
    if any(latest - (clue.interval.begin or latest) > _SAME_NEWS for clue in said):
        return None
    if any((clue.interval.begin or latest).year > latest.year for clue in clues.years):
        return None
    if not telling or latest.weekday() not in clues.weekdays[:1] or (after and latest < after):
        return None
    name = _NAMES[latest.weekday()]
    reason = f"it says “{name}” of the day's news, and {telling[0].text} was a {name}"
    return Publication(telling[0].interval, Known.INFERRED, reason)


def _by_event(clues: DateClues, events: Sequence[Interval]) -> Publication | None:
    for interval in sorted(events, key=lambda interval: interval.begin or date.min, reverse=True):
        if (day := _weekday_within(clues, interval)) is not None:
            name = _NAMES[day.weekday()]
            return Publication(
                Interval(day, day),
                Known.INFERRED,
                f"it says “{name}”, and an event it shares with other articles was on {name}"
                f" {day:%d %B %Y}".replace(" 0", " "),
            )
    for interval in events:
        if (window := _window_from(clues, interval)) is not None:
            return window
    return None


def _weekday_within(clues: DateClues, event: Interval) -> date | None:
    """The first day of the event that falls on a weekday named in the opening."""
    begin, end = event.begin, event.end
    if begin is None or end is None or (end - begin).days > 6:
        return None
    for shift in range((end - begin).days + 1):
        day = begin + timedelta(days=shift)
        if day.weekday() in clues.weekdays and clues.bounds.overlaps(Interval(day, day)):
            return day
    return None


def _window_from(clues: DateClues, event: Interval) -> Publication | None:
    """The window that opens with a date named without year, the year being the event's."""
    begin, end = event.begin, event.end
    if begin is None or end is None or (end - begin).days > 31:
        return None
    named = [clue for clue in clues.partial if clue.day]
    told = [clue for clue in named if not clue.ahead and clue.in_year(begin.year).overlaps(event)]
    if not told:
        return None
    day = max(filter(None, (clue.in_year(begin.year).begin for clue in told)))
    ahead = [clue.in_year(begin.year).begin for clue in named if clue.ahead]
    until = min((other for other in ahead if other and other >= day), default=None)
    window = Interval(day, until or day + timedelta(days=7))
    if not clues.bounds.overlaps(window):
        return None
    reason = f"an event it shares with other articles puts its {told[-1].text} in {begin.year}"
    return Publication(window, Known.INFERRED, reason)
