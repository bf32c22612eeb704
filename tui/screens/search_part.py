"""What the main screen does about searching: the list follows what is searched for."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on

from index.article import Snippet, Span
from tui import messages, workers
from tui.history import Visit
from tui.narrowing import narrowings, widened
from tui.opened import ARRIVAL
from tui.panes import Pane
from tui.processes import SearchAnswer
from tui.remembered import Remembered
from tui.screens.article_part import SORTS, TYPING_REST
from tui.screens.list_part import ListPart
from tui.widgets.article_list import SnippetsWanted
from tui.widgets.hints import hint, key_of
from tui.widgets.search_top import Asked
from tui.widgets.top_words import nothing_found

if TYPE_CHECKING:
    from tui.screens.timeline import Scope


class SearchPart(ListPart):
    """The panes, with a search line that decides what is in the list."""

    def __init__(self, path: Path, remembered: Remembered) -> None:
        super().__init__(path, remembered)
        self._before_search: tuple[Visit | None, Pane] | None = None
        self._answered_last = ("", False)
        self._passed: tuple[int | None, int, int] | None = None
        self._coming_back: int | None = None

    def come_back_to(self, asked: Asked, row: int) -> None:
        """Search as when culm was left; the article that was read stays, in that row (-1: none)."""
        self._coming_back = row
        self._top.ask_again(asked)

    def action_search(self) -> None:
        self._begin_search()
        self._top.focus_line()

    def _begin_search(self) -> None:
        """Remember where the user was, for when the search is given up."""
        self._coming_back = None
        if self._before_search is None:
            self._before_search = (self._desk.here, self._panes.pane)

    @on(messages.SearchSubmitted)
    def _search_submitted(self, message: messages.SearchSubmitted) -> None:
        self._before_search = None
        text = message.text.strip()
        if text:
            workers.run(self, self._remember_query, text, group="notes")
        else:
            self._panes.show("list")

    def _nothing_found(self, answer: SearchAnswer) -> tuple[str, ...]:
        take = hint(self.app, ("search.suggestion", "searches for that"))
        leave = hint(self.app, ("search.leave", "shows all articles again"))
        return nothing_found(answer, take, leave)

    async def _remember_query(self, text: str) -> None:
        await self._shelf.do(lambda library: library.notes.remember_query(text))
        self._top.set_past(await self._shelf.do(lambda library: library.notes.query_history()))

    async def entered(self) -> None:
        answered = self._top.answered
        with suppress(TimeoutError):
            await asyncio.wait_for(answered.wait(), ARRIVAL)
        answered.set()  # what takes so long is waited for once

    async def arrived(self, key: str) -> None:
        if key != "escape":
            await self._top.caught_up()
            self._top.finish_typing()
            await self.entered()
        await super().arrived(key)

    @on(messages.SearchAnswered)
    async def _search_answered(self, message: messages.SearchAnswered) -> None:
        await self._show_answer(message)
        if message.open_first or not message.answer.typing:
            self._top.answered.set()

    async def _show_answer(self, message: messages.SearchAnswered) -> None:
        answer = message.answer
        by = self._list.groups_wanted(self._top.order)
        groups = await asyncio.to_thread(self._grouped, answer.ids, by) if by else None
        if not self._top.active or answer is not self._top.answer:
            return
        self._keep_search(self._top.asked)
        row = self._coming_back
        is_reading = row is not None or self.focused is self._reader
        is_reading = is_reading and self._desk.wanted is not None
        before = self._answered_last, self._list.current
        self._answered_last = answer.text, answer.typing
        self._list.folding = self._top.asked.folded
        if not message.open_first or self._list.ids != answer.ids:
            self._list.show(
                answer.ids,
                self._top.order,
                groups=groups,
                searching=True,
                snippets=message.snippets,
                keep=self._kept_in_list(),
                empty=self._nothing_found(answer),
            )
        self._coming_back = None
        if row is not None and row >= 0 and self._list.current == self._desk.wanted:
            await self._list.scroll_cursor_to(row)
        if message.open_first and answer.ids:
            self._list.action_top()
            self._article_opened(messages.ArticleOpened(self._list.ids[0]))
        elif not answer.ids and not is_reading:
            self._desk.clear()
        elif before == (self._answered_last, self._list.current):
            pass
        elif is_reading:
            # Who reads goes on reading, in the list or not; the hits are those of this search.
            workers.run(self, self._find_again, group="hits", exclusive=True)
        else:
            self._desk.wanted = None
            # Whoever types looks at the list; an article for each letter is not read.
            self._follow_cursor(TYPING_REST if answer.typing else 0.0)
        self.culm.offer_keys()

    def _keep_search(self, asked: Asked) -> None:
        """Have the next start come back to what is searched for."""
        self._kept.search = asked.text
        self._kept.search_sort, self._kept.search_folded = asked.sort, asked.folded

    def _kept_in_list(self) -> int | None:
        """The article that the cursor of the list stays on when something else is found."""
        if self._top.has_line_focus or self._top.was_typed:
            return None
        wanted = self._desk.wanted
        if self._coming_back is not None and wanted:
            return wanted
        return wanted if self.focused is self._reader and wanted else self._list.current

    @on(messages.SearchFailedWith)
    def _search_failed(self, message: messages.SearchFailedWith) -> None:
        self._top.answered.set()
        self._coming_back = None
        self.culm.tell(message.words, problem=True)

    @on(SnippetsWanted)
    def _snippets_wanted(self, message: SnippetsWanted) -> None:
        workers.run(self, self._fetch_snippets, message.ids, group="snippets")

    async def _fetch_snippets(self, ids: Sequence[int]) -> None:
        snippets: dict[int, Snippet] | None
        if self._top.active:
            snippets = await self._top.snippets(ids)
        else:
            snippets = await self._shelf.do(lambda library: library.leads(ids))
        if snippets is None:
            self._list.lacks_snippets(ids)
        elif snippets:
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
        self._keep_search(Asked(""))
        self._answered_last, self._coming_back = ("", False), None
        keep = self._desk.wanted if self._rest is None else None
        self._top.answered.set()
        workers.run(self, self._find_again, group="hits", exclusive=True)
        workers.run(self, self._reload, keep, group="library", exclusive=True)

    async def _find_again(self) -> None:
        """Show where the present search hits in the open article, once that is there."""
        await self._opened()
        await self._desk.find_again()

    def action_take_suggestion(self) -> None:
        answer = self._top.answer
        if answer is not None and answer.suggestion:
            self._top.ask(answer.suggestion)

    def action_facets(self) -> None:
        workers.run(self, self._show_facets, group=workers.OPENING, exclusive=True)

    async def _show_facets(self) -> None:
        from tui.screens.facets import MOST, FacetScreen

        if not self._shelf.is_open:
            return
        await self._top.settle()
        answer = self._top.answer
        # One more than is shown, to know whether there are more.
        while (facets := await self._top.facets(MOST + 1)) is not None:
            # Facets of an answer that another has replaced meanwhile are asked for again.
            if answer is self._top.answer:
                query = "" if answer is None else answer.text
                self.app.push_screen(FacetScreen(query, facets), self._narrow)
                return
            answer = self._top.answer

    def _narrow(self, query: str | None) -> None:
        if query is not None:
            if not self._top.active:
                self._begin_search()
            self._search_for(query)

    def action_filter(self) -> None:
        from tui.screens.filters import FilterScreen

        query = self._top.asked.text if self._top.active else ""
        self.app.push_screen(FilterScreen(query), self._narrow)

    def action_widen(self) -> None:
        text = self._top.asked.text
        conditions = narrowings(text)
        if conditions:
            self._search_for(widened(text, conditions[-1]))
        else:
            self.culm.tell("The search is not narrowed.")

    @on(messages.SearchAsked)
    def _search_asked(self, message: messages.SearchAsked) -> None:
        """Another screen leads to what this query finds."""
        self._begin_search()
        self._search_for(message.text)
        self._panes.show("list")

    def _search_for(self, query: str) -> None:
        if query:
            self._top.ask(query)
        else:
            self._top.end()

    def action_timeline(self) -> None:
        """Events in the order of time: of what was found, or of the whole library."""
        if self._shelf.is_open:
            workers.run(self, self._show_timeline, group=workers.OPENING, exclusive=True)

    async def _show_timeline(self) -> None:
        from tui.screens.timeline import Scope

        scope, on_line = Scope(), self._panel.event if self.focused is self._panel else None
        if self._top.active:
            await self._top.settle()
            if self._top.answer is not None:
                scope = Scope(f"of “{self._top.asked.text}”", self._top.answer.ids)
        self._show_events(scope, on_line)

    @on(messages.TimelineAsked)
    def _timeline_asked(self, message: messages.TimelineAsked) -> None:
        from tui.screens.timeline import Scope

        words = f"with {message.name}" if message.entity is not None else ""
        self._show_events(Scope(words, entity=message.entity), message.event)

    def _show_events(self, scope: Scope, event: int | None) -> None:
        """Show events in the order of time, from ``event`` on or from what is being read."""
        reading = self._desk.reading
        article = reading.article.id if reading is not None else None
        of_article = reading.events[0].id if reading is not None and reading.events else None
        wanted = event is not None
        self._errands.timeline(scope, event if wanted else of_article, article, wanted=wanted)

    def action_sort(self) -> None:
        if self._top.active:
            self._top.next_sort()
            return
        self._sort = SORTS[(SORTS.index(self._sort) + 1) % len(SORTS)]
        self._kept.sort = self._sort.value
        workers.run(self, self._reload, group="library", exclusive=True)

    # From hit to hit

    @on(messages.HitsPassed)
    def _hits_passed(self, message: messages.HitsPassed) -> None:
        """The article has no further hit: said first, then gone beyond when asked again."""
        step = message.step
        if not self._top.active:
            self._reader.begin_hits_again(step)
            return
        here = self._desk.wanted, self._reader.caret, step
        article, where = self._beyond(step)
        if article is None:
            self.culm.tell("Nothing else was found.")
        elif self._passed != here:
            self._passed = here
            key = key_of(self.app, "find.next" if step > 0 else "find.previous")
            self.culm.tell(f"No further hit; {key} again: {where}.")
        else:
            self._passed = None
            self._desk.leave_for(article)
            self._go_to(article, None, to_hit=0 if step > 0 else -1)

    def _beyond(self, step: int) -> tuple[int | None, str]:
        """The article of the list that comes next, if there is another, and which it is."""
        ids = self._list.ids
        here = self._desk.wanted
        if not ids or (len(ids) == 1 and ids[0] == here):
            return None, ""
        if here is not None and here in ids:
            place = ids.index(here)
            following = (place + step) % len(ids)
            is_beside = following == place + step
        else:
            following, is_beside = (0 if step > 0 else len(ids) - 1), False
        names = ("next", "previous") if is_beside else ("first", "last")
        which = names[0] if step > 0 else names[1]
        return ids[following], f"{which} article ({following + 1:,} of {len(ids):,})"
