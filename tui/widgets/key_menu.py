"""What may follow a key that was pressed: a box above the footer with all of it."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.strip import Strip

from tui.rendering.cells import fit, width_of
from tui.widgets.lines import Line, Piece, paint
from tui.widgets.one_line import OneLine

Chip = tuple[str, str, str]
"""Keys as shown, the word for what they do, and the id of the command."""

_BETWEEN = 3
_WIDEST = 40
_LINES_LEFT = 3
"""Lines of the screen that stay in sight at least."""


def menu_rows(chips: Sequence[Chip], width: int, most: int) -> list[list[Chip]]:
    """The chips in columns, read downwards, in at most ``most`` rows of ``width`` cells."""
    if not chips:
        return []
    column = _column(chips, width)
    columns = max(1, (width - 2 + _BETWEEN) // (column + _BETWEEN))
    count = min(max(1, most), -(-len(chips) // columns))
    shown = chips[: count * columns]
    return [list(shown[row::count]) for row in range(count)]


def _column(chips: Sequence[Chip], width: int) -> int:
    widest = max(width_of(keys) + 1 + width_of(word) for keys, word, _ in chips)
    return max(1, min(widest, _WIDEST, width - 2))


class KeyMenu(OneLine):
    """Lies over the screen while a sequence of keys has begun; clicks choose from it."""

    DEFAULT_CSS = """
    KeyMenu {
        layer: keys; dock: bottom; display: none; margin-bottom: 1; height: 1;
        background: $raised; border-top: solid $line;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._chips: Sequence[Chip] = ()
        self._rows: list[list[Chip]] = []

    def offer(self, chips: Sequence[Chip]) -> None:
        """Show these; without any, go."""
        self._chips = tuple(chips)
        self._lay_out()

    def on_mount(self) -> None:
        self._lay_out()

    def on_resize(self) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        # The footer hears of keys before this is on the screen, and while the screen goes.
        if not self.is_attached:
            return
        screen = self.screen.size
        self._rows = menu_rows(self._chips, screen.width, screen.height - _LINES_LEFT - 2)
        self.display = bool(self._rows)
        self.styles.height = len(self._rows) + 1
        self.refresh()

    def _pieces(self, row: Sequence[Chip]) -> list[tuple[Piece, str]]:
        column = _column(self._chips, self.size.width)
        pieces = [(Piece(" "), "")]
        for keys, word, command in row:
            word = fit(word, max(1, column - width_of(keys) - 1))
            gap = column - width_of(keys) - 1 - width_of(word) + _BETWEEN
            pieces += [
                (Piece(keys, "key"), command),
                (Piece(f" {word}", "word"), command),
                (Piece(" " * gap), ""),
            ]
        return pieces

    def render_line(self, y: int) -> Strip:
        if not 0 <= y < len(self._rows):
            return Strip.blank(self.size.width, self.rich_style)
        pieces = tuple(piece for piece, _ in self._pieces(self._rows[y]))
        return paint(Line(pieces), self.size.width, self._styles(), self.rich_style)

    def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset(self)
        if place is None or not 0 <= place.y < len(self._rows):
            return
        x = 0
        for piece, command in self._pieces(self._rows[place.y]):
            x += width_of(piece.text)
            if place.x < x:
                if command:
                    self.post_message(self.Clicked(command))
                return
