"""Which part of a long list of items of different heights is on the screen: pure arithmetic.

The window is the first visible item and how many of its lines are above the
screen. Only items on and next to the screen are ever measured.
"""

from __future__ import annotations

from collections.abc import Callable


class ListWindow:
    """A view of ``count`` items on ``height`` lines with a cursor on one of the items."""

    def __init__(self, height_of: Callable[[int], int]) -> None:
        """``height_of`` tells how many lines (at least one) the item at a position takes."""
        self._height_of = height_of
        self.count = 0
        self.height = 0
        self.cursor = 0
        self.top = 0
        self.skip = 0

    @property
    def place(self) -> tuple[int, int]:
        """The first visible item and its lines above the screen."""
        return self.top, self.skip

    def lines(self) -> list[tuple[int, int]]:
        """For each line of the screen: the position of its item and the line within it."""
        found: list[tuple[int, int]] = []
        position, skip = self.top, self.skip
        while len(found) < self.height and position < self.count:
            count = self._height_of(position)
            found += [(position, number) for number in range(min(skip, count), count)]
            position, skip = position + 1, 0
        return found[: self.height]

    def go(self, position: int) -> None:
        """Put the cursor on an item and scroll as little as shows all of it."""
        self.cursor = max(0, min(self.count - 1, position))
        self.show_cursor()

    def show_cursor(self) -> None:
        """Scroll as little as shows the whole item under the cursor, and fill the screen."""
        if not self.count or not self.height:
            return
        if self.cursor < self.top or (self.cursor == self.top and self.skip):
            self.top, self.skip = self.cursor, 0
        elif self.cursor - self.top > self.height or self._cursor_end() > self.height:
            self.put_cursor_at(self.height - self._height_of(self.cursor))
        self._fill()

    def put_cursor_at(self, line: int) -> None:
        """Scroll so that ``line`` lines are above the cursor's item, as far as there are any."""
        top, skip = self.cursor, 0
        while line > 0 and top > 0:
            top -= 1
            height = self._height_of(top)
            skip = max(0, height - line)
            line -= height
        self.top, self.skip = top, skip

    def lines_above_cursor(self) -> int | None:
        """The lines of the screen above the cursor's item; ``None`` when it is not there."""
        if not self.count or not self.top <= self.cursor <= self.top + self.height:
            return None
        above = sum(map(self._height_of, range(self.top, self.cursor))) - self.skip
        return above if 0 <= above < self.height else None

    def page(self, pages: float) -> int:
        """The position that is ``pages`` screens from the cursor, at least one item away."""
        lines = max(1, int(abs(pages) * self.height) - 1)
        step = 1 if pages > 0 else -1
        position = self.cursor
        while 0 <= position + step < self.count and lines > 0:
            position += step
            lines -= self._height_of(position)
        return position

    def wheel(self, delta: int) -> None:
        """Scroll by ``delta`` lines; the cursor stays on its item, seen or not."""
        if not self.count:
            return
        top, skip = self.top, self.skip + delta
        while skip < 0 and top > 0:
            top -= 1
            skip += self._height_of(top)
        while top < self.count - 1 and skip >= self._height_of(top):
            skip -= self._height_of(top)
            top += 1
        self.top, self.skip = min((top, max(0, skip)), self._last_place())

    def _cursor_end(self) -> int:
        """The line below the cursor's item, counted from the top of the screen."""
        return sum(map(self._height_of, range(self.top, self.cursor + 1))) - self.skip

    def _fill(self) -> None:
        """Leave no empty lines below while there are items above."""
        if self.place != (0, 0) and self.count - self.top <= self.height:
            self.top, self.skip = min(self.place, self._last_place())

    def _last_place(self) -> tuple[int, int]:
        """The window that ends with the last line of the last item."""
        lines = self.height
        top, skip = self.count, 0
        while lines > 0 and top > 0:
            top -= 1
            height = self._height_of(top)
            skip = max(0, height - lines)
            lines -= height
        return top, skip
