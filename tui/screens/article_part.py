"""The main screen's ground: its panes, the articles in the list, the one that is read."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from textual import on
from textual.timer import Timer

from index.article import Span
from index.errors import LibraryClosed, NotFound
from tui import messages, wording, workers
from tui.commands import BY_ID
from tui.copies import copy_beside, place_in
from tui.desk import Desk
from tui.errands import Errands
from tui.export_errands import ExportErrands
from tui.history import Visit
from tui.opened import ARRIVAL, FullScreen
from tui.remembered import Remembered
from tui.screens.changing import Changing
from tui.shelf import Shelf
from tui.sorts import Sort
from tui.widgets.article_list import ArticleList, ungrouped
from tui.widgets.event_panel import EventPanel
from tui.widgets.footer import Footer
from tui.widgets.hints import key_of
from tui.widgets.pane_row import PaneRow
from tui.widgets.reader import Reader
from tui.widgets.search_top import SearchTop
from tui.widgets.top_words import empty_library

if TYPE_CHECKING:
    from textual.worker import Worker

    from index.library import Library
    from index.views import ArticleView, GroupBy, Groups, Row

T = TypeVar("T")

REST = 0.06
"""Seconds that the cursor must rest on an article before it is fetched for the reader."""
TYPING_REST = 0.25
"""Seconds without another answer after which the reader follows what is typed."""
SETTLED = 0.4
"""Seconds for which an article must be open before it is held against what was read."""
SORTS = (Sort.NEWEST, Sort.OLDEST, Sort.OUTLET, Sort.TITLE)


class ArticlePart(FullScreen[None], Changing):
    """Three panes over one library, and what is done with the articles in them."""

    def __init__(self, path: Path, remembered: Remembered) -> None:
        """``path`` is the library's directory."""
        super().__init__()
        self._path = path
        self._kept = remembered
        self._generation = -1
        self._sort = Sort(remembered.sort) if remembered.sort in set(SORTS) else Sort.NEWEST
        self._rest: Timer | None = None
        self._is_filling = False
        """Whether the library was empty, and nobody has gone anywhere in the list since."""
        self._opening: Worker[None] | None = None
        self._list = ArticleList(self._rows, self._grouped, id="list")
        self._list.be_as(remembered.grouping, remembered.density)
        self._top = SearchTop(path, self._list.fetch_ahead, id="top")
        self._reader = Reader(id="reader")
        self._panel = EventPanel(id="panel")
        self._panes = PaneRow(self._list, self._reader, self._panel, remembered, id="panes")
        self._footer = Footer(id="footer")
        self._shelf = Shelf()
        self._errands = Errands(self, self._shelf, lambda words: self.culm.tell(words))
        self._exports = ExportErrands(self, self._shelf)
        self._desk = Desk(self._shelf, self._reader, self._panel, self._top, remembered)

    # The articles of the list

    @property
    def _is_empty(self) -> bool:
        """Whether the library has no articles."""
        return self._generation >= 0 and not self._list.ids and not self._top.active

    def _rows(self, ids: Sequence[int]) -> list[Row]:
        try:
            return self._shelf.library.rows(ids) if self._shelf.is_open else []
        except LibraryClosed:
            return []  # the reader is being left

    def _grouped(self, ids: Sequence[int], by: GroupBy) -> Groups:
        try:
            return self._shelf.library.grouped(ids, by)
        except LibraryClosed:
            return ungrouped(ids, by)

    async def _reload(self, keep: int | None = None) -> None:
        """Bring the list and the counts up to date with the library."""
        sort, folded = self._sort.value, self._kept.fold_copies
        by = None if self._top.active else self._list.groups_wanted(self._sort)

        def look(library: Library) -> tuple[int, array[int], Groups | None, dict[str, int]]:
            generation, ids = library.generation(), library.listing(sort, folded=folded)
            return generation, ids, library.grouped(ids, by) if by else None, library.facts()

        self._generation, ids, groups, facts = await self._shelf.do(look)
        self._top.fold(folded)
        self._top.say_counts(facts)
        if self._top.active:
            self._top.again()
        else:
            self._list.folding = folded
            self._show_all(ids, groups, keep)
        self._list.refresh_rows()

    def _show_all(self, ids: array[int], groups: Groups | None, keep: int | None = None) -> None:
        before = self._list.current
        self._is_filling = not ids or (self._is_filling and self._list.has_focus)
        # An empty list that fills is read from the top, whichever article came first.
        kept = before if keep is None and not self._is_filling else keep
        empty = empty_library(key_of(self.app, "import.open"))
        self._list.show(ids, self._sort, groups=groups, keep=kept, empty=empty)
        self.culm.offer_keys()
        # The open article may be a copy for which another stands in the list.
        if before is None or self._list.current != before or self._desk.wanted is None:
            self._follow_cursor()

    async def load_again(self) -> None:
        await self._shelf.do(lambda library: library.by_hand.catch_up())
        self._list.refresh_rows()
        await self._desk.refresh()

    # The article that is read

    @on(messages.ArticleHighlighted)
    def _cursor_moved(self) -> None:
        self._is_filling = False
        self._follow_cursor(REST)

    def _follow_cursor(self, after: float = 0.0) -> None:
        """Have the reader show the article under the cursor, if it is still that one ``after``."""
        self._stop_resting()
        current = self._list.current
        if current == self._desk.wanted:
            return
        if current is None:
            self._desk.clear()
        elif after:
            self._rest = self.set_timer(after, self._follow_cursor)
        else:
            self._open(current)

    def _stop_resting(self) -> None:
        if self._rest is not None:
            self._rest.stop()
            self._rest = None

    @on(messages.ArticleOpened)
    def _article_opened(self, message: messages.ArticleOpened) -> None:
        self._is_filling = False
        self._desk.leave_for(message.id)
        self._go_to(message.id, message.at)

    def _go_to(self, article: int, at: Span | None, to_hit: int | None = 0) -> None:
        """Read ``article``; the cursor of the list goes along when the list has it.

        Without ``at``, a search begins at the hit number ``to_hit`` (-1: the last, ``None``: at
        none).
        """
        is_here = self._desk.reading is not None and self._desk.reading.article.id == article
        to_no_hit = at is not None or to_hit is None or not self._top.active
        if is_here and self._desk.wanted == article and to_no_hit:
            self._mark_read()
            if at is not None:
                self._reader.go_to(at)
        else:
            self._open(article, at, read=True, to_hit=to_hit)
        self._list.go_to(article)
        self._panes.show("reader")

    def _open(
        self,
        article: int,
        at: Span | None = None,
        *,
        read: bool = False,
        to_hit: int | None = 0,
    ) -> None:
        # Who goes to an article is not taken away by what waited for a rest.
        self._stop_resting()
        self._desk.wanted = article
        self._opening = workers.run(
            self, self._load, article, at, read, to_hit, group="reading", exclusive=True
        )

    def action_find(self) -> None:
        self._panes.show("reader")
        workers.run(self, self._find, group=workers.OPENING, exclusive=True)

    async def _find(self) -> None:
        await self._opened()
        self._reader.action_find()

    async def arrived(self, key: str) -> None:
        """Wait for the article that was opened, if keys are for it: not for the one before."""
        if self._panes.pane != "list":
            if self._rest is not None:
                self._follow_cursor()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._opened(), ARRIVAL)

    async def _opened(self) -> None:
        while self._opening is not None and not self._opening.is_finished:
            await workers.ended(self._opening)

    async def _load(self, article: int, at: Span | None, read: bool, to_hit: int | None) -> None:
        hit = to_hit if self._top.active else None
        try:
            reading = await self._desk.load(article, at, to_hit=hit)
        except NotFound as error:
            self.culm.tell(str(error), problem=True)
            return
        if reading is not None and read:
            self._mark_read()

    @on(messages.NoveltyWanted)
    def _novelty_wanted(self, message: messages.NoveltyWanted) -> None:
        workers.run(self, self._learn_novelty, message.id, group="novelty", exclusive=True)

    async def _learn_novelty(self, article: int) -> None:
        # Who leafs through articles is not to wait for what nobody will look at.
        await asyncio.sleep(SETTLED)
        await self._desk.learn_novelty(article)

    @on(messages.DimChanged)
    def _dim_changed(self, message: messages.DimChanged) -> None:
        self._kept.dim_known = message.dims
        workers.run(self, self._tell_dimming, group="novelty", exclusive=True)

    async def _tell_dimming(self) -> None:
        if self._desk.wanted is not None:
            await self._desk.learn_novelty(self._desk.wanted)
        self.culm.tell(wording.dimming(self._kept.dim_known, self._reader.novelty))

    def _mark_read(self) -> None:
        key = self._desk.set_read()
        if key is not None:
            self.change(lambda library: library.notes.mark_opened(key))

    def action_copy(self, delta: int) -> None:
        reading = self._desk.reading
        copy = copy_beside(reading, delta) if reading is not None else None
        if reading is None or copy is None:
            self.culm.tell("No other copy of this article is in the library.")
        else:
            workers.run(self, self._go_to_copy, reading, copy, group="copy", exclusive=True)

    async def _go_to_copy(self, reading: ArticleView, copy: int) -> None:
        at = await place_in(self._shelf, reading, self._reader.caret, copy)
        if self._desk.reading is not None and self._desk.reading.article.id == reading.article.id:
            self._desk.leave_for(copy)
            self._open(copy, at)

    def action_fold_copies(self) -> None:
        shown_now = self._top.asked.folded if self._top.active else self._kept.fold_copies
        self._kept.fold_copies = not shown_now
        self._top.fold(self._kept.fold_copies, saved=True)
        shown = "as one article" if self._kept.fold_copies else "each by itself"
        self.culm.tell(f"Near-identical copies are shown {shown}.")
        workers.run(self, self._reload, group="library", exclusive=True)

    def action_back(self) -> None:
        self._travel(self._desk.back())

    def action_forward(self) -> None:
        self._travel(self._desk.forward())

    def _travel(self, visit: Visit | None) -> None:
        if visit is not None:
            self._go_to(visit.article, Span(visit.offset, visit.offset))

    @on(messages.PanelEventChosen)
    def _event_chosen(self, message: messages.PanelEventChosen) -> None:
        if message.at is not None:
            self._reader.go_to(message.at)
            self._panes.show("reader")

    @on(messages.EventChosen)
    def _event_in_text_chosen(self, message: messages.EventChosen) -> None:
        if self._panel.go_to_event(message.id):
            self._panes.show("panel")

    @on(messages.WhyAsked)
    def _why_asked(self, message: messages.WhyAsked) -> None:
        this = self._desk.reading.article.id if self._desk.reading is not None else None
        self._errands.why(message.event, this, message.article)

    @on(messages.WhyTogetherAsked)
    def _why_together_asked(self, message: messages.WhyTogetherAsked) -> None:
        if self._desk.reading is not None:
            self._errands.why_together(self._desk.reading.article.id, message.article)

    def action_compare(self) -> None:
        self._compare_asked(messages.CompareAsked())

    @on(messages.CompareAsked)
    def _compare_asked(self, message: messages.CompareAsked) -> None:
        if self._desk.reading is not None:
            self._errands.compare(self._desk.reading, message)

    @on(messages.EntityChosen)
    def _entity_chosen(self, message: messages.EntityChosen) -> None:
        self._errands.entity(message.id, message.at)

    @on(messages.CorrectionAsked)
    def _correction_asked(self, message: messages.CorrectionAsked) -> None:
        this = self._desk.reading.article.id if self._desk.reading is not None else None
        self._errands.correct(message, this, self.change)

    def action_corrections(self) -> None:
        if self._shelf.is_open:
            self._errands.corrections()

    def action_review(self) -> None:
        if self._shelf.is_open:
            self._errands.review()

    @on(messages.ReviewAsked)
    def _review_asked(self, message: messages.ReviewAsked) -> None:
        self._errands.review(message.annotation)

    @on(messages.PinAsked)
    def _pin_asked(self, message: messages.PinAsked) -> None:
        self._reader.place_by_hand(message.annotation)
        self._is_filling = False
        self._desk.leave_for(message.id)
        self._go_to(message.id, message.at, to_hit=None)

    def action_notes(self) -> None:
        if self._shelf.is_open:
            self._errands.notes()

    def action_library(self) -> None:
        if self._shelf.is_open:
            self._errands.census()

    @on(messages.CommandAsked)
    async def _command_asked(self, message: messages.CommandAsked) -> None:
        await self.culm.run_command(BY_ID[message.id])

    @on(messages.LinkChosen)
    def _link_chosen(self, message: messages.LinkChosen) -> None:
        self._errands.url(message.url)

    @on(messages.LookChanged)
    def _look_changed(self, message: messages.LookChanged) -> None:
        if message.folded != self._kept.fold_asides:
            # Many an article has none: nothing would be seen of the key.
            done = "hidden" if message.folded else "shown"
            self.culm.tell(f"Captions, credits and the like are {done}.")
        self._kept.fold_asides, self._kept.justified = message.folded, message.justified

    def action_open_url(self) -> None:
        if self._desk.reading is not None:
            self._errands.url(self._desk.reading.article.url)

    # What the user makes of articles

    def action_unread(self, delta: int) -> None:
        self._list.next_unread(delta)

    async def do(self, work: Callable[[Library], T]) -> T:
        return await self._shelf.do(work)

    def finish_changes(self) -> None:
        self._reader.finish_marking()

    @on(messages.AnnotationsChanged)
    def _annotations_changed(self) -> None:
        self._list.refresh_rows()

    @on(messages.StateChanged)
    async def _states_changed(self) -> None:
        await self.load_again()
