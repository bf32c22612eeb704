"""A reader on a screen of its own: keys in, text, marks and messages out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual.message import Message
from textual.pilot import Pilot
from textual.screen import Screen

import tui
from index.notes import Notes
from index.notes.model import Annotation
from index.views import ArticleView
from tests.tui import readings
from tests.tui.screens import PATIENCE, screen_lines
from tui import messages
from tui.app import CulmApp
from tui.opened import Opened
from tui.widgets.reader import Reader

TEXT = (
    "The minister met Trọng in Hanoi on Tuesday. They spoke of trade. A pact may follow.\n\n"
    "The second paragraph tells of Trọng again, and of the conference in the capital."
)
NAMES = ("Trọng", "Hanoi")
EVENTS = ("the conference",)


class ReaderScreen(Opened[None]):
    """A screen with nothing but a reader, which keeps the messages that come out of it."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Message] = []

    def compose(self):  # type: ignore[no-untyped-def]
        yield Reader(id="reader")

    def on_entity_chosen(self, message: messages.EntityChosen) -> None:
        self.heard.append(message)

    def on_event_chosen(self, message: messages.EventChosen) -> None:
        self.heard.append(message)

    def on_annotations_changed(self, message: messages.AnnotationsChanged) -> None:
        self.heard.append(message)

    def on_why_asked(self, message: messages.WhyAsked) -> None:
        self.heard.append(message)

    def on_hits_passed(self, message: messages.HitsPassed) -> None:
        self.heard.append(message)


class ReaderApp(CulmApp):
    """The app's keys and themes around a reader alone."""

    CSS_PATH = str(Path(tui.__file__).parent / "styles" / "culm.tcss")

    def get_default_screen(self) -> Screen[object]:
        return ReaderScreen()


class Driver:
    """A running reader, its notes, the same as opened ``elsewhere``, and what came out."""

    def __init__(self, app: ReaderApp, pilot: Pilot[int], notes: Notes, elsewhere: Notes) -> None:
        self.app, self.pilot, self.notes, self.elsewhere = app, pilot, notes, elsewhere
        screen = app.screen
        assert isinstance(screen, ReaderScreen)
        self.heard = screen.heard
        self.reader = screen.query_one(Reader)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def write(self, words: str) -> None:
        await self.press(*("space" if letter == " " else letter for letter in words))

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not condition():
                await self.pilot.pause(0.01)

    @property
    def marks(self) -> list[Annotation]:
        return self.notes.of_article("key")

    @property
    def shown(self) -> str:
        return "\n".join(screen_lines(self.app))

    def at(self, words: str) -> bool:
        """Whether the caret is before ``words``."""
        return self.reader.page.text.startswith(words, self.reader.caret)

    def selected(self) -> str:
        span = self.reader.selected
        return self.reader.page.text[span.start : span.end] if span else ""


@asynccontextmanager
async def opened(
    folder: Path, reading: ArticleView | None = None, size: tuple[int, int] = (60, 20)
) -> AsyncIterator[Driver]:
    notes = Notes.open(folder / "notes.db")
    elsewhere = Notes.open(folder / "notes.db")
    app = ReaderApp(folder)
    try:
        async with app.run_test(size=size) as pilot:
            driver = Driver(app, pilot, notes, elsewhere)
            driver.reader.use_notes(lambda: notes)
            driver.reader.show(reading or readings.of_text(TEXT, names=NAMES, events=EVENTS))
            driver.reader.focus()
            await driver.until(lambda: driver.reader.has_focus)
            yield driver
    finally:
        elsewhere.close()
        notes.close()
