"""The library screen: what it says (pure), and where its lines lead, on the sample library."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from index.article import Interval, Precision
from index.language.model import EntityType
from index.library.knowledge.timeline import TimelineRow
from index.library.upkeep.care import Check
from index.library.upkeep.census import Census, Counted, Health, Made
from index.views import EntityView
from tests.tui.screens import Driver, reading, running
from tests.tui.test_snapshots import Stage, compare
from tui import messages
from tui.commands import BY_ID
from tui.rendering.cells import width_of
from tui.screens.entity import EntityScreen
from tui.screens.library import LibraryScreen, Side
from tui.screens.notes import NotesScreen
from tui.screens.timeline import TimelineScreen
from tui.widgets.census_lines import ALL_OUTLETS, CHECK, contents, holdings, size
from tui.widgets.entries import Entry

D = date
CENSUS = Census(
    1234, 567_890, 4021, 288, 12, 3,
    (
        Counted("Viet Nam News", 800, 'outlet:="Viet Nam News"', D(2023, 12, 21)),
        Counted("新华社", 400, "outlet:=新华社", D(2022, 1, 3)),
        Counted("", 30, ""),
        *(Counted(f"Paper {n}", 1, f"outlet:={n}") for n in range(14)),
    ),
    (Counted("en", 1200, "lang:en"), Counted("vi", 34, "lang:vi")),
    (
        Counted("", 31, ""),
        *(Counted(f"{y}-{m:02}", y % 7 * 9 + m, f"date:{y}-{m:02}")
          for y in range(2016, 2024) for m in (1, 6, 12)),
    ),
    {
        EntityType.PERSON: (EntityView(1, "Nguyễn Phú Trọng", EntityType.PERSON, (), 400, 999),),
        EntityType.PLACE: (EntityView(2, "Hà Nội", EntityType.PLACE, (), 390, 900),),
        EntityType.ORG: (EntityView(3, "Ministry of Foreign Affairs", EntityType.ORG, (), 9, 9),),
    },
    (
        TimelineRow(7, "32nd National Diplomatic Conference", "CONFERENCE",
                    Interval(D(2023, 12, 19), D(2023, 12, 23)), Precision.DAY, "", 4, 1, 3),
    ),
    Made(read=34, starred=2, annotations=17, trash=1, waiting=3, searches=2, corrections=0),
    Health(
        Path("/home/reader/culm"),
        {"archive": 8_400_000, "notes": 118_784, "search index": 1_800_000, "backups": 0},
        datetime(2024, 5, 1, 12, 30, tzinfo=UTC), D(2024, 5, 1), 0, False, 2,
    ),
)  # fmt: skip
CHECKS = (
    Check("notes", True, "sound"),
    Check("archive", False, "page 3 is damaged; run: culm rebuild"),
)


def text(entries: list[Entry]) -> str:
    return "\n".join(
        " ".join(piece.text for piece in (*line.left, *line.right))
        for entry in entries
        for line in entry.lines
    )


# What it says


@given(st.integers(24, 130))
def test_no_line_is_too_long(width: int) -> None:
    for entry in (*holdings(CENSUS, width), *contents(CENSUS, CHECKS, width)):
        for line in entry.lines:
            right = sum(width_of(piece.text) for piece in line.right)
            assert right + 4 <= width, line


def test_lines_lead_to_what_they_are_about() -> None:
    told = [*holdings(CENSUS, 60), *contents(CENSUS, None, 60)]
    targets = [entry.target for entry in told]
    assert messages.SearchAsked('outlet:="Viet Nam News"') in targets
    assert messages.SearchAsked("date:2023") in targets
    assert messages.SearchAsked("lang:vi") in targets
    assert messages.SearchAsked("is:unread") in targets
    assert messages.EntityChosen(2) in targets
    assert messages.TimelineAsked(event=7) in targets
    assert messages.CommandAsked("review.open") in targets
    assert ALL_OUTLETS in targets
    assert CHECK in targets


def test_few_years_are_told_by_month() -> None:
    few = replace(CENSUS, months=(Counted("2023-11", 2, "date:2023-11"),))
    entries = holdings(few, 60)
    assert "Nov 2023" in text(entries)
    assert messages.SearchAsked("date:2023-11") in [entry.target for entry in entries]


def test_many_years_are_told_in_one_line() -> None:
    years = tuple(Counted(f"{y}-01", 1, f"date:{y}-01") for y in range(1990, 2024))
    entries = holdings(replace(CENSUS, months=years), 60)
    assert "until 2007" in text(entries)
    assert messages.SearchAsked("until:2007") in [entry.target for entry in entries]


def test_what_is_not_well_says_what_to_do() -> None:
    told = text(contents(CENSUS, CHECKS, 60))
    assert "✓  notes" in told
    assert "archive: page 3 is damaged; run: culm rebuild" in told
    assert "3" in told.split("marks that wait for you")[1].splitlines()[0]
    assert "inputs that could not be read" in told


@pytest.mark.parametrize(
    ("amount", "words"),
    [(0, "0 bytes"), (999, "999 bytes"), (118_784, "118.8 kB"), (8_400_000, "8.4 MB"),
     (3_000_000_000_000_000, "3,000.0 TB")],
)  # fmt: skip
def test_sizes(amount: int, words: str) -> None:
    assert size(amount) == words


@pytest.mark.parametrize(("name", "dimensions"), [("wide", (60, 40)), ("narrow", (40, 24))])
async def test_pictures(name: str, dimensions: tuple[int, int]) -> None:
    side = Side()

    def act(_: Stage) -> None:
        side.show(lambda width: [*holdings(CENSUS, width), *contents(CENSUS, CHECKS, width)])
        side.focus()

    await compare(f"library-{name}", Stage("culm-dark", side), dimensions, act)


# Where it leads


async def show_library(on: Driver) -> LibraryScreen:
    # By its command: two keys in a row may come too slowly on a busy machine to be a sequence.
    await on.app.run_command(BY_ID["library.open"])
    await on.until(lambda: isinstance(on.app.screen, LibraryScreen), "the library")
    screen = on.app.screen
    assert isinstance(screen, LibraryScreen)
    await on.until(lambda: screen._census is not None, "the counts")
    return screen


async def lead(on: Driver, wanted: object) -> None:
    screen = await show_library(on)
    sides = (screen._holdings, screen._contents)
    side = next((side for side in sides if side.go_to(lambda target: target == wanted)), None)
    assert side is not None, f"{wanted} is not there:\n{on.text}"
    side.focus()
    await on.until(lambda: screen.focused is side)
    await on.press("enter")


async def test_its_keys_open_it(library: Path) -> None:
    async with reading(library) as on:
        for _ in range(20):
            await on.press("g", "l")
            await on.pilot.pause(0.05)
            if isinstance(on.app.screen, LibraryScreen):
                break
        assert isinstance(on.app.screen, LibraryScreen)


async def test_an_outlet_leads_to_its_articles(library: Path) -> None:
    async with reading(library) as on:
        screen = await show_library(on)
        census = screen._census
        assert census is not None
        outlet = next(one for one in census.outlets if one.query)
        await on.press("escape")
        await on.until(lambda: on.app.screen is on.main)
        await lead(on, messages.SearchAsked(outlet.query))
        await on.until(lambda: on.app.screen is on.main)
        await on.until(lambda: len(on.articles.ids) == outlet.articles and on.main._top.answer)
        assert on.line.value == outlet.query
        await on.until(lambda: on.articles.has_focus)


async def test_names_and_events_lead_to_card_and_timeline(library: Path) -> None:
    async with reading(library) as on:
        screen = await show_library(on)
        census = screen._census
        assert census is not None
        view = census.busiest[EntityType.PERSON][0]
        event = census.most_told[0]
        await on.press("escape")
        await on.until(lambda: on.app.screen is on.main)
        await lead(on, messages.EntityChosen(view.id))
        await on.until(lambda: isinstance(on.app.screen, EntityScreen))
        await on.until_shown(view.name)
        await on.press("escape")
        await on.until(lambda: on.app.screen is on.main)
        await lead(on, messages.TimelineAsked(event=event.id))
        await on.until(lambda: isinstance(on.app.screen, TimelineScreen))
        timeline = on.app.screen
        assert isinstance(timeline, TimelineScreen)
        await on.until(lambda: timeline._list.event == event.id)


async def test_other_lines_run_their_commands(library: Path) -> None:
    with_note = library
    from index.library import Library

    with Library.open(with_note) as opened:
        article = opened.article(opened.listing()[0])
        opened.notes.annotate(article.key, article.version, article.text, 5, 20)
    async with reading(with_note) as on:
        await lead(on, messages.CommandAsked("notes.open"))
        await on.until(lambda: isinstance(on.app.screen, NotesScreen))
        await on.press("escape")
        await on.until(lambda: on.app.screen is on.main)
        await lead(on, CHECK)
        await on.until_shown("All is well")
        await on.until_shown("✓ archive")


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15), (20, 6)])
async def test_it_holds_at_every_size(library: Path, size: tuple[int, int]) -> None:
    async with reading(library, size) as on:
        await show_library(on)
        await on.press("j", "k", "space", "b", "G", "tab", "j", "tab", "d", "ctrl+d", "g", "g")
        await on.pilot.resize_terminal(100, 30)
        await on.pilot.resize_terminal(60, 20)
        await on.until_shown("Library")
        await on.press("escape")
        await on.until(lambda: on.app.screen is on.main)


async def test_the_other_side_is_offered_where_there_is_one(library: Path) -> None:
    async with reading(library, (120, 40)) as on:
        await on.press("g", "l")
        await on.until_shown("Tab other side")
        await on.pilot.resize_terminal(60, 20)
        await on.until(lambda: "other side" not in on.text)
        assert "help" in on.text.splitlines()[-1]


async def test_an_empty_library_says_what_to_do(empty_library: Path) -> None:
    async with running(empty_library) as on:
        await on.until(lambda: on.main._shelf.is_open)
        await show_library(on)
        await on.until_shown("Nothing is here yet")
        await on.press("j", "k", "g", "G", "tab", "enter", "d")
        await on.until_shown("All is well")
        await on.press("escape")
        await on.until(lambda: on.app.screen is on.main)
