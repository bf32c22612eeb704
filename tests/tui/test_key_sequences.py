"""Keys that begin a sequence: they wait for the next one and show all that may come."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest
from textual.widgets import Input

from index.library import Library
from index.library.corrections.cases import Case
from index.notes.model import Annotation, Colour, Tag
from tests.tui.screens import reading
from tui import export_errands
from tui.putting_right import PuttingRight
from tui.rendering.cells import width_of
from tui.screens.export import ExportScreen
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


async def test_keys_are_for_the_dialog_that_a_key_before_them_asked_for(library: Path) -> None:
    """What is typed for a dialog never acts as commands on what lies below it."""
    async with reading(library) as on:
        on.type_at_once("t", *"xrm", "enter")
        await on.until(lambda: [tag.name for tag in tags_of(library)] == ["xrm"], "the tag")
        assert on.app.screen is on.main
        assert on.articles.current_row is not None
        assert not on.articles.current_row.starred


async def test_keys_are_for_the_name_of_the_file_that_is_asked_for(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_counted, count = threading.Event(), export_errands._events

    def late(library: Library, query: str) -> object:
        assert is_counted.wait(60)
        return count(library, query)

    monkeypatch.setattr(export_errands, "_events", late)
    async with reading(library) as on:
        asyncio.get_running_loop().call_later(0.3, is_counted.set)
        on.type_at_once(*"gev", *"xrm")
        await on.until(lambda: isinstance(on.app.screen, ExportScreen), "the dialog")
        line = on.app.screen.query_one(Input)
        await on.until(lambda: line.value.endswith("events.jsonlxrm"), "what was typed")
        await on.press("escape")
        await on.until(lambda: on.app.screen is on.main)
        assert on.articles.current_row is not None
        assert not on.articles.current_row.starred


async def test_escape_gives_up_what_was_asked_for_and_is_not_there(library: Path) -> None:
    async with reading(library) as on:
        first = on.articles.current
        on.type_at_once("t", "escape", "j")
        await on.until(lambda: on.articles.current != first, "the next article")
        assert on.app.screen is on.main
        assert tags_of(library) == []


async def test_keys_after_a_search_are_for_what_it_finds(library: Path) -> None:
    async with reading(library) as on:
        on.type_at_once("/", *"bouquet", "enter", "s", "3")
        await on.until(lambda: marks_of(library), "the mark")
        (mark,) = marks_of(library)
        assert "bouquet" in mark.exact
        assert mark.colour is Colour.BLUE
        assert on.line.value == "bouquet"


@pytest.mark.parametrize("leave", ["down", "tab"])
async def test_keys_after_the_search_line_is_left_are_for_what_was_typed(
    library: Path, leave: str
) -> None:
    async with reading(library) as on:
        first = on.articles.current_row
        assert first is not None
        on.type_at_once("/", *"looking back", leave, "1", "t", *"xr", "enter")
        await on.until(lambda: tags_of(library), "the tag")
        with Library.open(library) as opened:
            (tagged,) = opened.searching.search("tag:xr").ids
            found = opened.searching.search("looking back").ids
        assert tagged == found[0]
        assert tagged != first.id


async def test_keys_for_a_menu_below_another_are_for_that(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer, may_open = PuttingRight._offer_itself, asyncio.Event()

    async def late(putting_right: PuttingRight, case: Case) -> None:
        await may_open.wait()
        await offer(putting_right, case)

    monkeypatch.setattr(PuttingRight, "_offer_itself", late)
    async with reading(library) as on:
        typed = ("ctrl+u", *"New words", "enter")
        asyncio.get_running_loop().call_later(0.3, may_open.set)
        on.type_at_once("2", "]", "e", "!", *"itself", "enter", *"headline", "enter", *typed)
        await on.until_shown("is “New words”")
        with Library.open(library) as opened:
            assert "New words" in [row.title for row in opened.rows(opened.listing())]


async def test_words_are_found_in_the_article_from_the_list(library: Path) -> None:
    async with reading(library) as on:
        on.type_at_once("f", *"tasks", "enter")
        await on.until(lambda: on.reader._found_words == "tasks", "what was typed")
        await on.until(lambda: on.app.focused is on.reader)
        assert on.app.screen is on.main
        assert tags_of(library) == []


async def test_undo_takes_back_what_was_done_last_however_fast(library: Path) -> None:
    async with reading(library) as on:
        on.type_at_once("2", "s", "1", ")", "s", "2", "u")
        await on.until(lambda: marks_of(library), "a mark")
        await on.until_shown("Undone")
        assert [mark.colour for mark in marks_of(library)] == [Colour.YELLOW]
        on.type_at_once("1", "t", *"xr", "enter", "u")
        await on.until(lambda: any(said_of_tags(n.message) for n in on.app._notifications))
        assert tags_of(library) == []


async def test_keys_after_a_saved_search_are_for_its_list(library: Path) -> None:
    with Library.open(library) as opened:
        opened.notes.save_search("flowers", "bouquet", key="1")
    async with reading(library) as on:
        on.type_at_once("'", "1", "j", "enter", "s", "3")
        await on.until(lambda: marks_of(library), "the mark")
        (mark,) = marks_of(library)
        assert "bouquet" in mark.exact


async def test_a_late_search_takes_nobody_away_from_where_he_went(library: Path) -> None:
    async with reading(library) as on:
        on.type_at_once("/", *"bouquet", "enter", "g", "l")
        await on.until(lambda: isinstance(on.app.screen, LibraryScreen), "the library")
        assert on.line.value == "bouquet"
        assert on.main._desk.reading is not None
        assert "bouquet" in on.main._desk.reading.article.text


async def test_a_note_on_the_article_in_the_list(library: Path) -> None:
    async with reading(library) as on:
        await on.press("j")
        row = on.articles.current_row
        assert row is not None
        on.type_at_once("a", *"mind the date", "tab", *"dates", "ctrl+s")
        await on.until(lambda: marks_of(library), "the mark")
        (mark,) = marks_of(library)
        assert (mark.note, mark.tags) == ("mind the date", ("dates",))
        assert mark.exact.startswith(row.title.rstrip("…"))
        assert on.opened == row.key


def said_of_tags(words: str) -> bool:
    return "Undone" in words and "tag" in words


def tags_of(library: Path) -> list[Tag]:
    with Library.open(library) as opened:
        return list(opened.notes.tags())


def marks_of(library: Path) -> list[Annotation]:
    with Library.open(library) as opened:
        return list(opened.notes.all())


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
