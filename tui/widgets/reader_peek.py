"""What the reader says on its last line: about a selection, a count, an annotation."""

from __future__ import annotations

from collections.abc import Sequence

from index.article import Span
from index.notes.model import Annotation, PlacementStatus
from tui import motions
from tui.widgets.lines import Line, Piece
from tui.widgets.reader_look import DIGITS, OFFERED
from tui.widgets.reader_marks import Mark

_CHANGED = {
    PlacementStatus.EDITED: "this passage changed, = how it was",
    PlacementStatus.REVIEW: "is this still the place? = asks",
    PlacementStatus.ORPHAN: "gone; = what can be done",
    PlacementStatus.PINNED: "placed by hand",
}


def counting(count: int) -> Line:
    """A count is being typed."""
    return Line((Piece(f" {count} × …", "peek-strong"),))


def hinting(typed: str, leave: str) -> Line:
    """Letters stand on what can be jumped to; some of them were ``typed``, ``leave`` is a key."""
    begun = f" {typed} …" if typed else ""
    return Line(
        (
            Piece(f"{begun} type the letters", "peek-strong"),
            Piece(f" · {leave} leaves", "peek-quiet"),
        )
    )


def selecting(span: Span, text: str) -> Line:
    """Something is selected."""
    return Line((Piece(f" {motions.count_words(text, span)} selected", "peek-strong"),))


def reshaping(span: Span, text: str, keys: Sequence[str], swap: str, take: str) -> Line:
    """The ends of an annotation are being moved.

    ``keys`` are those of the colours, ``swap`` and ``take`` keys, too.
    """
    colours = f"{keys[0]} to {keys[-1]} colour; " if keys else ""
    return Line(
        (
            Piece(f" {motions.count_words(text, span)}", "peek-strong"),
            Piece(f"  {colours}move, {swap} the other end, {take} keeps it so", "peek-quiet"),
        )
    )


def placing(annotation: Annotation, take: str) -> Line:
    """The passage where ``annotation`` belongs is being looked for; the key ``take`` takes it."""
    return Line(
        (
            Piece(f" Select where it belongs, then {take}", "peek-strong"),
            Piece(f"  “{' '.join(annotation.exact.split())}”", "peek-quiet"),
        )
    )


def offered(mark: Mark, outlet: str, take: str, others: Sequence[Piece]) -> Line:
    """The caret is on what was marked in the copy that ``outlet`` printed.

    ``take`` tells what marks it here, too, ``others`` of what else lies here.
    """
    annotation = mark.annotation
    note = annotation.note.strip().splitlines() if annotation is not None else []
    pieces = [
        Piece(f" {OFFERED} {mark.colour.value} ", f"bar-{mark.colour.value}"),
        Piece(f" marked in {outlet or 'a copy'} ", "peek-strong"),
        Piece(f" {take} ", "peek"),
        *(Piece(f" ✎ {line}", "peek-quiet") for line in note[:1]),
    ]
    return Line(tuple(pieces), tuple(others))


def others_here(together: int, following: str) -> tuple[Piece, ...]:
    """That ``together`` annotations lie on each other, and what leads to the next."""
    if together <= 1:
        return ()
    words = ", ".join(filter(None, (f"one of {together} here", following)))
    return (Piece(f" {words} ", "peek-quiet"),)


def known(outlet: str, title: str, go: str) -> Line:
    """The caret is on a sentence whose news the user has read in another article.

    ``go`` tells what leads there.
    """
    return Line(
        (
            Piece(f" ✓ read in {outlet or 'another article'} ", "peek-strong"),
            Piece(f" {' '.join(title.split())}", "peek-quiet"),
        ),
        (Piece(f" {go} ", "peek"),),
    )


def annotated(mark: Mark, others: Sequence[Piece]) -> Line:
    """The caret is on an annotation; ``others`` tells of what else lies here."""
    annotation = mark.annotation
    if annotation is None:
        return Line((Piece(" saving …", "peek-quiet"),))
    pieces = [Piece(f" {DIGITS[mark.colour]} {mark.colour.value} ", f"bar-{mark.colour.value}")]
    changed = _CHANGED.get(mark.status)
    if changed:
        pieces.append(Piece(f" {changed} ", "peek-strong"))
    if annotation.note:
        first = annotation.note.strip().splitlines()[0]
        pieces.append(Piece(f" ✎ {first}", "peek"))
    if annotation.tags:
        pieces.append(Piece("  " + " ".join(f"#{tag}" for tag in annotation.tags), "peek-quiet"))
    return Line(tuple(pieces), tuple(others))
