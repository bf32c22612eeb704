"""A scroll bar in the last column of a widget that the mouse can take hold of."""

from __future__ import annotations

from textual import events
from textual.widget import Widget


class BarDrag(Widget):
    """Has a scroll bar; whoever builds on this says whether there is one, and where it leads."""

    _drags_bar = False

    def has_bar(self) -> bool:
        """Whether there is more than is shown."""
        return False

    def bar_to(self, part: float) -> None:
        """Go this far into what there is: from 0 at its top to 1 at its end."""

    def is_on_bar(self, event: events.MouseEvent) -> bool:
        """Whether the mouse is on the scroll bar."""
        place = event.get_content_offset(self)
        return place is not None and place.x == self.size.width - 1 and self.has_bar()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.button == 1 and self.is_on_bar(event):
            event.stop()
            self._drags_bar = True
            self.capture_mouse()
            self._follow_mouse(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._drags_bar:
            event.stop()
            self._follow_mouse(event)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if self._drags_bar:
            self._drags_bar = False
            self.release_mouse()

    def _follow_mouse(self, event: events.MouseEvent) -> None:
        y = event.get_content_offset_capture(self).y
        self.bar_to(min(1.0, max(0.0, y / max(1, self.size.height - 1))))
