"""How the three panes share the screen: pure arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Pane = Literal["list", "reader", "panel"]
PANES: tuple[Pane, ...] = ("list", "reader", "panel")

THREE_FROM = 100
"""Cells from which all three panes are shown."""
TWO_FROM = 60
READER_AT_LEAST = 30


@dataclass(frozen=True, slots=True)
class Widths:
    """Cells of each pane; ``reader`` takes what the others leave, 0 is hidden."""

    list: int
    reader: int
    panel: int

    def of(self, pane: Pane) -> int:
        return {"list": self.list, "reader": self.reader, "panel": self.panel}[pane]


def share(
    width: int, focus: Pane, *, zen: bool = False, wider_list: int = 0, wider_panel: int = 0
) -> Widths:
    """The widths of the panes on a screen of ``width`` cells when ``focus`` has the focus.

    Three panes when there is room, else the reader and one beside it, else the
    focused pane alone. ``wider_list`` and ``wider_panel`` are what the user
    added to a pane (or took away, when negative).
    """
    if zen:
        return Widths(0, width, 0)
    if width < TWO_FROM:
        return Widths(*(width if pane == focus else 0 for pane in PANES))
    beside = _clamp(round(width * 0.28) + wider_list, 22, width - READER_AT_LEAST)
    panel = _clamp(round(width * 0.25) + wider_panel, 22, width - READER_AT_LEAST)
    if width >= THREE_FROM:
        beside = min(beside, width - READER_AT_LEAST - 22)
        panel = min(panel, width - READER_AT_LEAST - beside)
        return Widths(beside, width - beside - panel, panel)
    if focus == "panel":
        panel = _clamp(round(width * 0.38) + wider_panel, 22, width - READER_AT_LEAST)
        return Widths(0, width - panel, panel)
    beside = _clamp(round(width * 0.38) + wider_list, 22, width - READER_AT_LEAST)
    return Widths(beside, width - beside, 0)


def _clamp(value: int, low: int, high: int) -> int:
    return max(low, min(high, value))
