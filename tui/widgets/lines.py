"""Lines of text with roles, and how they are painted.

A pane first says *what* stands on each line (pure functions, from data to
:class:`Line`) and then paints the lines on the screen. Roles are names of
component classes, so that themes and style sheets decide what they look like.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.rendering.cells import fit, shown, width_of
from tui.rendering.wrap import wrap


class Piece(NamedTuple):
    """A stretch of a line: text from anywhere, and the role it plays."""

    text: str
    role: str = ""


class Line(Struct, frozen=True):
    """``left`` begins the line; ``right`` stands at its end and wins when room is short."""

    left: tuple[Piece, ...] = ()
    right: tuple[Piece, ...] = ()


def line(*pieces: Piece | str) -> Line:
    """A line of these pieces; a bare text has no role."""
    return Line(tuple(Piece(piece) if isinstance(piece, str) else piece for piece in pieces))


def fold(text: str, width: int, most: int = 0) -> list[str]:
    """``text`` broken into lines of ``width`` cells, as drawn; ``most`` 0 is no limit.

    When ``most`` lines do not hold it all, the last one ends in ``…``. Line
    ends in the text count as blanks.
    """
    if width < 1:
        return []
    flat = " ".join(text[: 40 * width * most].split() if most else text.split())
    ranges = wrap(flat, 0, len(flat), width)
    if not most or len(ranges) <= most:
        return [shown(flat, start, end) for start, end in ranges]
    kept = [shown(flat, start, end) for start, end in ranges[: most - 1]]
    rest = flat[ranges[most - 1][0] : ranges[most - 1][0] + 8 * width]
    return [*kept, fit(f"{rest} " if width_of(rest) > width else f"{rest}…", width)]


def paint(
    content: Line, width: int, styles: Mapping[str, Style], ground: Style, indent: int = 0
) -> Strip:
    """``content`` in exactly ``width`` cells; ``ground`` lies under every role's style."""
    right = [_segment(piece, styles, ground) for piece in content.right]
    room = width - indent - sum(width_of(segment.text) for segment in right)
    segments = [Segment(" " * indent, ground)] if indent else []
    for piece in content.left:
        segment = _segment(piece, styles, ground)
        is_cut = width_of(segment.text) > room
        if is_cut:
            segment = Segment(fit(segment.text, max(0, room)), segment.style)
        segments.append(segment)
        room -= width_of(segment.text)
        # A cut may leave a cell free, which is no room for what comes after it.
        if is_cut or room <= 0:
            break
    if room > 0:
        segments.append(Segment(" " * room, ground))
        room = 0
    # Strips are dear to make: one of known length, with neighbours of one style joined.
    pieces = Segment.simplify(segment for segment in (*segments, *right) if segment.text)
    if room == 0:
        return Strip(pieces, width)
    return Strip(pieces).adjust_cell_length(width, ground)


def _segment(piece: Piece, styles: Mapping[str, Style], ground: Style) -> Segment:
    style = styles.get(piece.role)
    return Segment(shown(piece.text), ground if style is None else ground + style)


def hit_pieces(text: str, hits: Sequence[tuple[int, int]], role: str, hit_role: str) -> list[Piece]:
    """``text`` cut at its hits: between them ``role``, on them ``hit_role``.

    ``hits`` are half-open ranges of code points, in text order.
    """
    pieces = []
    position = 0
    for start, end in hits:
        if start > position:
            pieces.append(Piece(text[position:start], role))
        if end > max(start, position):
            pieces.append(Piece(text[max(start, position) : end], hit_role))
            position = end
    if position < len(text):
        pieces.append(Piece(text[position:], role))
    return pieces
