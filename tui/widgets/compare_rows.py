"""The rows of a comparison on the screen: a cursor over rows, and the article chosen in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.strip import Strip

from tui.commands import Where
from tui.comparing import Told
from tui.widgets.entries import Entries
from tui.widgets.lines import Line, Piece, paint


class CompareRows(Entries):
    """Shows rows; the cursor's bar stands beside the sentence of the chosen article."""

    where = (Where.COMPARE,)
    ROLES: ClassVar[tuple[str, ...]] = (*Entries.ROLES, "differs", "only", "chosen")
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"entries--{role}" for role in ROLES}
    DEFAULT_CSS = """
    CompareRows {
        & > .entries--differs { color: $focus; text-style: bold underline; }
        & > .entries--only { color: $strong; }
        & > .entries--good { text-style: bold; }
        & > .entries--chosen { color: $focus; text-style: bold; }
    }
    """

    def __init__(
        self, opened: Callable[[], None], chosen: Callable[[int], None], *, id: str | None = None
    ) -> None:
        """``opened`` is called when a row is clicked twice, ``chosen`` with the cell clicked."""
        super().__init__(id=id)
        self._opened = opened
        self._chosen = chosen
        self._column = 0

    @property
    def column(self) -> int:
        """The place of the chosen article; in a row without it the nearest counts."""
        return self._column

    @column.setter
    def column(self, place: int) -> None:
        self._column = place
        self._strips.clear()
        self.refresh()

    @property
    def row(self) -> Told | None:
        """The row under the cursor."""
        target = self.target
        return target if isinstance(target, Told) else None

    def find(self, is_wanted: Callable[[Told], bool], step: int) -> bool:
        """Go to the next row (``step`` -1: the one before) that is wanted; false without any."""
        position = self._cursor + step
        while 0 <= position < len(self._entries):
            target = self._entries[position].target
            if isinstance(target, Told) and is_wanted(target):
                self._go(position)
                return True
            position += step
        return False

    def action_open(self) -> None:
        self._opened()

    def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset(self)
        if place is not None:
            self._chosen(place.x)

    def on_resize(self) -> None:
        # Lines are laid out anew, and the row that was read goes elsewhere.
        self.call_after_refresh(lambda: self._go(self._cursor))

    def _paint(self, content: Line, is_cursor: bool, width: int) -> Strip:
        styles = self._role_styles()
        ground = self.rich_style
        blurred = "" if self.has_focus else "-blurred"
        bar = ""
        if is_cursor and self.row is not None:
            ground += styles[f"cursor{blurred}"]
            bar = f"at-{self.row.holder(self._column)}"
        left = tuple(
            Piece("▌", f"bar{blurred}") if bar and piece.role == bar else piece
            for piece in content.left
        )
        return paint(Line(left, content.right), width, styles, ground)


class CompareHead(CompareRows, can_focus=False):
    """The articles over their columns."""
