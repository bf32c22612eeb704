"""What is closed is let go: a reader that stays open all day does not grow."""

from __future__ import annotations

import gc
from pathlib import Path

from textual.strip import Strip
from textual.widgets._toast import Toast, ToastHolder

from tests.tui.screens import Driver, reading
from tui.widgets.footer import Footer


def kept(kind: type) -> int:
    """How many of a kind are there."""
    gc.collect()
    return sum(type(one) is kind for one in gc.get_objects())


async def open_and_close(on: Driver, times: int) -> None:
    for _ in range(times):
        for key, words in (("?", "─ Help"), (":", "─ Commands")):
            await on.press(key)
            await on.until_shown(words)
            await on.press("escape")
            await on.until(lambda: on.app.screen is on.main)


async def test_lines_of_closed_dialogs_are_let_go(library: Path) -> None:
    async with reading(library) as on:
        await open_and_close(on, 2)
        before = kept(Strip)
        await open_and_close(on, 4)
        assert kept(Strip) <= before * 1.1


async def test_keys_told_to_a_screen_that_was_closed_do_no_harm(library: Path) -> None:
    async with reading(library, (80, 24)) as on:
        await on.press("g", "l")
        await on.until_shown("What there is")
        footer = on.app.screen.query_one(Footer)
        await on.press("escape")
        await on.until(lambda: on.app.screen is on.main)
        many = [("k", "a word for what it does", f"command.{number}") for number in range(9)]
        footer.offer(many, ("g",))
        await on.press("j")


async def test_what_was_said_is_let_go(library: Path) -> None:
    async with reading(library) as on:
        for number in range(12):
            await on.press("r")
            await on.until(lambda n=number: bool(on.articles.current_row.read) != bool(n % 2))
        await on.press("question_mark")
        await on.until_shown("─ Help")
        await on.press("escape")
        await on.until(lambda: on.app.screen is on.main)
        await on.until(lambda: len(on.main.query(ToastHolder)) <= 1, "places of toasts")
        await on.press("j")
        await on.until(lambda: kept(Toast) <= 3, "what is kept of them")
