"""What the main screen does about searching: the list follows what is searched for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual import on

from index.article import Span
from tui import messages
from tui.history import Visit
from tui.panes import Pane
from tui.remembered import Remembered
from tui.screens.article_part import SORTS, ArticlePart
from tui.widgets.article_list import SnippetsWanted
from tui.widgets.top_words import nothing_found


class SearchPart(ArticlePart):
    """The panes, with a search line that decides what is in the list."""

    def __init__(self, path: Path, remembered: Remembered) -> None:
        super().__init__(path, remembered)
        self._before_search: tuple[Visit | None, Pane] | None = None

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
