"""The top line: name and counts, the search line, what was found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from index.article import Snippet, Span
from tui.live_search import LiveSearch
from tui.messages import (
    SearchAnswered,
    SearchChanged,
    SearchEnded,
    SearchFailedWith,
    SearchLeft,
    SearchSubmitted,
)
from tui.processes import SearchAnswer
from tui.widgets.article_item import Sort
from tui.widgets.lines import Line
from tui.widgets.one_line import OneLine
from tui.widgets.search_bar import SearchBar
from tui.widgets.top_words import counts_line, found_line

QUERY_SORTS = {
    Sort.RELEVANCE: "relevance",
    Sort.NEWEST: "date",
    Sort.OUTLET: "outlet",
    Sort.TITLE: "title",
}
"""The orders of what a search found, and what the query language calls them."""
COUNTS_FROM = 60
"""Cells from which there is room for name and counts."""


class SearchTop(Horizontal):
    """Searches while typing; posts :class:`SearchAnswered` and :class:`SearchEnded`."""

    def __init__(self, library: Path, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._search = LiveSearch(self, library, self._answered, self._failed)
        self._counts = OneLine(id="counts")
        self._line = SearchBar(id="search")
        self._found = OneLine(id="found")
        self._open_first = False
        self.sort = Sort.RELEVANCE

    def compose(self) -> ComposeResult:
        yield self._counts
        yield self._line
        yield self._found

    def on_mount(self) -> None:
        self.say_counts({})

    async def on_unmount(self) -> None:
        await self._search.close()

    async def warm(self) -> None:
        """Start the search process before the first question."""
        await self._search.warm()

    # What others may ask

    @property
    def active(self) -> bool:
        """Whether something is being searched for."""
        return self._search.active

    @property
    def answer(self) -> SearchAnswer | None:
        """What the present search found, once it is known."""
        return self._search.answer

    @property
    def has_line_focus(self) -> bool:
        """Whether the user is typing on the search line."""
        return self._line.has_focus

    async def hits(self, article: int) -> list[Span]:
        """Where the present search hits in ``article``."""
        return await self._search.hits(article)

    async def snippets(self, ids: Sequence[int]) -> dict[int, Snippet] | None:
        """Snippets of these articles; ``None`` when another search has begun meanwhile."""
        text = self._search.text
        snippets = await self._search.snippets(ids)
        return snippets if text == self._search.text else None

    def say_counts(self, facts: dict[str, int]) -> None:
        """Show how much the library holds."""
        self._counts.say(counts_line(facts))
        self._fit()

    def set_past(self, searches: Sequence[str]) -> None:
        """What was searched before, the newest first."""
        self._line.set_past(searches)

    def focus_line(self) -> None:
        self.screen.set_focus(self._line)

    def ask(self, text: str) -> None:
        """Search for ``text``, written on the line, at once."""
        self._line.write(text)
        self._search.now(text, QUERY_SORTS[self.sort])

    def again(self) -> None:
        """Search for the same again: the library or the order changed."""
        self._search.now(self._search.text, QUERY_SORTS[self.sort])

    def end(self) -> None:
        """Search for nothing any more."""
        self._search.clear()
        self._line.write("")
        self._found.say(Line())
        self._fit()
        self.post_message(SearchEnded())

    def next_sort(self) -> None:
        """Order what was found otherwise."""
        sorts = tuple(QUERY_SORTS)
        self.sort = sorts[(sorts.index(self.sort) + 1) % len(sorts)]
        self.again()

    # What is typed and what comes of it

    @on(SearchChanged)
    def _typed(self, message: SearchChanged) -> None:
        message.stop()
        self._open_first = False
        if message.text.strip():
            self._search.type(message.text, QUERY_SORTS[self.sort])
        elif self.active:
            self.end()

    @on(SearchSubmitted)
    def _submitted(self, message: SearchSubmitted) -> None:
        if not message.text.strip():
            return
        self._open_first = True
        if self.answer is not None and self.answer.text == message.text.strip():
            self._answered(self.answer, {})
        else:
            self._search.now(message.text, QUERY_SORTS[self.sort])

    @on(SearchLeft)
    def _left(self, message: SearchLeft) -> None:
        if self.active:
            self.end()

    def _answered(self, answer: SearchAnswer, snippets: dict[int, Snippet]) -> None:
        self._found.say(found_line(answer, self.size.width))
        self._fit()
        self.post_message(SearchAnswered(answer, snippets, self._open_first))
        self._open_first = False

    def _failed(self, words: str) -> None:
        self.post_message(SearchFailedWith(words))

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        """Give the words their room; the line takes the rest."""
        self._counts.display = self.size.width >= COUNTS_FROM
        self._counts.styles.width = self._counts.cells
        self._found.styles.width = self._found.cells
