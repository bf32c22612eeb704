"""Articles brought in from the screen: the sample, files and folders, what failed."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.library import Library
from tests.tui.conftest import SEEDS
from tests.tui.screens import Driver, reading, running
from tui.importing import FAILURES_NAMED, Importing, Job, added_up, summary_words
from tui.processes import ImportProgress, ImportSummary
from tui.screens.bring_in import BringInScreen, Stop, sample
from tui.screens.found import Option
from tui.screens.paths import Add

FERRY = """Ferry sinks off Samar

A ferry with 240 passengers sank on Sunday night off the island of Samar, the coast guard said.
"""
FILM = """Festival opens with a film about glaciers

The festival in Locarno opened on Wednesday with a documentary about the last glaciers of Peru.
"""


async def asked(on: Driver) -> BringInScreen:
    await on.press("i")
    await on.until(lambda: isinstance(on.app.screen, BringInScreen), "the dialog")
    screen = on.app.screen
    assert isinstance(screen, BringInScreen)
    await on.until(lambda: screen.chosen is not None, "something to choose")
    return screen


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15)])
async def test_an_empty_library_offers_the_sample(
    empty_library: Path, size: tuple[int, int]
) -> None:
    async with running(empty_library, size) as on:
        await on.until_shown("or the sample")
        await asked(on)
        await on.until_shown("The sample")
        await on.press("enter")
        await on.until(lambda: len(on.articles.ids) == 5, "five articles")
        await on.until_shown("5 articles added")
        await on.until(lambda: on.articles.current == on.articles.ids[0], "the first of them")
        first = on.articles.ids[0]
        await on.until(lambda: on.reader.reading and on.reader.reading.article.id == first)


@pytest.mark.parametrize("rows", [7, 8, 9])
async def test_what_is_taller_than_its_place_is_shown_from_its_beginning(
    empty_library: Path, rows: int
) -> None:
    async with running(empty_library, (40, rows)) as on:
        await asked(on)
        await on.until_shown("The sample")


async def test_the_footer_of_an_empty_library_says_what_can_be_done(empty_library: Path) -> None:
    async with running(empty_library) as on:
        await on.until_shown("i bring articles in")
        footer = on.text.splitlines()[-1]
        assert "help" in footer
        assert "open" not in footer
        await on.press("/")
        await on.until(lambda: "bring articles in" not in on.text)


def test_the_sample_is_there() -> None:
    folder = sample()
    assert folder is not None
    assert len(list(folder.glob("*.txt"))) == 5


async def test_a_path_is_typed_step_by_step(empty_library: Path, tmp_path: Path) -> None:
    folder = tmp_path / "Clippings" / "[bold]2023["
    folder.mkdir(parents=True)
    (folder / "one.txt").write_text((next(SEEDS.glob("000*"))).read_text("utf-8"), "utf-8")
    (tmp_path / "Clippings" / ".hidden").mkdir()
    async with running(empty_library) as on:
        screen = await asked(on)
        screen.type(f"{tmp_path}/clip")
        await on.until_shown("Clippings/")
        await on.press("enter")
        await on.until_shown("[bold]2023[/")
        assert screen.typed == f"{tmp_path}/Clippings/"
        assert ".hidden" not in on.text
        await on.press("down", "enter")
        await on.until(lambda: screen.typed.endswith("2023[/"), "the folder")
        await on.until_shown("one.txt")
        await on.press("enter")
        await on.until_shown("1 article added")
    with Library.open(empty_library) as library:
        assert library.count() == 1


async def test_what_can_be_no_path_is_told(empty_library: Path, tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to("round")
    async with running(empty_library) as on:
        screen = await asked(on)
        # A text that was pasted into the wrong line.
        screen.type("The minister met the envoy. " * 40)
        await on.until(lambda: not screen.chosen or getattr(screen.chosen, "target", 0) is None)
        screen.type("a\0b/")
        await on.until_shown("is no name of a file")
        screen.type(f"{tmp_path}/")
        await on.until_shown("round")
        await on.press("escape")
        await on.until(lambda: len(on.app.screen_stack) == 1)


async def test_what_failed_is_listed_with_its_reason(empty_library: Path, tmp_path: Path) -> None:
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 40)
    async with running(empty_library, add=(tmp_path / "noise.txt", SEEDS)) as on:
        await on.until_shown("1 input failed")
        screen = await asked(on)
        screen.type("/nowhere/")
        await on.until_shown("noise.txt:")
        await on.until_shown("No such file or directory")
        await on.press("enter")
        assert on.app.screen is screen
        await on.press("escape")
        await on.until(lambda: len(on.app.screen_stack) == 1)


async def test_what_is_typed_comes_before_stopping_what_runs(library: Path, tmp_path: Path) -> None:
    progress = ImportProgress(3, 9, 2, 0, 1, "a.txt", "reading")
    async with reading(library) as on:
        on.main.imports.importing.progress = progress
        screen = await asked(on)
        await on.until_shown("Stop the import")
        await on.until_shown("importing 3/9 · 2 new · 1 failed")
        assert isinstance(screen.chosen, Option)
        assert screen.chosen.target == Stop()
        screen.type(str(tmp_path))
        await on.until_shown("Imports everything in this folder.")
        await on.until(lambda: getattr(screen.chosen, "target", None) == Add(tmp_path))
        await on.until_shown("Stop the import")
        await on.press("escape")


def test_of_several_imports_the_errors_of_all_are_told() -> None:
    full = ImportSummary({"added": 2}, (), error="the disk is full")
    well = ImportSummary({"added": 1}, ())
    assert summary_words(added_up(full, well)) == "The import stopped: the disk is full"
    assert summary_words(added_up(well, full)) == "The import stopped: the disk is full"
    assert added_up(full, full).counts == {"added": 4}


def test_all_that_failed_is_counted_though_not_all_is_named() -> None:
    named = tuple((f"{number}.txt", "is no text") for number in range(1000))
    words = summary_words(ImportSummary({"failed": 5000}, named))
    assert words.startswith("5,000 inputs failed\n")
    assert words.count("is no text") == FAILURES_NAMED


async def test_an_import_that_cannot_begin_keeps_none_that_waits(tmp_path: Path) -> None:
    begun = 0

    async def turn() -> None:
        nonlocal begun
        begun += 1
        if begun == 1:
            # One comes in meanwhile, then the system has no room for another process.
            assert await importing.run(Job((tmp_path / "second",))) is None
            raise OSError(11, "Resource temporarily unavailable")

    (tmp_path / "second").mkdir()
    (tmp_path / "second" / "news.txt").write_text(FERRY, encoding="utf-8")
    importing = Importing(tmp_path / "library", lambda words: None, turn)
    summary = await importing.run(Job((tmp_path / "first",)))
    assert summary is not None
    assert summary.counts == {"added": 1}
    assert "temporarily unavailable" in summary.error
    assert not importing.running


async def test_a_second_import_waits_for_the_first(library: Path, tmp_path: Path) -> None:
    for name, text in (("first", FERRY), ("second", FILM)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "news.txt").write_text(text, encoding="utf-8")
    async with reading(library) as on:
        for name in ("first", "second"):
            screen = await asked(on)
            screen.type(str(tmp_path / name))
            await on.until_shown("Imports everything in this folder.")
            await on.press("enter")
            await on.until(lambda: len(on.app.screen_stack) == 1)
        await on.until(lambda: len(on.articles.ids) == 7, "both articles")
        await on.until_shown("2 articles added")
