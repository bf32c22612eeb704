"""Bringing articles in from the screen: a path to type, the import that runs, what failed."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path

from msgspec import Struct

from index.errors import NotFetched
from index.fetching.urls import WebAddress, shown, web_address
from index.paths import is_web
from tui.importing import Importing, progress_words
from tui.screens.found import Option, plain_option
from tui.screens.paths import Add, PathsScreen, failure, paths_for

FAILURES_SHOWN = 100
REFRESH = 0.5
"""Seconds between looks at how far the import is."""


class Stop(Struct, frozen=True):
    """Stop the import that runs."""


class Fetch(Struct, frozen=True):
    """Fetch what is at ``address``, or ``follow`` the feed there, or that the page offers."""

    address: WebAddress
    follow: bool


def sample() -> Path | None:
    """The folder with the sample articles, as installed or beside the sources."""
    installed = Path(str(files("tui"))) / "sample"
    beside = Path(str(files("tui"))).parent / "seeds"
    return next((folder for folder in (installed, beside) if folder.is_dir()), None)


class BringInScreen(PathsScreen):
    """Asks what to import: :class:`Add`, :class:`Fetch`, :class:`Stop`, ``None`` when left."""

    PLACEHOLDER = "a file, folder or web address"

    def __init__(self, importing: Importing, *, is_empty: Callable[[], bool]) -> None:
        """While it ``is_empty``, as far as that is known yet, the sample is offered first."""
        super().__init__("Bring articles in", self._offer)
        self._importing = importing
        self._is_empty = is_empty
        self._offers_sample = is_empty()

    def on_mount(self) -> None:
        self.set_interval(REFRESH, self._look_again)

    def _look_again(self) -> None:
        before, self._offers_sample = self._offers_sample, self._is_empty()
        if self._importing.running or self._offers_sample != before:
            self._show(self.typed)

    async def _offer(self, typed: str) -> Sequence[Option]:
        if is_web(typed.strip()):
            options = [*addresses_for(typed.strip()), *self._stopping()]
        elif typed.strip():
            # What was typed is meant, whatever runs.
            options = [*await asyncio.to_thread(paths_for, typed), *self._stopping()]
        else:
            options = [*self._stopping(), *await asyncio.to_thread(self._sample)]
            options += await asyncio.to_thread(paths_for, os.curdir + os.sep)
        return [*options, *self._failures()]

    def _sample(self) -> list[Option]:
        folder = sample() if self._offers_sample else None
        if folder is None:
            return []
        told = "Five articles on Vietnamese diplomacy, to try everything on."
        return [plain_option("The sample", told, Add(folder))]

    def _stopping(self) -> list[Option]:
        if self._importing.progress is None:
            return []
        said = progress_words(self._importing.progress)
        return [plain_option("Stop the import", said, Stop())]

    def _failures(self) -> list[Option]:
        summary = self._importing.summary
        if summary is None or not summary.failures:
            return []
        return [failure(path, why) for path, why in summary.failures[:FAILURES_SHOWN]]


def addresses_for(typed: str) -> list[Option]:
    """What a typed web address may mean, or what is wrong with it; nothing is fetched yet."""
    try:
        address = web_address(typed)
    except NotFetched as error:
        return [failure(error.source, error.reason)]
    name = shown(address.url)
    told = "Fetches the page or file; a feed is followed from now on."
    follows = "Follows the feed, or the one that the page offers."
    return [
        plain_option(f"Add {name}", told, Fetch(address, follow=False)),
        plain_option(f"Follow {name}", follows, Fetch(address, follow=True)),
    ]
