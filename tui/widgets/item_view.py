"""Items of different heights on the lines of a screen: laid out, painted, clicked, scrolled.

Only items on and next to the screen are ever made. What the items are a list that
builds on this says.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.strip import Strip

from tui.rendering.cells import width_of
from tui.widgets.article_item import WAITING, Item
from tui.widgets.bar_drag import BarDrag
from tui.widgets.drawn_lines import drawn_lines, thumb_rows
from tui.widgets.lines import Line, Piece, fold, paint
from tui.widgets.list_window import ListWindow
from tui.widgets.windowed import Windowed

WHEEL_LINES = 3


class ItemView(Windowed, BarDrag, can_focus=True):
    """Shows as many items as its window counts; component classes give the styles by role."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._window = ListWindow(lambda position: self._item(position).height)
        self._items: dict[int, Item] = {}
        self._screen: list[tuple[int, int]] | None = None
        self._strips: dict[tuple[int, int, bool, str], Strip] = {}
        self._bar: list[Strip] | None = None
        self._styles_now: dict[str, Style] = {}
        self._empty_words: tuple[str, ...] = ()

    # What a list says

    def _make_item(self, position: int) -> Item:
        """The item at a position; ``WAITING`` while it is not known."""
        raise LookupError(position)

    def _shown(self, positions: Sequence[int]) -> None:
        """These items came to the screen."""

    def _moved(self) -> None:
        """The cursor is on another item now."""

    def sign_of(self, position: int, number: int) -> Piece | None:
        """What stands before line ``number`` of an item in the place of the cursor's bar."""
        return None

    def _click_on(self, position: int, *, ctrl: bool, shift: bool) -> bool:
        """An item was clicked with a key held down; whether that meant something."""
        return False

    def action_open(self) -> None:
        """Open the item under the cursor."""

    # Moving

    def _go(self, position: int) -> None:
        """Put the cursor on an item, or on the nearest there is."""
        window = self._window
        if not window.count:
            return
        before, place = window.cursor, window.place
        window.go(position)
        if window.cursor == before:
            return
        if window.place == place:
            self._refresh_items(before, window.cursor)
        else:
            self._scrolled()
        self._moved()

    # Layout

    def _lay(self, count: int, cursor: int, line: int | None) -> None:
        """There are ``count`` items now, with the cursor on one that begins in ``line``.

        That is where the cursor was (:attr:`line_of_cursor`) before the items changed.
        """
        self._forget_layout()
        self._window.count, self._window.cursor = count, cursor
        self._put_cursor_at(line)

    @property
    def line_of_cursor(self) -> int | None:
        """The line of the view in which the item under the cursor begins."""
        return self._window.lines_above_cursor()

    def _put_cursor_at(self, line: int | None) -> None:
        self._window.put_cursor_at(self.size.height // 3 if line is None else line)
        self._window.show_cursor()

    def _forget_layout(self) -> None:
        self._items.clear()
        self._strips.clear()
        self._screen = self._bar = None
        self.refresh()

    def _scrolled(self) -> None:
        self._screen = self._bar = None
        self.refresh()

    def _item(self, position: int) -> Item:
        made = self._items.get(position)
        if made is None:
            made = self._make_item(position)
            if made is not WAITING:
                self._items[position] = made
        return made

    def _lines(self) -> list[tuple[int, int]]:
        """For each line of the screen: the position of its item and the line within it."""
        if self._screen is None:
            self._screen = self._window.lines()
            self._shown(list(dict.fromkeys(position for position, _ in self._screen)))
        return self._screen

    def _refresh_items(self, *positions: int) -> None:
        width = self.size.width
        for y, (position, _) in enumerate(self._lines()):
            if position in positions:
                self.refresh(Region(0, y, width, 1))

    # Painting

    def render_lines(self, crop: Region) -> list[Strip]:
        return drawn_lines(self, crop, super().render_lines)

    def render_line(self, y: int) -> Strip:
        if not self._window.count:
            return self._render_empty(y)
        lines = self._lines()
        width = self.size.width
        if y >= len(lines):
            return Strip.blank(width, self._ground)
        position, number = lines[y]
        is_cursor = position == self._window.cursor and number >= len(self._item(position).heading)
        thumb = self._thumb(y)
        key = (position, number, is_cursor, thumb.text)
        strip = self._strips.get(key)
        if strip is None:
            drawn = self._render_item_line(position, number, is_cursor, width - 1)
            strip = Strip([*drawn, *thumb], width)
            if self._item(position) is not WAITING:
                self._strips[key] = strip
        return strip

    def _render_item_line(self, position: int, number: int, is_cursor: bool, width: int) -> Strip:
        made = self._item(position)
        styles = self._role_styles()
        content = (*made.heading, *made.body)[number]
        ground = self._ground
        if is_cursor:
            focused = self.has_focus
            ground += styles["cursor" if focused else "cursor-blurred"]
            bar = Piece("▌", "bar" if focused else "bar-blurred")
        else:
            bar = Piece(" ")
        bar = self.sign_of(position, number) or bar
        return paint(
            Line((bar, *content.left), (*content.right, Piece(" "))), width, styles, ground
        )

    def _render_empty(self, y: int) -> Strip:
        room = self.size.width - 4
        told = [
            line
            for words in self._empty_words
            for line in (fold(words, room) if width_of(words) > room else (words,))
        ]
        words = told[y - 1] if 1 <= y <= len(told) else ""
        return paint(
            Line((Piece(words, "note"),)), self.size.width, self._role_styles(), self._ground, 2
        )

    def _thumb(self, y: int) -> Strip:
        """The cell of the scroll bar on line ``y``."""
        if self._bar is None:
            self._bar = self._scroll_bar()
        return self._bar[y]

    def _scroll_bar(self) -> list[Strip]:
        """The scroll bar's cell for every line of the screen."""
        height, count = self.size.height, self._window.count
        shown = max(1, len({position for position, _ in self._lines()}))
        styles = self._role_styles()
        blank = paint(Line(), 1, styles, self._ground)
        thumb = paint(Line((Piece("┃", "thumb"),)), 1, styles, self._ground)
        rows = thumb_rows(height, self._window.top, shown, count)
        return [thumb if y in rows else blank for y in range(height)]

    @property
    def _ground(self) -> Style:
        """The style under everything; worked out once, it is asked for on every line."""
        return self._role_styles()["ground"]

    def _role_styles(self) -> dict[str, Style]:
        if not self._styles_now:
            self._styles_now = {"ground": self.rich_style} | {
                name.partition("--")[2]: self.get_component_rich_style(name, partial=True)
                for name in self.COMPONENT_CLASSES
            }
        return self._styles_now

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles_now = {}
        self._strips.clear()
        self._bar = None

    # Events

    def on_resize(self) -> None:
        above = self._window.lines_above_cursor()
        self._forget_layout()
        self._window.height = self.size.height
        self._put_cursor_at(above)

    def on_focus(self) -> None:
        self._strips.clear()

    def on_blur(self) -> None:
        self._strips.clear()

    def has_bar(self) -> bool:
        shown = len({position for position, _ in self._lines()})
        return bool(thumb_rows(self.size.height, self._window.top, shown, self._window.count))

    def bar_to(self, part: float) -> None:
        self._go(round(part * (self._window.count - 1)))

    def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset(self)
        if place is None or not self._window.count or self.is_on_bar(event):
            return
        lines = self._lines()
        if place.y < len(lines):
            if self._click_on(lines[place.y][0], ctrl=event.ctrl, shift=event.shift):
                return
            self._go(lines[place.y][0])
            if event.chain == 2:
                self.action_open()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self._wheel(WHEEL_LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self._wheel(-WHEEL_LINES)

    def _wheel(self, lines: int) -> None:
        self._window.wheel(lines)
        self._scrolled()
