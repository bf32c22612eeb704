"""Keys that begin a sequence: they wait for the next one and show all that may come."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.screens import reading
from tui.rendering.cells import width_of
from tui.screens.library import LibraryScreen
from tui.screens.main import MainScreen
from tui.widgets.key_menu import menu_rows


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15)])
async def test_all_that_may_follow_is_shown_until_a_key_comes(
    library: Path, size: tuple[int, int]
) -> None:
    async with reading(library, size) as on:
        await on.press("g")
        await on.until(lambda: "What came in" in on.text)
        for words in ("gg To the top", "gl ", "gr ", "gs Sources", "gb What came in", "gh "):
            assert words in on.text
        await on.press("l")
        await on.until(lambda: isinstance(on.app.screen, LibraryScreen), "the library")
        await on.press("escape")
        await on.until(lambda: isinstance(on.app.screen, MainScreen))
        assert "What came in" not in on.text


async def test_escape_gives_a_sequence_up_and_the_same_key_again_acts(library: Path) -> None:
    async with reading(library) as on:
        await on.press("G")
        last = on.articles.current
        await on.press("g", "escape")
        await on.until(lambda: "What came in" not in on.text)
        assert on.articles.current == last
        await on.press("l")
        assert not isinstance(on.app.screen, LibraryScreen)
        await on.press("1", "g", "g")
        await on.until(lambda: on.articles.current != last, "the top")
        await on.press("j")
        assert "What came in" not in on.text


async def test_an_entry_of_the_menu_can_be_clicked(library: Path) -> None:
    async with reading(library, (40, 15)) as on:
        await on.press("g")
        await on.until(lambda: "gl " in on.text)
        lines = on.text.splitlines()
        y = next(place for place, line in enumerate(lines) if "gl " in line)
        await on.pilot.click(offset=(lines[y].index("gl "), y))
        await on.until(lambda: isinstance(on.app.screen, LibraryScreen), "the library")


def test_a_menu_has_columns_that_are_read_downwards() -> None:
    chips = [(f"g{letter}", "word " * 2, "app.help") for letter in "abcdefg"]
    rows = menu_rows(chips, 50, 20)
    assert [[keys for keys, _, _ in row] for row in rows] == [
        ["ga", "gd", "gg"],
        ["gb", "ge"],
        ["gc", "gf"],
    ]
    assert len(menu_rows(chips, 10, 20)) == len(chips)
    assert len(menu_rows(chips, 10, 3)) == 3
    assert all(width_of(keys) for row in rows for keys, _, _ in row)
