"""The article on the desk: fetched, shown in reader and panel, left, come back to."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from typing import Protocol

from msgspec.structs import replace

from index.article import Span
from index.errors import NotFound
from index.views import ArticleView
from tui.history import History, Visit
from tui.remembered import Remembered
from tui.shelf import Shelf
from tui.widgets.event_panel import EventPanel
from tui.widgets.reader import Reader


class Hits(Protocol):
    """Whoever knows where the present search hits in an article."""

    def hits(self, article: int) -> Awaitable[list[Span]]: ...


class Desk:
    """What is being read, and where the reader has been. Runs on the event loop."""

    def __init__(
        self, shelf: Shelf, reader: Reader, panel: EventPanel, search: Hits, kept: Remembered
    ) -> None:
        self._shelf = shelf
        self._reader = reader
        self._panel = panel
        self._search = search
        self._kept = kept
        self._history = History()
        self._opened: int | None = None
        """The article that was opened last, not only looked at on the way through the list."""
        self._passed: Visit | None = None
        """Where it was left for such looks."""
        self._hits: list[Span] = []
        self._began = 0
        self.reading: ArticleView | None = None
        self.wanted: int | None = None
        """The article that is shown or on its way."""

    @property
    def here(self) -> Visit | None:
        """The open article and the caret in it."""
        if self.reading is None:
            return None
        return Visit(self.reading.article.id, self._reader.caret)

    async def load(
        self, article: int, at: Span | None, *, to_hit: int | None
    ) -> ArticleView | None:
        """Put ``article`` on the desk, at ``at``, else at the hit of this number (-1: the last).

        Else it opens where it was left. ``None`` when another one is wanted by
        now. Raises :class:`~index.errors.NotFound`.
        """
        reading, hits = await asyncio.gather(self._fetch(article), self._search.hits(article))
        if self.wanted != article:
            return None
        # What was open last opens as it was on the screen.
        is_last = self.reading is None and reading.article.key == self._kept.article
        row = self._kept.row if is_last and self._kept.row >= 0 else None
        self._pass_for(article)
        self.keep_place()
        self.reading = reading
        if at is None and to_hit is not None and hits:
            at = hits[to_hit]
        self._hits = hits
        self._reader.show(reading, at=at, hits=hits, row=row)
        self._began = self._reader.caret
        self._panel.show_article(reading)
        return reading

    async def _fetch(self, article: int) -> ArticleView:
        """The article as it is, with all that was marked in it until now."""
        while True:
            before = self._reader.changes_made
            reading = await self._shelf.do(lambda library: library.reading(article))
            # What was marked meanwhile is shown already, and must not go from the screen again.
            if self._reader.changes_made == before:
                return reading

    async def refresh(self) -> None:
        """Bring events, marks and state of the open article up to date; the place stays."""
        if self.reading is None:
            return
        number = self.reading.article.id
        try:
            fresh = await self._fetch(number)
        except NotFound:
            return
        before = self.reading
        if before is None or before.article.id != number:
            return
        self.reading = fresh
        if fresh.article.version != before.article.version:
            self._hits = await self._search.hits(number)
        self._reader.show(fresh, hits=self._hits)
        self._panel.show_article(fresh)

    async def learn_novelty(self, article: int) -> None:
        """Tell the reader what of the open ``article`` was read elsewhere."""

        def left() -> bool:
            return self.wanted != article

        with suppress(NotFound):
            novelty = await self._shelf.do(lambda library: library.read_elsewhere(article, left))
            if self.reading is not None and self.reading.article.id == article and not left():
                self._reader.show_novelty(novelty)

    async def find_again(self) -> None:
        """The search is another one: show where it hits in the open article; the place stays."""
        if self.reading is None:
            return
        number = self.reading.article.id
        hits = await self._search.hits(number)
        if self.reading is None or self.reading.article.id != number:
            return
        self._hits = hits
        if not self._reader.finds_words:
            self._reader.show_hits(hits)

    def clear(self) -> None:
        """Nothing on the desk."""
        self._pass_for(None)
        self.keep_place()
        self.wanted = self.reading = None
        self._reader.clear()
        self._panel.clear()

    def keep_place(self) -> bool:
        """Remember how far the open article was read; whether the caret was moved in it."""
        if self.reading is None or not self._shelf.is_open:
            return False
        key = self.reading.article.key
        self._kept.article, self._kept.row = key, self._reader.row
        if self._reader.caret == self._began:
            return False
        self._began = self._reader.caret
        self._shelf.library.notes.set_position(key, self._began)
        return True

    def set_read(self) -> str | None:
        """Note that the open article is read; its key when it was not so before."""
        if self.reading is None or self.reading.state.read:
            return None
        self.reading = replace(self.reading, state=replace(self.reading.state, read=True))
        return self.reading.article.key

    def leave_for(self, article: int) -> None:
        """Put the present place into the history before going to ``article``."""
        self._keep_passed(article)
        if self.here is not None and self.here.article != article:
            self._history.leave(self.here)
        self._opened = article

    def back(self) -> Visit | None:
        self._keep_passed(None)
        return self._opening(self._history.back(self.here))

    def forward(self) -> Visit | None:
        return self._opening(self._history.forward(self.here))

    def _opening(self, visit: Visit | None) -> Visit | None:
        self._opened = visit.article if visit is not None else self._opened
        return visit

    def _pass_for(self, article: int | None) -> None:
        """Note where the article that was opened is left, if it is, for another."""
        here = self.here
        if here is not None and here.article == self._opened and here.article != article:
            self._passed = here

    def _keep_passed(self, article: int | None) -> None:
        passed, self._passed = self._passed, None
        here = self.here.article if self.here is not None else None
        if passed is not None and passed.article not in (article, here):
            self._history.leave(passed)
