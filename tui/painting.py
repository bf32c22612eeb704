"""Sends the terminal what has changed on it, and nothing else.

Textual redraws a widget as a whole when anything about it is new. What the
terminal shows already is known here cell by cell, so that of such a drawing
only the cells that differ are sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby, repeat
from operator import itemgetter
from typing import Any, TypeAlias

from rich.color import Color, ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._cells import cell_len
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.geometry import Size
from textual.strip import Strip

from index.steering import REPLACEMENT, steers

_WORTH_A_MOVE = 6
"""Cells that are sent again, though nothing changed in them, rather than passed over."""

Look: TypeAlias = tuple[frozenset[str], str, str]
"""What the terminal is told of a style: attributes, colour (empty: any) and background."""

Cell: TypeAlias = tuple[Any, Any]
"""A character and its look; or, where characters are not one cell wide, a whole
piece of a line and the place in it."""

Piece: TypeAlias = tuple[int, int, Strip]
"""Where a piece of a line is drawn (x, y), and what."""

_CHARACTER, _LOOK = itemgetter(0), itemgetter(1)
_UNKNOWN: Cell = (None, None)
_PLAIN: Look = (frozenset(), "39", "49")
_OFF = {
    "1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "6": "25", "7": "27", "8": "28",
    "9": "29", "21": "24", "51": "54", "52": "54", "53": "55",
}  # fmt: skip
"""What ends each attribute, without touching the colours."""
_SEEN_ON_BLANKS = frozenset({"4", "7", "9", "21", "53"})
"""Attributes that show where there is nothing but a background: lines, and reversed colours."""


class ChangesOnly(CompositorUpdate):
    """A drawing, less what the terminal shows already."""

    def __init__(self, pieces: Iterable[Piece], shown: Shown) -> None:
        self._pieces = pieces
        self._shown = shown

    def render_segments(self, console: Console) -> str:
        """What to write to the terminal, which shows the drawing then."""
        pen = _Pen(console)
        for x, y, strip in self._pieces:
            self._shown.take(x, y, strip, pen)
        return pen.end()


class _Pen:
    """Writes for a terminal that keeps the last colours until it is told others."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self.colors = console._color_system
        self._look = _PLAIN
        self._sent: list[str] = []

    def strip(self, x: int, y: int, strip: Strip) -> None:
        """Draw a piece of a line as it is."""
        self._turn(_PLAIN)
        self._sent.append(_at(x, y) + _harmless(strip).render(self._console))

    def cells(self, x: int, y: int, cells: list[Cell]) -> None:
        """Draw characters that are one cell wide each."""
        self._sent.append(_at(x, y))
        for look, same in groupby(cells, key=_LOOK):
            self._turn(look)
            self._sent.append("".join(map(_CHARACTER, same)))

    def end(self) -> str:
        """All that was drawn, for a terminal in its plain colours, in which it is left."""
        self._turn(_PLAIN)
        return "".join(self._sent)

    def _turn(self, look: Look) -> None:
        attributes, color, background = look
        was, was_color, was_background = self._look
        if not color and not was & _SEEN_ON_BLANKS:
            attributes, color = was, was_color
        color = color or _PLAIN[1]
        now = attributes, color, background
        if now == self._look:
            return
        ended = {_OFF[code] for code in was - attributes}
        # What ends one attribute may end others with it: 22 ends bold and dim.
        begun = {code for code in attributes if code not in was or _OFF[code] in ended}
        codes = [*sorted(ended), *sorted(begun)]
        if color != was_color:
            codes.append(color)
        if background != was_background:
            codes.append(background)
        self._sent.append(f"\x1b[{'' if now == _PLAIN else ';'.join(codes)}m")
        self._look = now


def _look_of(style: Style | None, colors: ColorSystem | None) -> Look:
    if style is None or colors is None:
        return _PLAIN
    # The meta data of styles differ from place to place, and nobody sees them.
    attributes = style._attributes & style._set_attributes
    return _look(style.color, style.bgcolor, attributes, colors)


@lru_cache(maxsize=4096)
def _look(
    color: Color | None, background: Color | None, attributes: int, colors: ColorSystem
) -> Look:
    codes = {code for bit, code in Style._style_map.items() if attributes >> bit & 1}
    return (
        frozenset(codes),
        _code(color, colors, is_front=True) or _PLAIN[1],
        _code(background, colors, is_front=False) or _PLAIN[2],
    )


