"""Undo and redo from the screen: what takes longer than a moment says how far it is."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.library import Library
    from tui.app import CulmApp

SAID_EVERY = 0.5
"""Seconds between words on how far it is, and before the first of them."""


def undone(app: CulmApp) -> Callable[[Library], str]:
    """Work that takes back the latest change; to be made on the loop, done in a thread."""
    tell = said_now_and_then(app)
    return lambda library: library.undo(tell) or "Nothing to undo."


def redone(app: CulmApp) -> Callable[[Library], str]:
    """Work that makes the change again that was undone last, as :func:`undone`."""
    tell = said_now_and_then(app)
    return lambda library: library.redo(tell) or "Nothing to do again."


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
