"""The library: what it holds, who and what it is about, what was made of it, how it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from textual.app import ComposeResult
from textual.containers import Horizontal

from index.errors import CulmError
from index.library.upkeep.care import Check
from index.library.upkeep.census import Census
from tui import messages, wording, workers
from tui.commands import Where
from tui.keymap import Keys
from tui.opened import FullScreen
from tui.screens.moving import Moves, MovesList
from tui.shelf import with_library
from tui.widgets.census_lines import ALL_OUTLETS, CHECK, contents, holdings
from tui.widgets.entries import Entries, Entry
from tui.widgets.footer import Footer, chips_for
from tui.widgets.lines import Line, Piece
from tui.widgets.role_line import RoleLine

if TYPE_CHECKING:
    from index.library import Library

T = TypeVar("T")
Leads = (
    messages.SearchAsked | messages.EntityChosen | messages.TimelineAsked | messages.CommandAsked
)
TWO_SIDES_FROM = 90
"""Cells from which there are two columns."""
_LEADS = (
    messages.SearchAsked,
    messages.EntityChosen,
    messages.TimelineAsked,
    messages.CommandAsked,
)


class Side(Entries):
    """One column of the screen."""

    DEFAULT_CSS = """
    Side { width: 1fr; height: 1fr; background: $ground; color: $text; padding: 1 1 0 1; }
    """

    def action_open(self) -> None:
        if isinstance(self.screen, LibraryScreen):
            self.screen.action_open()


class LibraryScreen(FullScreen[Leads | None], MovesList):
    """Shows the facts of the library; gives back where the reader wants to go from there."""

    where = (Where.LIBRARY,)
    offered = frozenset({Where.LIBRARY})
    DEFAULT_CSS = """
    LibraryScreen {
        layout: vertical; background: $ground;
        & > #library-top { background: $raised; }
        & > #library-sides { height: 1fr; }
        & > #library-footer { background: $raised; }
        &.-wide #library-contents { border-left: solid $line; }
    }
    """

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library
        self._census: Census | None = None
        self._checks: Sequence[Check] | None = None
        self._all_outlets = False
        self._top = RoleLine(id="library-top")
        self._holdings = Side(id="library-holdings")
        self._contents = Side(id="library-contents")
        self._footer = Footer(id="library-footer")

    @property
    def _is_wide(self) -> bool:
        return self.size.width >= TWO_SIDES_FROM

    @property
    def _side(self) -> Side:
        """The column with the cursor."""
        return self._contents if self._contents.has_focus else self._holdings

    def compose(self) -> ComposeResult:
        yield self._top
        with Horizontal(id="library-sides"):
            yield self._holdings
            yield self._contents
        yield self._footer

    def on_mount(self) -> None:
        self._top.say(Line((Piece(" Library ", "strong"), Piece(" counting …", "quiet"))))
        self.set_focus(self._holdings)
        self.awaits(workers.run(self, self._count, group="census"))

    def on_resize(self) -> None:
        self.set_class(self._is_wide, "-wide")
        self._contents.display = self._is_wide
        if not self._is_wide and self._contents.has_focus:
            self.set_focus(self._holdings)
        self._show()
        self.culm.offer_keys()

    # What is shown

    async def _count(self) -> None:
        try:
            self._census = await self._do(lambda library: library.census())
        except CulmError as error:
            self.culm.tell(str(error), problem=True)
            return
        count = wording.counted(self._census.articles, "article")
        words = f" {count} · {wording.counted(self._census.events, 'event')}"
        self._top.say(Line((Piece(" Library ", "strong"), Piece(words, "quiet"))))
        self._show()

    def _show(self) -> None:
        if self._census is not None:
            self._holdings.show(self._left, keep_place=True)
            self._contents.show(self._right, keep_place=True)

    def _left(self, width: int) -> Sequence[Entry]:
        assert self._census is not None
        told = holdings(self._census, width, all_outlets=self._all_outlets)
        return told if self._is_wide else [*told, Entry((Line(),)), *self._right(width)]

    def _right(self, width: int) -> Sequence[Entry]:
        assert self._census is not None
        return contents(self._census, self._checks, width)

    async def _do(self, work: Callable[[Library], T]) -> T:
        return await with_library(work, self._library)

    # Where one goes

    @property
    def moved(self) -> Moves:
        return self._side

    def action_side(self) -> None:
        if self._is_wide:
            self.set_focus(self._holdings if self._contents.has_focus else self._contents)

    def action_open(self) -> None:
        target = self._side.target
        if target == ALL_OUTLETS:
            self._all_outlets = True
            self._show()
        elif target == CHECK:
            self.action_check()
        elif isinstance(target, _LEADS):
            self.dismiss(target)

    def action_check(self) -> None:
        """Look whether every part of the library is sound; what was found stands at the end."""
        if self._census is not None:
            workers.run(self, self._check, group="check", exclusive=True)

    async def _check(self) -> None:
        self._footer.busy("checking every part …")
        try:
            self._checks = await self._do(lambda library: tuple(library.work.examine()))
        except CulmError as error:
            self.culm.tell(str(error), problem=True)
            return
        finally:
            self._footer.busy("")
        bad = [check.name for check in self._checks if not check.ok]
        if bad:
            self.culm.tell(f"Not well: {', '.join(bad)}.", problem=True)
        else:
            self.culm.tell(f"All is well: {len(self._checks)} parts were looked at.")
        self._show()
        (self._contents if self._is_wide else self._holdings).action_bottom()

    def action_close(self) -> None:
        self.dismiss(None)

    def offer(self, begun: Keys) -> None:
        """Have the footer show the keys that mean something now, after the keys ``begun``."""
        places = [where for _, where in self.culm.places()]
        chips = chips_for(self.culm.keymap_now, places, begun)
        self._footer.offer([chip for chip in chips if self._is_wide or chip[2] != "library.side"])
