"""The article list: any number of articles, of which only the visible are ever fetched.

The list knows article ids and asks for rows around what is on screen. Items
differ in height, so it does not scroll over a canvas: the view is the first
visible article and how many of its lines are above the screen, and everything
else is laid out from there. A million articles cost what a screenful costs.
"""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual.message import Message

from index.article import Snippet
from index.views import Row
from tui.commands import Where
from tui.messages import ArticleHighlighted, ArticleOpened
from tui.widgets.article_item import WAITING, Copies, Item, Sort, copies_line, item
from tui.widgets.copies_shown import CopiesShown
from tui.widgets.drawn_lines import say_title
from tui.widgets.item_view import ItemView
from tui.widgets.known_rows import KnownRows

LOOKAHEAD = 120
"""Rows fetched beyond the screen on either side, so that paging never waits."""
_EMPTY: array[int] = array("q")


@dataclass
class SnippetsWanted(Message):
    """The list shows articles ``ids`` of a search and has no snippets for them."""

    ids: tuple[int, ...]


class _RowsFetched(Message, bubble=False):
    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__()
        self.rows = rows


class ArticleList(ItemView):
    """A list of articles; posts :class:`ArticleHighlighted` and :class:`ArticleOpened`."""

    where = (Where.LIST,)
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"article-list--{role}"
        for role in (
            "title", "title-read", "facts", "heading", "dot", "dot-read", "badge", "star",
            "snippet", "hit", "cursor", "cursor-blurred", "bar", "bar-blurred", "thumb", "note",
        )
    }  # fmt: skip

    def __init__(
        self, fetch: Callable[[Sequence[int]], Sequence[Row]], *, id: str | None = None
    ) -> None:
        """``fetch`` gives the rows of article ids; it may block, and is called in a thread."""
        super().__init__(id=id)
        self._fetch = fetch
        self._given: array[int] = _EMPTY
        self._ids: array[int] = _EMPTY
        self._copies = CopiesShown()
        self.folding = True
        """Whether the articles given stand for their copies."""
        self._sort = Sort.NEWEST
        self._searching = False
        self._snippets: dict[int, Snippet] = {}
        self._snippets_asked: set[int] = set()
        self._rows = KnownRows()

    # What is in the list

    @property
    def ids(self) -> array[int]:
        """The articles of the list, in order, without copies that were unfolded."""
        return self._given

    @property
    def current(self) -> int | None:
        """The article under the cursor."""
        return self._ids[self._window.cursor] if self._ids else None

    @property
    def current_row(self) -> Row | None:
        """What is known of the article under the cursor; ``None`` while it is fetched."""
        return None if self.current is None else self._rows.get(self.current)

    def show(
        self,
        ids: array[int],
        sort: Sort,
        *,
        searching: bool = False,
        snippets: dict[int, Snippet] | None = None,
        keep: int | None = None,
        empty: Sequence[str] = (),
    ) -> None:
        """Put ``ids`` into the list. The cursor stays on article ``keep`` if it is there.

        Without ``keep`` the cursor goes to the first. ``empty`` is said, a line
        each, when there are none.
        """
        self._sort, self._searching = sort, searching
        self._snippets = dict(snippets or {})
        self._snippets_asked = set(self._snippets)
        self._empty_words = tuple(empty)
        say_title(self, f"1 Articles · {sort.value}")
        self._put(ids, keep)

    def _put(self, ids: array[int], keep: int | None) -> None:
        self._given, self._ids = ids, self._copies.laid_into(ids)
        self._lay(len(self._ids), _position(self._ids, keep) or 0)

    def add_snippets(self, snippets: dict[int, Snippet]) -> None:
        """Show these snippets with their articles."""
        self._snippets.update(snippets)
        self._forget_layout()

    async def fetch_ahead(self, ids: Sequence[int]) -> None:
        """Know the rows of these articles before they are shown."""
        missing = self._rows.to_ask(ids)
        if missing:
            self._rows.take(await asyncio.to_thread(self._fetch, missing))

    def refresh_rows(self, ids: Iterable[int] | None = None) -> None:
        """Fetch rows again that may have changed; the old ones stay until then."""
        wanted = list(self._rows) if ids is None else [i for i in ids if i in self._rows]
        # The heading of the first visible article depends on the one above it.
        visible = set(self._ids_around(1))
        self._rows.forget(number for number in wanted if number not in visible)
        self._ask([number for number in wanted if number in visible])

    def go_to(self, article: int) -> bool:
        """Put the cursor on ``article``; false when it is not in the list."""
        position = _position(self._ids, article)
        if position is None:
            return False
        self._go(position)
        return True

    def next_unread(self, delta: int) -> None:
        """Put the cursor on the next unread article whose row is known (``delta`` -1: previous)."""
        position = self._window.cursor + delta
        while 0 <= position < len(self._ids):
            row = self._rows.get(self._ids[position])
            if row is None:
                self._go(position)
                return
            if not row.read:
                self._go(position)
                return
            position += delta

    # What is done with the article under the cursor

    def action_open(self) -> None:
        if self.current is not None:
            self.post_message(ArticleOpened(self.current))

    def action_copies(self) -> None:
        """Show the copies of the article under the cursor below it, or fold them away."""
        row = self.current_row
        if row is None:
            return
        head = self._copies.turn(row)
        if head is None:
            self.app.notify(_no_copies(row), markup=False, timeout=4)
            return
        moved = head != row.id
        self._put(self._given, head)
        if moved:
            self.post_message(ArticleHighlighted(head))

    def _moved(self) -> None:
        self.post_message(ArticleHighlighted(self._ids[self._window.cursor]))

    # Rows, fetched in a thread

    def _ids_around(self, beyond: int) -> Sequence[int]:
        """The ids on the screen and ``beyond`` it on either side."""
        top = self._window.top
        return self._ids[max(0, top - beyond) : top + max(10, self.size.height) + beyond]

    def _ask_for_rows(self, shown: Sequence[int]) -> None:
        """Ask for the rows at these positions, and for those around when somebody may go there."""
        if not self.has_focus:
            # Who types a search sees another list with every letter.
            first = max(0, shown[0] - 1) if shown else 0
            self._ask(self._rows.to_ask(self._ids[first : shown[-1] + 1] if shown else ()))
        # Asking for many rows now and then is cheaper than for one row at each step.
        elif any(number not in self._rows for number in self._ids_around(LOOKAHEAD // 2)):
            self._ask(self._rows.to_ask(self._ids_around(LOOKAHEAD)))

    def on_focus(self) -> None:
        if self._screen is not None:
            self._ask_for_rows([position for position, _ in self._screen])

    def _ask(self, ids: Sequence[int]) -> None:
        if not ids:
            return
        self._rows.asked(ids)
        self.run_worker(
            partial(self._fetch_rows, tuple(ids)), thread=True, group="rows", exit_on_error=True
        )

    def _fetch_rows(self, ids: tuple[int, ...]) -> None:
        self.post_message(_RowsFetched(self._fetch(ids)))

    def on__rows_fetched(self, message: _RowsFetched) -> None:
        changed = self._rows.take(message.rows)
        # The heading of an article depends on the one above it.
        shown = {at for at, _ in self._lines()}
        near = {position for at in shown for position in (at, at - 1) if position >= 0}
        if any(self._ids[position] in changed for position in near):
            self._forget_layout()
            self._window.show_cursor()
        else:
            # What is laid out stays what it is, or its lines would not fit the layout.
            self._items = {at: made for at, made in self._items.items() if at in shown}

    def _shown(self, positions: Sequence[int]) -> None:
        self._ask_for_rows(positions)
        self._ask_for_snippets(positions)

    def _ask_for_snippets(self, shown: Iterable[int]) -> None:
        if not self._searching:
            return
        wanted = [self._ids[position] for position in shown]
        missing = tuple(number for number in wanted if number not in self._snippets_asked)
        if missing:
            self._snippets_asked.update(missing)
            self.post_message(SnippetsWanted(missing))

    def _make_item(self, position: int) -> Item:
        row = self._rows.get(self._ids[position])
        before = self._rows.get(self._head(position - 1)) if position else None
        if row is None or (position and before is None):
            return WAITING
        return item(
            row,
            max(8, self.size.width - 3),
            self._sort,
            before=before,
            first=position == 0,
            snippet=self._snippets.get(row.id),
            searching=self._searching,
            copies=self._copies_of(row.id),
        )

    def _head(self, position: int) -> int:
        """The article at a position, or that below which it is shown as a copy."""
        article = self._ids[position]
        above = self._copies.above(article)
        return article if above is None else above

    def _copies_of(self, article: int) -> Copies:
        if self._copies.above(article) is not None:
            return Copies.BELOW
        shown = not self.folding or self._copies.unfolds(article)
        return Copies.SHOWN if shown else Copies.FOLDED


def _no_copies(row: Row) -> str:
    """Why there is nothing to unfold."""
    if not row.copies:
        return "No copies of this article are known."
    return f"The copies have exactly this text: {copies_line(row.also_in, row.copies, 200)}."


def _position(ids: array[int], article: int | None) -> int | None:
    if article is None:
        return None
    try:
        return ids.index(article)
    except ValueError:
        return None
