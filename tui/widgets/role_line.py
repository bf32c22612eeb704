"""One line of pieces in the roles of annotations; for dialogs and status lines."""

from __future__ import annotations

from typing import ClassVar

from textual.strip import Strip
from textual.widget import Widget

from index.notes.model import Colour
from tui.widgets.lines import Line, paint


class RoleLine(Widget):
    """Shows a :class:`~tui.widgets.lines.Line`; its roles are colours of marks, and shades."""

    ROLES: ClassVar[tuple[str, ...]] = (
        *(f"bar-{colour.value}" for colour in Colour),
        "quiet",
        "strong",
    )
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"role-line--{role}" for role in ROLES}
    DEFAULT_CSS = """
    RoleLine {
        height: 1;
        & > .role-line--quiet { color: $quiet; }
        & > .role-line--strong { color: $strong; text-style: bold; }
        & > .role-line--bar-yellow { color: $bar-yellow; text-style: bold; }
        & > .role-line--bar-green { color: $bar-green; text-style: bold; }
        & > .role-line--bar-blue { color: $bar-blue; text-style: bold; }
        & > .role-line--bar-pink { color: $bar-pink; text-style: bold; }
        & > .role-line--bar-purple { color: $bar-purple; text-style: bold; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._line = Line()

    def say(self, content: Line) -> None:
        """Show ``content``."""
        self._line = content
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if y:
            return Strip.blank(width, self.rich_style)
        styles = {
            role: self.get_component_rich_style(f"role-line--{role}", partial=True)
            for role in self.ROLES
        }
        return paint(self._line, width, styles, self.rich_style)
