"""Two or three articles on one event side by side: what they tell alike, differently, alone."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.timer import Timer

from index.errors import CulmError
from index.views import CoverageView
from tui import messages, workers
from tui.commands import Where
from tui.comparing import Says, Show, Told, rows_of, sentence, summary
from tui.opened import FullScreen
from tui.rendering.cells import width_of
from tui.shelf import with_library
from tui.widgets.compare_lines import LEGEND, column_at, compare_entries, head_entries, is_wide
from tui.widgets.compare_rows import CompareHead, CompareRows
from tui.widgets.entries import Entry
from tui.widgets.footer import Footer
from tui.widgets.lines import Line, Piece
from tui.widgets.role_line import RoleLine

if TYPE_CHECKING:
    from index.library import Library

SLOW = 0.3
"""Seconds after which it is said that the articles are being compared."""
_FRAME = 3
"""Cells of a list's width that its lines do not have."""
_TITLES = {Show.ALL: "Compare", Show.DIFFERENCES: "Differences", Show.ONLY: "Only here"}


class CompareScreen(FullScreen[messages.ArticleOpened | None]):
    """Shows a comparison; gives back the article to read and where, or ``None``."""

    where = (Where.COMPARE,)
    offered = frozenset({Where.COMPARE})
    DEFAULT_CSS = """
    CompareScreen {
        layout: vertical; background: $ground;
        & > #compare-words { background: $raised; }
        & > #compare-head { height: 3; background: $ground; border-bottom: solid $line; }
        & > #compare-rows { height: 1fr; background: $ground; }
        & > #compare-footer { background: $raised; }
    }
    """

    def __init__(self, library: Library, articles: Sequence[int]) -> None:
        """``articles`` are the ids of two or three, the one that leads first."""
        super().__init__()
        self._library = library
        self._articles = tuple(articles)
        self._view: CoverageView | None = None
        self._told: Sequence[Told] = ()
        self._show = Show.ALL
        self._words = RoleLine(id="compare-words")
        self._head = CompareHead(lambda: None, self._choose_at, id="compare-head")
        self._rows = CompareRows(self.action_open, self._choose_at, id="compare-rows")
        self._footer = Footer(LEGEND, id="compare-footer")
        self._waiting: Timer | None = None

    def compose(self) -> ComposeResult:
        yield self._words
        yield self._head
        yield self._rows
        yield self._footer

    def on_mount(self) -> None:
        self._head.display = False
        self._words.say(Line((Piece(" Compare ", "strong"),)))
        self.set_focus(self._rows)
        self._waiting = self.set_timer(SLOW, self._say_it_takes_time)
        self._compare(self._articles)

    def on_resize(self) -> None:
        self._show_head()
        self._say_what_is_shown()

    # Comparing

    def _say_it_takes_time(self) -> None:
        self._footer.busy("comparing …")

    def _compare(self, articles: tuple[int, ...]) -> None:
        self.awaits(workers.run(self, self._load, articles, group="compare", exclusive=True))

    async def _load(self, articles: tuple[int, ...]) -> None:
        at = self._place
        try:
            view, told = await with_library(lambda library: gather(library, articles),
                                            self._library)  # fmt: skip
        except CulmError as error:
            self.culm.tell(str(error), problem=True)
            if self._view is None:
                self.dismiss(None)
            return
        finally:
            if self._waiting is not None:
                self._waiting.stop()
            self._footer.busy("")
        self._view, self._told, self._articles = view, told, articles
        if at is not None:
            self._rows.column = articles.index(at[0])
        self._show_rows()
        if at is not None:
            place = (articles.index(at[0]), at[1])
            self._rows.go_to(lambda row: isinstance(row, Told) and row.sentences[place[0]] == at[1])

    @property
    def _place(self) -> tuple[int, int] | None:
        """The chosen sentence: the id of its article, and its number there."""
        row = self._rows.row
        if row is None:
            return None
        place = row.holder(self._rows.column)
        return self._articles[place], row.sentence_of(place)

    # What is shown

    def _show_rows(self) -> None:
        self._rows.show(self._entries_for)
        self._show_head()
        self._say_what_is_shown()

    def _entries_for(self, width: int) -> Sequence[Entry]:
        if self._view is None:
            return []
        return compare_entries(self._view, self._told, self._show, width)

    def _show_head(self) -> None:
        view, column = self._view, self._rows.column
        width = self.size.width - _FRAME
        self._head.display = view is not None and is_wide(width)
        if view is not None and self._head.display:
            [entry] = head_entries(view, column, width)
            self._head.styles.height = len(entry.lines) + 1
            self._head.show(lambda width: head_entries(view, column, width))

    def _say_what_is_shown(self) -> None:
        if self._view is None:
            return
        title = f" {_TITLES[self._show]} "
        room = self.size.width - width_of(title) - 1
        ways = summary(self._view, self._told)
        words = next((way for way in ways if width_of(way) <= room), ways[-1])
        self._words.say(Line((Piece(title, "strong"), Piece(f" {words}", "quiet"))))

    def action_show_next(self) -> None:
        """All rows, those that differ, or those that stand alone."""
        at, self._show = self._rows.row, self._show.next
        self._rows.show(self._entries_for)
        self._say_what_is_shown()
        if at is not None and self._told:
            after = self._told[self._told.index(at) :]
            wanted = next((row for row in after if self._show.has(row)), None)
            self._rows.go_to(lambda row: row == wanted)

    def action_lead(self) -> None:
        """Put the next article first."""
        self._compare((*self._articles[1:], self._articles[0]))

    # Moving

    def action_column(self, delta: int) -> None:
        self._choose((self._rows.column + delta) % len(self._articles))

    def _choose_at(self, x: int) -> None:
        width = self.size.width - _FRAME
        if self._view is not None and is_wide(width):
            self._choose(column_at(self._view, x, width))

    def _choose(self, place: int) -> None:
        self._rows.column = place
        self._show_head()

    def action_difference(self, step: int) -> None:
        if not self._rows.find(lambda row: row.says is Says.DIFFERS, step):
            self.culm.tell("No further difference that way.")

    def action_only(self, step: int) -> None:
        if not self._rows.find(lambda row: row.says is Says.ONLY, step):
            self.culm.tell("Nothing further that way is told by one alone.")

    # Going there

    def action_open(self) -> None:
        row = self._rows.row
        if self._view is None or row is None:
            return
        place = row.holder(self._rows.column)
        number = row.sentence_of(place)
        span = self._view.comparison.sentences[place][number].span
        self.dismiss(messages.ArticleOpened(self._articles[place], span))

    def action_yank(self) -> None:
        row = self._rows.row
        if self._view is None or row is None:
            return
        place = row.holder(self._rows.column)
        number = row.sentence_of(place)
        self.app.copy_to_clipboard(sentence(self._view, place, number)[0])
        self.culm.tell("Copied the sentence.")

    def action_why(self) -> None:
        row = self._rows.row
        if self._view is not None and row is not None:
            workers.run(self, self._tell_why, self._view, row, group="why", exclusive=True)

    async def _tell_why(self, view: CoverageView, row: Told) -> None:
        from tui.screens.why_same import SameScreen, nearest

        near = await asyncio.to_thread(nearest, view, row)
        self.app.push_screen(SameScreen(view, row, near))

    def action_close(self) -> None:
        self.dismiss(None)


def gather(library: Library, articles: Sequence[int]) -> tuple[CoverageView, Sequence[Told]]:
    """The comparison of articles (their ids) and its rows; blocks. Raises NotFound."""
    view = library.coverage(articles)
    return view, rows_of(view.comparison)
