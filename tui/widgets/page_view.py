"""A page on the screen: scrolling, the caret in sight, the mouse.

Its lines are painted by :mod:`tui.widgets.page_lines`.
"""

from __future__ import annotations

from textual import events

from index.article import Span
from tui.rendering.layout import Place
from tui.widgets.bar_drag import BarDrag
from tui.widgets.page_lines import PageLines
from tui.widgets.reader_caret import Grain

CONTEXT_LINES = 2
"""Lines kept in sight above and below the caret."""
DOWN_THE_VIEW = 0.33
"""How far down the view the caret stands after it went out of sight."""
WHEEL_LINES = 3


class PageView(PageLines, BarDrag):
    """Shows a :class:`~tui.rendering.layout.Page` with a caret."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._dragging = False

    # The view

    def _go_to_top(self, top: Place) -> None:
        last = self.page.step(self.page.bottom, 1 - self._rows)
        top = min(top, last)
        if top != self._top:
            self._top = top
            self._view = None
            self.refresh()

    def show_caret(self, context: int = CONTEXT_LINES) -> None:
        """Scroll as little as brings the caret, and some lines around it, into sight."""
        if not self.size.height:
            return
        rows = self._rows
        context = min(context, (rows - 1) // 2)
        place = self._caret.place
        if place <= self.page.step_text(self.page.top, 0 if self._first_is_text() else 1):
            self._go_to_top(self.page.top)
            return
        above = self.page.step(place, -context)
        below = self.page.step(place, context)
        if above < self._top:
            self._go_to_top(above)
        elif self.page.lines_between(self._top, below, rows + 1) >= rows:
            self._go_to_top(self.page.step(below, 1 - rows))

    def _first_is_text(self) -> bool:
        return self.page.line(self.page.top).holds_text

    def put_caret(self, offset: int) -> None:
        """Go to ``offset``; when that is out of sight, have it a third down the view."""
        place = self.page.place_of(offset)
        before = self._caret.place
        self._caret.put(offset)
        if place not in self._places()[: self._rows - 1]:
            self._go_to_top(self.page.step(place, -int(self._rows * DOWN_THE_VIEW)))
        self.show_caret()
        self._refresh_places(before, self._caret.place)

    def scroll_lines(self, lines: int) -> None:
        """Scroll by lines; the caret comes along when it would go out of sight."""
        self._go_to_top(self.page.step(self._top, lines))
        place = self._caret.place
        first, rows = self._top, self._rows
        if place < first:
            self._caret.to_line(first)
        elif self.page.lines_between(first, place, rows) >= rows:
            self._caret.to_line(self.page.step(first, rows - 1))
            if self.page.lines_between(first, self._caret.place, rows) >= rows:
                self._caret.to_line(self.page.step_text(self._caret.place, -1))
        self.refresh()

    def page_by(self, pages: float) -> None:
        """Scroll by screenfuls with two lines of overlap, the caret with it."""
        lines = max(1, int(abs(pages) * self._rows) - (2 if abs(pages) >= 1 else 0))
        lines = lines if pages > 0 else -lines
        before = self._top
        self._go_to_top(self.page.step(before, lines))
        if self._top == before:
            self._caret.bottom() if pages > 0 else self._caret.top()
        else:
            self._caret.to_line(self.page.step(self._caret.place, lines))
        self.show_caret(0)
        self.refresh()

    def visible_span(self) -> Span:
        """The stretch of the text that is on the screen."""
        view = self._places()[: self._rows]
        spans = [self.page.line(place) for place in view if self.page.line(place).holds_text]
        if not spans:
            return Span(0, 0)
        return Span(spans[0].start, spans[-1].end)

    def rows_of(self, span: Span) -> range:
        """The rows of the terminal in which ``span`` is seen; empty when it is not."""
        first, last = self.page.place_of(span.start), self.page.place_of(span.end)
        view = self._places()[: self._rows]
        rows = [row for row, place in enumerate(view, self.region.y) if first <= place <= last]
        return range(rows[0], rows[-1] + 1) if rows else range(0)

    # The mouse

    def offset_under(self, x: int, y: int) -> int | None:
        """The offset drawn at a cell of the view; ``None`` beside the text."""
        places = self._places()
        if not 0 <= y < min(len(places), self._rows):
            return None
        line = self.page.line(places[y])
        if not line.holds_text:
            return None
        return self.page.offset_at(places[y], max(0, x - self._left))

    def has_bar(self) -> bool:
        return self._thumb is not None

    def bar_to(self, part: float) -> None:
        last = self.page.step(self.page.bottom, 1 - self._rows)
        top = self.page.place_of(round(part * self.page.length))
        self._go_to_top(self.page.top if part == 0 else last if part == 1 else top)
        # The caret comes along when it would go out of sight.
        self.scroll_lines(0)
        self.caret_moved()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        offset = self._offset_of(event)
        # The first column is the edge of a pane, which drags to another width.
        at_edge = event.x == 0 and self.region.x > 0
        if offset is None or event.button != 1 or at_edge or self.is_on_bar(event):
            return
        self._caret.cancel()
        self.refresh()
        self._caret.put(offset, -1)
        self._dragging = True
        self.capture_mouse()
        self.caret_moved()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if not self._dragging:
            return
        y = event.get_content_offset_capture(self).y
        if self._caret.selection is not None and not 0 <= y < self._rows:
            # Beyond the edge of the view: it comes along, and the selection grows with it.
            self.scroll_lines(1 if y > 0 else -1)
            self.caret_moved()
            return
        offset = self._offset_of(event)
        if offset is None or offset == self._caret.offset:
            return
        if self._caret.selection is None:
            self._caret.select(Grain.CHARACTER)
        self._caret.put(offset, -1)
        self.refresh()
        self.caret_moved()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if self._dragging:
            self._dragging = False
            self.release_mouse()

    def _offset_of(self, event: events.MouseEvent) -> int | None:
        place = event.get_content_offset_capture(self)
        return self.offset_under(place.x, place.y)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_lines(WHEEL_LINES)
        self.caret_moved()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_lines(-WHEEL_LINES)
        self.caret_moved()

    def caret_moved(self) -> None:
        """The caret is elsewhere now; for those who build on this view."""
