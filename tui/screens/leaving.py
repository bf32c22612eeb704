"""Leaving while articles come in: the question, and how far the import is."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from tui import wording
from tui.importing import Importing
from tui.processes import ImportProgress
from tui.screens.question import QuestionScreen

REFRESH = 0.5
"""Seconds between looks at how far the import is."""
_RUNS = "An import is running."
_STAYS = "What is in stays. culm will offer to go on with the rest when it is started again."
_WAITS = "What waits for it to end will not be begun."


class LeavingScreen(QuestionScreen):
    """Asks whether to leave and cut the import short."""

    def __init__(self, importing: Importing) -> None:
        words = [_RUNS, _STAYS, *([_WAITS] if importing.has_waiting else [])]
        super().__init__("Quit now?", words, "quit and stop it", "keep reading")
        self._importing = importing

    def on_mount(self) -> None:
        self._tell()
        self.set_interval(REFRESH, self._tell)

    def _tell(self) -> None:
        now = self._importing.progress
        if self._importing.would_be_missed:
            words = f"An import is running{_how_far(now)}."
        else:
            words = "The import has come to its end."
        self.query(".question-words").first(Static).update(Content(words))


def _how_far(now: ImportProgress | None) -> str:
    if now is None:
        return ""
    # One file may hold any number of articles: that it is one tells nothing.
    far = [f"{now.done:,} of {now.total:,} files"] if now.total and now.total > 1 else []
    if now.added:
        far.append(wording.counted(now.added, "new article"))
    return f": {', '.join(far)} so far" if far else ""
