"""What the article list says about one article: pure, from a row to lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct

from index.article import Snippet
from index.views import GroupBy, Row
from tui import wording
from tui.rendering.cells import fit, is_plain, width_of
from tui.rendering.wrap import wrap
from tui.sorts import Sort
from tui.widgets.arranged import Group
from tui.widgets.lines import Line, Piece, fold, hit_pieces

UNREAD, READ, STAR, NOTE, WAITS = "●", "○", "★", "✎", "≠"
FOLDED, UNFOLDED, EXACT, BRANCH = "▸", "▾", "=", "│"
TITLE_LINES = 2
SNIPPET_LINES = 2
LEAST_OF_OUTLET = 8
"""Cells of an outlet's name that tell which it is."""
LEAST_OF_TITLE = 16
"""Cells that a headline keeps before anything stands beside it."""
MARGIN = 2
"""Cells before the text of an item: the dot and a blank."""


class Density(StrEnum):
    """How much the list says of an article."""

    COMPACT = "compact"
    """A line."""
    USUAL = "usual"
    SNIPPET = "snippet"
    """With how its text begins."""


class Item(Struct, frozen=True):
    """The lines of one article; ``heading`` stands before it and is not part of it."""

    heading: tuple[Line, ...]
    body: tuple[Line, ...]

    @property
    def height(self) -> int:
        return len(self.heading) + len(self.body)


WAITING = Item((), (Line((Piece("  ·", "facts"),)), Line()))
"""Stands for an article whose row is still being fetched."""


def group_of(row: Row, sort: Sort) -> str:
    """The heading under which ``row`` belongs in this order; empty when it has none."""
    if sort in (Sort.NEWEST, Sort.OLDEST):
        return wording.day_heading(row.published)
    if sort is Sort.OUTLET:
        return row.outlet or wording.OUTLET_UNKNOWN.capitalize()
    return ""


def natural_heading(row: Row, before: Row | None, sort: Sort) -> tuple[Line, ...]:
    """The heading that is set where what articles in this order have in common changes.

    ``before`` is the row above, ``None`` for the first.
    """
    group = group_of(row, sort)
    if not group or (before is not None and group_of(before, sort) == group):
        return ()
    heading = Line((Piece(group, "heading"),))
    return (heading,) if before is None else (Line(), heading)


def group_name(group: Group, row: Row) -> str:
    """What a group is called; ``row`` is its first article."""
    if group.by is GroupBy.DAY:
        return wording.weekday(date.fromisoformat(group.key)) if group.key else "Date unknown"
    if group.by is GroupBy.OUTLET:
        return row.outlet or wording.OUTLET_UNKNOWN.capitalize()
    return group.name or "Told by one article each"


def group_heading(group: Group, row: Row, width: int) -> tuple[Line, ...]:
    """The heading above a group that is unfolded."""
    heading = _group_lines(group, row, width, UNFOLDED)
    return (Line(), *heading) if group.place else heading


def folded_item(group: Group, row: Row, width: int) -> Item:
    """A group that is folded into its heading."""
    return Item((), _group_lines(group, row, width, FOLDED))


def _group_lines(group: Group, row: Row, width: int, sign: str) -> tuple[Line, ...]:
    count = f" {len(group.members):,}"
    told = fold(group_name(group, row), max(4, width - MARGIN - width_of(count)), TITLE_LINES)
    first, *others = told or [""]
    return (
        Line((Piece(f"{sign} {first}", "heading"),), (Piece(count, "facts"),)),
        *(Line((Piece(" " * MARGIN), Piece(line, "heading"))) for line in others),
    )


