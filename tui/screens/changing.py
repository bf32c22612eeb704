"""Screens on which what the user made is changed: do it, say what was done, show what is now."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from index.errors import CulmError
from tui import workers
from tui.opened import BRIEFLY, Opened
from tui.shelf import with_library
from tui.undoing import redone, turn_of, undone

if TYPE_CHECKING:
    from index.library import Library
    from tui.app import CulmApp


class Changing:
    """What such a screen does with changes. It says what is shown after one."""

    _library: Library

    @property
    def culm(self) -> CulmApp:
        """The app, as what it is."""
        raise LookupError(type(self).__name__)

    async def load_again(self) -> None:
        """Fetch what there is now, and show it; the cursor stays on what it is on."""
        raise LookupError(type(self).__name__)

    def action_undo(self) -> None:
        work = undone(self.culm)
        if work is not None:
            self.change(work)

    def action_redo(self) -> None:
        work = redone(self.culm)
        if work is not None:
            self.change(work)

    def change(self, work: Callable[[Library], Any]) -> None:
        """Change the library, tell what ``work`` says, and show what there is then."""
        screen = cast("Opened[Any]", self)
        screen.awaits(workers.run(screen, self._changed, work, group="changing"), BRIEFLY)

    async def _changed(self, work: Callable[[Library], Any]) -> None:
        try:
            async with turn_of(work):
                said = await with_library(work, self._library)
        except (CulmError, OSError) as error:
            self.culm.tell(workers.words_of(error), problem=True)
        else:
            if isinstance(said, str):
                self.culm.tell(said)
        await self.load_again()
