"""Leaving while articles come in: asked about, remembered, gone on with."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.library import Library
from index.library.imports.import_record import ImportState
from index.library.upkeep.taking_back import cut_short, imports_of
from tests.tui.screens import Driver, running
from tui.importing import Job
from tui.screens.imports import ImportsScreen
from tui.screens.leaving import LeavingScreen

FILES = 250


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """So many articles that none of these tests sees the last of them come in unasked."""
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(FILES):
        # No two have words in common, lest they be taken for copies or for one story.
        words = " ".join(f"w{number}x{place}" for place in range(80))
        (folder / f"{number:03}.txt").write_text(f"Title{number}\n\n{words}.\n")
    return folder


@pytest.fixture
def stopped(empty_library: Path, folder: Path) -> Path:
    """A library with an import that was cut short."""
    with Library.open(empty_library) as library:
        for _ in library.add([folder], stopped=lambda: library.count() > 0):
            pass
    return empty_library


async def asked(on: Driver) -> None:
    await on.until(lambda: on.articles.ids, "the first articles")
    await on.press("q")
    await on.until(lambda: isinstance(on.app.screen, LeavingScreen), "the question")


async def test_quitting_while_articles_come_in_asks(empty_library: Path, folder: Path) -> None:
    async with running(empty_library, (80, 24), add=(folder,)) as on:
        await asked(on)
        await on.until_shown(f"of {FILES} files")
        await on.until_shown("keep reading")
        await on.press("escape")
        await on.until(lambda: len(on.app.screen_stack) == 1, "the article list")
        assert on.main.imports.importing.running
        await asked(on)
        await on.press("y")
        await on.until(lambda: on.app._exit, "the end")
    with Library.open(empty_library) as library:
        view = cut_short(library)
        assert view is not None
        # All may be in already, and wait to be linked.
        assert 0 < view.articles <= view.total == FILES


async def test_who_quits_twice_is_not_asked_twice(empty_library: Path, folder: Path) -> None:
    async with running(empty_library, add=(folder,)) as on:
        await asked(on)
        await on.press("ctrl+c")
        await on.until(lambda: on.app._exit, "the end")


async def test_nobody_is_asked_about_what_is_done_again_anyway(library: Path) -> None:
    async with running(library) as on:
        await on.until(lambda: on.articles.ids, "the articles")
        on.main.imports.importing._job = Job((), {"private": False, "again": True, "follow": False})
        await on.press("q")
        await on.until(lambda: on.app._exit, "the end")


async def test_what_was_cut_short_is_told_once_and_gone_on_with(stopped: Path) -> None:
    async with running(stopped, (80, 24)) as on:
        await on.until_shown("An import was cut short")
        await on.until_shown("gb shows it")
        await on.press("g", "b")
        await on.until(lambda: isinstance(on.app.screen, ImportsScreen), "the imports")
        await on.until_shown(f"of {FILES} files, stopped")
        await on.until_shown("r go on")
    async with running(stopped) as on:
        await on.until(lambda: on.articles.ids, "the articles")
        await on.press("g", "b")
        await on.until_shown("stopped")
        assert not on.app._notifications
        await on.press("r")
        await on.until_shown("files, running")
        await on.until(lambda: len(on.articles.ids) == FILES, "all articles")
        await on.until(lambda: "running" not in on.text, "the end")
    with Library.open(stopped) as library:
        assert [view.state for view in imports_of(library)] == [ImportState.COMPLETE]


async def test_how_far_an_import_is_stands_in_its_dialog(empty_library: Path, folder: Path) -> None:
    async with running(empty_library, (80, 24), add=(folder,)) as on:
        await on.until(lambda: f"/{FILES}" in on.text.splitlines()[-1], "how far, in the footer")
        await on.press("i")
        await on.until_shown("Stop the import")
        await on.until_shown(f"/{FILES}")
