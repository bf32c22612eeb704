"""The top line: name and counts, the search line, what was found."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from index.article import Snippet, Span
from tui.keymap import show_keys
from tui.live_search import SORT_NAMED, LiveSearch, Prepare
from tui.messages import (
    SearchAnswered,
    SearchChanged,
    SearchEnded,
    SearchFailedWith,
    SearchLeft,
    SearchLineLeft,
    SearchSubmitted,
)
from tui.processes import Facets, SearchAnswer
from tui.rendering.cells import width_of
from tui.sorts import Sort
from tui.widgets.hints import hint, key_of, keymap_of
from tui.widgets.lines import Line, Piece
from tui.widgets.one_line import OneLine
from tui.widgets.search_bar import SearchBar
from tui.widgets.top_words import counts_line, found_line, notices
from tui.workers import has_settled

QUERY_SORTS = {
    Sort.RELEVANCE: "relevance",
    Sort.NEWEST: "date",
    Sort.OLDEST: "oldest",
    Sort.OUTLET: "outlet",
    Sort.TITLE: "title",
}
"""The orders of what a search found, and what the query language calls them."""
COUNTS_FROM = 60
"""Cells from which there is room for name and counts."""
LATE = 0.6
"""Seconds without any answer after which it is said that one is on its way."""
WAITING = Line((Piece(" searching … ", "facts"),))
LINE_AT_LEAST = 26
"""Cells that the search line keeps whatever else is to be said: 24 to type in and its ends."""
WARNING_AT_LEAST = 20
"""Cells in which it is said that something was ignored, though the search line gets fewer."""
LINE_ENDS = 3
"""Cells of the search line beside what is typed: its ends, and the cursor."""


class Asked(Struct, frozen=True):
    """A search and how it is shown.

    ``sort`` is the order chosen by key, in the query language's words (empty:
    what ``text`` says, else by relevance); ``folded`` shows near-identical copies
    as one.
    """

    text: str
    sort: str = ""
    folded: bool = True


class SearchTop(Horizontal):
    """Searches while typing; posts :class:`SearchAnswered` and :class:`SearchEnded`."""

    def __init__(self, library: Path, prepare: Prepare, *, id: str | None = None) -> None:
        """``prepare`` is told which articles an answer begins with before it is posted."""
        super().__init__(id=id)
        self._search = LiveSearch(self, library, self._answered, self._failed, prepare)
        self._counts = OneLine(id="counts")
        self._line = SearchBar(id="search")
        self._found = OneLine(id="found")
        self._open_first = False
        self.was_typed = False
        """Whether the line was just left: the list begins with the first of what was typed."""
        self._told = ""
        self._chosen: Sort | None = None
        self._usually_folded = True
        self._as_saved = False
        self._is_late = False

    def compose(self) -> ComposeResult:
        yield self._counts
        yield self._line
        yield self._found

    def on_mount(self) -> None:
        self.say_counts({})
        self.tell_keys()

    def tell_keys(self) -> None:
        """Say how to search, as the keys are now."""
        self._line.placeholder = hint(self.app, ("search.open", "to search"))

    async def on_unmount(self) -> None:
        await self._search.close()

    async def learn(self) -> None:
        """Have the search ready, and learn what it does not know yet; the answer follows."""
        async for _ in self._search.learn():
            if self.active:
                self.again()

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
    def order(self) -> Sort:
        """The order of the answer: the one chosen by key, else what the query asks for."""
        return self._search.order

    @property
    def asked(self) -> Asked:
        """What is searched for, and how what it finds is shown."""
        return Asked(self._search.text, self._sort_asked, self._search.folded)

    @property
    def _sort_asked(self) -> str:
        return QUERY_SORTS[self._chosen] if self._chosen is not None else ""

    def fold(self, folded: bool, *, saved: bool = False) -> None:
        """From now on, find near-identical copies once (``folded``) or all.

        A saved search that is running keeps its own way, unless ``saved``.
        """
        self._usually_folded = folded
        if saved or not self._as_saved:
            self._search.folded = folded

    @property
    def answered(self) -> asyncio.Event:
        """Whether what was asked for at once has its answer; set by whoever shows that."""
        return self._line.answered

    @property
    def has_line_focus(self) -> bool:
        """Whether the user is typing on the search line."""
        return self._line.has_focus

    async def hits(self, article: int) -> list[Span]:
        """Where the present search hits in ``article``."""
        return await self._search.hits(article)

    async def facets(self, most: int) -> Facets | None:
        """How what the present search finds spreads: at most ``most`` values of each field.

        ``None`` when that could not be found out.
        """
        return await self._search.facets(most)

    async def snippets(self, ids: Sequence[int]) -> dict[int, Snippet] | None:
        """Snippets of these articles; ``None`` when they cannot be had.

        Nor can they when another search has begun meanwhile.
        """
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
        self.was_typed = False
        if text.strip():
            self.answered.clear()
        self._search.now(text, self._sort_asked)

    def ask_again(self, asked: Asked) -> None:
        """Search for what was searched for before, and show it in the same way."""
        self._as_saved = True
        self._chosen = SORT_NAMED.get(asked.sort)
        self._search.folded = asked.folded
        self.ask(asked.text)

    async def count(self, asked: Asked) -> tuple[int, int] | None:
        """How many articles a search finds and how many are unread; ``None``: not known."""
        return await self._search.count(asked.text, folded=asked.folded)

    def again(self) -> None:
        """Search for the same again: the library or the order changed."""
        self.was_typed = False
        self._search.again(self._sort_asked)

    def end(self) -> None:
        """Search for nothing any more."""
        self._search.clear()
        self._search.folded, self._chosen = self._usually_folded, None
        self._as_saved = False
        self._line.write("")
        self._told = ""
        self._fit()
        self.post_message(SearchEnded())

    def next_sort(self) -> None:
        """Order what was found otherwise; the next search begins by relevance again."""
        sorts = tuple(QUERY_SORTS)
        now = self._chosen or self.order
        self._chosen = sorts[(sorts.index(now) + 1) % len(sorts) if now in sorts else 0]
        self.again()

    # What is typed and what comes of it

    @on(SearchChanged)
    def _typed(self, message: SearchChanged) -> None:
        message.stop()
        self._open_first = False
        self.answered.set()
        if "sort:" in message.text:
            self._chosen = None
        if message.text.strip():
            self._search.type(message.text, self._sort_asked)
            if self.answer is None:
                self.set_timer(LATE, self._say_late)
        elif self.active:
            self.end()

    @on(SearchSubmitted)
    def _submitted(self, message: SearchSubmitted) -> None:
        if not message.text.strip():
            return
        self._open_first, self._told = True, ""
        self._search.now(message.text, self._sort_asked, or_begun=True)

    @on(SearchLineLeft)
    def _line_left(self, message: SearchLineLeft) -> None:
        """What was typed is finished: its last word is no longer the beginning of one."""
        message.stop()
        self.finish_typing()

    async def caught_up(self) -> None:
        """Wait until what was typed on the line is known here."""
        for widget in (self._line, self):
            if widget.message_queue_size:
                await has_settled(widget)

    def finish_typing(self) -> None:
        """Take what was typed, if it still is being typed, as it stands."""
        if self._search.is_typed:
            self.answered.clear()
            self.was_typed = True
            self._search.now(self._search.text, self._sort_asked, or_begun=True)

    async def settle(self) -> None:
        """Take what was typed as it stands, and wait for what it finds."""
        await self._search.settle(self._sort_asked)

    @on(SearchLeft)
    def _left(self, message: SearchLeft) -> None:
        if self.active:
            self.end()

    def _say_late(self) -> None:
        """Say that the first answer is still on its way, if it is."""
        self._is_late = self.active and self.answer is None
        self._fit()
        self._is_late = False

    def _answered(self, answer: SearchAnswer, snippets: dict[int, Snippet]) -> None:
        if answer.text == f"{self._line.value.strip()}*":
            self._line.write(answer.text)  # what was begun is said to be a beginning
        self._fit()
        self.post_message(SearchAnswered(answer, snippets, self._open_first))
        self._open_first = False

    def _failed(self, words: str) -> None:
        self.post_message(SearchFailedWith(words))

    @property
    def _narrow_key(self) -> str:
        """The key that narrows the search from where the focus is; a letter would be typed."""
        keys = keymap_of(self.app).keys_of("search.narrow")
        wanted = [key for key in keys if len(key) > 1 or not self.has_line_focus]
        return show_keys(wanted[0]) if wanted else ""

    def on_resize(self) -> None:
        self._fit()

    def on_descendant_focus(self) -> None:
        self._fit()

    def on_descendant_blur(self) -> None:
        self._fit()

    def _fit(self) -> None:
        """Give the words their room; the line takes the rest, and never too little.

        Name and counts give way to what must be said about a search; what even
        then has no room is told for a moment, what was ignored once the query is whole.
        """
        counts = self._counts.cells if self.size.width >= COUNTS_FROM else 0
        room = self.size.width - LINE_AT_LEAST
        answer = self.answer
        if answer is None:
            self._found.say(WAITING if self._is_late else Line())
        else:
            if answer.ignored:
                room = max(room, min(WARNING_AT_LEAST, self.size.width // 2))
            keys = self._narrow_key, key_of(self.app, "search.suggestion")
            found = found_line(answer, room - counts, *keys)
            if counts and not found.whole:
                counts, found = 0, found_line(answer, room, *keys)
            self._found.say(found.line)
            told = replace(answer, ignored=()) if answer.typing else answer
            self._tell("" if found.whole else notices(told, keys[1]))
        typed = width_of(self._line.value[: self.size.width]) + LINE_ENDS
        if self.size.width - counts - self._found.cells < typed:
            counts = 0
        self._counts.display = counts > 0
        self._counts.styles.width = counts
        self._found.styles.width = self._found.cells
        self._found.display = self._found.cells > 0

    def _tell(self, words: str) -> None:
        """Say ``words`` outside the line, once."""
        if words and words != self._told:
            self.app.notify(words, markup=False, timeout=6)
        self._told = words
