"""The three panes side by side: which are shown, how wide, which has the focus."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget

from tui.commands import Where
from tui.panes import PANES, Pane, share
from tui.remembered import Remembered
from tui.widgets.article_list import ArticleList
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
        self.pane: Pane = "list"
        """The pane that has the focus, or had it last."""
        self.zen = False
        """Whether only the reader is shown."""

    def compose(self) -> ComposeResult:
        yield from self._widgets.values()

    def show(self, pane: Pane) -> None:
        """Put the focus on ``pane``, and bring it on the screen."""
        self.pane = pane
        self.zen = self.zen and pane == "reader"
        self._lay_out()
        self.screen.set_focus(self._widgets[pane])

    def show_next(self, delta: int) -> None:
        """Go on to the next pane (``delta`` -1: the one before)."""
        self.show(PANES[(PANES.index(self.pane) + delta) % len(PANES)])

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
        if self.pane == "panel":
            self._kept.wider_panel += delta
        else:
            self._kept.wider_list += delta if self.pane == "list" else -delta
        self._lay_out()

    def _lay_out(self) -> None:
        widths = share(
            self.size.width,
            self.pane,
            zen=self.zen,
            wider_list=self._kept.wider_list,
            wider_panel=self._kept.wider_panel,
        )
        for pane, widget in self._widgets.items():
            width = widths.of(pane)
            takes_the_rest = pane == "reader" or not widths.reader
            widget.display = width > 0
            widget.styles.width = "1fr" if takes_the_rest else max(1, width)

    def on_resize(self) -> None:
        self._lay_out()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        for pane, widget in self._widgets.items():
            if widget is event.widget and pane != self.pane:
                self.pane = pane
                self._lay_out()
