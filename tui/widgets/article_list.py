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
from contextlib import suppress
from functools import partial
from typing import ClassVar

from textual.message import Message

from index.article import Snippet
from index.views import GroupBy, Groups, Row
from tui.messages import (
    ArticleHighlighted,
    ArticleOpened,
    CorrectionAsked,
    DensityChanged,
    ExportAsked,
    NoteAsked,
    RemoveAsked,
)
from tui.sorts import Sort
from tui.told import Told
from tui.widgets.arranged_list import ArrangedList
from tui.widgets.article_item import (
    WAITING,
    Density,
    Item,
    below_item,
    copies_line,
    folded_item,
    group_heading,
    item,
    natural_heading,
)
from tui.widgets.hints import key_of
from tui.widgets.known_rows import KnownRows
from tui.widgets.lines import Line

LOOKAHEAD = 120
"""Rows fetched beyond the screen on either side, so that paging never waits."""


class SnippetsWanted(Told):
    """The list shows articles ``ids`` of a search and has no snippets for them."""

    ids: tuple[int, ...]


def ungrouped(ids: Sequence[int], by: GroupBy) -> Groups:
    """All articles in one group that has no name."""
    return Groups(by, array("q", ids), (0,), ("",), ("",))


class _RowsFetched(Message, bubble=False):
    """Rows of the articles that were ``asked`` for, when the list was ``listed``."""

    def __init__(self, asked: Sequence[int], rows: Sequence[Row], listed: array[int]) -> None:
        super().__init__()
        self.asked = asked
        self.rows = rows
        self.listed = listed


LAID_OUT = 1.0
"""Seconds to wait at most for the size of what is shown."""


