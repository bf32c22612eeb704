"""Feeds fetched and followed from the screen; sources listed, paused, forgotten and undone."""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Iterator
from pathlib import Path

import pytest

from index.errors import LibraryUnwritable
from index.library import Library
from index.library.imports.subscribing import SourceView, sources_of
from index.store.web_tables import WebSource
from tests.support.web_server import Answer, Asked, Server, serving
from tests.tui.screens import PATIENCE, Driver, running
from tui.config import Config
from tui.importing import Job
from tui.processes import ImportSummary
from tui.screens.bring_in import BringInScreen
from tui.screens.sources import SourcesScreen, source_entries

ALLOWED = Config(values={("fetching", "private"): True})
ITEM = """<item><guid>{id}</guid><title>{title}</title><description>{text}</description></item>"""
FERRY = ITEM.format(id="one", title="Ferry sinks", text="A ferry sank on Sunday off Samar.")
FILM = ITEM.format(
    id="two", title="Festival opens", text="A film of glaciers opened it in Locarno."
)


def feed(*items: str) -> Answer:
    head = '<?xml version="1.0"?><rss version="2.0"><channel><title>Island News</title>'
    return Answer(f"{head}{''.join(items)}</channel></rss>".encode())


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as host:
        yield host


async def typed(on: Driver, text: str) -> BringInScreen:
    await on.press("i")
    await on.until(lambda: isinstance(on.app.screen, BringInScreen), "the dialog")
    screen = on.app.screen
    assert isinstance(screen, BringInScreen)
    screen.type(text)
    return screen


async def at_rest(on: Driver) -> None:
    """Wait for the end of the import that runs."""
    await on.until(lambda: not on.main.imports.importing.running, "the end of the import")


async def listed(on: Driver) -> SourcesScreen:
    await on.press("g", "s")
    await on.until(lambda: isinstance(on.app.screen, SourcesScreen), "the sources")
    screen = on.app.screen
    assert isinstance(screen, SourcesScreen)
    return screen


def followed(path: Path) -> list[SourceView]:
    with Library.open(path) as library:
        return sources_of(library)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15)])
async def test_a_feed_is_followed_by_its_address_and_fetched_again(
    empty_library: Path, server: Server, size: tuple[int, int]
) -> None:
    server.pages["/feed"] = feed(FERRY)
    async with running(empty_library, size, config=ALLOWED) as on:
        await typed(on, server.url("/feed"))
        await on.until_shown("Add http")
        await on.press("enter")
        await on.until(lambda: len(on.articles.ids) == 1, "the article")
        await on.until_shown("1 article added")
        server.pages["/feed"] = feed(FERRY, FILM)
        await on.press("R")
        await on.until(lambda: len(on.articles.ids) == 2, "the new article")
        await at_rest(on)
        await on.press("R")
        await on.until_shown("Nothing new in the feeds.")


