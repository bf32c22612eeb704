"""What the main screen does about searches that were saved, and what its footer offers of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from index.notes.model import SavedSearch
from tui import messages, workers
from tui.keymap import Keys, parse_keys, show_keys
from tui.remembered import Remembered
from tui.rendering.cells import fit
from tui.screens.save_search import SaveSearch, Saving, asked_of, draft, save
from tui.screens.saved import SavedScreen
from tui.screens.search_part import SearchPart
from tui.widgets.hints import key_of
from tui.widgets.key_menu import Chip

OFFERED = (
    ("find.next", "next hit"),
    ("search.narrow", "narrow"),
    ("list.sort", "sort"),
    ("search.save", "save search"),
)
"""What the footer offers while something is searched for: commands and words; the first
only in the reader."""
CHIP_ROOM = 16
"""Cells that the name of a saved search has in the footer."""


class SavedPart(SearchPart):
    """The panes and the search line, with searches that are kept and run again."""

    def __init__(self, path: Path, remembered: Remembered) -> None:
        super().__init__(path, remembered)
        self._saved: Sequence[SavedSearch] = ()

    async def load_again(self) -> None:
        await super().load_again()
        await self._learn_saved()

    async def _learn_saved(self) -> None:
        """Know the saved searches as they are now."""
        self._saved = await self._shelf.do(lambda library: library.notes.saved_searches())
        if isinstance(self.app.screen, SavedScreen):
            self.app.screen.count_again()

    def action_save_search(self) -> None:
        if not self._top.active:
            self.culm.tell("Search first; then the search can be saved.")
            return
        workers.run(self, self._ask_what_to_save, group=workers.OPENING, exclusive=True)

    async def _ask_what_to_save(self) -> None:
        await self._top.settle()
        await self._learn_saved()
        saving = draft(self._top.asked, self._saved)
        self.app.push_screen(SaveSearch(saving, self._saved), self._save)

    def _save(self, saving: Saving | None) -> None:
        if saving is not None:
            self.change(lambda library: save(library, saving))

    def action_saved(self) -> None:
        workers.run(self, self._show_saved, group=workers.OPENING, exclusive=True)

    async def _show_saved(self) -> None:
        await self._learn_saved()
        shown = SavedScreen(self._shelf.library, self._saved, self._top.count)
        self.app.push_screen(shown, self._left_saved)

    def _left_saved(self, chosen: SavedSearch | None) -> None:
        self.post_message(messages.StateChanged())
        if chosen is not None:
            self._run(chosen)

    def action_run_saved(self) -> None:
        workers.run(
            self, self._run_pressed, self.culm.pressed[-1], group=workers.OPENING, exclusive=True
        )

    async def _run_pressed(self, key: str) -> None:
        await self._learn_saved()
        one = next((one for one in self._saved if one.key == key), None)
        if one is not None:
            self._run(one)
        else:
            keys = key_of(self.app, "saved.open")
            self.culm.tell(f"No search has the key {key}; {keys} shows those that are saved.")

    def _run(self, one: SavedSearch) -> None:
        """Search for what was saved; the list has the focus."""
        self._top.ask_again(asked_of(one))
        self._panes.show("list")

    def chips_of_search(self, begun: Keys) -> list[Chip]:
        """What the footer offers because of a search, or after the key of the saved ones."""
        keymap = self.culm.keymap_now
        if begun:
            by_key = {one.key: one for one in self._saved if one.key}
            written = [parse_keys(keys) for keys in keymap.keys_of("saved.run")]
            return [
                ("".join(keys), fit(by_key[keys[-1]].name, CHIP_ROOM), "saved.open")
                for keys in written
                if keys[:-1] == begun and keys[-1] in by_key
            ]
        offered = OFFERED if self.focused is self._reader else OFFERED[1:]
        chips = []
        for command, word in offered if self._top.active else ():
            keys = [keys for keys in keymap.keys_of(command) if not self._is_typed(keys)]
            chips += [(show_keys(keys[0]), word, command) for keys in (keys,) if keys]
        return chips

    def _is_typed(self, key: str) -> bool:
        """Whether ``key`` would be a letter on the line that has the focus."""
        letter = key if len(key) == 1 else None
        return self.focused is not None and self.focused.check_consume_key(key, letter)
