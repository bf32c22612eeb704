"""What the comparison of articles shows: pure, from its rows to entries.

Wide, the articles are columns and the sentences that tell the same stand side by side;
narrow, they stand one under the other, each behind the name of its outlet. A piece with
the role ``at-K`` is the cell where the cursor shows that article number K is chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from index.views import CoverageView
from tui import wording
from tui.comparing import Says, Show, Told, labels, sentence
from tui.rendering.cells import fit, width_of
from tui.rendering.wrap import wrap
from tui.widgets.entries import Entry
from tui.widgets.lines import Line, Piece, fold, hit_pieces

SIDE_BY_SIDE_FROM = 86
"""Cells from which the articles are columns; a screen of 90 has them."""
SIGNS = {Says.ONLY: "+", Says.DIFFERS: "≠", Says.ABOUT: "≈", Says.NEAR: "·"}
LEGEND = (
    Piece(f"{SIGNS[Says.ONLY]} ", "key"),
    Piece("only  ", "facts"),
    Piece(f"{SIGNS[Says.DIFFERS]} ", "key"),
    Piece("differs  ", "facts"),
    Piece(f"{SIGNS[Says.ABOUT]} ", "key"),
    Piece("alike  ", "facts"),
    Piece(f"{SIGNS[Says.NEAR]} ", "key"),
    Piece("near ", "facts"),
)
"""What the signs in the margin stand for, in a few words."""
LONGEST = 3000
"""Characters of a sentence that are shown; what is longer is no prose."""

_MARGIN = 3
_BETWEEN = 2
_TITLE_LINES = 2
_NAME_AT_LEAST = 9
_ROOMY = 56
_NOTHING = {
    Show.ALL: "These articles tell nothing in sentences.",
    Show.DIFFERENCES: "No number, date or quote differs in what they tell alike.",
    Show.ONLY: "Nothing is told by one of them alone.",
}
_SIGN_ROLES = {Says.ONLY: "good", Says.DIFFERS: "chosen", Says.ABOUT: "quiet", Says.NEAR: "quiet"}


def at(article: int) -> str:
    """The role of the cell that shows whether article number ``article`` is chosen."""
    return f"at-{article}"


def is_wide(width: int) -> bool:
    """Whether ``width`` cells have room for columns."""
    return width >= SIDE_BY_SIDE_FROM


def head_entries(view: CoverageView, chosen: int, width: int) -> Sequence[Entry]:
    """The articles, each over its column; ``chosen`` is set off."""
    room = _column(view, width)
    columns = []
    for place, (article, name) in enumerate(zip(view.articles, labels(view), strict=True)):
        when = fit(wording.short_publication(article.published), room - _NAME_AT_LEAST)
        name = fit(name, max(_NAME_AT_LEAST - 1, room - width_of(when) - 1))
        gap = max(1, room - width_of(name) - width_of(when))
        role = "chosen" if place == chosen else "strong"
        first = [Piece(name, role), Piece(" " * gap), Piece(when, "facts")]
        titles = [[Piece(text, "title")] for text in fold(article.title, room, _TITLE_LINES)]
        columns.append([first, *titles])
    return [Entry(tuple(_side_by_side(columns, [[]] * len(columns), room)))]


def compare_entries(
    view: CoverageView, rows: Sequence[Told], show: Show, width: int
) -> Sequence[Entry]:
    """The rows that are shown, in ``width`` cells; narrow ones begin with the articles.

    There are as many entries at every width, so that the cursor keeps its place.
    """
    head = () if is_wide(width) else _articles(view, width)
    entries = [Entry(tuple(head))]
    shown = [row for row in rows if show.has(row)]
    for number, row in enumerate(shown):
        if number:
            entries.append(Entry((Line(),)))
        lines = _columns(view, row, width) if is_wide(width) else _stacked(view, row, width)
        entries.append(Entry(tuple(lines), row))
    if not shown:
        words = fold(_NOTHING[show], width)
        entries.append(Entry(tuple(Line((Piece(" "), Piece(text, "quiet"))) for text in words)))
    return entries


def column_at(view: CoverageView, x: int, width: int) -> int:
    """The number of the article whose column has the cell ``x``, counted from the left edge."""
    return max(0, min(len(view.articles) - 1, x // (_MARGIN + _column(view, width) + _BETWEEN)))


def _column(view: CoverageView, width: int) -> int:
    """The cells of text in a column. The cell before the lines is the first margin's own."""
    count = len(view.articles)
    return (width + 1 - (count - 1) * _BETWEEN) // count - _MARGIN


