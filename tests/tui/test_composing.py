"""What changed is drawn as Textual would draw it, and widgets make no other lines."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise

import pytest
from rich.segment import Segment
from textual._compositor import ChopsUpdate, Compositor
from textual._context import visible_screen_stack
from textual.app import App, ComposeResult
from textual.geometry import Region, Size
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget

from tui.composing import ChangedLines

WIDTH, HEIGHT = 30, 12


class Lettered(Widget):
    """Lines of its own letter, and the lines that were asked for."""

    def __init__(self, letter: str) -> None:
        super().__init__(id=letter)
        self.made: list[int] = []

    def render_line(self, y: int) -> Strip:
        self.made.append(y)
        return Strip([Segment(f"{self.id}{y}".ljust(self.size.width, "."))], self.size.width)


class Dialog(ModalScreen[None]):
    CSS = "Dialog { align: center middle; background: black 40%; } #e { width: 8; height: 3; }"

    def compose(self) -> ComposeResult:
        yield Lettered("e")


class Sheet(App[None]):
    """A line, two panes, a line; over the panes something on another layer."""

    CSS = """
    Screen { layers: below above; }
    #a, #d { height: 1; }
    #panes { height: 1fr; layout: horizontal; }
    #b, #c { width: 1fr; height: 1fr; }
    #o { layer: above; offset: 10 4; width: 9; height: 3; }
    """

    def compose(self) -> ComposeResult:
        yield Lettered("a")
        with Widget(id="panes"):
            yield Lettered("b")
            yield Lettered("c")
        yield Lettered("d")
        yield Lettered("o")


@asynccontextmanager
async def sheet() -> AsyncIterator[tuple[Sheet, Pilot[None]]]:
    app = Sheet()
    async with app.run_test(size=(WIDTH, HEIGHT)) as pilot:
        await pilot.pause()
        yield app, pilot


def composed(app: App[None], kind: type[Compositor], changed: set[Region]) -> list[str]:
    """What ``kind`` draws of ``changed``: each cell of the screen, blank where nothing is."""
    made = kind()
    made.__dict__.update(app.screen._compositor.__dict__)
    made._dirty_regions = set(changed)
    update = made.render_update(screen_stack=app._background_screens)
    lines = [[" "] * WIDTH for _ in range(HEIGHT)]
    if isinstance(update, ChopsUpdate):
        for y, first, last in update.spans:
            for x, end in pairwise(made.cuts[y]):
                strip = update.chops[y][x]
                if x < last and end > first:
                    assert strip is not None
                    lines[y][max(x, first) : min(end, last)] = strip.crop(
                        max(0, first - x), min(end, last) - x
                    ).text
    elif update is not None:
        for y, strips in enumerate(update.strips):
            lines[y] = [*"".join(strip.text for strip in strips)]
    return ["".join(line) for line in lines]


CHANGES = [
    {Region(0, 0, WIDTH, 1)},
    {Region(0, 0, WIDTH, 1), Region(0, HEIGHT - 1, WIDTH, 1)},
    {Region(3, 4, 20, 2)},
    {Region(0, 1, 15, 10), Region(12, 5, 3, 1), Region(29, 2, 1, 8)},
    {Region(0, 0, 5, 3), Region(25, 8, 5, 4)},
    {Region(0, 0, WIDTH, HEIGHT)},
    set(),
]


@pytest.mark.parametrize("changed", CHANGES)
async def test_what_changed_is_drawn_as_textual_draws_it(changed: set[Region]) -> None:
    async with sheet() as (app, _):
        assert composed(app, ChangedLines, changed) == composed(app, Compositor, changed)


async def test_only_lines_that_changed_are_made() -> None:
    async with sheet() as (app, _):
        every = {one.id: one for one in app.query(Lettered)}
        for one in every.values():
            one.refresh()
            one.made.clear()
        composed(app, ChangedLines, {Region(0, 0, WIDTH, 1), Region(0, HEIGHT - 1, WIDTH, 1)})
        assert {letter: one.made for letter, one in every.items() if one.made} == {
            "a": [0],
            "d": [0],
        }
        for one in every.values():
            one.made.clear()
        # What lies above is drawn, what is wholly below it is not.
        composed(app, ChangedLines, {Region(11, 4, 3, 2)})
        assert {letter: one.made for letter, one in every.items() if one.made} == {"o": [0, 1]}


async def test_a_dialog_lets_the_screen_below_through() -> None:
    async with sheet() as (app, pilot):
        await app.push_screen(Dialog())
        await pilot.pause()
        whole = {app.screen.size.region}
        ours = composed(app, ChangedLines, whole)
        assert ours == composed(app, Compositor, whole)
        assert "a0" in ours[0]
        assert any("e1" in line for line in ours)


@pytest.mark.parametrize("size", [(WIDTH + 9, HEIGHT + 5), (WIDTH - 9, HEIGHT - 5), (WIDTH, 3)])
async def test_a_dialog_may_know_before_the_screen_below_that_the_terminal_has_another_size(
    size: tuple[int, int],
) -> None:
    async with sheet() as (app, pilot):
        await app.push_screen(Dialog())
        await pilot.pause()
        dialog = ChangedLines()
        dialog.reflow(app.screen, Size(*size))
        visible_screen_stack.set(list(app._background_screens))
        strips = dialog.render_strips(Size(*size))
        # Where the screen below has not come to yet it is blank, and no line is too long.
        assert [strip.cell_length for strip in strips] == [size[0]] * size[1]
        assert any("a0" in strip.text for strip in strips)
