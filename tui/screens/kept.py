"""The frame of a dialog that lists what the user made: to look through, change, undo, redo."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast

from textual.app import ComposeResult
from textual.content import Content

from tui.opened import Dialog
from tui.screens.changing import Changing
from tui.shelf import with_library
from tui.widgets.entries import Entries, Entry
from tui.widgets.hints import HintedBox, hints_of

if TYPE_CHECKING:
    from index.library import Library
    from tui.app import CulmApp

Item = TypeVar("Item")
Result = TypeVar("Result")


class KeptList(Entries):
    """The lines of such a dialog."""

    def likeness(self, before: object, now: object) -> int:
        screen = self.screen
        if isinstance(screen, KeptScreen):
            return int(screen.name_of(before) == screen.name_of(now))
        return super().likeness(before, now)

    def action_open(self) -> None:
        if isinstance(self.screen, KeptScreen):
            self.screen.action_open()


class KeptScreen(Dialog[Result], Changing, Generic[Item, Result]):
    """Lists items of one kind, the cursor on one of them; gives back what was chosen, if anything.

    A subclass says what there is (:meth:`fetch`), how it looks (:meth:`entries_for`), what
    Enter does (:meth:`action_open`), and makes changes with :meth:`change`.
    """

    TITLE_WORDS = ""
    HINTS: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Commands, and what they do, in words for the lower edge."""

    def __init__(self, library: Library, items: Sequence[Item], entries: KeptList) -> None:
        """``entries`` are the lines, a place of their own so that keys reach it."""
        super().__init__()
        self.items = items
        self._library = library
        self._list = entries

    @abstractmethod
    def fetch(self, library: Library) -> Sequence[Item]:
        """What there is now; blocks."""

    @abstractmethod
    def entries_for(self, width: int) -> Sequence[Entry]:
        """The items in ``width`` cells."""

    @abstractmethod
    def name_of(self, item: object) -> object:
        """What an item is known by, whatever becomes of it."""

    @abstractmethod
    def action_open(self) -> None:
        """What Enter does with the item under the cursor."""

    @property
    def culm(self) -> CulmApp:
        """The app, as what it is."""
        return cast("CulmApp", self.app)

    @property
    def target(self) -> object:
        """The item under the cursor."""
        return self._list.target

    def compose(self) -> ComposeResult:
        box = HintedBox(id="box")
        box.border_title = Content(self.TITLE_WORDS)
        with box:
            yield self._list

    def on_mount(self) -> None:
        self._offer()
        self._list.show(self.entries_for)
        self.set_focus(self._list)

    def hints(self) -> Sequence[tuple[str, str]]:
        """Commands for the lower edge as things are now."""
        return self.HINTS

    def _offer(self) -> None:
        self.query_one(HintedBox).offer(hints_of(self.app, *self.hints()))

    def action_close(self) -> None:
        self.dismiss(None)

    async def load_again(self) -> None:
        self.items = await with_library(self.fetch, self._library)
        self.show_again()

    def show_again(self) -> None:
        """Show the items as they are now; the cursor stays on the one it is on."""
        self._list.show(self.entries_for, keep_place=True)
        self._offer()
