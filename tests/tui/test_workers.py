"""Work that runs beside a screen that is being closed."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.app import ComposeResult
from textual.widgets import Label

from index.errors import LibraryUnwritable
from tests.tui.screens import reading, running
from tui import workers
from tui.opened import Dialog
from tui.screens.palette import PaletteScreen


class Slow(Dialog[None]):
    """Looks for its label when the label has gone."""

    looked = False

    def compose(self) -> ComposeResult:
        yield Label("here")

    def on_mount(self) -> None:
        workers.run(self, self._look, group="look")

    async def _look(self) -> None:
        while self.query(Label):
            await asyncio.sleep(0)
        self.looked = True
        self.query_one(Label)


async def test_work_for_a_screen_that_closes_is_no_error(library: Path) -> None:
    async with running(library) as driver:
        slow = Slow()
        await driver.app.push_screen(slow)
        await slow.dismiss()
        await driver.pilot.pause()
        assert slow.looked
        assert slow not in driver.app.screen_stack


async def test_keys_wait_for_the_screen_that_an_earlier_key_opened(library: Path) -> None:
    async with running(library) as driver:
        driver.app.push_screen(PaletteScreen(driver.app.keymap_now, set()))
        for key in ("ctrl+end", "escape"):
            driver.app.simulate_key(key)
        await driver.until(lambda: len(driver.app.screen_stack) == 1, "closed again")


async def test_a_screen_opened_while_culm_is_left_sets_nothing_up(library: Path) -> None:
    async with running(library) as driver:
        driver.app.push_screen(PaletteScreen(driver.app.keymap_now, set()))
        driver.app.exit()
    assert driver.app.return_code == 0


@pytest.mark.parametrize(
    "error", [LibraryUnwritable("the disk is full"), OSError(28, "the disk is full", "/a/file")]
)
async def test_what_goes_wrong_with_the_library_is_told_and_culm_goes_on(
    library: Path, error: Exception
) -> None:
    async def write() -> None:
        raise error

    async with reading(library) as on:
        workers.run(on.main, write, group="write")
        await on.until_shown("the disk is full")
        await on.press("?")
        await on.until_shown("Help")
