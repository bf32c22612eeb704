"""The saved searches, with what each of them finds now."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from index.notes.model import SavedSearch
from tui import workers
from tui.commands import Where
from tui.rendering.cells import width_of
from tui.screens.kept import KeptList, KeptScreen
from tui.screens.save_search import SaveSearch, Saving, asked_of, save, shown_as
from tui.widgets.entries import Entry
from tui.widgets.hints import key_of
from tui.widgets.lines import Line, Piece, fold
from tui.widgets.search_top import Asked

if TYPE_CHECKING:
    from index.library import Library

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
    save_key: str,
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


class SavedList(KeptList):
    """The lines of the screen."""

    where = (Where.SAVED,)


class SavedScreen(KeptScreen[SavedSearch, SavedSearch | None]):
    """Shows saved searches, changes and deletes them; gives back the one to run."""

    where = (Where.SAVED,)
    TITLE_WORDS = "Saved searches"
    HINTS = (
        ("saved.go", "run"),
        ("saved.edit", "change"),
        ("saved.delete", "delete"),
        ("app.undo", "undo"),
        ("screen.close", "close"),
    )

    def __init__(self, library: Library, searches: Sequence[SavedSearch], count: Count) -> None:
        """``count`` tells what a search finds, without blocking."""
        super().__init__(library, searches, SavedList(id="choices"))
        self._count = count
        self._counts: dict[str, Counts | None] = {}

    def fetch(self, library: Library) -> Sequence[SavedSearch]:
        return library.notes.saved_searches()

    def entries_for(self, width: int) -> Sequence[Entry]:
        return saved_entries(self.items, self._counts, width, key_of(self.app, "search.save"))

    def name_of(self, item: object) -> object:
        return item.name if isinstance(item, SavedSearch) else None

    def on_mount(self) -> None:
        self.count_again()

    def show_again(self) -> None:
        super().show_again()
        self.count_again()

    def count_again(self) -> None:
        """Count once more what each search finds; the counts shown stay until then."""
        workers.run(self, self._count_all, group="counts", exclusive=True)

    async def _count_all(self) -> None:
        for one in tuple(self.items):
            self._counts[one.name] = await self._count(asked_of(one))
            super().show_again()

    def action_open(self) -> None:
        one = self.target
        if isinstance(one, SavedSearch):
            self.dismiss(one)

    def action_run_saved(self) -> None:
        """Run the search of the key that was pressed last."""
        pressed = self.culm.pressed[-1]
        one = next((one for one in self.items if one.key == pressed), None)
        if one is None:
            self.culm.tell(f"No search has the key {pressed}.")
        else:
            self.dismiss(one)

    def action_edit(self) -> None:
        one = self.target
        if isinstance(one, SavedSearch):
            saving = Saving(one.name, asked_of(one), one.key, one.name)
            self.app.push_screen(SaveSearch(saving, self.items), self._edited)

    def _edited(self, saving: Saving | None) -> None:
        if saving is not None:
            self._counts.pop(saving.instead_of, None)
            self.change(lambda library: save(library, saving))

    def action_delete(self) -> None:
        one = self.target
        if isinstance(one, SavedSearch):
            name, key = one.name, key_of(self.app, "app.undo")

            def delete(library: Library) -> str:
                library.notes.forget_search(name)
                return f"“{name}” is deleted; {key} brings it back."

            self.change(delete)