class ArticleList(ArrangedList):
    """A list of articles; posts :class:`ArticleHighlighted` and :class:`ArticleOpened`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"article-list--{role}"
        for role in (
            "title", "title-read", "facts", "heading", "dot", "dot-read", "badge", "star",
            "snippet", "hit", "cursor", "cursor-blurred", "bar", "bar-blurred", "thumb", "note",
        )
    }  # fmt: skip

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], Sequence[Row]],
        group: Callable[[Sequence[int], GroupBy], Groups] = ungrouped,
        *,
        id: str | None = None,
    ) -> None:
        """``fetch`` gives the rows of article ids, ``group`` puts those into groups.

        Both may block, and are called in a thread.
        """
        super().__init__(group, id=id)
        self._fetch = fetch
        self.folding = True
        """Whether the articles given stand for their copies."""
        self.density = Density.USUAL
        self._searching = False
        self._is_laid_out = asyncio.Event()
        self._snippets: dict[int, Snippet] = {}
        self._snippets_asked: set[int] = set()
        self._rows = KnownRows()

    # What is in the list

    @property
    def current_row(self) -> Row | None:
        """What is known of the article under the cursor; ``None`` while it is fetched."""
        return None if self.current is None else self._rows.get(self.current)

    def show(
        self,
        ids: array[int],
        sort: Sort,
        *,
        groups: Groups | None = None,
        searching: bool = False,
        snippets: dict[int, Snippet] | None = None,
        keep: int | None = None,
        empty: Sequence[str] = (),
    ) -> None:
        """Put ``ids`` into the list, in ``groups`` when they are given.

        The cursor stays on article ``keep`` if it is there; without, it goes to the first.
        ``empty`` is said, a line each, when there are none.
        """
        self._sort, self._searching = sort, searching
        self._snippets = dict(snippets or {})
        self._snippets_asked = set(self._snippets)
        self._empty_words = tuple(empty)
        self._put(ids, keep, groups)

    def be_as(self, grouping: str, density: str) -> None:
        """Group and say as much as is remembered; what is odd in that is as usual."""
        by_name = {by.value: by for by in GroupBy}
        self.grouping = by_name.get(grouping)
        self.density = Density(density) if density in set(Density) else Density.USUAL

    def action_density(self) -> None:
        """Say more of each article, or, after the most, the least."""
        order = (Density.USUAL, Density.SNIPPET, Density.COMPACT)
        line = self.line_of_cursor
        self.density = order[(order.index(self.density) + 1) % len(order)]
        self._lay(len(self._ids), self._window.cursor, line)
        self.post_message(DensityChanged(self.density.value))

    def add_snippets(self, snippets: dict[int, Snippet]) -> None:
        """Show these snippets with their articles."""
        self._snippets.update(snippets)
        self._forget_layout()

    def lacks_snippets(self, ids: Iterable[int]) -> None:
        """Ask for these snippets again when their articles are drawn the next time."""
        self._snippets_asked.difference_update(ids)

    async def fetch_ahead(self, ids: Sequence[int]) -> None:
        """Know the rows of these articles before they are shown."""
        # What is on its way is fetched once more: nobody tells when it has come.
        missing = [number for number in ids if number not in self._rows]
        if missing:
            self._rows.take(await asyncio.to_thread(self._fetch, missing))

    def on_resize(self) -> None:
        # What the list does about it is in ItemView, whose handler is called as well.
        self._is_laid_out.set()

    async def scroll_cursor_to(self, line: int) -> None:
        """Have what is under the cursor begin in that line of the view, as nearly as can be.

        At a start the library may be there before the view has a size; a list that is
        hidden gets none, and stays as it is.
        """
        if not self.display:
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(self._is_laid_out.wait(), LAID_OUT)
        cursor, line = self._window.cursor, min(line, self.size.height)
        await self.fetch_ahead(self._ids[max(0, cursor - line - 1) : cursor + self.size.height])
        # Only now is it known how many lines each takes.
        self._forget_layout()
        self._put_cursor_at(line)

    def refresh_rows(self) -> None:
        """Fetch the rows again, which may have changed; the old ones stay until then."""
        wanted = list(self._rows)
        # The heading of the first visible article depends on the one above it.
        visible = set(self._ids_around(1))
        self._rows.forget(number for number in wanted if number not in visible)
        self._ask([number for number in wanted if number in visible])

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
        group = self._arranged.begins_at(self._window.cursor)
        if group is not None and group.folded:
            self._unfold(group)
        elif self.current is not None:
            self.post_message(ArticleOpened(self.current))

    def action_correct(self) -> None:
        """Put right what the articles that are meant say of themselves."""
        if self.meant:
            self.post_message(CorrectionAsked(articles=tuple(self.meant)))

    def action_remove(self) -> None:
        if self.meant:
            self.post_message(RemoveAsked(self.meant))

    def action_note(self) -> None:
        if self.current is not None:
            self.post_message(NoteAsked(self.current))

    def action_export(self) -> None:
        if self.meant:
            self.post_message(ExportAsked(self.meant))

    def _say_no_groups(self) -> None:
        self.app.notify(
            f"Sorted by {self._sort.value} there are no groups; "
            f"{key_of(self.app, 'list.group')} makes some.",
            markup=False,
            timeout=4,
        )

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
        self._arrange(head)
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
            partial(self._fetch_rows, tuple(ids), self._ids),
            thread=True,
            group="rows",
            exit_on_error=True,
        )

    def _fetch_rows(self, ids: tuple[int, ...], listed: array[int]) -> None:
        self.post_message(_RowsFetched(ids, self._fetch(ids), listed))

    def on__rows_fetched(self, message: _RowsFetched) -> None:
        changed = self._rows.take(message.rows)
        # What had been taken out of the library may be in it again.
        self._rows.lacks(message.asked)
        # The heading of an article depends on the one above it.
        shown = {at for at, _ in self._lines()}
        near = {position for at in shown for position in (at, at - 1) if position >= 0}
        if any(self._ids[position] in changed for position in near):
            self._forget_layout()
            self._window.show_cursor()
        else:
            # What is laid out stays what it is, or its lines would not fit the layout.
            self._items = {at: made for at, made in self._items.items() if at in shown}
        if message.listed is not self._ids:
            self._ask_for_rows(sorted(shown))

    def _shown(self, positions: Sequence[int]) -> None:
        self._ask_for_rows(positions)
        self._ask_for_snippets(positions)

    def _ask_for_snippets(self, shown: Iterable[int]) -> None:
        if self.density is not Density.SNIPPET and not self._searching:
            return
        wanted = [self._ids[position] for position in shown]
        missing = tuple(number for number in wanted if number not in self._snippets_asked)
        if missing:
            self._snippets_asked.update(missing)
            self.post_message(SnippetsWanted(missing))

    def _make_item(self, position: int) -> Item:
        row = self._rows.get(self._ids[position])
        group = self._arranged.begins_at(position)
        if row is None:
            return WAITING
        width = max(8, self.size.width - 3)
        if group is not None and group.folded:
            return folded_item(group, row, width)
        heading: tuple[Line, ...] = ()
        if self._arranged.groups is not None:
            heading = group_heading(group, row, width) if group is not None else ()
        elif position and (before := self._rows.get(self._head(position - 1))) is None:
            return WAITING
        else:
            heading = natural_heading(row, before if position else None, self._sort)
        if self._copies.above(row.id) is not None:
            return below_item(row, width, self._snippets.get(row.id))
        return item(
            row,
            width,
            self._sort,
            heading=heading,
            density=self.density,
            snippet=self._snippets.get(row.id),
            searching=self._searching,
            unfolds=not self.folding or self._copies.unfolds(row.id),
            dated=self._is_dated(row),
        )

    def _is_dated(self, row: Row) -> bool:
        """Whether an article tells its date although the list is in the order of time."""
        groups = self._arranged.groups
        if groups is None:
            return False
        # Groups of a day hold what was published on some day from then on, too.
        return groups.by is not GroupBy.DAY or not row.published.interval.is_day

    def _head(self, position: int) -> int:
        """The article at a position, or that below which it is shown as a copy."""
        article = self._ids[position]
        above = self._copies.above(article)
        return article if above is None else above


def _no_copies(row: Row) -> str:
    """Why there is nothing to unfold."""
    if not row.copies:
        return "No copies of this article are known."
    return f"The copies have exactly this text: {copies_line(row.also_in, row.copies, 200)}."
