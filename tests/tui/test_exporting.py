"""What a library holds, written to files from the main screen."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from index.library import Library
from index.library.imports.subscribing import follow
from index.paths import working_folder
from index.store.web_tables import WebSource
from tests.tui.screens import Driver, reading
from tui.commands import COMMANDS, Where
from tui.keymap import Keymap
from tui.screens.export import ExportScreen
from tui.screens.palette import matching
from tui.widgets.footer import chips_for


async def written(on: Driver, keys: str, path: Path) -> str:
    """What the export begun by ``keys`` writes to ``path``."""
    await on.press(*keys)
    await on.until(lambda: isinstance(on.app.screen, ExportScreen), "where to")
    on.app.screen.query_one("#export-path").value = str(path)
    await on.press("enter")
    await on.until(path.exists, "the file")
    await on.until(lambda: on.app.screen is on.main)
    return path.read_text("utf-8")


def test_the_palette_finds_everything_that_can_be_exported() -> None:
    titles = {
        command.title
        for command in matching(["export"], COMMANDS, Keymap())
        if set(command.where) & {Where.MAIN, Where.LIST}
    }
    assert {
        "Export articles",
        "Export marks and notes",
        "Export events",
        "Export saved searches",
        "Export feeds",
    } <= titles


def test_sequences_that_go_on_alike_are_one_entry_of_the_menu() -> None:
    keymap = Keymap()
    shown = [keys for keys, _, _ in chips_for(keymap, [(Where.MAIN,)], ("g",))]
    assert shown.count("ge") == 1
    assert not any(keys.startswith("ge") and keys != "ge" for keys in shown)
    assert [keys for keys, _, _ in chips_for(keymap, [(Where.MAIN,)], ("g", "e"))] == [
        "gen",
        "gev",
        "ges",
        "gef",
    ]


async def test_marks_events_searches_and_feeds_are_written(library: Path, tmp_path: Path) -> None:
    with Library.open(library) as opened:
        article = opened.article(opened.listing()[0])
        opened.notes.annotate(article.key, article.version, article.text, 0, 20, note="a thought")
        opened.notes.save_search("Bamboo", "bamboo")
        address = "https://news.example/feed.xml"
        follow(opened, [WebSource(address, address, "News & views", followed=True)])
    async with reading(library) as on:
        assert "a thought" in await written(on, "gen", tmp_path / "notes.md")
        events = [
            json.loads(line)
            for line in (await written(on, "gev", tmp_path / "events.jsonl")).splitlines()
        ]
        with Library.open(library) as opened:
            assert {one["id"] for one in events} == {one.id for one in opened.events()}
        assert "**Bamboo**: `bamboo`" in await written(on, "ges", tmp_path / "searches.md")
        outlines = ET.fromstring(await written(on, "gef", tmp_path / "feeds.opml")).iter("outline")
        assert [one.get("xmlUrl") for one in outlines] == ["https://news.example/feed.xml"]


async def test_where_there_is_nothing_it_is_said(library: Path) -> None:
    async with reading(library) as on:
        await on.press("g", "e", "s")
        await on.until_shown("There are no saved searches to export.")
        assert on.app.screen is on.main


async def test_a_name_that_is_nothing_but_an_end_will_do(library: Path, tmp_path: Path) -> None:
    async with reading(library) as on:
        await on.press("E")
        await on.until(lambda: isinstance(on.app.screen, ExportScreen), "where to")
        on.app.screen.query_one("#export-path").value = str(tmp_path / ".jsonl")
        await on.press("enter")
        await on.until((tmp_path / ".jsonl").exists, "the file")
        assert await written(on, "gev", tmp_path / ".md")


async def test_where_nothing_can_be_written_it_is_said(library: Path, tmp_path: Path) -> None:
    async with reading(library) as on:
        await on.press("E")
        await on.until(lambda: isinstance(on.app.screen, ExportScreen), "where to")
        for typed, said in (
            ("a" * 300 + "/b.md", "There is no such folder."),
            (f"{tmp_path}/{'a' * 300}.md", "Not written: "),
        ):
            on.app.screen.query_one("#export-path").value = typed
            await on.press("enter")
            await on.until_shown(said)
        await on.until(lambda: on.app.screen is on.main)


def test_a_folder_that_is_gone_is_no_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert working_folder() == Path.home()
