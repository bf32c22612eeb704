"""The library behind the screen, worked with in threads so that the screen never waits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from index.errors import LibraryClosed

if TYPE_CHECKING:
    from index.library import Library

T = TypeVar("T")


async def with_library(work: Callable[[Library], T], library: Library) -> T:
    """What ``work`` gives, done in a thread; raises what it raises.

    Whoever waits for it is cancelled if the library is closed meanwhile: the
    reader is being left, and nobody is there to be told.
    """
    try:
        return await asyncio.to_thread(work, library)
    except LibraryClosed:
        raise asyncio.CancelledError from None


class Shelf:
    """The library behind the screen: opened once, worked with in threads."""

    def __init__(self) -> None:
        self._library: Library | None = None

    @property
    def is_open(self) -> bool:
        return self._library is not None

    @property
    def library(self) -> Library:
        """The library; raises :class:`~index.errors.LibraryClosed` before and after it is open."""
        if self._library is None:
            raise LibraryClosed("the library is not open")
        return self._library

    def opened(self, library: Library) -> None:
        self._library = library

    async def do(self, work: Callable[[Library], T]) -> T:
        """Do something with the library, as :func:`with_library` does it, also when it is gone."""
        if self._library is None:
            raise asyncio.CancelledError
        return await with_library(work, self._library)

    async def close(self) -> None:
        library, self._library = self._library, None
        if library is not None:
            await asyncio.to_thread(library.close)
