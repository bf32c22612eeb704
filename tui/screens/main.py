"""The main screen: article list, reader and event panel, and how they follow each other."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from index.article import Span
from index.errors import CulmError, LibraryClosed, LibraryLocked, NotFound
from tui import messages
from tui.cli import EXIT_DAMAGED, EXIT_LOCKED
from tui.commands import Where
from tui.copies import copy_beside, place_in
from tui.desk import Desk
from tui.errands import Errands
from tui.history import Visit
from tui.importing import Importing, summary_words
from tui.keymap import Keys, show_keys
from tui.panes import Pane
from tui.remembered import Remembered, remember
from tui.shelf import Shelf
from tui.widgets.article_item import Sort
from tui.widgets.article_list import ArticleList, SnippetsWanted
from tui.widgets.event_panel import EventPanel
from tui.widgets.footer import Footer, chips_for
from tui.widgets.pane_row import PaneRow
from tui.widgets.reader import Reader
from tui.widgets.search_top import SearchTop
from tui.widgets.top_words import EMPTY_LIBRARY, nothing_found

if TYPE_CHECKING:
    from index.library import Library
    from index.views import Reading, Row
    from tui.app import CulmApp

REST = 0.06
"""Seconds that the cursor must rest on an article before it is fetched for the reader."""
POLL = 1.0
"""Seconds between looks at whether the library changed."""
SORTS = (Sort.NEWEST, Sort.OLDEST, Sort.OUTLET, Sort.TITLE)


class MainScreen(Screen[None]):
    """Three panes over one library."""

    where = (Where.MAIN,)
    offered = frozenset({Where.MAIN, Where.LIST, Where.READER, Where.PANEL})

    def __init__(self, path: Path, add: Sequence[Path], remembered: Remembered) -> None:
        """``path`` is the library's directory; ``add`` is imported when the screen is up."""
        super().__init__()
        self._path = path
        self._add = tuple(add)
        self._kept = remembered
        self._written = replace(remembered)
        self._generation = -1
        self._sort = Sort(remembered.sort) if remembered.sort in set(SORTS) else Sort.NEWEST
        self._rest: Timer | None = None
        self._before_search: tuple[Visit | None, Pane] | None = None
        self._top = SearchTop(path, id="top")
        self._list = ArticleList(self._rows, id="list")
        self._reader = Reader(id="reader")
        self._panel = EventPanel(id="panel")
        self._panes = PaneRow(self._list, self._reader, self._panel, remembered, id="panes")
        self._footer = Footer(id="footer")
        self._shelf = Shelf()
        self._errands = Errands(self, self._shelf, lambda words: self.culm.tell(words))
        self._importing = Importing(path, self._footer.busy)
        self._desk = Desk(self._shelf, self._reader, self._panel, self._top, remembered)

    def compose(self) -> ComposeResult:
        yield self._top
        yield self._panes
        yield self._footer

    @property
    def culm(self) -> CulmApp:
        """The app, as what it is."""
        return cast("CulmApp", self.app)

    # The library, opened and followed

    def on_mount(self) -> None:
        self._reader.measure = self._kept.measure
        self._reader.border_title = Content("2 Article")
        for keys in self.culm.keymap_now.keys_of("copy.next")[:1]:
            self._reader.copy_key = show_keys(keys)
        self._reader.use_notes(lambda: self._shelf.library.notes)
        self._list.focus()
        self.run_worker(self._start(), group="library")

    async def on_unmount(self) -> None:
        self._importing.cancel()
        self._desk.keep_place()
        await self._shelf.close()

    async def _start(self) -> None:
        try:
            self._shelf.opened(await asyncio.to_thread(_open_library, self._path))
            past = await self._shelf.do(lambda library: library.notes.query_history())
        except CulmError as error:
            code = EXIT_LOCKED if isinstance(error, LibraryLocked) else EXIT_DAMAGED
            self.app.exit(code, return_code=code, message=Text(str(error)))
            return
        self._top.set_past(past)
        folded = self._kept.fold_copies
        last = await self._shelf.do(lambda library: _find(library, self._kept.article, folded))
        await self._reload(keep=last)
        self.set_interval(POLL, self._poll)
        if self._add:
            self.run_worker(self._import(), group="import")
        await self._top.warm()
        self.run_worker(self._back_up(), group="backup")

    async def _back_up(self) -> None:
        try:
            await self._shelf.do(lambda library: library.notes.back_up_daily())
        except CulmError as error:
            self.culm.tell(f"No backup could be made: {error}", problem=True)

    def _rows(self, ids: Sequence[int]) -> list[Row]:
        try:
            return self._shelf.library.rows(ids) if self._shelf.is_open else []
        except LibraryClosed:
            return []  # the reader is being left

    async def _reload(self, keep: int | None = None) -> None:
        """Bring the list and the counts up to date with the library."""
        sort, folded = self._sort.value, self._kept.fold_copies
        self._generation, ids, facts = await self._shelf.do(
            lambda library: (
                library.generation(),
                library.listing(sort, folded=folded),
                library.facts(),
            )
        )
        self._list.folding = folded
        self._top.fold(folded)
        self._top.say_counts(facts)
        if self._top.active:
            self._top.again()
        else:
            self._show_all(ids, keep)
        self._list.refresh_rows()

    def _show_all(self, ids: array[int], keep: int | None = None) -> None:
        kept = keep if keep is not None else self._list.current
        before = self._list.current
        self._list.show(ids, self._sort, keep=kept, empty=EMPTY_LIBRARY)
        # The open article may be a copy for which another stands in the list.
        if before is None or self._list.current != before or self._desk.wanted is None:
            self._follow_cursor()

    def _poll(self) -> None:
        self.run_worker(self._look(), group="poll", exclusive=True)

    async def _look(self) -> None:
        await self._keep()
        generation, notes_changed = await self._shelf.do(
            lambda library: (library.generation(), library.notes.changed())
        )
        if generation != self._generation:
            await self._reload()
            await self._desk.refresh()
            if not self._importing.running:
                await self._top.learn()
        elif notes_changed:
            await self._show_notes_again()

    async def _keep(self) -> None:
        """Write down what is read, where, and how it looks, lest a sudden end loses it."""
        if self._desk.keep_place():
            await self._shelf.do(lambda library: library.notes.flush())
        kept = replace(self._kept)
        if kept != self._written:
            self._written = kept
            await asyncio.to_thread(remember, self._path, kept)

    async def _show_notes_again(self) -> None:
        await self._shelf.do(lambda library: library.by_hand.catch_up())
        self._list.refresh_rows()
        await self._desk.refresh()

    async def _import(self) -> None:
        summary = await self._importing.run(self._add)
        if summary is not None and (words := summary_words(summary)):
            self.culm.tell(words, problem=bool(summary.error or summary.failures))

    def action_cancel_import(self) -> None:
        if not self._importing.cancel():
            self.culm.tell("No import is running.")

    # The article that is read

    @on(messages.ArticleHighlighted)
    def _cursor_moved(self) -> None:
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
        self._desk.leave_for(message.id)
        self._go_to(message.id, message.at)

    def _go_to(self, article: int, at: Span | None) -> None:
        """Read ``article``; the cursor of the list goes along when the list has it."""
        is_here = self._desk.reading is not None and self._desk.reading.article.id == article
        if is_here and self._desk.wanted == article and not self._top.active:
            self._mark_read()
            if at is not None:
                self._reader.go_to(at)
        else:
            self._open(article, at, read=True)
        self._list.go_to(article)
        self._panes.show("reader")

    def _open(self, article: int, at: Span | None = None, *, read: bool = False) -> None:
        self._desk.wanted = article
        self.run_worker(self._load(article, at, read=read), group="reading", exclusive=True)

    async def _load(self, article: int, at: Span | None, *, read: bool) -> None:
        try:
            reading = await self._desk.load(article, at, to_hit=self._top.active)
        except NotFound as error:
            self.culm.tell(str(error), problem=True)
            return
        if reading is not None and read:
            self._mark_read()

    def _mark_read(self) -> None:
        key = self._desk.set_read()
        if key is not None:
            self._change(lambda library: library.notes.mark_read([key]))

    def action_copy(self, delta: int) -> None:
        reading = self._desk.reading
        copy = copy_beside(reading, delta) if reading is not None else None
        if reading is None or copy is None:
            self.culm.tell("No other copy of this article is in the library.")
        else:
            self.run_worker(self._go_to_copy(reading, copy), group="copy", exclusive=True)

    async def _go_to_copy(self, reading: Reading, copy: int) -> None:
        at = await place_in(self._shelf, reading, self._reader.caret, copy)
        if self._desk.reading is not None and self._desk.reading.article.id == reading.article.id:
            self._desk.leave_for(copy)
            self._open(copy, at)

    def action_fold_copies(self) -> None:
        self._kept.fold_copies = not self._kept.fold_copies
        shown = "as one article" if self._kept.fold_copies else "each by itself"
        self.culm.tell(f"Near-identical copies are shown {shown}.")
        self.run_worker(self._reload(), group="library", exclusive=True)

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

    @on(messages.EntityChosen)
    def _entity_chosen(self, message: messages.EntityChosen) -> None:
        self._errands.entity(message.id, message.at)

    @on(messages.CorrectionAsked)
    def _correction_asked(self, message: messages.CorrectionAsked) -> None:
        this = self._desk.reading.article.id if self._desk.reading is not None else None
        self._errands.correct(message, this, self._change)

    def action_corrections(self) -> None:
        if self._shelf.is_open:
            self._errands.corrections()

    def action_notes(self) -> None:
        if self._shelf.is_open:
            self._errands.notes()

    def action_open_url(self) -> None:
        if self._desk.reading is not None:
            self._errands.url(self._desk.reading.article.url)

    # What the user makes of articles

    def action_toggle_read(self) -> None:
        row = self._list.current_row
        if row is not None:
            self._change(lambda library: library.notes.mark_read([row.key], not row.read))

    def action_toggle_star(self) -> None:
        row = self._list.current_row
        if row is not None:
            self._change(lambda library: library.notes.star([row.key], not row.starred))

    def action_edit_tags(self) -> None:
        row = self._list.current_row
        if row is not None:
            self._errands.tags(row, self._change)

    def action_unread(self, delta: int) -> None:
        self._list.next_unread(delta)

    def action_undo(self) -> None:
        self._change(lambda library: library.notes.undo() or "Nothing to undo.")

    def action_redo(self) -> None:
        self._change(lambda library: library.notes.redo() or "Nothing to do again.")

    def _change(self, work: Callable[[Library], Any]) -> None:
        """Change what the user made, say what ``work`` says, and show what is now."""
        self.run_worker(self._changed(work), group="notes")

    async def _changed(self, work: Callable[[Library], Any]) -> None:
        try:
            said = await self._shelf.do(work)
        except CulmError as error:
            self.culm.tell(str(error), problem=True)
            return
        if isinstance(said, str):
            self.culm.tell(said)
        await self._show_notes_again()

    @on(messages.AnnotationsChanged)
    def _annotations_changed(self) -> None:
        self._list.refresh_rows()

    @on(messages.StateChanged)
    async def _states_changed(self) -> None:
        await self._show_notes_again()

    # Searching

    def action_search(self) -> None:
        self._begin_search()
        self._top.focus_line()

    def _begin_search(self) -> None:
        """Remember where the user was, for when the search is given up."""
        if self._before_search is None:
            self._before_search = (self._desk.here, self._panes.pane)

    @on(messages.SearchSubmitted)
    def _search_submitted(self, message: messages.SearchSubmitted) -> None:
        self._before_search = None
        text = message.text.strip()
        if text:
            self.run_worker(self._remember_query(text), group="notes")
        else:
            self._panes.show("list")

    async def _remember_query(self, text: str) -> None:
        await self._shelf.do(lambda library: library.notes.remember_query(text))
        self._top.set_past(await self._shelf.do(lambda library: library.notes.query_history()))

    @on(messages.SearchAnswered)
    def _search_answered(self, message: messages.SearchAnswered) -> None:
        answer = message.answer
        if not self._top.active:
            return
        typing = self._top.has_line_focus
        if not message.open_first or self._list.ids != answer.ids:
            self._list.show(
                answer.ids,
                self._top.order,
                searching=True,
                snippets=message.snippets,
                keep=None if typing else self._list.current,
                empty=nothing_found(answer),
            )
        if message.open_first and answer.ids:
            self._list.action_top()
            self.post_message(messages.ArticleOpened(answer.ids[0]))
        else:
            self._desk.wanted = None
            self._follow_cursor()

    @on(messages.SearchFailedWith)
    def _search_failed(self, message: messages.SearchFailedWith) -> None:
        self.culm.tell(message.words, problem=True)

    @on(SnippetsWanted)
    def _snippets_wanted(self, message: SnippetsWanted) -> None:
        self.run_worker(self._fetch_snippets(message.ids), group="snippets")

    async def _fetch_snippets(self, ids: Sequence[int]) -> None:
        snippets = await self._top.snippets(ids)
        if snippets:
            self._list.add_snippets(snippets)

    @on(messages.ListWanted)
    def _list_wanted(self) -> None:
        self._before_search = None
        self._panes.show("list")

    @on(messages.SearchLeft)
    def _search_left(self) -> None:
        """The search is given up: all is as it was before it."""
        visit, pane = self._before_search or (None, "list")
        self._before_search = None
        self._panes.show(pane)
        if visit is not None and visit != self._desk.here:
            self._stop_resting()
            self._open(visit.article, Span(visit.offset, visit.offset))
            self._list.go_to(visit.article)

    @on(messages.SearchEnded)
    def _search_ended(self) -> None:
        keep = self._desk.wanted if self._rest is None else None
        self.run_worker(self._reload(keep), group="library", exclusive=True)

    def action_take_suggestion(self) -> None:
        answer = self._top.answer
        if answer is not None and answer.suggestion:
            self._top.ask(answer.suggestion)

    def action_facets(self) -> None:
        from tui.screens.facets import FacetScreen

        answer = self._top.answer
        if answer is None or not answer.facets:
            self.culm.tell("Search first; then the search can be narrowed.")
        else:
            self.app.push_screen(FacetScreen(answer.facets), self._narrow)

    def _narrow(self, query: str | None) -> None:
        if query:
            self._top.ask(query)

    def action_sort(self) -> None:
        if self._top.active:
            self._top.next_sort()
            return
        self._sort = SORTS[(SORTS.index(self._sort) + 1) % len(SORTS)]
        self._kept.sort = self._sort.value
        self.run_worker(self._reload(), group="library", exclusive=True)

    # Panes

    def place_for(self, wheres: Sequence[Where]) -> Widget | None:
        """The pane in which a command for ``wheres`` runs, with the focus put on it."""
        return self._panes.show_place(wheres)

    def action_pane(self, pane: Pane) -> None:
        self._panes.show(pane)

    def action_pane_next(self, delta: int) -> None:
        if self._top.has_line_focus:
            self._panes.show("list" if delta > 0 else "panel")
        else:
            self._panes.show_next(delta)

    def action_zen(self) -> None:
        self._panes.toggle_zen()

    def action_measure(self, delta: int) -> None:
        self._reader.measure += delta
        self._kept.measure = self._reader.measure

    def action_resize_pane(self, delta: int) -> None:
        self._panes.widen(delta)

    def action_legend(self) -> None:
        from tui.screens.legend import LegendScreen

        self.app.push_screen(LegendScreen(self._reader.plain_types, self._reader.show_type))

    def action_step_back(self) -> None:
        if self._panes.zen:
            self._panes.toggle_zen()
        elif self._panes.pane != "list":
            self._panes.show("list")
        elif self._top.active:
            self._top.end()

    def on_descendant_focus(self) -> None:
        if self._top.has_line_focus:
            self._begin_search()
        elif self.focused is not None:
            self._before_search = None
        self.culm.offer_keys()

    def offer(self, begun: Keys) -> None:
        """Have the footer show the keys that mean something now, after the keys ``begun``."""
        places = [where for _, where in self.culm.places()]
        self._footer.offer(chips_for(self.culm.keymap_now, places, begun, self._is_typed))

    def _is_typed(self, key: str) -> bool:
        """Whether ``key`` would be a letter on the line that has the focus."""
        letter = key if len(key) == 1 else None
        return self.focused is not None and self.focused.check_consume_key(key, letter)


def _open_library(path: Path) -> Library:
    from index.library import Library

    return Library.open(path)


def _find(library: Library, key: str, folded: bool) -> int | None:
    """The article with this key, or (``folded``) the one that stands for it in the list."""
    try:
        found = library.find(key) if key else None
    except NotFound:
        return None
    return library.stands_for(found) if found is not None and folded else found
