"""How the three panes share the screen: pure arithmetic."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from msgspec import Struct

Pane = Literal["list", "reader", "panel"]
PANES: tuple[Pane, ...] = ("list", "reader", "panel")

THREE_FROM = 100
"""Cells from which all three panes are shown."""
TWO_FROM = 60
READER_AT_LEAST = 30
LEAST = 22
"""Cells that a pane beside the reader keeps."""


class Widths(Struct, frozen=True):
    """Cells of each pane; ``reader`` takes what the others leave, 0 is hidden."""

    list: int
    reader: int
    panel: int

    def of(self, pane: Pane) -> int:
        return {"list": self.list, "reader": self.reader, "panel": self.panel}[pane]


def share(
    width: int,
    focus: Pane,
    *,
    zen: bool = False,
    hidden: Collection[Pane] = (),
    wider_list: int = 0,
    wider_panel: int = 0,
) -> Widths:
    """The widths of the panes on a screen of ``width`` cells when ``focus`` has the focus.

    Three panes when there is room, else the reader and one beside it, else the
    focused pane alone; those that are ``hidden`` only while they have the focus.
    ``wider_list`` and ``wider_panel`` are what the user added to a pane (or took
    away, when negative).
    """
    if zen:
        return Widths(0, width, 0)
    if width < TWO_FROM:
        return Widths(*(width if pane == focus else 0 for pane in PANES))
    has_list = focus == "list" or "list" not in hidden
    has_panel = focus == "panel" or "panel" not in hidden
    if width < THREE_FROM:
        has_list = has_list and focus != "panel"
        has_panel = has_panel and not has_list
    most = width - READER_AT_LEAST
    parts = (0.28, 0.25) if width >= THREE_FROM else (0.38, 0.38)
    beside = panel = 0
    if has_list:
        beside = _clamp(
            round(width * parts[0]) + wider_list, LEAST, most - (LEAST if has_panel else 0)
        )
    if has_panel:
        panel = _clamp(round(width * parts[1]) + wider_panel, LEAST, most - beside)
    return Widths(beside, width - beside - panel, panel)


def _clamp(value: int, low: int, high: int) -> int:
    return max(low, min(high, value))