async def test_what_is_fetched_unasked_tells_only_what_is_new(
    empty_library: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.pages["/feed"] = feed(FERRY)
    told: list[str] = []
    async with running(empty_library, config=ALLOWED) as on:
        monkeypatch.setattr(on.app, "tell", lambda words, **_: told.append(words))
        importing = on.main.imports.importing
        run, jobs = importing.run, list[Job]()

        def counted(job: Job) -> Awaitable[ImportSummary | None]:
            jobs.append(job)
            return run(job)

        monkeypatch.setattr(importing, "run", counted)
        on.main.imports.fetch_unasked()
        await typed(on, server.url("/feed"))
        await on.until_shown("Add http")
        await on.press("enter")
        await on.until(lambda: "1 article added" in told[-1:], "the article")
        before = importing.summary
        on.main.imports.fetch_unasked()
        await on.until(lambda: importing.summary is not before, "the fetch")
        server.pages["/feed"] = feed(FERRY, FILM)
        on.main.imports.fetch_unasked()
        await on.until(lambda: len(on.articles.ids) == 2, "the new article")
        await on.until(lambda: told[2:] == ["1 article added"], "the words")
        assert len(jobs) == 3, "a process for no feed"


async def test_sources_are_listed_fetched_paused_forgotten_and_undone(
    empty_library: Path, server: Server
) -> None:
    server.pages["/feed"] = feed(FERRY)
    async with running(empty_library, config=ALLOWED) as on:
        await typed(on, server.url("/feed"))
        await on.until_shown("Add http")
        await on.press("down", "enter")
        await on.until(lambda: len(on.articles.ids) == 1, "the article")
        screen = await listed(on)
        await on.until(lambda: screen.items, "the feed")
        server.pages["/feed"] = feed(FERRY, FILM)
        await on.press("r")
        await on.until_shown("2 articles")
        await at_rest(on)
        await on.press("p")
        await on.until(lambda: screen.items[0].paused, "a pause")
        await on.press("u")
        await on.until(lambda: not screen.items[0].paused, "no pause")
        await on.press("x")
        await on.until_shown("Nothing was added yet.")
        assert followed(empty_library) == []
        await on.press("u")
        await on.until_shown("Island News")
        assert [one.place for one in followed(empty_library)] == [server.url("/feed")]
        server.pages["/feed"] = Answer(b"", 500)
        await at_rest(on)
        await on.press("R")
        await on.until(lambda: screen.items[0].feed and screen.items[0].feed.error, "the error")
        await on.press("enter")
        await on.until(lambda: on.app.screen is on.main, "the main screen")
        await on.until(lambda: "outlet:" in on.line.value, "the search for its articles")
        await at_rest(on)


async def test_a_fetch_that_takes_long_is_told_and_can_be_stopped(
    empty_library: Path, server: Server
) -> None:
    def never(_: Asked) -> Answer:
        server.ended.wait()
        return feed(FERRY)

    server.pages["/feed"] = never
    async with running(empty_library, config=ALLOWED) as on:
        await typed(on, server.url("/feed"))
        await on.until_shown("Add http")
        await on.press("enter")
        await on.until(lambda: "/feed" in server.targets(), "the request")
        await listed(on)
        await on.until_shown("Sources · fetching")
        await on.press("ctrl+x")
        await on.until_shown("Import stopped.")


async def test_what_is_asked_for_while_something_runs_is_told_and_comes_after_it(
    empty_library: Path, server: Server
) -> None:
    taken_back = threading.Event()

    def slowly(_: Library) -> str:
        taken_back.wait(PATIENCE)
        return "Undone."

    server.pages["/feed"] = feed(FERRY)
    async with running(empty_library, (80, 24), config=ALLOWED) as on:
        await typed(on, server.url("/feed"))
        await on.until_shown("Add http")
        await on.press("enter")
        await on.until(lambda: len(on.articles.ids) == 1, "the article")
        await at_rest(on)
        server.pages["/feed"] = feed(FERRY, FILM)
        on.main.change(on.app.changes.noted(slowly))
        await on.until(lambda: on.app.changes.running, "the change")
        screen = await listed(on)
        await on.until(lambda: screen.items, "the feed")
        await on.press("R")
        await on.until_shown("after what runs now")
        await on.until(lambda: on.main.imports.importing.running, "the fetch that waits")
        await on.press("r")
        await on.until_shown("Looking at Island News again, after what runs now")
        assert server.targets().count("/feed") == 1
        taken_back.set()
        await on.until_shown("2 articles")
        await at_rest(on)
        assert server.targets().count("/feed") == 3


async def test_what_waited_for_an_import_that_is_stopped_is_told(
    empty_library: Path, server: Server
) -> None:
    def never(_: Asked) -> Answer:
        server.ended.wait()
        return feed(FERRY)

    server.pages["/feed"] = never
    async with running(empty_library, config=ALLOWED) as on:
        for page in ("/feed", "/other"):
            await typed(on, server.url(page))
            await on.until_shown("Add http")
            await on.press("enter")
            await on.until(lambda: "/feed" in server.targets(), "the request")
        await on.until_shown("after what")
        await on.until(lambda: on.main.imports.importing.has_waiting, "the second in its place")
        await on.press("ctrl+x")
        await on.until_shown("What waited for its end")
        await at_rest(on)
    assert "/other" not in server.targets()


async def test_what_cannot_be_fetched_is_told_before_anything_is_asked(
    empty_library: Path, server: Server
) -> None:
    async with running(empty_library, config=ALLOWED) as on:
        screen = await typed(on, "http://jane:secret@island.example/")
        await on.until_shown("has a user name in it")
        screen.type("https://x.example:25/")
        await on.until_shown("port 25")
        await on.press("enter")
        assert on.app.screen is screen
        await on.press("escape", "R")
        await on.until_shown("No feed is followed.")


async def test_a_config_file_can_forbid_it(empty_library: Path, server: Server) -> None:
    config = Config(values={("fetching", "private"): True, ("fetching", "allowed"): False})
    async with running(empty_library, config=config) as on:
        await typed(on, server.url("/feed"))
        await on.until_shown("Add http")
        await on.press("enter")
        await on.until_shown("fetching.allowed")
    assert server.asked == []


async def test_an_address_on_the_command_line_is_fetched_when_the_screen_is_up(
    empty_library: Path, server: Server
) -> None:
    from index.fetching.urls import web_address

    server.pages["/feed"] = feed(FERRY, FILM)
    add = (web_address(server.url("/feed")),)
    async with running(empty_library, add=add, config=ALLOWED) as on:
        await on.until(lambda: len(on.articles.ids) == 2, "both articles")
        await at_rest(on)


async def test_what_could_not_be_done_is_not_undone(empty_library: Path) -> None:
    def fails(library: Library) -> str:
        raise LibraryUnwritable("the disk is full")

    async with running(empty_library) as on:
        screen = await listed(on)
        screen._change(fails, lambda library: "Undone.")
        await on.until_shown("the disk is full")
        await on.press("u")
        await on.until_shown("Nothing to undo here.")
        screen._change(lambda library: "Done.", fails)
        await on.until_shown("Done.")
        for _ in range(2):
            await on.press("u")
            await on.until_shown("the disk is full")
            on.app.clear_notifications()
            await on.until(lambda: "the disk is full" not in on.text)


async def test_undo_waits_for_the_change_it_takes_back_and_outlives_the_screen(
    empty_library: Path,
) -> None:
    may_go_on = threading.Event()

    def slowly(library: Library) -> str:
        may_go_on.wait(PATIENCE)
        return "Changed."

    async with running(empty_library) as on:
        screen = await listed(on)
        screen._change(lambda library: "Changed.", lambda library: "The first is undone.")
        await on.until_shown("Changed.")
        screen._change(slowly, lambda library: "The second is undone.")
        await on.press("u")
        may_go_on.set()
        await on.until_shown("The second is undone.")
        await on.press("escape")
        await on.until(lambda: on.app.screen is on.main, "the main screen")
        await listed(on)
        await on.press("u")
        await on.until_shown("The first is undone.")
        await on.press("u")
        await on.until_shown("Nothing to undo here.")


VIEWS = (
    SourceView(
        "https://xn--80ak6aa92e.com/feed",
        False,
        3,
        feed=WebSource(
            "https://xn--80ak6aa92e.com/feed", "", "[bold]News[", True, error="is not there"
        ),
    ),
    SourceView("/home/reader/news", True, 12, gone=2, there=False),
)


@pytest.mark.parametrize("width", [34, 72, 120])
def test_the_lines_of_sources_fit_and_deceive_nobody(width: int) -> None:
    from tui.rendering.cells import width_of

    entries = source_entries(VIEWS, width, "i")
    lines = [line for entry in entries for line in entry.lines]
    for line in lines:
        assert sum(width_of(piece.text) for piece in (*line.left, *line.right)) <= width
    told = " ".join(piece.text for line in lines for piece in (*line.left, *line.right))
    assert "[bold]News[" in told
    assert "not fetched" in told
    assert "xn--" in told.replace(" ", "")
