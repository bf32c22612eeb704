"""Screens on which what the user made is changed: do it, say what was done, show what is now."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

from index.errors import CulmError
from tui import workers
from tui.opened import BRIEFLY, Opened
from tui.shelf import with_library
from tui.undoing import redone, undone

if TYPE_CHECKING:
    from index.library import Library
    from tui.app import CulmApp

T = TypeVar("T")
Failure = CulmError | OSError
"""What a change may come to that is told, and leaves everything as it was."""


class Changing:
    """What such a screen does with changes. It says what is shown after one."""

    _library: Library

    async def do(self, work: Callable[[Library], T]) -> T:
        """Do ``work`` with the library, in a thread."""
        return await with_library(work, self._library)

    @property
    def culm(self) -> CulmApp:
        """The app, as what it is."""
        raise LookupError(type(self).__name__)

    async def load_again(self) -> None:
        """Fetch what there is now, and show it; the cursor stays on what it is on."""
        raise LookupError(type(self).__name__)

    def finish_changes(self) -> None:
        """Make, in a thread, the changes that were asked for otherwise and are not made yet."""

    def action_undo(self) -> None:
        work = undone(self.culm, self.finish_changes)
        if work is not None:
            self.change(work)

    def action_redo(self) -> None:
        work = redone(self.culm, self.finish_changes)
        if work is not None:
            self.change(work)

    def change(
        self,
        work: Callable[[Library], T],
        made: Callable[[T], None] | None = None,
        failed: Callable[[Failure], None] | None = None,
    ) -> None:
        """Change the library, tell what came of it, and show what there is then.

        ``made`` is called with what ``work`` gives, ``failed`` with what it raises; without
        them what are words is told.
        """
        screen = cast("Opened[Any]", self)
        worker = workers.run(
            screen,
            self._carry_out,
            work,
            made or self._tell_made,
            failed or self._tell_failed,
            group="changing",
        )
        screen.awaits(worker, BRIEFLY)

    async def _carry_out(
        self,
        work: Callable[[Library], T],
        made: Callable[[T], None],
        failed: Callable[[Failure], None],
    ) -> None:
        try:
            async with self.culm.changes.turn(work):
                outcome = await self.do(work)
        except (CulmError, OSError) as error:
            failed(error)
        else:
            made(outcome)
        await self.load_again()

    def _tell_made(self, outcome: object) -> None:
        if isinstance(outcome, str):
            self.culm.tell(outcome)

    def _tell_failed(self, error: Failure) -> None:
        self.culm.tell(workers.words_of(error), problem=True)