def item(
    row: Row,
    width: int,
    sort: Sort,
    *,
    heading: tuple[Line, ...] = (),
    density: Density = Density.USUAL,
    snippet: Snippet | None = None,
    searching: bool = False,
    unfolds: bool = False,
    dated: bool = False,
) -> Item:
    """The lines of ``row`` in ``width`` cells, below ``heading``.

    It is ``dated`` when no heading tells its day. While ``searching`` there is room for
    a snippet even before it has come. ``unfolds`` says that its copies are shown below
    it or elsewhere.
    """
    if density is Density.COMPACT:
        return Item(heading, (_one_line(row, width, sort, unfolds, dated),))
    body = [*_title(row, width, unfolds), _facts(row, width, sort, dated)]
    if row.copies:
        body.append(_also_in(row, width, unfolds))
    if searching or density is Density.SNIPPET:
        body += _snippet(snippet, width - MARGIN)
    return Item(heading, tuple(body))


def below_item(row: Row, width: int, snippet: Snippet | None) -> Item:
    """A copy shown below the article that stands for it."""
    return Item((), tuple(_below(row, width, snippet)))


def _one_line(row: Row, width: int, sort: Sort, unfolds: bool, dated: bool) -> Line:
    """Dot, headline, and as much of marks, outlet and date as leaves the headline its room."""
    (title,) = _title(row, width, unfolds, lines=1)
    marks = f" {STAR}" if row.starred else ""
    badge = "".join(piece.text for piece in title.right)
    room = width - MARGIN - width_of(marks) - width_of(badge)
    when = wording.short_publication(row.published)
    if sort in (Sort.NEWEST, Sort.OLDEST) and not dated:
        when = wording.doubt(row.published)
    outlet = "" if sort is Sort.OUTLET else row.outlet
    told = next(
        (
            said
            for said in (" · ".join(filter(None, (outlet, when))), when)
            if said and width_of(said) <= room - LEAST_OF_TITLE
        ),
        "",
    )
    right = f"  {told}" if told else ""
    role = "title-read" if row.read else "title"
    words = fit(" ".join(row.title.split()), max(4, room - width_of(right)))
    return Line(
        (*title.left[:2], Piece(words, role)),
        (Piece(right, "facts"), Piece(marks, "star"), Piece(badge, "badge")),
    )


def copies_line(outlets: Sequence[str], copies: int, room: int) -> str:
    """``also in Reuters, +2``: as many outlets as have room, then how many copies are left.

    A single outlet is cut to fit while enough of it is left to be known by.
    """
    for named in range(len(outlets), 0, -1):
        more = f", +{copies - named}" if copies > named else ""
        left = room - len("also in ") - width_of(more)
        names = ", ".join(outlets[:named])
        if width_of(names) <= left:
            return f"also in {names}{more}"
        if named == 1 and left >= LEAST_OF_OUTLET:
            return f"also in {fit(names, left)}{more}"
    return wording.counted(copies, "copy", "copies")


def _also_in(row: Row, width: int, unfolds: bool) -> Line:
    sign = UNFOLDED if unfolds else FOLDED
    if not row.near_copies:
        sign = EXACT
    told = copies_line(row.also_in, row.copies, width - MARGIN - width_of(sign) - 1)
    return Line((Piece(" " * MARGIN), Piece(f"{sign} {told}", "facts")))


def _below(row: Row, width: int, snippet: Snippet | None) -> Iterator[Line]:
    """A copy below the article that stands for it: what sets it apart is its outlet."""
    room = width - MARGIN
    outlet = row.outlet or wording.OUTLET_UNKNOWN
    told = f"{outlet} · {wording.short_publication(row.published)}"
    facts = Line(
        (Piece(" " * MARGIN), Piece(told if width_of(told) <= room - MARGIN else outlet, "facts")),
        (Piece(f" {STAR}", "star"),) if row.starred else (),
    )
    title = _title(row, room, True, lines=1)
    for line in (*title, facts, *(_snippet(snippet, room - MARGIN) if snippet else ())):
        yield Line((Piece(f"{BRANCH} ", "facts"), *line.left), line.right)


