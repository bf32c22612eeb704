"""Undo and redo from the screen: what takes longer than a moment says how far it is.

One change follows the other, in the order of the keys: what is taken back is what was done
last. A change of articles that would follow one that takes long is refused: who presses the
key again only wonders whether it was heard; a change of notes goes on beside it. An import that
is asked for meanwhile waits for the end of all.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from index.library import Library
    from tui.app import CulmApp

T = TypeVar("T")

SAID_EVERY = 0.5
"""Seconds between words on how far it is, and before the first of them."""
LOOKED_EVERY = 0.05
"""Seconds between looks whether all changes have come to their end."""
LONG = 1.0
"""Seconds from which on a change takes long."""


class Changes:
    """Changes of articles that threads are making."""

    def __init__(self) -> None:
        self._running: dict[object, float] = {}
        # Held by the change of articles whose turn it is.
        self._turn = asyncio.Lock()
        # Changes that have begun, in their order: those of articles and all others.
        self._of_articles: list[asyncio.Future[None]] = []
        self._others: list[asyncio.Future[None]] = []

    @property
    def running(self) -> bool:
        return bool(self._running)

    @property
    def long(self) -> bool:
        """Whether one of them takes long."""
        now = time.monotonic()
        return any(now - begun > LONG for begun in list(self._running.values()))

    def noted(self, work: Callable[[Library], T]) -> Noted[T]:
        """``work``, which is known to be running while it is."""
        return Noted(self, work)

    @asynccontextmanager
    async def turn(self, work: Callable[[Library], Any]) -> AsyncIterator[None]:
        """The turn of ``work`` among all changes; asked for in the order of the keys."""
        is_of_articles = isinstance(work, Noted)
        begun = self._of_articles if is_of_articles else self._others
        before = [*(self._others if is_of_articles else self._of_articles)]
        ended = asyncio.get_running_loop().create_future()
        begun.append(ended)
        try:
            if before:
                await asyncio.wait(before, timeout=None if is_of_articles else LONG)
            if is_of_articles:
                async with self._turn:
                    yield
            else:
                yield
        finally:
            begun.remove(ended)
            ended.set_result(None)

    async def ended(self) -> None:
        """Wait until none is running. Who asked for one may be gone, its thread goes on."""
        while self._running:
            await asyncio.sleep(LOOKED_EVERY)


class Noted(Generic[T]):
    """A change of articles, to be made in its turn (:meth:`Changes.turn`)."""

    def __init__(self, changes: Changes, work: Callable[[Library], T]) -> None:
        self.changes = changes
        self._work = work

    def __call__(self, library: Library) -> T:
        mark = object()
        self.changes._running[mark] = time.monotonic()
        try:
            return self._work(library)
        finally:
            del self.changes._running[mark]


def must_wait(app: CulmApp) -> bool:
    """Whether a change of articles takes so long that no other may follow it; says so."""
    if app.changes.long:
        app.tell("Wait: articles are being taken out or brought back.")
    return app.changes.long


def undone(app: CulmApp, finish: Callable[[], None]) -> Callable[[Library], str] | None:
    """Work that takes back the latest change; to be made on the loop, done in a thread.

    ``finish`` is called there first, to do what was asked for before and is not done yet.
    ``None``, and the user is told, when it has to wait.
    """
    if must_wait(app):
        return None
    tell = said_now_and_then(app)

    def undo(library: Library) -> str:
        finish()
        return library.undo(tell) or "Nothing to undo."

    return app.changes.noted(undo)


def redone(app: CulmApp, finish: Callable[[], None]) -> Callable[[Library], str] | None:
    """Work that makes the change again that was undone last, as :func:`undone`."""
    if must_wait(app):
        return None
    tell = said_now_and_then(app)

    def redo(library: Library) -> str:
        finish()
        return library.redo(tell) or "Nothing to do again."

    return app.changes.noted(redo)


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
