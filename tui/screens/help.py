"""Help: every key and command, searchable; Enter runs the command."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tui.commands import Where
from tui.keymap import Keymap
from tui.screens.choices import ChoiceScreen
from tui.screens.palette import help_entries
from tui.widgets.entries import Entry


class HelpScreen(ChoiceScreen[str]):
    """What culm can do; gives back the id of a command that was chosen to be run."""

    TITLE_WORDS = "Help"
    PLACEHOLDER = "a key, or what you want to do"

    def __init__(self, keymap: Keymap, here: Collection[Where] = ()) -> None:
        """``here`` are the places that were hearing keys: what is done there comes first."""
        super().__init__()
        self._keymap = keymap
        self._here = here

    def entries_for(self, words: Sequence[str], width: int) -> Sequence[Entry]:
        return help_entries(words, width, self._keymap, self._here)

    def result_of(self, target: object) -> str:
        return str(target)
