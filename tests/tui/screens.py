"""Driving the app in tests: wait for what must become true, never for a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual import events
from textual.pilot import Pilot
from textual.widget import Widget

from tui.app import CulmApp
from tui.config import Config
from tui.screens.main import MainScreen
from tui.widgets.article_list import ArticleList
from tui.widgets.event_panel import EventPanel
from tui.widgets.reader import Reader
from tui.widgets.search_bar import SearchBar

PATIENCE = 60.0


class Driver:
    """One running app, its panes, and what is on the screen."""

    def __init__(self, app: CulmApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def main(self) -> MainScreen:
        screen = self.app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        return screen

    @property
    def articles(self) -> ArticleList:
        return self.main.query_one(ArticleList)

    @property
    def reader(self) -> Reader:
        return self.main.query_one(Reader)

    @property
    def panel(self) -> EventPanel:
        return self.main.query_one(EventPanel)

    @property
    def line(self) -> SearchBar:
        return self.main.query_one(SearchBar)

    @property
    def opened(self) -> str:
        """The key of the article in the reader."""
        return self.reader.reading.article.key if self.reader.reading is not None else ""

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    def type_at_once(self, *keys: str) -> None:
        """Press keys none of which waits until the one before has done what it does."""
        for key in keys:
            self.app.post_message(events.Key(key, key if len(key) == 1 else None))

    async def until(self, condition: Callable[[], object], what: str = "") -> None:
        """Let the app run until ``condition`` holds."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not condition():
                    await self.pilot.pause(0.01)
        except TimeoutError:
            raise AssertionError(f"never came true: {what}\n{self.text}") from None

    async def until_shown(self, words: str) -> None:
        """Let the app run until ``words`` are on the screen."""
        await self.until(lambda: words in self.text, words)

    @property
    def text(self) -> str:
        """What is on the screen, a line each."""
        return "\n".join(screen_lines(self.app))

    def text_of(self, widget: Widget) -> str:
        """What is on the screen where ``widget`` is."""
        area = widget.region
        lines = screen_lines(self.app)[area.y : area.bottom]
        return "\n".join(line[area.x : area.right] for line in lines)


def screen_lines(app: CulmApp) -> list[str]:
    """The text of the whole screen; every character of it takes one cell in these tests."""
    update = app.screen._compositor.render_update(
        full=True, screen_stack=app._background_screens, simplify=True
    )
    lines: list[str] = [""]
    for segment in app.console.render(update):
        if not segment.control:
            head, *rest = segment.text.split("\n")
            lines[-1] += head
            lines += rest
    return lines


@asynccontextmanager
async def running(
    library: Path,
    size: tuple[int, int] = (120, 40),
    add: tuple[Path, ...] = (),
    config: Config | None = None,
) -> AsyncIterator[Driver]:
    """The app on ``library``, ready for keys."""
    app = CulmApp(library, add, config=config)
    async with app.run_test(size=size, notifications=True) as pilot:
        driver = Driver(app, pilot)
        yield driver


@asynccontextmanager
async def reading(library: Path, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Driver]:
    """The app on a library with articles, the first of them shown, in the list."""
    async with running(library, size) as driver:
        await driver.until(lambda: driver.opened, "an article")
        if not driver.articles.has_focus:
            await driver.press("1")
        await driver.until(lambda: driver.articles.current_row and driver.opened, "an article")
        yield driver