def _title(row: Row, width: int, unfolds: bool, lines: int = TITLE_LINES) -> list[Line]:
    # What is marked in copies that are not shown is told of the article that stands for them.
    notes = row.notes + (0 if unfolds else row.copy_notes)
    waiting = row.waiting + (0 if unfolds else row.copy_waiting)
    badge = f" {NOTE}{notes}" if notes else ""
    badge += f" {WAITS}{waiting}" if waiting else ""
    role = "title-read" if row.read else "title"
    dot = Piece(READ, "dot-read") if row.read else Piece(UNREAD, "dot")
    told = fold(row.title, max(4, width - MARGIN - width_of(badge)), lines) or [""]
    first = Line((dot, Piece(" "), Piece(told[0], role)), (Piece(badge, "badge"),) if badge else ())
    return [first, *(Line((Piece(" " * MARGIN), Piece(text, role))) for text in told[1:])]


def _facts(row: Row, width: int, sort: Sort, dated: bool) -> Line:
    marks = [Piece(f" {STAR}", "star")] if row.starred else []
    room = width - MARGIN - sum(width_of(mark.text) for mark in marks)
    told = next(
        (said for said in _facts_by_length(row, sort, dated, room) if width_of(said) <= room),
        row.outlet,
    )
    return Line((Piece(" " * MARGIN), Piece(told, "facts")), tuple(marks))


def _facts_by_length(row: Row, sort: Sort, dated: bool, room: int) -> Iterator[str]:
    """Outlet, date, length and tags; then with less and less, for narrow lists.

    The date goes without where a heading tells it, unless it has to be ``dated``. Before the
    outlet goes, it is cut, while that still tells it from others.
    """
    outlet = "" if sort is Sort.OUTLET else row.outlet
    if sort in (Sort.NEWEST, Sort.OLDEST) and not dated:
        when = wording.doubt(row.published)
    else:
        when = wording.short_publication(row.published)
    minutes = wording.minutes(row.words)
    tags = [f"#{tag}" for tag in row.tags]
    begun = fit(outlet, max(0, room - width_of(f" · {when}")))
    if width_of(begun) < LEAST_OF_OUTLET:
        begun = ""
    for facts in (
        (outlet, when, minutes, *tags),
        (outlet, when, minutes),
        (outlet, when),
        (begun, when),
    ):
        yield " · ".join(fact for fact in facts if fact)


def _snippet(snippet: Snippet | None, width: int) -> list[Line]:
    if snippet is None:
        return [Line()] * SNIPPET_LINES
    text, hits = around_first_hit(snippet, width * SNIPPET_LINES)
    ranges = wrap(text, 0, len(text), max(1, width))[:SNIPPET_LINES]
    if hits and hits[0][1] > ranges[-1][1]:
        # Lines end between words: what would just have fitted does not.
        text, hits = around_first_hit(snippet, width)
        ranges = wrap(text, 0, len(text), max(1, width))[:SNIPPET_LINES]
    lines = []
    for start, end in ranges:
        inside = [(max(s, start) - start, min(e, end) - start) for s, e in hits]
        pieces = hit_pieces(text[start:end], [h for h in inside if h[0] < h[1]], "snippet", "hit")
        lines.append(Line((Piece(" " * MARGIN), *pieces)))
    return lines or [Line()]


def around_first_hit(snippet: Snippet, room: int) -> tuple[str, Sequence[tuple[int, int]]]:
    """``snippet`` begun so that its first hit is within ``room`` cells, line ends as blanks.

    Returns the text and the hits in it.
    """
    text = snippet.text.replace("\n", " ")
    hits = [(hit.start, hit.end) for hit in snippet.hits]
    # Wide characters take two cells: half as many of them are sure to fit.
    letters = room if is_plain(text[: 2 * room]) else room // 2
    if not hits or hits[0][1] <= letters:
        return text, hits
    start = max(0, hits[0][0] - letters // 3)
    start = text.find(" ", start, hits[0][0]) + 1 or start
    return "…" + text[start:], [(s - start + 1, e - start + 1) for s, e in hits]
