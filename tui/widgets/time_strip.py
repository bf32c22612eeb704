"""The whole time axis on two lines: how events spread over it, and where one is."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import events
from textual.strip import Strip
from textual.widget import Widget

from index.library.knowledge.timeline import Timeline
from tui.told import Told
from tui.widgets.lines import Line, paint
from tui.widgets.timeline_lines import cell_of, day_of_cell, strip_lines

_ROLES = ("bars", "now", "facts")


class DayChosen(Told):
    """A place on the axis was clicked."""

    day: date


class TimeStrip(Widget):
    """Draws the axis; a click on it chooses a day."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"time-strip--{role}" for role in _ROLES}
    DEFAULT_CSS = """
    TimeStrip {
        height: 2; background: $ground; color: $text;
        & > .time-strip--bars { color: $entity-event; }
        & > .time-strip--now { color: $focus; text-style: bold; }
        & > .time-strip--facts { color: $quiet; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._timeline: Timeline | None = None
        self._at: date | None = None
        self._lines: tuple[Line, Line] | None = None

    def show(self, timeline: Timeline, at: date | None) -> None:
        """Draw the axis of ``timeline``, with a mark on the day ``at``."""
        # Most steps from event to event stay in one cell of the axis.
        if timeline is not self._timeline or self._cell(at) != self._cell(self._at):
            self._timeline, self._at, self._lines = timeline, at, None
            self.refresh()

    def _cell(self, at: date | None) -> int | None:
        axis = self._timeline.axis if self._timeline is not None else None
        if axis is None or axis.begin is None or axis.end is None:
            return None
        return cell_of(at, axis.begin, axis.end, self.size.width - 2)

    def render_line(self, y: int) -> Strip:
        width, ground = self.size.width, self.rich_style
        if self._timeline is None or y > 1:
            return Strip.blank(width, ground)
        if self._lines is None:
            self._lines = strip_lines(self._timeline, self._at, width)
        styles = {
            role: self.get_component_rich_style(f"time-strip--{role}", partial=True)
            for role in _ROLES
        }
        return paint(self._lines[y], width, styles, ground)

    def on_resize(self) -> None:
        self._lines = None
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset(self)
        axis = self._timeline.axis if self._timeline is not None else None
        if place is not None and axis is not None and axis.begin and axis.end:
            cells = self.size.width - 2
            self.post_message(
                DayChosen(day_of_cell(max(0, place.x - 1), axis.begin, axis.end, cells))
            )
