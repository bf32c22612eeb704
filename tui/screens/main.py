"""The main screen: article list, reader and event panel over one open library.

It is made up from :mod:`tui.screens.article_part`, the panes and the articles in them,
:mod:`tui.screens.list_part`, what is done with the articles of the list, and
:mod:`tui.screens.search_part`, which searches. What it only begins is done by others:
:mod:`tui.errands`, :mod:`tui.import_errands` and :mod:`tui.export_errands`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from rich.text import Text
from textual.app import ComposeResult
from textual.widget import Widget
from textual.worker import Worker

from index.errors import CulmError, LibraryLocked, NotFound
from index.language.model import EntityType
from tui import workers
from tui.commands import Where
from tui.exit_codes import EXIT_DAMAGED, EXIT_LOCKED
from tui.import_errands import ImportErrands
from tui.keymap import Keys
from tui.opened import ARRIVAL
from tui.panes import Pane
from tui.remembered import Remembered, remember
from tui.screens.saved_part import SavedPart
from tui.widgets.footer import chips_for
from tui.widgets.hints import key_of, titled
from tui.widgets.search_top import Asked

if TYPE_CHECKING:
    from index.fetching.urls import WebAddress
    from index.library import Library

SLOW = 3.0
"""Seconds after which the search, opening, says that it makes its index anew."""
MOMENTARY = frozenset(
    {
        Where.CHOSEN,
        Where.COUNT,
        Where.FRESH,
        Where.SELECTION,
        Where.MARK,
        Where.OFFER,
        Where.KNOWN,
        Where.PINNING,
    }
)
"""Places that last while the caret is where it is, or something is selected."""
RESTING = frozenset(
    {
        *(Where.MAIN, Where.LIST, Where.READER, Where.PANEL),
        *(Where.MARK, Where.KNOWN, Where.OFFER, Where.EVERYWHERE),
    }
)
"""Places in which nothing was begun that a start does not come back to."""
POLL = 0.5
"""Seconds between looks at whether the library changed."""


class MainScreen(SavedPart):
    """Three panes over one library."""

    where = (Where.MAIN,)
    offered = frozenset({Where.MAIN, Where.LIST, Where.READER, Where.PANEL})

    def __init__(
        self, path: Path, add: Sequence[Path | WebAddress], remembered: Remembered
    ) -> None:
        """``path`` is the library's directory; ``add`` is imported when the screen is up."""
        super().__init__(path, remembered)
        self._add = tuple(add)
        self.imports = ImportErrands(
            self, path, self._shelf, remembered, self._footer.busy, lambda: self._is_empty
        )
        self._written = replace(remembered)
        self._has_begun = asyncio.Event()
        self._looking: Worker[None] | None = None
        self._learning: Worker[None] | None = None
        self._place_is_lost = False

    def compose(self) -> ComposeResult:
        yield self._top
        yield self._panes
        yield self._footer

    # The library, opened and followed

    def on_mount(self) -> None:
        self.dress()
        for kind in EntityType:
            if kind.value in self._kept.plain_types.split():
                self._reader.show_type(kind, False)
        self._reader.use_notes(lambda: self._shelf.library.notes)
        self._panes.show_last()
        workers.run(self, self._start, group="library")

    def dress(self) -> None:
        """Have the reader look as is remembered, and tell the keys that there are."""
        self._reader.measure = self._kept.measure
        self._reader.dim_known(self._kept.dim_known)
        self._reader.be(folded=self._kept.fold_asides, justified=self._kept.justified)
        self._reader.dim_key = key_of(self.app, "reader.dim")
        self._reader.copy_key = key_of(self.app, "copy.next")
        self._reader.correct_key = key_of(self.app, "correct.here")
        self._reader.set_title(titled(self.app, "pane.reader", "Article"))
        self._top.tell_keys()
        self._panel.tell_keys()

    async def on_unmount(self) -> None:
        self.imports.importing.cancel()
        self._keep_row()
        self._desk.keep_place()
        await self._shelf.close()

    async def arrived(self, key: str) -> None:
        """Wait for what keys are for: at first the list, then the article that was opened."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._has_begun.wait(), ARRIVAL)
        await super().arrived(key)

    async def _start(self) -> None:
        try:
            await self._begin()
        finally:
            self._has_begun.set()

    async def _begin(self) -> None:
        try:
            self._shelf.opened(await asyncio.to_thread(_open_library, self._path))
            past = await self._shelf.do(lambda library: library.notes.query_history())
        except CulmError as error:
            code = EXIT_LOCKED if isinstance(error, LibraryLocked) else EXIT_DAMAGED
            self.app.exit(code, return_code=code, message=Text(str(error)))
            return
        self._top.set_past(past)
        await self._learn_saved()
        folded = self._kept.fold_copies
        last = await self._shelf.do(lambda library: _find(library, self._kept.article, folded))
        row = self._kept.list_row
        await self._reload(keep=last)
        if last is not None and row >= 0:
            await self._panes.shared_out()
            await self._list.scroll_cursor_to(row)
        await self._opened()
        if self._kept.search:
            asked = Asked(self._kept.search, self._kept.search_sort, self._kept.search_folded)
            self.come_back_to(asked, row)
        if self._is_empty:
            self._panes.show("list")
        self.culm.now_live()
        if await self._shelf.do(lambda library: library.read_only):
            self._place_is_lost = True
            words = f"{self._path} cannot be written: nothing that you do here is kept."
            self.culm.tell(words, problem=True)
        self.set_interval(POLL, self._poll)
        if self._add:
            self.imports.bring_in(self._add)
        else:
            workers.run(self, self.imports.tell_of_cut_short, group="library")
        self.imports.fetch_now_and_then()
        self._learn()
        workers.run(self, self._back_up, group="backup")

    def is_at_rest(self) -> bool:
        """Whether nothing is searched for, chosen or begun: as after a start."""
        begun = {where for _, place in self.culm.places() for where in place} - RESTING
        return (
            not (begun or self._top.active or self._panes.zen)
            and self._panes.pane != "panel"
            and self._list.is_as_at_first
            and self._panel.is_as_at_first
        )

    def _compositor_refresh(self) -> None:
        super()._compositor_refresh()
        if self is not self.app.screen:
            # Else all below a dialog is drawn again after whatever happens, each look included.
            self._repaint_required = False
            self._repaint_regions.clear()

    async def _back_up(self) -> None:
        try:
            await self._shelf.do(lambda library: library.notes.back_up_daily())
        except (CulmError, OSError) as error:
            self.culm.tell(f"No backup could be made: {error}", problem=True)

    def _poll(self) -> None:
        # A look that was cut short would have seen a change and not shown it.
        if self._looking is None or self._looking.is_finished:
            self._looking = workers.run(self, self._look, group="poll")

    async def _look(self) -> None:
        await self._keep()
        generation, notes_changed = await self._shelf.do(
            lambda library: (library.generation(), library.notes.changed())
        )
        if generation != self._generation:
            await self._reload()
            await self._desk.refresh()
            if not self.imports.importing.running:
                self._learn()
        elif notes_changed:
            await self.load_again()
            self.culm.opened.look_again()
        answer = self._top.answer
        if answer is not None and answer.building and not self.imports.importing.running:
            # Whoever makes the index may have died at it; where somebody is at it, this is idle.
            self._learn()
            self._top.again()

    def _learn(self) -> None:
        """Have the search ready, and its index learn what it does not know."""
        if self._learning is None or self._learning.is_finished:
            self._learning = workers.run(self, self._bring_index_up_to_date, group="learning")

    async def _bring_index_up_to_date(self) -> None:
        learning = asyncio.create_task(self._top.learn())
        try:
            ready, _ = await asyncio.wait({learning}, timeout=SLOW)
            if not ready:
                self._footer.busy("bringing the search index up to date …")
            await learning
            if not ready:
                self._footer.busy("")
        finally:
            learning.cancel()

    def _keep_row(self) -> None:
        row = self._list.line_of_cursor
        self._kept.list_row = -1 if row is None else row

    async def _keep(self) -> None:
        """Write down what is read, where, and how it looks, lest a sudden end loses it."""
        self._keep_row()
        if self._desk.keep_place():
            try:
                await self._shelf.do(lambda library: library.notes.flush())
            except CulmError as error:
                # The place waits for the next try; said at every step it would hide the text.
                if not self._place_is_lost:
                    self.culm.tell(f"Your place in the text is not kept: {error}", problem=True)
                self._place_is_lost = True
            else:
                self._place_is_lost = False
        kept = replace(self._kept)
        if kept != self._written:
            self._written = kept
            await asyncio.to_thread(remember, self._path, kept)

    # In and out

    def ask_to_leave(self) -> bool:
        return self.imports.ask_to_leave()

    def action_bring_in(self) -> None:
        self.imports.ask()

    def action_cancel_import(self) -> None:
        self.imports.cancel()

    def action_fetch(self) -> None:
        self.imports.fetch()

    def action_imports(self) -> None:
        if self._shelf.is_open:
            self._errands.imports(self.imports)

    def action_sources(self) -> None:
        if self._shelf.is_open:
            self._errands.sources(self.imports)

    def action_export_notes(self) -> None:
        self._exports.notes()

    def action_export_events(self) -> None:
        self._exports.events(self._top.asked.text if self._top.active else "")

    def action_export_saved(self) -> None:
        self._exports.saved()

    def action_export_feeds(self) -> None:
        self._exports.feeds()

    # Panes

    def place_for(self, wheres: Sequence[Where]) -> Widget | None:
        """The pane in which a command for ``wheres`` runs, with the focus put on it."""
        return self._panes.show_place(wheres)

    def action_pane(self, pane: Pane) -> None:
        self._panes.show(pane)

    def action_pane_next(self, delta: int) -> None:
        if self._top.has_line_focus:
            self._panes.show("list" if delta > 0 else "panel")
        else:
            self._panes.show_next(delta)

    def action_zen(self) -> None:
        self._panes.toggle_zen()

    def action_hide_pane(self) -> None:
        hidden_before = self._panes.hidden
        pane = self._panes.hide()
        if pane == "list":
            self.culm.tell(f"The list is hidden; {key_of(self.app, 'pane.list')} brings it back.")
        elif pane == "panel":
            key = key_of(self.app, "pane.events")
            self.culm.tell(f"The events are hidden; {key} brings them back.")
        elif not hidden_before:
            self.culm.tell("No pane is hidden.")

    async def action_settings(self) -> None:
        from tui.settings import edit_settings

        await edit_settings(self.culm)

    def action_measure(self, delta: int) -> None:
        self._reader.measure += delta
        self._kept.measure = self._reader.measure

    def action_resize_pane(self, delta: int) -> None:
        self._panes.widen(delta)

    def action_legend(self) -> None:
        from tui.screens.legend import LegendScreen

        def show(kind: EntityType, visible: bool) -> None:
            self._reader.show_type(kind, visible)
            self._kept.plain_types = " ".join(sorted(self._reader.plain_types))

        self.app.push_screen(LegendScreen(self._reader.plain_types, show))

    def action_step_back(self) -> None:
        if self._panes.zen:
            self._panes.toggle_zen()
        elif self._panes.pane != "list":
            self._panes.show("list")
        elif self._top.active:
            self._top.end()

    def on_descendant_focus(self) -> None:
        if self._top.has_line_focus:
            self._begin_search()
        elif self.focused is not None:
            self._before_search = None

    def offer(self, begun: Keys) -> None:
        """Have the footer show the keys that mean something now, after the keys ``begun``."""
        places = [where for _, where in self.culm.places()]
        chips = chips_for(self.culm.keymap_now, places, begun, self._is_typed)
        if self._is_empty and not begun and not self._top.has_line_focus:
            helps = [chip for chip in chips if chip[2] == "app.help"]
            first_of_all = (key_of(self.app, "import.open"), "bring articles in", "import.open")
            self._footer.offer([first_of_all, *helps])
            return
        others = [chip for chip in chips if chip[2] != "saved.run"]
        # On the search line its own keys come first, as do those for what is selected or
        # marked; else in a pane the one that opens or looks.
        momentary = [[one for one in where if one in MOMENTARY] for where in places]
        ahead = len(chips_for(self.culm.keymap_now, momentary)) or 1
        first = len(others) if self._top.has_line_focus else ahead
        own = self.chips_of_search(begun)
        self._footer.offer([*others[:first], *own, *others[first:]], begun)


def _open_library(path: Path) -> Library:
    from index.library import Library

    library = Library.open(path)
    library.work_apart()
    return library


def _find(library: Library, key: str, folded: bool) -> int | None:
    """The article with this key, or (``folded``) the one that stands for it in the list."""
    try:
        found = library.find(key) if key else None
    except NotFound:
        return None
    return library.stands_for(found) if found is not None and folded else found
