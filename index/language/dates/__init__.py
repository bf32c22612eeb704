"""Temporal expressions in a text, as TIMEX3 (TimeML 1.2.1), with their calendar days.

One pass turns the words of a text into kinds (:mod:`.tokens`), a table of small
rules finds shapes in them (:mod:`.rules`), and readers say what each means
(:mod:`.calendar`, :mod:`.holidays`, :mod:`.relative`, :mod:`.amounts`), in text order, so that
"the following day" can look back. :mod:`.interval` turns values into days.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from heapq import heappop, heappush

from index.article import Interval, Zone, ZoneKind
from index.language.dates.candidates import Candidate, candidates
from index.language.dates.context import Context, Found, Meaning
from index.language.dates.interval import interval_of
from index.language.dates.kinds import Kind
from index.language.dates.numeric import written_day_first
from index.language.dates.rules import RULES
from index.language.dates.tokens import Tokens, tokenise
from index.language.model import Timex, TimexType

_NO_CONTENT = frozenset({ZoneKind.BOILERPLATE, ZoneKind.CREDIT})
_BESIDE_THE_STORY = _NO_CONTENT | {ZoneKind.HEADER, ZoneKind.CAPTION}
_Segment = tuple[Tokens, Sequence[Candidate]]
_PRECISE_ENOUGH = 31  # days; a period no longer than this can tell the year of another


def find_dates(
    text: str,
    anchor: Interval | None = None,
    *,
    zones: Sequence[Zone] = (),
    day_first: bool | None = None,
) -> tuple[Timex, ...]:
    """The temporal expressions of ``text`` in text order, none overlapping another.

    ``anchor`` is when the text was published: a day, a window of days, or
    nothing when that is not known. With a window only what is the same for its
    first and its last day is resolved; without an anchor a year that is not said
    is taken from the latest month or day that the text dates fully, and stays
    ``XXXX`` when there is none. ``zones`` are the article's: boilerplate and
    credits are not read, and what a header or a caption says is found but steers
    no date of the story. ``day_first`` says how 5/4/2023 is written where the text
    comes from (see :func:`index.language.dates.country.day_first_of`); what the
    text's other dates show comes first, and where neither tells, it is month first
    with slashes and day first with stops.

    Never raises on any text; time and memory are linear in its length.
    """
    segments = [(tokens, candidates(tokens.kinds)) for tokens in tokenise(text)]
    places = _Places(zones)
    shown = _day_first(segments, places)
    day_first = day_first if shown is None else shown
    first = anchor.begin if anchor else None
    last = anchor.end if anchor else None
    if first is None or last is None:
        undated = _read(segments, places, Context(None, None, day_first))
        near = _latest_dated(undated, places)
        return tuple(_read(segments, places, Context(None, near, day_first)) if near else undated)
    found = _read(segments, places, Context(first, None, day_first))
    if first == last:
        return tuple(found)
    return tuple(_agreeing(found, _read(segments, places, Context(last, None, day_first))))


class _Places:
    """What the place of a date in its article says about it."""

    def __init__(self, zones: Sequence[Zone]) -> None:
        self._zones = sorted(zones)
        self._starts = [zone.start for zone in self._zones]

    def _kind_at(self, offset: int) -> ZoneKind | None:
        place = bisect_right(self._starts, offset) - 1
        inside = place >= 0 and offset < self._zones[place].end
        return self._zones[place].kind if inside else None

    def is_content(self, offset: int) -> bool:
        return not self._zones or self._kind_at(offset) not in _NO_CONTENT

    def is_story(self, offset: int) -> bool:
        return not self._zones or self._kind_at(offset) not in _BESIDE_THE_STORY


def _day_first(segments: Sequence[_Segment], places: _Places) -> bool | None:
    """How the text writes numeric dates, told from one that can be read one way only."""
    for tokens, _ in segments:
        place = tokens.kinds.find(Kind.NUMERIC_DATE)
        while place >= 0:
            begin, end = tokens.spans[place]
            order = written_day_first(tokens.folded[begin:end])
            if order is not None and places.is_content(begin):
                return order
            place = tokens.kinds.find(Kind.NUMERIC_DATE, place + 1)
    return None


def _latest_dated(timexes: Sequence[Timex], places: _Places) -> date | None:
    """The middle of the latest day, month or shorter period that the text dates itself.

    The story tells; where it names none, a header or a caption does.
    """
    told = [timex for timex in timexes if places.is_story(timex.start)]
    return _latest(told) or (_latest(timexes) if len(told) < len(timexes) else None)


def _latest(timexes: Sequence[Timex]) -> date | None:
    latest = Interval()
    for timex in timexes:
        begin, end = timex.interval.begin, timex.interval.end
        if begin is None or end is None or (end - begin).days >= _PRECISE_ENOUGH:
            continue
        if latest.end is None or (end, begin) > (latest.end, latest.begin):
            latest = timex.interval
    if latest.begin is None or latest.end is None:
        return None
    return latest.begin + (latest.end - latest.begin) // 2


def _read(segments: Sequence[_Segment], places: _Places, context: Context) -> list[Timex]:
    return [timex for segment in segments for timex in _read_segment(*segment, places, context)]


def _read_segment(
    tokens: Tokens, matches: Sequence[Candidate], places: _Places, context: Context
) -> Iterator[Timex]:
    done_token, done_offset = 0, 0
    # In order, and so a heap.
    waiting = list(matches)
    while waiting:
        first, minus_last, rule = heappop(waiting)
        if first < done_token:
            # What is left of it may be one too: "March 26" in "next Tuesday, March 26".
            rest = RULES[rule].shape.search(tokens.kinds, done_token, -minus_last)
            if rest:
                heappush(waiting, (rest.start(), -rest.end(), rule))
            continue
        if not places.is_content(tokens.spans[first][0]):
            continue
        found = Found(tokens, first, -minus_last, context)
        try:
            meaning = RULES[rule].read(found)
        except (ValueError, OverflowError):
            # A day that the calendar does not have, or beyond its first or last year.
            continue
        if meaning is None:
            continue
        timex = _timex(found, meaning)
        if timex.start < done_offset or timex.end <= timex.start:
            continue
        if meaning.looked_back_to and places.is_story(timex.start):
            _remember(context, timex)
        done_token, done_offset = _token_after(tokens, first, timex.end), timex.end
        yield timex


def _timex(found: Found, meaning: Meaning) -> Timex:
    interval = meaning.interval
    if interval is None:
        calendar = meaning.type in (TimexType.DATE, TimexType.TIME)
        interval = interval_of(meaning.value, meaning.mod) if calendar else Interval()
    start = found.start if meaning.start is None else meaning.start
    end = found.end if meaning.end is None else meaning.end
    return Timex(start, end, meaning.type, meaning.value, interval, meaning.mod)


def _token_after(tokens: Tokens, first: int, offset: int) -> int:
    place = first + 1
    while place < len(tokens.spans) and tokens.spans[place][0] < offset:
        place += 1
    return place


def _remember(context: Context, timex: Timex) -> None:
    if timex.type in (TimexType.DATE, TimexType.TIME) and (
        timex.interval or "XXXX-" in timex.value
    ):
        context.last = timex.interval
        context.last_value = timex.value
        context.last_end = timex.end


def _agreeing(early: Sequence[Timex], late: Sequence[Timex]) -> Iterator[Timex]:
    """What holds for the first and for the last day of the window of publication."""
    by_start = {timex.start: timex for timex in late}
    for timex in early:
        other = by_start.get(timex.start)
        if other is None or other.end != timex.end or other.value == timex.value:
            yield timex
            continue
        begin, end = timex.interval.begin, other.interval.end
        between = Interval(begin, end) if begin and end and begin <= end else Interval()
        yield Timex(timex.start, timex.end, timex.type, _common(timex.value, other.value), between)


def _common(first: str, second: str) -> str:
    """What two values share, the digits that differ written ``X``."""
    if len(first) != len(second):
        return "XXXX"
    return "".join(a if a == b else "X" for a, b in zip(first, second, strict=True))