def _code(color: Color | None, colors: ColorSystem, *, is_front: bool) -> str:
    return "" if color is None else ";".join(color.downgrade(colors).get_ansi_codes(is_front))


@lru_cache(maxsize=4096)
def _look_of_blanks(look: Look) -> Look:
    attributes, _, background = look
    return look if attributes & _SEEN_ON_BLANKS else (_PLAIN[0], "", background)


class Shown:
    """The cells that the terminal shows, as far as they are known."""

    def __init__(self) -> None:
        self._size = Size(0, 0)
        self._rows: list[list[Cell]] = []
        self._strips: list[dict[int, Strip]] = []

    def forget(self) -> None:
        """Something else may have written to the terminal."""
        self._size, self._rows, self._strips = Size(0, 0), [], []

    def lessened(self, update: Any, size: Size) -> Any:
        """What is to be drawn in the place of ``update`` on a screen of ``size``."""
        if size != self._size:
            self._size = size
            self._rows = [[_UNKNOWN] * size.width for _ in range(size.height)]
            self._strips = [{} for _ in range(size.height)]
        if isinstance(update, LayoutUpdate):
            return ChangesOnly(_of_layout(update), self)
        if isinstance(update, ChopsUpdate):
            return ChangesOnly(_of_chops(update), self)
        if update is not None:
            self.forget()
        return update

    def take(self, x: int, y: int, strip: Strip, pen: _Pen) -> None:
        """Have the terminal show ``strip`` at ``x`` in line ``y``."""
        row = self._rows[y] if 0 <= y < len(self._rows) else []
        end = x + strip.cell_length
        if not 0 <= x <= end <= len(row):
            self.forget()
            pen.strip(x, y, strip)
            return
        drawn = self._strips[y]
        if drawn.get(x) is strip:
            return
        for first in [at for at, one in drawn.items() if at < end and at + one.cell_length > x]:
            del drawn[first]
        drawn[x] = strip
        new = _cells_of(strip, pen.colors)
        if new is None:
            new = [(strip, place) for place in range(end - x)]
            if new != row[x:end]:
                pen.strip(x, y, strip)
        else:
            for first, last in _changed(row[x:end], new):
                pen.cells(x + first, y, new[first:last])
        row[x:end] = new


def _of_layout(update: LayoutUpdate) -> Iterator[Piece]:
    for y, line in enumerate(update.strips, update.region.y):
        x = update.region.x
        for strip in line:
            yield x, y, strip
            x += strip.cell_length


def _of_chops(update: ChopsUpdate) -> Iterator[Piece]:
    for y, first, last in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is None or x >= last or end <= first:
                continue
            yield x, y, strip if end <= last else strip.crop(0, last - x)


def _cells_of(strip: Strip, colors: ColorSystem | None) -> list[Cell] | None:
    """The cells of a strip, ``None`` where its characters are not one cell wide each."""
    cells: list[Cell] = []
    for text, style, control in strip:
        if control or (style is not None and style.link):
            return None
        if not ((text.isascii() and text.isprintable()) or all(map(_is_single, text))):
            return None
        look = _look_of(style, colors)
        cells.extend(zip(text, repeat(_look_of_blanks(look) if text.isspace() else look)))
    return cells


@lru_cache(maxsize=4096)
def _is_single(char: str) -> bool:
    return cell_len(char) == 1 and not steers(char)


def _harmless(strip: Strip) -> Strip:
    """A strip in which nothing steers the terminal.

    Text is cleaned where it comes in. That none that was not gets any further does not
    depend on where it came in: a library may have been made by something else than culm.
    """
    if not any(steers(text) for text, _, control in strip if not control):
        return strip
    return Strip(
        one if one.control else Segment("".join(map(_replaced, one.text)), one.style)
        for one in strip
    )


@lru_cache(maxsize=4096)
def _replaced(char: str) -> str:
    """What is shown of a character, as wide as it was counted."""
    return REPLACEMENT * cell_len(char) if steers(char) else char


def _changed(old: list[Cell], new: list[Cell]) -> Iterator[tuple[int, int]]:
    """The runs ``[first, last)`` of cells that differ, near ones as one."""
    if old == new:
        return
    first = last = -1
    for place, (before, now) in enumerate(zip(old, new, strict=True)):
        if before == now:
            continue
        if first < 0:
            first = place
        elif place - last > _WORTH_A_MOVE:
            yield first, last
            first = place
        last = place + 1
    if first >= 0:
        yield first, last


def _at(x: int, y: int) -> str:
    return f"\x1b[{y + 1};{x + 1}H"
