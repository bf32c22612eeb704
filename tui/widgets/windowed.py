"""Lists of which a window is shown: the keys that move their cursor."""

from __future__ import annotations

from tui.widgets.list_window import ListWindow


class Windowed:
    """Moves the cursor of ``_window`` by items, screens and to the ends."""

    _window: ListWindow

    def _go(self, position: int) -> None:
        """Put the cursor on an item, or on the nearest there is."""
        raise LookupError(type(self).__name__)

    def action_move(self, delta: int) -> None:
        self._go(self._window.cursor + delta)

    def action_page(self, pages: float) -> None:
        self._go(self._window.page(pages))

    def action_top(self) -> None:
        self._go(0)

    def action_bottom(self) -> None:
        self._go(self._window.count - 1)
