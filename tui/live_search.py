"""Search while typing: wait for a pause, ask, let the latest answer win."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from textual.timer import Timer
from textual.widget import Widget
from textual.worker import WorkType

from index.article import Snippet, Span
from tui.processes import SearchAnswer, SearchFailed, SearchProcess
from tui.widgets.article_item import Sort

PAUSE = 0.08
"""Seconds without a key after which what was typed is searched for."""
FIRST_SNIPPETS = 20
"""Snippets that come with an answer, so that the first screenful is complete at once."""

_SORTS = {"date": Sort.NEWEST, "newest": Sort.NEWEST} | {sort.value: sort for sort in Sort}

Show = Callable[[SearchAnswer, dict[int, Snippet]], None]


class LiveSearch:
    """One search at a time for a screen. Everything here runs on the event loop."""

    def __init__(
        self, owner: Widget, library: Path, show: Show, fail: Callable[[str], None]
    ) -> None:
        """``show`` gets each answer with the snippets of its first articles, ``fail`` words."""
        self._owner = owner
        self._process = SearchProcess(library)
        self._show = show
        self._fail = fail
        self._timer: Timer | None = None
        self.text = ""
        self.answer: SearchAnswer | None = None
        self.order = Sort.RELEVANCE
        """The order of the answer."""
        self.folded = True
        """Whether near-identical copies are found once."""

    @property
    def active(self) -> bool:
        """Whether something is being searched for."""
        return bool(self.text)

    def type(self, text: str, sort: str = "") -> None:
        """Search for ``text`` once no other key has come for a moment."""
        self._stop_waiting()
        self.text = text.strip()
        if self.text:
            self._timer = self._owner.set_timer(PAUSE, lambda: self._ask(sort, typing=True))
        else:
            self.answer = None

    def now(self, text: str, sort: str = "", *, typing: bool = False) -> None:
        """Search for ``text`` at once."""
        self._stop_waiting()
        self.text = text.strip()
        if self.text:
            self._ask(sort, typing=typing)
        else:
            self.answer = None

    def clear(self) -> None:
        """Search for nothing any more; an answer still on its way is not shown."""
        self._stop_waiting()
        self.text, self.answer = "", None

    async def warm(self) -> None:
        """Start the search process before the first question."""
        await self._process.start()

    async def learn(self) -> bool:
        """Have the index learn the articles that it does not know; whether that was possible."""
        try:
            while await self._process.learn():
                pass
        except SearchFailed:
            # An import that is running does it in the end.
            return False
        return True

    async def snippets(self, ids: Sequence[int]) -> dict[int, Snippet]:
        """Snippets of the present search for these articles."""
        if not self.text:
            return {}
        try:
            return await self._process.snippets(self.text, ids)
        except SearchFailed:
            return {}

    async def hits(self, article: int) -> list[Span]:
        """Where the present search hits in ``article``."""
        if not self.text:
            return []
        try:
            return await self._process.hits(self.text, article)
        except SearchFailed:
            return []

    async def close(self) -> None:
        """End the search process."""
        self.clear()
        await self._process.close()

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _ask(self, sort: str, *, typing: bool) -> None:
        self._timer = None
        # Called only once the worker runs: one that never does leaves nothing behind.
        query: WorkType[None] = partial(self._query, self.text, sort, typing=typing)
        self._owner.run_worker(query, group="search", exclusive=True)

    async def _query(self, text: str, sort: str, *, typing: bool) -> None:
        try:
            answer = await self._process.query(
                text, typing=typing, sort=sort, facets=True, folded=self.folded
            )
            if answer is None or text != self.text:
                return
            snippets = await self._process.snippets(text, _first(answer.ids))
        except SearchFailed as failure:
            if text == self.text:
                self._fail(str(failure))
            return
        order = await asyncio.to_thread(_order, text, sort)
        if text == self.text:
            self.answer, self.order = answer, order
            self._show(answer, snippets)


def _order(text: str, sort: str) -> Sort:
    """The order in which ``text`` is answered when ``sort`` is asked for; ``""`` asks for none."""
    if not sort and ":" in text:
        from index.search.query_language import parse

        # Relative dates do not matter to the order.
        sort = parse(text, date.today()).sort or ""
    return _SORTS.get(sort, Sort.RELEVANCE)


def _first(ids: array[int]) -> list[int]:
    return list(ids[:FIRST_SNIPPETS])
