"""Search while typing: wait for a pause, ask, let the latest answer win."""

from __future__ import annotations

import asyncio
import contextlib
import time
from array import array
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import date
from pathlib import Path

from textual.timer import Timer
from textual.widget import Widget
from textual.worker import Worker

from index.article import Snippet, Span
from tui import workers
from tui.processes import Facets, SearchAnswer, SearchFailed, SearchProcess
from tui.sorts import Sort

PAUSE = 0.08
"""Seconds without a key after which what was typed is searched for."""
FIRST_SNIPPETS = 20
"""Snippets that come with an answer, so that the first screenful is complete at once."""

LOOK_AGAIN = 3.0
"""Seconds after which the same is asked again while the index learns."""
BEGUN_RATHER = 20
"""So many times as many articles with words that begin so mean that no whole word was typed."""

SORT_NAMED = {"date": Sort.NEWEST, "newest": Sort.NEWEST} | {sort.value: sort for sort in Sort}
"""The orders by what the query language calls them."""

Show = Callable[[SearchAnswer, dict[int, Snippet]], None]
Prepare = Callable[[Sequence[int]], Awaitable[None]]


class LiveSearch:
    """One search at a time for a screen. Everything here runs on the event loop."""

    def __init__(
        self,
        owner: Widget,
        library: Path,
        show: Show,
        fail: Callable[[str], None],
        prepare: Prepare,
    ) -> None:
        """``show`` gets each answer with the snippets of its first articles, ``fail`` words.

        ``prepare`` is told these articles beforehand, and waited for.
        """
        self._owner = owner
        self._process = SearchProcess(library)
        self._show = show
        self._fail = fail
        self._prepare = prepare
        self._timer: Timer | None = None
        self._asking: Worker[None] | None = None
        self.text = ""
        self.answer: SearchAnswer | None = None
        self.order = Sort.RELEVANCE
        """The order of the answer."""
        self.is_typed = False
        """Whether what is searched for is still being typed."""
        self._or_begun = False
        self.folded = True
        """Whether near-identical copies are found once."""

    @property
    def active(self) -> bool:
        """Whether something is being searched for."""
        return bool(self.text)

    def type(self, text: str, sort: str = "") -> None:
        """Search for ``text`` once no other key has come for a moment."""
        self._stop_waiting()
        self.text, self._or_begun = text.strip(), False
        self.is_typed = bool(self.text)
        if self.text:
            self._timer = self._owner.set_timer(PAUSE, lambda: self._ask(sort, typing=True))
        else:
            self.answer = None

    def now(self, text: str, sort: str = "", *, or_begun: bool = False) -> None:
        """Search for ``text`` at once, as it stands.

        With ``or_begun``, when that finds next to nothing of what was there while
        typing, its last word is taken for the beginning of one, as it was then;
        :attr:`text` ends in a star in that case.
        """
        self._stop_waiting()
        self.text, self.is_typed, self._or_begun = text.strip(), False, or_begun
        if self.text:
            self._ask(sort)
        else:
            self.answer = None

    async def settle(self, sort: str = "") -> None:
        """Take what was typed as it stands, and wait for the answer to it."""
        if self.is_typed:
            self.now(self.text, sort, or_begun=True)
        while self._asking is not None and not self._asking.is_finished:
            await workers.ended(self._asking)

    def again(self, sort: str = "") -> None:
        """Search for the same again, as it was asked for last."""
        if self.text:
            self._stop_waiting()
            self._ask(sort, typing=self.is_typed)

    def clear(self) -> None:
        """Search for nothing any more; an answer still on its way is not shown."""
        self._stop_waiting()
        self.text, self.answer, self.is_typed = "", None, False

    async def learn(self) -> AsyncIterator[None]:
        """Have the search ready, and its index learn the articles that it does not know.

        Each time a look at what it knows by then is due, and at the end if there was anything
        to learn, it goes on with one.
        """
        looked, learns = time.monotonic(), False
        # Where that is not possible, an import that is running does it in the end.
        with contextlib.suppress(SearchFailed):
            await self._process.warm()
            while (learnt := await self._process.learn()).more:
                learns = True
                if learnt.untended:
                    async for _ in self._tended():
                        yield
                elif time.monotonic() - looked > LOOK_AGAIN:
                    yield
                    looked = time.monotonic()
            if learns or learnt.changed:
                yield

    async def _tended(self) -> AsyncIterator[None]:
        """Have the index tended; goes on now and then, and at the end."""
        tending = asyncio.create_task(self._process.tend())
        try:
            while not tending.done():
                await asyncio.wait({tending}, timeout=LOOK_AGAIN)
                yield
            await tending
        finally:
            tending.cancel()

    async def snippets(self, ids: Sequence[int]) -> dict[int, Snippet] | None:
        """Snippets of the present search for these articles; ``None`` when they cannot be had."""
        if not self.text:
            return {}
        # The process may just have been ended for something else; the next one is asked, too.
        for _ in range(2):
            with contextlib.suppress(SearchFailed):
                return await self._process.snippets(self.text, ids, typing=self._as_typed)
        return None

    async def hits(self, article: int) -> list[Span]:
        """Where the present search hits in ``article``."""
        if not self.text:
            return []
        try:
            return await self._process.hits(self.text, article, typing=self._as_typed)
        except SearchFailed:
            return []

    async def facets(self, most: int) -> Facets | None:
        """How what the present search finds spreads: at most ``most`` values of each field.

        ``None`` when that could not be found out, which is said.
        """
        try:
            return await self._process.facets(self.text, typing=self._as_typed, most=most)
        except SearchFailed as failure:
            self._fail(str(failure))
            return None

    async def count(self, text: str, *, folded: bool) -> tuple[int, int] | None:
        """How many articles ``text`` finds and how many of them are unread; ``None``: unknown."""
        try:
            return await self._process.count(text, folded=folded)
        except SearchFailed:
            return None

    @property
    def _as_typed(self) -> bool:
        return self.answer is not None and self.answer.typing

    async def close(self) -> None:
        """End the search process."""
        self.clear()
        await self._process.close()

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _ask(self, sort: str, *, typing: bool = False) -> None:
        self._timer = None
        self._asking = workers.run(
            self._owner,
            self._query,
            self.text,
            sort,
            typing,
            self._or_begun,
            group="search",
            exclusive=True,
        )

    async def _query(self, text: str, sort: str, typing: bool, or_begun: bool) -> None:
        try:
            answer = await self._answer(text, sort, typing)
            if or_begun and answer is not None and text[-1].isalnum():
                begun = await self._answer(f"{text}*", sort, typing)
                if begun is None or _is_rather(begun, answer):
                    answer = begun
            if answer is None or text != self.text:
                return
            first = _first(answer.ids)
            snippets, _ = await asyncio.gather(
                self._process.snippets(answer.text, first, typing=typing), self._prepare(first)
            )
        except SearchFailed as failure:
            if text == self.text:
                self._fail(str(failure))
            return
        order = await asyncio.to_thread(_order, text, sort)
        if text == self.text:
            self.text, self.answer, self.order = answer.text, answer, order
            self._show(answer, snippets)

    async def _answer(self, text: str, sort: str, typing: bool) -> SearchAnswer | None:
        return await self._process.query(text, typing=typing, sort=sort, folded=self.folded)


def _order(text: str, sort: str) -> Sort:
    """The order in which ``text`` is answered when ``sort`` is asked for; ``""`` asks for none."""
    if not sort and ":" in text:
        from index.search.query_language import parse

        # Relative dates do not matter to the order.
        sort = parse(text, date.today()).sort or ""
    return SORT_NAMED.get(sort, Sort.RELEVANCE)


def _is_rather(begun: SearchAnswer, answer: SearchAnswer) -> bool:
    """Whether the answer to a query with a star at its end is what was meant.

    It is not where the star made a condition be ignored (``is:starred*``, ``date:2023*``).
    """
    understood = set(begun.ignored) <= set(answer.ignored)
    return understood and answer.total * BEGUN_RATHER < begun.total


def _first(ids: array[int]) -> list[int]:
    return list(ids[:FIRST_SNIPPETS])
