"""Undo and redo from the screen: what takes longer than a moment says how far it is.

An import that is asked for meanwhile waits for its end: two cannot change articles at once.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from index.library import Library
    from tui.app import CulmApp

T = TypeVar("T")

SAID_EVERY = 0.5
"""Seconds between words on how far it is, and before the first of them."""
LOOKED_EVERY = 0.05
"""Seconds between looks whether all changes have come to their end."""


class Changes:
    """Changes of articles that threads are making."""

    def __init__(self) -> None:
        self._running: set[object] = set()

    @property
    def running(self) -> bool:
        return bool(self._running)

    def noted(self, work: Callable[[Library], T]) -> Callable[[Library], T]:
        """``work``, which is known to be running while it is."""

        def doing(library: Library) -> T:
            mark = object()
            self._running.add(mark)
            try:
                return work(library)
            finally:
                self._running.discard(mark)

        return doing

    async def ended(self) -> None:
        """Wait until none is running. Who asked for one may be gone, its thread goes on."""
        while self._running:
            await asyncio.sleep(LOOKED_EVERY)


def undone(app: CulmApp) -> Callable[[Library], str]:
    """Work that takes back the latest change; to be made on the loop, done in a thread."""
    tell = said_now_and_then(app)
    return app.changes.noted(lambda library: library.undo(tell) or "Nothing to undo.")


def redone(app: CulmApp) -> Callable[[Library], str]:
    """Work that makes the change again that was undone last, as :func:`undone`."""
    tell = said_now_and_then(app)
    return app.changes.noted(lambda library: library.redo(tell) or "Nothing to do again.")


def said_now_and_then(app: CulmApp) -> Callable[[str], None]:
    """A function for threads that has the app say words, some of them and not the first."""
    loop = asyncio.get_running_loop()
    said_at = time.monotonic()

    def tell(words: str) -> None:
        nonlocal said_at
        if time.monotonic() - said_at >= SAID_EVERY:
            said_at = time.monotonic()
            # Whoever has left meanwhile is told nothing.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(app.tell, f"{words[0].upper()}{words[1:]} …")

    return tell
