"""What the timeline says of its events: pure, from rows to lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from index.article import Interval, Precision
from index.events.model import Role
from index.library.knowledge.timeline import Timeline, TimelineRow, Unit
from index.views import Teller
from tui import wording
from tui.rendering.cells import fit, width_of
from tui.rendering.charts import bars, in_cells
from tui.widgets.article_item import Item
from tui.widgets.lines import Line, Piece, fold

REPORTED, MENTIONED, AXIS = "●", "○", "│"
REPORT, MENTION = "▮", "▯"
MARKS = 8
"""Articles that have a mark of their own."""
WIDE = 70
"""Cells from which dates have a column, and name and facts a line each."""
OUTLET_CELLS = 26
TITLE_AT_LEAST = 16
MARGIN = 2
WHEN_CELLS = 9
PLACE_CELLS = 18
UNKNOWN = "Date unknown"
"""What the stretch of events without a date is called."""
_BLANKS_IN_DAY = 3
NOT_TOLD = frozenset({"ACTION"})
"""Kinds that say nothing of what it was."""


def heading_of(days: Interval, unit: Unit) -> str:
    """The name of a stretch: ``Tue 19 Dec 2023``, ``Dec 2023``, ``2016, month unknown``."""
    if days.begin is None or days.end is None:
        return UNKNOWN
    if days.is_day:
        return wording.weekday(days.begin)
    if days.begin.year != days.end.year:
        return f"{days.begin.year}–{days.end.year}"
    told = wording.interval(days, Precision.WINDOW)
    is_month = days.begin.month == days.end.month
    if unit is Unit.YEAR or (unit is Unit.MONTH and is_month):
        return told
    return f"{told}, {unit.value} unknown"


def stretch_lines(timeline: Timeline, number: int, width: int) -> tuple[Line, ...]:
    """The heading of a stretch, and how many events stand in it."""
    name = heading_of(timeline.stretches[number].days, timeline.unit)
    count = f" {timeline.size(number):,}"
    rule = "─" * max(0, width - width_of(name) - width_of(count) - 2)
    line = Line((Piece(name, "heading"), Piece(f" {rule}", "line")), (Piece(count, "facts"),))
    return (Line(), line) if number else (line,)


def event_item(row: TimelineRow, stretch: tuple[Line, ...], heading: str, width: int) -> Item:
    """The lines of an event in ``width`` cells, under ``stretch`` if it is the first there.

    ``heading`` is the name of its stretch: what that says of its date is not said again.
    When comes first, then what. What one article alone tells goes under that article's
    headline and stays on one line, where there is room for it: many headlines must not
    drown the events that several tell.
    """
    is_small = row.reports + row.mentions <= 1
    node = Piece(REPORTED, "node") if row.reports else Piece(MENTIONED, "facts")
    role = ("text" if row.reports else "facts") if is_small else "title"
    role = role if row.reports or is_small else "mentioned"
    make = _wide if width >= WIDE else _narrow
    first, *more = make(row, heading, role, width, is_small)
    marks = marks_of(row)
    body = [Line((node, Piece(" "), *first), (Piece(" "), *marks))]
    body += [Line((Piece(f"{AXIS} ", "line"), *pieces)) for pieces in more]
    return Item(stretch, tuple(body))


def _room(row: TimelineRow, width: int) -> int:
    return max(8, width - MARGIN - sum(width_of(piece.text) for piece in marks_of(row)) - 1)


def _wide(
    row: TimelineRow, heading: str, role: str, width: int, is_small: bool
) -> Iterator[list[Piece]]:
    """The date in a column of its own, and beside it what, and where."""
    when = short_when(row, heading)
    is_long = width_of(when) > WHEN_CELLS
    column = 0 if _tells_all(heading) else WHEN_CELLS + 2
    # The figures of days stand below each other.
    before = "" if is_long else f" {when}" if when[1:2] in (" ", "–") else when
    left = [Piece(f"{before}{' ' * (column - width_of(before))}", "strong")] if column else []
    room = _room(row, width) - column
    # A date that is told at length, and the day of an event among others of its day, stand below.
    late = when if is_long or not column else ""
    place = f"  {fit(row.place, PLACE_CELLS)}" if is_small and row.place else ""
    if is_small and late:
        place = f"  {fit(late, PLACE_CELLS)}"
    name = (fold(row.name, max(8, room - width_of(place)), 1) or [""])[0]
    gap = " " * max(0, room - width_of(name) - width_of(place))
    yield [*left, Piece(name, role), Piece(gap), Piece(place, "facts")]
    if not is_small:
        facts = " · ".join(part for part in (late, *_told(row)) if part)
        for text in fold(facts, max(8, width - MARGIN - column), 1):
            yield [Piece(" " * column), Piece(text, "facts")]


def _narrow(
    row: TimelineRow, heading: str, role: str, width: int, is_small: bool
) -> Iterator[list[Piece]]:
    """The date at the beginning of what it was."""
    when = short_when(row, heading)
    room = _room(row, width)
    before = f"{when} · " if when and width_of(when) <= WHEN_CELLS else ""
    first, *more = fold(f"{before}{row.name}", room, 2) or [""]
    cut = min(len(before), len(first))
    yield [Piece(first[:cut], "strong"), Piece(first[cut:], role)]
    for text in more:
        yield [Piece(text, role)]
    late = when if not before else ""
    facts = " · ".join(part for part in (late, *(() if is_small else _told(row))) if part)
    for text in fold(facts, max(8, width - MARGIN), 2) if facts else ():
        yield [Piece(text, "facts")]


def _tells_all(heading: str) -> bool:
    """Whether a stretch is a single day, or of no date: its events need no column for theirs."""
    return heading == UNKNOWN or (heading.count(" ") == _BLANKS_IN_DAY and "," not in heading)


def short_when(row: TimelineRow, heading: str) -> str:
    """The date of an event without what the heading of its stretch says: ``19–23 Dec``."""
    when = wording.interval(row.interval, row.precision)
    if row.precision is Precision.UNKNOWN or not row.interval:
        return ""
    if row.interval.is_day and row.interval.begin is not None:
        if heading == wording.weekday(row.interval.begin):
            return ""
    elif heading.casefold().startswith(when.casefold()):
        return ""
    head, _, year = when.rpartition(" ")
    return head if head and year in heading.replace(",", " ").split() else when


def marks_of(row: TimelineRow) -> tuple[Piece, ...]:
    """A mark for each article, full where it reports the event, and how many there are."""
    total = row.reports + row.mentions
    shown = min(MARKS, total)
    # Of more than have room each kind keeps its share, and a little at least.
    full = round(shown * row.reports / total) if total else 0
    full = min(max(full, row.reports > 0), shown - (row.mentions > 0)) if shown > 1 else full
    return (
        Piece(REPORT * full, "node"),
        Piece(MENTION * (shown - full), "facts"),
        Piece(f"{total:>3,}", "facts"),
    )


def facts_of(row: TimelineRow, heading: str) -> str:
    """``19–23 Dec 2023 · conference · Hà Nội · 3 articles, 2 outlets · mentioned in 1``."""
    when = wording.interval(row.interval, row.precision)
    if row.interval.is_day and row.interval.begin is not None:
        is_said = heading == wording.weekday(row.interval.begin)
    else:
        is_said = heading.casefold().startswith(when.casefold())
    parts = ("" if is_said else when, *_told(row))
    return " · ".join(part for part in parts if part)


def _told(row: TimelineRow) -> tuple[str, ...]:
    """What it was, where, and how many articles tell it; what is not known is empty."""
    told = []
    if row.reports:
        tells = row.reports > 1 and row.outlets
        outlets = f", {wording.counted(row.outlets, 'outlet')}" if tells else ""
        told.append(f"{wording.counted(row.reports, 'article')}{outlets}")
        told += [f"mentioned in {row.mentions:,}"] if row.mentions else []
    else:
        told.append(f"only mentioned, in {wording.counted(row.mentions, 'article')}")
    kind = "" if row.kind in NOT_TOLD else row.kind.casefold()
    return (kind, row.place, *told)


def teller_item(teller: Teller, width: int) -> Item:
    """An article below the event that it tells."""
    when = Piece(f" {wording.short_publication(teller.published)}", "facts")
    node = Piece(REPORT, "node") if teller.role is Role.REPORTS else Piece(MENTION, "facts")
    left = [Piece(f"{AXIS}   ", "line"), node, Piece(" ")]
    room = width - 6 - width_of(when.text) - 1
    outlet = fit(teller.outlet or wording.OUTLET_UNKNOWN, min(OUTLET_CELLS, max(4, room)))
    if room - OUTLET_CELLS >= TITLE_AT_LEAST:
        outlet += " " * (OUTLET_CELLS - width_of(outlet))
        title = Piece(f" {fit(teller.title, room - OUTLET_CELLS - 1)}", "text")
        left += [Piece(outlet, "strong"), title]
    else:
        left.append(Piece(outlet, "strong"))
    return Item((), (Line(tuple(left), (when,)),))


def strip_lines(timeline: Timeline, at: date | None, width: int) -> tuple[Line, Line]:
    """How events spread over the axis in ``width`` cells, and below it when, and where one is.

    ``at`` is the day of the event under the cursor.
    """
    begin, end = timeline.axis.begin, timeline.axis.end
    if begin is None or end is None or width < 8:
        return Line(), Line()
    room = width - 2
    drawn = bars(in_cells(timeline.density, room))
    cell = cell_of(at, begin, end, room)
    first, last = _ends(timeline, begin, end)
    if cell is None:
        gap = " " * max(1, room - width_of(first) - width_of(last))
        below = [Piece(f"{first}{gap}{last}", "facts")]
        return Line((Piece(" "), Piece(drawn, "bars"))), Line((Piece(" "), *below))
    here = drawn[cell] if drawn[cell] != " " else "·"
    above = (Piece(drawn[:cell], "bars"), Piece(here, "now"), Piece(drawn[cell + 1 :], "bars"))
    return Line((Piece(" "), *above)), Line((Piece(" "), *_below(first, last, cell, room)))


def cell_of(day: date | None, begin: date, end: date, cells: int) -> int | None:
    """In which of ``cells`` equal parts of the axis a day lies; at the ends what is beyond."""
    if day is None:
        return None
    length = (end - begin).days + 1
    return max(0, min(cells - 1, (day - begin).days * cells // length))


def day_of_cell(cell: int, begin: date, end: date, cells: int) -> date:
    """The first day of the axis that lies in a cell."""
    length = (end - begin).days + 1
    return date.fromordinal(begin.toordinal() + max(0, -(-cell * length // max(1, cells))))


def _below(first: str, last: str, cell: int, room: int) -> Iterator[Piece]:
    """The ends of the axis and the mark of where one is; the labels make room for the mark."""
    begin = cell + 2 if cell <= len(first) else 0
    end = room - len(last)
    if cell >= end - 1:
        end = cell - 1 - len(last)
    text = [" "] * room
    if begin + len(first) <= room:
        text[begin : begin + len(first)] = first
    if end > (begin + len(first) if begin < cell else 0):
        text[end : end + len(last)] = last
    yield Piece("".join(text[:cell]), "facts")
    yield Piece("▲", "now")
    yield Piece("".join(text[cell + 1 : room]), "facts")


def _ends(timeline: Timeline, begin: date, end: date) -> tuple[str, str]:
    """What the ends of the axis are called, with how many events lie beyond them."""
    days = (end - begin).days
    said = wording.day if days < 90 else wording.month if days < 3 * 366 else _year
    before, after = timeline.outside
    first = f"{before:,} before ‹ {said(begin)}" if before else said(begin)
    last = f"{said(end)} › {after:,} after" if after else said(end)
    return first, last


def _year(day: date) -> str:
    return str(day.year)
