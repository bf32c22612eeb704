"""A pane of entries: some lines each, a cursor over those that lead somewhere.

For everything that fits in memory: the event panel, help, the palette, the
reasons of a link. What stands there is made by a pure function from the width.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from msgspec import Struct
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.widgets.bar_drag import BarDrag
from tui.widgets.drawn_lines import drawn_lines, thumb_rows
from tui.widgets.lines import Line, Piece, paint


class Entry(Struct, frozen=True):
    """Lines that belong together. ``target`` is where they lead; ``None`` leads nowhere.

    The cursor begins on the first that ``begins``, else on the first with a target.
    """

    lines: tuple[Line, ...]
    target: object = None
    begins: bool = False


WHEEL_LINES = 3
_AROUND = 3
"""Cells beside what an entry says: the cursor's bar, a blank, the scroll bar."""
FIRST_SEEN = 2
"""Lines that are seen at least of the entry with the cursor, when entries are shown first."""
DIALOG_HEIGHT = 80
"""How much of the screen a dialog takes at most, in hundredths."""
Build = Callable[[int], Sequence[Entry]]
"""Makes the entries for a width in cells."""


class Entries(ScrollView, BarDrag, can_focus=True):
    """Shows entries and moves a cursor over those with a target."""

    # The bar is drawn here: Textual's comes and goes with a new layout of the whole screen,
    # and so does a new number of lines.
    DEFAULT_CSS = """
    Entries { overflow: hidden hidden; }
    """
    virtual_size = Reactive(Size(0, 0), layout=False)
    ROLES: ClassVar[tuple[str, ...]] = (
        "heading", "title", "facts", "quiet", "strong", "key", "cursor", "cursor-blurred", "bar",
        "bar-blurred", "thumb", "good", "bad", "hit", "person", "org", "place", "norp", "event",
        "law", "misc",
    )  # fmt: skip
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"entries--{role}" for role in ROLES}
    ALWAYS_LIVE = False
    """Whether the focus is on a line beside this: the cursor looks live, one click chooses."""
    BESIDE: ClassVar[int] = 2
    """Lines that a dialog has beside these: its border, and what else stands in it."""

    def __init__(self, build: Build | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._build: Build = build or (lambda width: ())
        self._entries: Sequence[Entry] = ()
        self._lines: list[tuple[int, Line]] = []
        self._starts: list[int] = []
        self._cursor = -1
        self._width = 0
        self._strips: dict[tuple[int, bool, bool], Strip] = {}
        self._styles_now: dict[str, Style] = {}
        self._tallest = 0

    @property
    def target(self) -> object:
        """Where the entry under the cursor leads; ``None`` when there is none."""
        return self._entries[self._cursor].target if self._cursor >= 0 else None

    def show(self, build: Build, *, keep_place: bool = False) -> None:
        """Show what ``build`` makes, from the top unless ``keep_place``.

        Then the cursor stays on what it is on, wherever that is now (:meth:`likeness`);
        if it is gone, on what stands in its place.
        """
        self._build = build
        y = int(self.scroll_y)
        self._width = 0
        if not keep_place:
            self._cursor = -1
        moved = self._lay_out()
        if not keep_place:
            y = self._top_at_first()
        elif self._top_for(self._cursor, y) != y:
            y = self._top_for(self._cursor, y + moved)
        self.scroll_to(y=y, animate=False, force=True)

    def go_to(self, is_wanted: Callable[[object], bool]) -> bool:
        """Put the cursor on the first entry whose target is wanted; false when there is none."""
        for position, entry in enumerate(self._entries):
            if entry.target is not None and is_wanted(entry.target):
                self._go(position)
                return True
        return False

    def likeness(self, before: object, now: object) -> int:
        """How surely ``now`` is the target that ``before`` was; 0 when it is another."""
        return int(before == now)

    # Layout

    def _lay_out(self) -> int:
        """Make the lines for the present width; by how many the cursor's entry has moved."""
        width = self.scrollable_content_region.width
        if width <= 0 or width == self._width:
            return 0
        self._width = width
        cursor, before = self._cursor, self._entries
        start = self._starts[cursor] if cursor >= 0 else 0
        self._entries = self._build(max(8, width - _AROUND))
        self._lines, self._starts = [], []
        for position, entry in enumerate(self._entries):
            self._starts.append(len(self._lines))
            self._lines += [(position, line) for line in entry.lines]
        self._strips.clear()
        found = self._again(before, cursor)
        if found is None:
            found = self._first() if cursor < 0 else self._nearest(cursor)
        self._cursor = found
        self.virtual_size = Size(width, len(self._lines))
        grew, self._tallest = len(self._lines) > self._tallest, max(self._tallest, len(self._lines))
        self.refresh(layout=grew and self.styles.is_auto_height)
        if cursor < 0 and self.styles.is_auto_height:
            self.call_after_refresh(self._begin)
        return self._starts[found] - start if cursor >= 0 and found >= 0 else 0

    def _again(self, before: Sequence[Entry], cursor: int) -> int | None:
        """Where what was at ``cursor`` stands now; ``None`` when it is gone."""
        if cursor < 0:
            return None
        target = before[cursor].target
        alike = [
            (self.likeness(target, entry.target), position)
            for position, entry in enumerate(self._entries)
            if entry.target is not None
        ]
        most = max((how for how, _ in alike), default=0)
        if not most:
            return None
        # Several lines may lead to the same: it is the first, second … of them again.
        number = sum(entry.target == target for entry in before[:cursor])
        places = [position for how, position in alike if how == most]
        return places[min(number, len(places) - 1)]

    def _first(self) -> int:
        """The entry on which the cursor is at first, else -1."""
        begins = (at for at, entry in enumerate(self._entries) if entry.begins)
        return self._nearest(next(begins, 0))

    @property
    def is_as_at_first(self) -> bool:
        """Whether cursor and view are where they were when this was shown."""
        first = self._first()
        return self._cursor == first and self.scroll_y == self._top_at_first()

    def _top_at_first(self) -> int:
        """The first line to show at first: what it is about, if the cursor is seen below it."""
        if (first := self._first()) < 0:
            return 0
        height = self.scrollable_content_region.height
        seen = min(FIRST_SEEN, len(self._entries[first].lines), height)
        return max(0, self._starts[first] + seen - height)

    def _begin(self) -> None:
        if self._cursor == self._first():
            self.scroll_to(y=self._top_at_first(), animate=False, force=True)

    def _nearest(self, position: int) -> int:
        """The entry with a target at or after ``position``, else the last before it, else -1."""
        targets = [at for at, entry in enumerate(self._entries) if entry.target is not None]
        return next((at for at in targets if at >= position), targets[-1] if targets else -1)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Where the height is that of the lines: as much of a dialog as they need.

        It does not shrink, so that nothing jumps while somebody narrows a choice.
        """
        most = viewport.height * DIALOG_HEIGHT // 100 - self.BESIDE
        return max(1, min(self._tallest, most))

    # Moving

    def action_move(self, delta: int) -> None:
        if self._cursor < 0:
            self.scroll_relative(y=delta, animate=False, force=True)
            return
        step = 1 if delta > 0 else -1
        position = self._cursor + step
        while 0 <= position < len(self._entries) and self._entries[position].target is None:
            position += step
        if 0 <= position < len(self._entries):
            self._go(position)
        else:
            self.scroll_to(y=0 if step < 0 else self.max_scroll_y, animate=False, force=True)

    def action_page(self, pages: float) -> None:
        height = self.scrollable_content_region.height
        lines = int(pages * height)
        if self._cursor < 0:
            self.scroll_relative(y=lines, animate=False, force=True)
            return
        goal = max(0, min(len(self._lines) - 1, self._starts[self._cursor] + lines))
        self._go(self._nearest(self._lines[goal][0]))

    def action_top(self) -> None:
        self._go(self._nearest(0))
        self.scroll_to(y=0, animate=False, force=True)

    def action_bottom(self) -> None:
        self._go(self._nearest(len(self._entries)))
        self.scroll_to(y=self.max_scroll_y, animate=False, force=True)

    def _top_for(self, position: int, top: int) -> int:
        """The first line to show so that an entry is on the screen: ``top`` if it can be."""
        if position < 0:
            return max(0, top)
        first, count = self._starts[position], len(self._entries[position].lines)
        height = self.scrollable_content_region.height
        if first < top:
            return max(0, first - 1)
        # Of an entry that is taller than the screen, the beginning.
        return max(0, top, min(first, first + count - height))

    def _go(self, position: int) -> None:
        if position < 0:
            return
        before, self._cursor = self._cursor, position
        top = int(self.scroll_y)
        if (goal := self._top_for(position, top)) != top:
            self.scroll_to(y=goal, animate=False, force=True)
        for changed in {before, position}:
            if changed >= 0:
                self.refresh_lines(self._starts[changed], len(self._entries[changed].lines))

    # Painting

    def render_lines(self, crop: Region) -> list[Strip]:
        return drawn_lines(self, crop, super().render_lines)

    def render_line(self, y: int) -> Strip:
        top, height = int(self.scroll_y), self.size.height
        number = y + top
        width = self.size.width
        if number >= len(self._lines):
            return Strip.blank(width, self._role_styles()["ground"])
        position, content = self._lines[number]
        is_cursor = position == self._cursor
        on_thumb = y in thumb_rows(height, top, height, len(self._lines))
        strip = self._strips.get((number, is_cursor, on_thumb))
        if strip is None:
            styles = self._role_styles()
            thumb = Segment("┃", styles["thumb"]) if on_thumb else Segment(" ", styles["ground"])
            strip = Strip([*self._paint(content, is_cursor, width - 1), thumb], width)
            self._strips[number, is_cursor, on_thumb] = strip
        return strip

    def _paint(self, content: Line, is_cursor: bool, width: int) -> Strip:
        styles = self._role_styles()
        ground, bar = styles["ground"], Piece(" ")
        if is_cursor:
            blurred = "" if self.has_focus or self.ALWAYS_LIVE else "-blurred"
            ground += styles[f"cursor{blurred}"]
            bar = Piece("▌", f"bar{blurred}")
        return paint(
            Line((bar, *content.left), (*content.right, Piece(" "))), width, styles, ground
        )

    def _role_styles(self) -> dict[str, Style]:
        if not self._styles_now:
            ground = self.rich_style
            self._styles_now = {"ground": ground} | {
                role: self.get_component_rich_style(f"entries--{role}", partial=True)
                for role in self.ROLES
            }
            self._styles_now["thumb"] = ground + self._styles_now["thumb"]
        return self._styles_now

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles_now = {}
        self._strips.clear()

    # Events

    def on_resize(self) -> None:
        self._lay_out()

    def on_focus(self) -> None:
        self._strips.clear()

    def on_blur(self) -> None:
        self._strips.clear()

    def has_bar(self) -> bool:
        return self.max_scroll_y > 0

    def bar_to(self, part: float) -> None:
        self._scroll_to_line(round(part * self.max_scroll_y))

    def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset(self)
        if place is None or self.is_on_bar(event):
            return
        number = place.y + int(self.scroll_y)
        if number >= len(self._lines):
            return
        position = self._lines[number][0]
        if self._entries[position].target is None:
            return
        self._go(position)
        if event.chain == 2 or self.ALWAYS_LIVE:
            self.action_open()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self._scroll_to_line(int(self.scroll_y) + WHEEL_LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self._scroll_to_line(int(self.scroll_y) - WHEEL_LINES)

    def _scroll_to_line(self, line: int) -> None:
        self.scroll_to(y=line, animate=False, force=True)

    def action_open(self) -> None:
        """Go where the entry under the cursor leads; panes say how."""
