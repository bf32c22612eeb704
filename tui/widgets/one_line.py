"""A widget of one line, painted by roles; pieces of it can be clicked."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.rendering.cells import width_of
from tui.widgets.lines import Line, Piece, paint


class OneLine(Widget):
    """Says one :class:`~tui.widgets.lines.Line`."""

    DEFAULT_CSS = "OneLine { height: 1; }"
    ROLES: ClassVar[tuple[str, ...]] = (
        "name", "facts", "key", "word", "warning", "busy",
        "person", "org", "place", "norp", "event", "law", "misc",
    )  # fmt: skip
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"one-line--{role}" for role in ROLES}

    class Clicked(Message):
        """The piece with ``action`` was clicked."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._line = Line()
        self._actions: tuple[tuple[Piece, str], ...] = ()
        self._styles_now: dict[str, Style] = {}

    @property
    def cells(self) -> int:
        """The room that the whole line would take."""
        return sum(width_of(piece.text) for piece in (*self._line.left, *self._line.right))

    def say(self, content: Line, actions: tuple[tuple[Piece, str], ...] = ()) -> None:
        """Show ``content``. ``actions`` name what a click on a piece of its left side asks for."""
        if (content, actions) != (self._line, self._actions):
            self._line, self._actions = content, actions
            self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if y:
            return Strip.blank(width, self.rich_style)
        styles = self._styles()
        return paint(self._line, width, styles, styles["ground"])

    def _styles(self) -> dict[str, Style]:
        if not self._styles_now:
            self._styles_now = {"ground": self.rich_style} | {
                role: self.get_component_rich_style(f"one-line--{role}", partial=True)
                for role in self.ROLES
            }
        return self._styles_now

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles_now = {}

    def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset(self)
        if place is None:
            return
        actions = {id(piece): action for piece, action in self._actions}
        x = 0
        for piece in self._line.left:
            x += width_of(piece.text)
            if place.x < x:
                if id(piece) in actions:
                    self.post_message(self.Clicked(actions[id(piece)]))
                return
