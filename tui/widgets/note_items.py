"""What the notes screen says about annotations: pure, from annotations to lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from index.library.knowledge.subjects import Subjects
from index.notes.model import Annotation, Colour
from index.views import Row
from tui import wording
from tui.widgets.lines import Line, Piece, fold
from tui.widgets.reader_look import DIGITS

QUOTE_LINES, NOTE_LINES = 2, 2
_MARGIN = 4


class Grouping(StrEnum):
    """The orders of the notes screen."""

    NEWEST = "newest"
    ARTICLE = "by article"
    TAG = "by tag"
    COLOUR = "by colour"
    ENTITY = "by name"
    EVENT = "by event"


class NoteRow(Struct, frozen=True):
    """One place in the list: an annotation, and the heading above it if a group begins."""

    annotation: Annotation
    heading: str = ""


def in_groups(
    annotations: Sequence[Annotation],
    grouping: Grouping,
    titles: Mapping[str, Row],
    subjects: Mapping[str, Subjects] | None = None,
) -> list[NoteRow]:
    """The rows of the list, in order.

    By tag, name or event, an annotation is in the group of each of its own; ``subjects``
    tells the names and events of each by its id.
    """
    if grouping is Grouping.NEWEST:
        return _headed([(wording.day(one.created.date()), one) for one in annotations])
    if grouping is Grouping.ARTICLE:
        by_place = sorted(
            annotations, key=lambda one: (_title(one, titles), one.article, one.start)
        )
        return _headed([(_title(one, titles), one) for one in by_place])
    if grouping is Grouping.COLOUR:
        order = tuple(Colour)
        by_colour = sorted(annotations, key=lambda one: order.index(one.colour))
        return _headed([(one.colour.value, one) for one in by_colour])
    if grouping is Grouping.TAG:
        return _under_each(annotations, lambda one: [f"#{tag}" for tag in one.tags], "no tags")
    about = subjects or {}
    if grouping is Grouping.ENTITY:
        names = {id: subject.entities for id, subject in about.items()}
        return _under_each(annotations, lambda one: names.get(one.id, ()), "nobody named")
    events = {id: subject.events for id, subject in about.items()}
    return _under_each(annotations, lambda one: events.get(one.id, ()), "no event")


def _under_each(
    annotations: Sequence[Annotation],
    headings: Callable[[Annotation], Sequence[str]],
    without: str,
) -> list[NoteRow]:
    """Each annotation under each of its ``headings``, those that have none at the end."""
    headed = [(heading, one) for one in annotations for heading in headings(one)]
    headed.sort(key=lambda pair: (pair[0].casefold(), pair[0]))
    return _headed([*headed, *((without, one) for one in annotations if not headings(one))])


def _headed(pairs: Sequence[tuple[str, Annotation]]) -> list[NoteRow]:
    rows: list[NoteRow] = []
    before = ""
    for heading, annotation in pairs:
        rows.append(NoteRow(annotation, heading if heading != before else ""))
        before = heading
    return rows


def _title(annotation: Annotation, titles: Mapping[str, Row]) -> str:
    row = titles.get(annotation.article)
    return row.title if row is not None else annotation.article


class NoteItem(Struct, frozen=True):
    """The lines of one row: what stands above it, and what the cursor is on."""

    above: tuple[Line, ...]
    body: tuple[Line, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return (*self.above, *self.body)


def item(
    row: NoteRow,
    width: int,
    grouping: Grouping,
    titles: Mapping[str, Row],
    *,
    first: bool,
    chosen: bool,
) -> NoteItem:
    """The lines of one row in ``width`` cells; ``chosen`` is part of a multiple selection."""
    one = row.annotation
    above = [] if first else [Line()]
    if row.heading:
        above += [Line((Piece(text, "heading"),)) for text in fold(row.heading, width, 1)]
    lines: list[Line] = []
    room = max(4, width - _MARGIN)
    sign = Piece("✓ " if chosen else "  ", "strong")
    digit = Piece(f"{DIGITS[one.colour]} ", f"bar-{one.colour.value}")
    indent = Piece(" " * _MARGIN)
    quote = fold(one.exact, room, QUOTE_LINES) or [""]
    lines.append(Line((sign, digit, Piece(quote[0], "quote"))))
    lines += [Line((indent, Piece(text, "quote"))) for text in quote[1:]]
    if one.note:
        said = fold(one.note, room - 2, NOTE_LINES)
        lines.append(Line((indent, Piece("✎ ", "quiet"), Piece(said[0], "note"))))
        lines += [Line((indent, Piece("  "), Piece(text, "note"))) for text in said[1:]]
    facts = _facts(one, grouping, titles)
    lines += [Line((indent, Piece(text, "quiet"))) for text in fold(facts, room, 1) if text]
    return NoteItem(tuple(above), tuple(lines))


def _facts(one: Annotation, grouping: Grouping, titles: Mapping[str, Row]) -> str:
    tags = " ".join(f"#{tag}" for tag in one.tags)
    row = titles.get(one.article)
    parts = [tags]
    if grouping is not Grouping.NEWEST:
        parts.append(wording.day(one.created.date()))
    if row is not None and row.outlet:
        parts.append(row.outlet)
    if grouping is not Grouping.ARTICLE:
        parts.append(_title(one, titles))
    return " · ".join(part for part in parts if part)