def _articles(view: CoverageView, width: int) -> Iterator[Line]:
    titles = _TITLE_LINES if width >= _ROOMY else 1
    room = width + 1 - _MARGIN
    for article, name in zip(view.articles, labels(view), strict=True):
        when = wording.publication(article.published)
        for text in fold(f"{name} · {when}", room, 2):
            yield Line((Piece(" " * _MARGIN), Piece(text, "facts")))
        for text in fold(article.title, room, titles):
            yield Line((Piece(" " * _MARGIN), Piece(text, "title")))
    yield Line()


def _columns(view: CoverageView, row: Told, width: int) -> Iterator[Line]:
    room = _column(view, width)
    texts = [_wrapped(view, row, place, room) for place in range(len(view.articles))]
    signs = [_signs(row, place, len(text)) for place, text in enumerate(texts)]
    return _side_by_side(texts, signs, room)


def _stacked(view: CoverageView, row: Told, width: int) -> Iterator[Line]:
    names = labels(view)
    for place in row.articles:
        text = _wrapped(view, row, place, width + 1 - _MARGIN, f"{names[place]}  ")
        for sign, pieces in zip(_signs(row, place, len(text)), text, strict=True):
            yield Line((Piece(" ", at(place)), sign, Piece(" "), *pieces))


def _side_by_side(
    columns: Sequence[Sequence[Sequence[Piece]]], signs: Sequence[Sequence[Piece]], room: int
) -> Iterator[Line]:
    beside = [list(zip_longest(own, mark)) for own, mark in zip(columns, signs, strict=True)]
    for cells in zip_longest(*beside, fillvalue=((), None)):
        line: list[Piece] = []
        for place, (pieces, sign) in enumerate(cells):
            line += [Piece(" ", at(place)), sign or Piece(" "), Piece(" "), *(pieces or ())]
            used = sum(width_of(piece.text) for piece in pieces or ())
            if place < len(cells) - 1:
                line.append(Piece(" " * (room - used + _BETWEEN)))
        yield Line(tuple(line))


def _signs(row: Told, article: int, count: int) -> list[Piece]:
    """What stands in the margin beside the ``count`` lines of a sentence."""
    sign = SIGNS.get(row.says, " ")
    if row.says is Says.DIFFERS and not row.marks(article):
        sign = " "
    role = _SIGN_ROLES.get(row.says, "")
    rest = "│" if row.says is Says.ONLY else " "
    return [Piece(sign if not number else rest, role) for number in range(count)]


def _wrapped(
    view: CoverageView, row: Told, article: int, room: int, before: str = ""
) -> list[list[Piece]]:
    """The sentence of ``article`` in lines of ``room`` cells, behind what is ``before`` it."""
    number = row.sentences[article]
    if number is None:
        return []
    said, span = sentence(view, article, number)
    if len(said) > LONGEST:
        said = f"{said[:LONGEST]}…"
    text = before + said
    shift = len(before) - span.start
    marks = [(mark.start + shift, mark.end + shift) for mark in row.marks(article)]
    role = "only" if row.says is Says.ONLY else ""
    lines = []
    for start, end in wrap(text, 0, len(text), room):
        own = [
            (max(first, start) - start, min(last, end) - start)
            for first, last in marks
            if first < end and last > start
        ]
        pieces = hit_pieces(text[start:end], own, role, "differs")
        if start < len(before):
            pieces = _named(pieces, len(before) - start)
        lines.append(pieces)
    return lines


def _named(pieces: Sequence[Piece], length: int) -> list[Piece]:
    """``pieces`` with their first ``length`` characters as the name of an outlet."""
    named: list[Piece] = []
    for text, role in pieces:
        head, tail = text[:length], text[length:]
        length = max(0, length - len(text))
        named += [Piece(head, "facts")] * bool(head) + [Piece(tail, role)] * bool(tail)
    return named
