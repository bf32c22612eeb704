"""Leaving the reader while something still works with the library."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from index.library import Library
from tui.shelf import Shelf


async def test_who_waits_for_a_closed_library_is_cancelled(tmp_path: Path) -> None:
    shelf, begun, closed = Shelf(), threading.Event(), threading.Event()
    shelf.opened(Library.open(tmp_path / "library"))

    def work(library: Library) -> int:
        begun.set()
        closed.wait()
        return library.count()

    waiting = asyncio.create_task(shelf.do(work))
    await asyncio.to_thread(begun.wait)
    await shelf.close()
    closed.set()
    with pytest.raises(asyncio.CancelledError):
        await waiting


async def test_nothing_is_begun_with_a_library_that_is_gone(tmp_path: Path) -> None:
    shelf = Shelf()
    shelf.opened(Library.open(tmp_path / "library"))
    await shelf.close()
    with pytest.raises(asyncio.CancelledError):
        await shelf.do(lambda library: library.count())
