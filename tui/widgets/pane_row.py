"""The three panes side by side: which are shown, how wide, which has the focus.

The left edges of reader and events can be dragged with the mouse.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget

from tui.commands import Where
from tui.panes import PANES, Pane, Widths, share
from tui.remembered import Remembered
from tui.widgets.article_list import LAID_OUT, ArticleList
from tui.widgets.event_panel import EventPanel
from tui.widgets.reader import Reader


class PaneRow(Horizontal):
    """Article list, reader and event panel; widths are kept in ``kept``."""

    def __init__(
        self,
        articles: ArticleList,
        reader: Reader,
        panel: EventPanel,
        kept: Remembered,
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._widgets: dict[Pane, ArticleList | Reader | EventPanel] = {
            "list": articles,
            "reader": reader,
            "panel": panel,
        }
        self._kept = kept
        self.zen = False
        """Whether only the reader is shown."""
        self._dragged: Pane | None = None
        """The pane whose left edge the mouse drags."""
        self._has_room = asyncio.Event()

    def compose(self) -> ComposeResult:
        yield from self._widgets.values()

    @property
    def pane(self) -> Pane:
        """The pane that has the focus, or had it last."""
        return next((pane for pane in PANES if pane == self._kept.pane), "list")

    def show_last(self) -> None:
        """Go on where culm was left: in the list, or else in the article."""
        self.show("list" if self.pane == "list" and "list" not in self.hidden else "reader")

    def show(self, pane: Pane) -> None:
        """Put the focus on ``pane``, and bring it on the screen, also when it was hidden."""
        self._kept.pane = pane
        self.zen = self.zen and pane == "reader"
        self._hide(pane, hidden=False)
        self._lay_out()
        self.screen.set_focus(self._widgets[pane])

    def show_next(self, delta: int) -> None:
        """Go on to the next pane that is not hidden (``delta`` -1: the one before)."""
        panes = [pane for pane in PANES if pane not in self.hidden or pane == self.pane]
        self.show(panes[(panes.index(self.pane) + delta) % len(panes)])

    @property
    def hidden(self) -> frozenset[Pane]:
        """The panes that the user hid."""
        hides: dict[Pane, bool] = {"list": self._kept.hides_list, "panel": self._kept.hides_panel}
        return frozenset(pane for pane, is_hidden in hides.items() if is_hidden)

    def hide(self) -> Pane | None:
        """Hide the pane with the focus, which then is on the reader.

        From the reader, bring the hidden ones back instead, and return ``None``.
        """
        pane = self.pane
        if pane == "reader":
            self._hide("list", hidden=False)
            self._hide("panel", hidden=False)
        else:
            self._hide(pane, hidden=True)
        self.show("reader")
        return None if pane == "reader" else pane

    def _hide(self, pane: Pane, *, hidden: bool) -> None:
        if pane == "list":
            self._kept.hides_list = hidden
        elif pane == "panel":
            self._kept.hides_panel = hidden

    def show_place(self, wheres: Sequence[Where]) -> Widget | None:
        """Go to the pane that is one of these places; ``None`` when no pane is."""
        for pane, widget in self._widgets.items():
            if set(widget.where) & set(wheres):
                self.show(pane)
                return widget
        return None

    def toggle_zen(self) -> None:
        """Hide everything but the reader, or bring it back."""
        self.zen = not self.zen
        self.show("reader")

    def widen(self, delta: int) -> None:
        """Give the pane with the focus ``delta`` cells more."""
        if self.pane == "panel" or not self._widgets["list"].display:
            self._make(panel=self._widths().panel + (delta if self.pane == "panel" else -delta))
        else:
            self._make(beside=self._widths().list + (delta if self.pane == "list" else -delta))

    def _make(self, *, beside: int | None = None, panel: int | None = None) -> None:
        """Have the list, or the events, take as near to so many cells as can be."""
        if beside is not None and self._widths().list:
            usual = self._widths(wider_list=0).list
            self._kept.wider_list = self._widths(wider_list=beside - usual).list - usual
        if panel is not None and self._widths().panel:
            usual = self._widths(wider_panel=0).panel
            self._kept.wider_panel = self._widths(wider_panel=panel - usual).panel - usual
        self._lay_out()

    def _widths(self, *, wider_list: int | None = None, wider_panel: int | None = None) -> Widths:
        kept = self._kept
        return share(
            self.size.width,
            self.pane,
            zen=self.zen,
            hidden=self.hidden,
            wider_list=kept.wider_list if wider_list is None else wider_list,
            wider_panel=kept.wider_panel if wider_panel is None else wider_panel,
        )

    def _lay_out(self) -> None:
        widths = self._widths()
        for pane, widget in self._widgets.items():
            width = widths.of(pane)
            takes_the_rest = pane == "reader" or not widths.reader
            widget.display = width > 0
            widget.styles.width = "1fr" if takes_the_rest else max(1, width)

    # Edges, dragged

    def on_mouse_down(self, event: events.MouseDown) -> None:
        for pane in ("reader", "panel"):
            widget = self._widgets[pane]
            at_edge = widget.display and event.screen_x == widget.region.x > self.region.x
            if at_edge and event.button == 1:
                self._dragged = pane
                self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        x = event.screen_x - self.region.x
        if self._dragged == "panel":
            self._make(panel=self.size.width - x)
        elif self._dragged == "reader":
            self._make(beside=x)

    def on_mouse_up(self) -> None:
        if self._dragged is not None:
            self._dragged = None
            self.release_mouse()

    def on_resize(self) -> None:
        self._lay_out()
        self._has_room.set()

    async def shared_out(self) -> None:
        """Wait until it is known which panes there is room for."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._has_room.wait(), LAID_OUT)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        for pane, widget in self._widgets.items():
            if widget is event.widget and pane != self.pane:
                self._kept.pane = pane
                self._lay_out()
