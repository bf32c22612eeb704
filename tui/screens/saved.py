"""The saved searches, with what each of them finds now."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any, cast

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ModalScreen

from index.errors import CulmError
from index.notes.model import SavedSearch
from tui import workers
from tui.commands import Where
from tui.rendering.cells import width_of
from tui.screens.hints import HintedBox, hints_of, key_of
from tui.screens.save_search import SaveSearch, Saving, asked_of, save, shown_as
from tui.shelf import with_library
from tui.widgets.entries import Entries, Entry
from tui.widgets.lines import Line, Piece, fold
from tui.widgets.search_top import Asked

if TYPE_CHECKING:
    from index.library import Library
    from tui.app import CulmApp

Counts = tuple[int, int]
"""How many articles a search finds, and how many of them are unread."""
Count = Callable[[Asked], Awaitable[Counts | None]]
ROOM_FOR_WORDS = 56
"""Cells from which counts are told in words."""
KEY_ROOM = 3


def saved_entries(
    searches: Sequence[SavedSearch],
    counts: dict[str, Counts | None],
    width: int,
    save_key: str = "ctrl+s",
) -> Sequence[Entry]:
    """The saved searches in ``width`` cells.

    ``counts`` are those known by now, by name; ``save_key`` is the one that saves.
    """
    if not searches:
        told = f"No search is saved yet. Search for something and press {save_key}."
        return [Entry(tuple(Line((Piece(text, "quiet"),)) for text in fold(told, width)))]
    return [Entry(_lines(one, _counted(one, counts, width), width), one) for one in searches]


def _counted(one: SavedSearch, counts: dict[str, Counts | None], width: int) -> Line:
    if one.name not in counts:
        return Line((Piece(" …", "quiet"),))
    known = counts[one.name]
    if known is None:
        return Line((Piece(" not counted", "quiet"),))
    total, unread = known
    role = "strong" if unread else "facts"
    if width < ROOM_FOR_WORDS:
        return Line((Piece(f" {unread:,}", role), Piece(f"/{total:,}", "facts")))
    return Line((Piece(f" {unread:,} unread", role), Piece(f" of {total:,}", "facts")))


def _lines(one: SavedSearch, counted: Line, width: int) -> tuple[Line, ...]:
    room = max(8, width - KEY_ROOM)
    count_room = sum(width_of(piece.text) for piece in counted.left)
    name = fold(one.name, max(8, room - count_room), 1)[0]
    query = " · ".join(words for words in (one.query, shown_as(asked_of(one))) if words)
    first = Line((Piece(f"{one.key:<{KEY_ROOM}}", "key"), Piece(name, "title")), counted.left)
    return (
        first,
        *(Line((Piece(" " * KEY_ROOM), Piece(text, "facts"))) for text in fold(query, room, 2)),
    )


class SavedList(Entries):
    """The lines of the screen."""

    where = (Where.SAVED,)

    def action_open(self) -> None:
        if isinstance(self.screen, SavedScreen):
            self.screen.action_open()


class SavedScreen(ModalScreen[SavedSearch | None]):
    """Shows saved searches, changes and deletes them; gives back the one to run."""

    where = (Where.SAVED,)

    def __init__(self, library: Library, searches: Sequence[SavedSearch], count: Count) -> None:
        """``count`` tells what a search finds, without blocking."""
        super().__init__()
        self._library = library
        self._searches = searches
        self._count = count
        self._counts: dict[str, Counts | None] = {}
        self._list = SavedList(id="choices")

    def compose(self) -> ComposeResult:
        box = HintedBox(id="box")
        box.border_title = Content("Saved searches")
        with box:
            yield self._list

    def on_mount(self) -> None:
        self.query_one(HintedBox).offer(
            hints_of(
                self.app,
                ("saved.go", "run"),
                ("saved.edit", "change"),
                ("saved.delete", "delete"),
                ("app.undo", "undo"),
                ("screen.close", "close"),
            )
        )
        self._list.show(self._entries_for)
        self._list.focus()
        self.count_again()

    @property
    def culm(self) -> CulmApp:
        """The app, as what it is."""
        return cast("CulmApp", self.app)

    def count_again(self) -> None:
        """Count once more what each search finds; the counts shown stay until then."""
        workers.run(self, self._count_all, group="counts", exclusive=True)

    async def _count_all(self) -> None:
        for one in tuple(self._searches):
            self._counts[one.name] = await self._count(asked_of(one))
            self._list.show(self._entries_for, keep_place=True)

    def action_open(self) -> None:
        one = self._list.target
        if isinstance(one, SavedSearch):
            self.dismiss(one)

    def action_run_saved(self) -> None:
        """Run the search of the key that was pressed last."""
        pressed = self.culm.pressed[-1]
        one = next((one for one in self._searches if one.key == pressed), None)
        if one is None:
            self.culm.tell(f"No search has the key {pressed}.")
        else:
            self.dismiss(one)

    def action_edit(self) -> None:
        one = self._list.target
        if isinstance(one, SavedSearch):
            saving = Saving(one.name, asked_of(one), one.key, one.name)
            self.app.push_screen(SaveSearch(saving, self._searches), self._edited)

    def _edited(self, saving: Saving | None) -> None:
        if saving is not None:
            self._counts.pop(saving.instead_of, None)
            self._change(lambda library: save(library, saving))

    def action_delete(self) -> None:
        one = self._list.target
        if isinstance(one, SavedSearch):
            name, key = one.name, key_of(self.app, "app.undo")

            def delete(library: Library) -> str:
                library.notes.forget_search(name)
                return f"“{name}” is deleted; {key} brings it back."

            self._change(delete)

    def action_undo(self) -> None:
        self._change(lambda library: library.notes.undo() or "Nothing to undo.")

    def action_redo(self) -> None:
        self._change(lambda library: library.notes.redo() or "Nothing to do again.")

    def action_close(self) -> None:
        self.dismiss(None)

    def _change(self, work: Callable[[Library], Any]) -> None:
        workers.run(self, self._changed, work, group="saved")

    async def _changed(self, work: Callable[[Library], Any]) -> None:
        def change(library: Library) -> tuple[Any, Sequence[SavedSearch]]:
            return work(library), library.notes.saved_searches()

        try:
            said, self._searches = await with_library(change, self._library)
        except CulmError as error:
            self.culm.tell(str(error), problem=True)
            return
        if isinstance(said, str):
            self.culm.tell(said)
        self._list.show(self._entries_for, keep_place=True)
        self.count_again()

    def _entries_for(self, width: int) -> Sequence[Entry]:
        return saved_entries(self._searches, self._counts, width, key_of(self.app, "search.save"))
