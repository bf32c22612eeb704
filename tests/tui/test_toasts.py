"""What is said for a moment leaves the text of dialogs in sight."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.geometry import Region, Spacing
from textual.widgets._toast import Toast

from tests.tui.screens import Driver, reading
from tui.screens.note_editor import NoteEditor
from tui.screens.question import QuestionScreen
from tui.widgets.hints import HintedBox

SHORT = "Theme: culm-light"
LONG = "An import was cut short: 195 of 5,600 files, stopped.\ngb shows it, and r there goes on."


async def test_what_is_said_is_no_markup(library: Path) -> None:
    async with reading(library) as on:
        on.app.notify("[red]as it is[/]")
        await on.until_shown("[red]as it is[/]")


async def told(on: Driver, words: str) -> Toast:
    """What is said, and drawn, on the dialog that is open."""
    on.app.tell(words)

    def toasts() -> list[Toast]:
        return list(on.app.screen.query(Toast))

    await on.until(lambda: len(toasts()) == 1 and toasts()[0].region, "a toast")
    await on.until_shown(words[:12])
    return toasts()[0]


async def test_a_button_held_on_what_is_said_selects_nothing(library: Path) -> None:
    async with reading(library) as on:
        toast = await told(on, SHORT)
        await on.pilot.mouse_down(toast, offset=(3, 1))
        # Where a selection begins, Textual asks for what the toast stands in: it may be gone.
        assert on.app.screen._select_state is None
        await on.pilot.hover(toast, offset=(9, 1))
        await on.pilot.mouse_up(toast, offset=(9, 1))
        assert on.app.screen.selections == {}


def inside(on: Driver) -> Region:
    """The box of the dialog without its edge."""
    return on.app.screen.query_one(HintedBox).region.shrink(Spacing(1, 1, 1, 1))


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 16), (40, 9)])
@pytest.mark.parametrize("words", [SHORT, LONG])
async def test_nothing_covers_the_note_that_is_written(
    library: Path, size: tuple[int, int], words: str
) -> None:
    async with reading(library, size) as on:
        await on.press("2", "v", "w", "a")
        await on.until(lambda: isinstance(on.app.screen, NoteEditor), "the editor")
        await on.until(lambda: on.app.screen.query_one(HintedBox).region, "its box")
        toast = await told(on, words)
        await on.until(lambda: not toast.region.overlaps(inside(on)), "the note in sight")


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_nothing_covers_a_question(library: Path, size: tuple[int, int]) -> None:
    async with reading(library, size) as on:
        on.app.tell(SHORT)
        await on.press("1", "x")
        await on.until(lambda: isinstance(on.app.screen, QuestionScreen), "the question")
        await on.until(lambda: on.app.screen.query_one(HintedBox).region, "its box")
        for words in (SHORT, LONG):
            toast = await told(on, words)
            assert not toast.region.overlaps(inside(on))
