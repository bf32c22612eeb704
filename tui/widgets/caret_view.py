"""A page on which one moves and selects by keys.

The actions here are those of the registry's commands for moving and selecting;
where they lead is worked out in :mod:`tui.widgets.reader_caret`.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.geometry import Region

from index.article import Span
from tui import motions
from tui.motions import Unit
from tui.widgets import reader_peek
from tui.widgets.hints import keyed
from tui.widgets.lines import Line
from tui.widgets.page_view import PageView
from tui.widgets.reader_caret import Caret, Grain
from tui.widgets.reader_text import Spots

_COUNT_AT_MOST = 9_999


class CaretView(PageView):
    """A page with a caret that keys move; counts, jumps and selections."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._count = 0

    @property
    def caret(self) -> int:
        """The code point that the caret is on."""
        return self._caret.offset

    @property
    def selected(self) -> Span | None:
        """What is selected, if anything."""
        return self._caret.selected

    def peek(self) -> Line | None:
        if self._count:
            return reader_peek.counting(self._count)
        if self.selected is not None:
            return reader_peek.selecting(self.selected, self.page.text)
        return None

    def reveal(self, offset: int) -> None:
        """Bring ``offset`` onto the page if it is hidden; for those who hide things."""

    # Moving

    def _moving(self, move: Callable[[Caret], None]) -> None:
        """Move the caret and paint what that changes."""
        had_peek = self.peek() is not None
        before, selected = self._caret.place, self._caret.selected
        move(self._caret)
        self.show_caret()
        self._refresh_places(before, self._caret.place)
        self._refresh_selected(selected, self._caret.selected)
        self.caret_moved()
        if had_peek or self.peek() is not None:
            self.show_caret()
            self._refresh_last_line()

    def _refresh_selected(self, before: Span | None, now: Span | None) -> None:
        """Paint again the lines of which more or less is selected than before."""
        if before is None or now is None:
            changed = [span for span in (before, now) if span is not None]
        else:
            edges = ((before.start, now.start), (before.end, now.end))
            changed = [Span(min(pair), max(pair)) for pair in edges]
        for span in changed:
            first, last = self.page.place_of(span.start), self.page.place_of(span.end)
            self._refresh_places(*(place for place in self._places() if first <= place <= last))

    def _refresh_last_line(self) -> None:
        self.refresh(Region(0, self.size.height - 1, self.size.width, 1))

    def action_move(self, lines: int) -> None:
        count = self._take_count()
        self._moving(lambda caret: caret.lines(lines * count))

    def action_char(self, step: int) -> None:
        motion = motions.right if step > 0 else motions.left
        count = self._take_count() * abs(step)
        self._moving(lambda caret: caret.move(motion, count))

    def action_motion(self, name: str) -> None:
        count = self._take_count()
        self._moving(lambda caret: caret.move(motions.MOTIONS[name], count))

    def action_page(self, pages: float) -> None:
        for _ in range(self._take_count()):
            self.page_by(pages)
        self.caret_moved()

    def action_top(self) -> None:
        self._moving(Caret.top)

    def action_bottom(self) -> None:
        self._moving(Caret.bottom)

    def action_line_start(self) -> None:
        self._moving(Caret.line_start)

    def action_line_end(self) -> None:
        self._moving(Caret.line_end)

    def action_count(self) -> None:
        """Add the figure just pressed to the count for the next motion."""
        figure = keyed(self.app).pressed[-1].removeprefix("alt+")
        if figure.isdecimal():
            self._count = min(_COUNT_AT_MOST, self._count * 10 + int(figure))
            self._refresh_last_line()
            self.caret_moved()

    def _take_count(self) -> int:
        count, self._count = max(1, self._count), 0
        return count

    def _jump(self, spots: Spots, step: int) -> None:
        count = self._take_count()
        found = spots.after(self.caret, count) if step > 0 else spots.before(self.caret, count)
        if found is not None:
            self._jump_to(found.start)

    def _jump_to(self, offset: int) -> None:
        self.reveal(offset)
        self._moving(lambda caret: self.put_caret(offset))

    # Selecting

    def action_select(self, grain: str) -> None:
        self._moving(lambda caret: caret.select(Grain(grain)))

    def action_swap(self) -> None:
        self._moving(Caret.swap)

    def action_object(self, unit: str, around: bool = False) -> None:
        count = self._take_count()
        self._moving(lambda caret: caret.select_object(Unit(unit), count, around=around))

    def action_cancel(self) -> None:
        self._moving(Caret.cancel)
