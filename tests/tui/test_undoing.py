"""Taking articles out and bringing them back, with keys that come faster than that goes."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from index.library import Library
from tests.tui.screens import Driver, reading
from tui import undoing


async def removed(on: Driver) -> None:
    """Choose all articles and have them removed, without waiting for that."""
    await on.press("V", "x")
    await on.until_shown("Remove 5 articles")
    await on.press("enter")


async def test_keys_that_come_at_once_are_carried_out_in_turn(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undoing, "LONG", 60.0)
    async with reading(library) as on:
        await on.press("m")
        await on.until_shown("starred")
        await removed(on)
        await on.press("u", "u")
        await on.until_shown("Undone: 1 article starred")
        await on.until(lambda: len(on.articles.ids) == 5, "all articles")
    with Library.open(library) as opened:
        keys = opened.archive.keys_of(opened.listing()).values()
        assert len(keys) == 5
        assert not any(state.starred for state in opened.notes.states(keys).values())


async def test_reading_is_nothing_to_undo_nor_does_it_end_what_can_be_redone(
    library: Path,
) -> None:
    async with reading(library) as on:
        await on.press("m")
        await on.until_shown("starred")
        await on.press("j", "enter")
        await on.until(lambda: on.app.focused is on.reader, "the article")
        await on.press("u")
        await on.until_shown("Undone: 1 article starred")
        await on.press("1", "j", "enter")
        await on.until(lambda: on.app.focused is on.reader, "the next article")
        await on.press("ctrl+r")
        await on.until_shown("Redone: 1 article starred")
    with Library.open(library) as opened:
        keys = opened.archive.keys_of(opened.listing()).values()
        states = opened.notes.states(keys).values()
        assert sum(state.read for state in states) == 2
        assert sum(state.starred for state in states) == 1


async def test_no_change_follows_one_that_takes_long_nor_is_it_left_without_a_question(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on = threading.Event()

    def slowly(_: Library) -> str:
        assert goes_on.wait(10)
        return "That was it."

    monkeypatch.setattr(undoing, "LONG", 0.0)
    async with reading(library) as on:
        await on.press("m")
        await on.until_shown("starred")
        on.main.change(on.app.changes.noted(slowly))
        await on.until(lambda: on.app.changes.long, "what takes long")
        await on.press("u")
        await on.until_shown("Wait: articles are being")
        await on.press("q")
        await on.until_shown("Quit now?")
        await on.until_shown("u and ctrl+r go on from there")
        await on.press("escape")
        await removed(on)
        await on.until_shown("Wait: articles are being")
        goes_on.set()
        await on.until_shown("That was it.")
        await on.press("u")
        await on.until_shown("Undone: ")
        assert len(on.articles.ids) == 5
