"""An import that does not come to its end says so, and is gone on with by the next."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from index.errors import LibraryLocked
from index.library import Library
from index.library.imports.import_record import LOCK, ImportState, is_importing
from index.library.imports.imported import Imported
from index.library.imports.importing import Progress
from index.library.upkeep.taking_back import cut_short, imports_of, take_back
from tests.support.web_server import Answer, Asked, Server, serving

FILES = 400
SYLLABLES = ("ba", "di", "fo", "gu", "ke", "la", "mi", "no", "pu", "re")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """So many articles."""
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(FILES):
        title, text = article(number)
        (folder / f"{number:03}.txt").write_text(f"{title}\n\n{text}\n")
    return folder


def article(number: int) -> tuple[str, str]:
    """A headline and a text in words that no other article has.

    Linking many that have them in common would take most of the time of an import.
    """
    first, second, *others = (word(8 * number + place) for place in range(8))
    return f"{first} {second}", f"{' '.join(others).capitalize()}."


def word(number: int) -> str:
    """A word for each number below 10,000, every figure a syllable."""
    return "".join(SYLLABLES[int(figure)] for figure in f"{number:04}")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        yield opened


def stopped_after(library: Library, folder: Path, articles: int) -> None:
    """Import until so many articles are in, then ask to stop."""
    told: list[Imported] = []

    def stopped() -> bool:
        return library.count() + len(told) >= articles

    for one in library.add([folder], stopped=stopped):
        told.append(one)


def test_an_import_that_came_to_its_end_is_complete(library: Library, folder: Path) -> None:
    list(library.add([folder]))
    (view,) = imports_of(library)
    assert (view.state, view.done, view.total) == (ImportState.COMPLETE, FILES, FILES)
    assert cut_short(library) is None


def test_one_that_was_stopped_says_how_far_it_came(library: Library, folder: Path) -> None:
    stopped_after(library, folder, 30)
    (view,) = imports_of(library)
    assert view.state is ImportState.STOPPED
    assert view.total == FILES
    assert 0 < view.articles <= view.done + 1 < FILES
    assert cut_short(library) == view


def test_the_next_import_of_the_same_places_is_the_same_import(
    library: Library, folder: Path
) -> None:
    stopped_after(library, folder, 30)
    first = cut_short(library)
    assert first is not None
    list(library.add([folder]))
    (view,) = imports_of(library)
    assert (view.id, view.begun) == (first.id, first.begun)
    assert (view.state, view.articles, view.done) == (ImportState.COMPLETE, FILES, FILES)
    assert take_back(library, view.id).articles == FILES


def test_what_a_wider_import_brought_in_is_missing_no_more(library: Library, folder: Path) -> None:
    stopped_after(library, folder, 30)
    other = folder.parent / "other"
    other.mkdir()
    (other / "one.txt").write_text("A bridge fell\n\nThe bridge of Weymouth fell on Monday.\n")
    list(library.add([other, folder]))
    assert {view.state for view in imports_of(library)} == {ImportState.COMPLETE}


def test_while_it_runs_it_is_no_import_that_was_cut_short(library: Library, folder: Path) -> None:
    importing = iter(library.add([folder]))
    next(importing)
    (view,) = imports_of(library)
    assert view.state is ImportState.RUNNING
    assert cut_short(library) is None
    with pytest.raises(LibraryLocked, match="still running"):
        take_back(library, view.id)
    for _ in importing:
        pass
    assert not is_importing(library.path)


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="no telling who waits for a lock")
def test_who_looks_whether_an_import_runs_keeps_none_from_being_gone_on_with(
    library: Library, folder: Path
) -> None:
    stopped_after(library, folder, 30)
    with (library.path / LOCK).open("rb") as looking, ThreadPoolExecutor(1) as importer:
        fcntl.flock(looking, fcntl.LOCK_EX)  # as is_importing does for a moment
        importing = importer.submit(lambda: list(library.add([folder])))
        node = str((library.path / LOCK).stat().st_ino)
        while not any("->" in line and node in line for line in _locks()):
            assert not importing.done()
        fcntl.flock(looking, fcntl.LOCK_UN)
        importing.result()
    (view,) = imports_of(library)
    assert view.state is ImportState.COMPLETE


def _locks() -> list[str]:
    """The locks of the system, those that are waited for with an arrow."""
    return Path("/proc/locks").read_text().splitlines()


def test_one_that_was_killed_says_so_and_is_gone_on_with(tmp_path: Path, folder: Path) -> None:
    command = [sys.executable, "-P", "-m", "tui.cli", "--library", str(tmp_path / "library")]
    with subprocess.Popen(
        [*command, "add", str(folder), "--json"],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as adding:
        assert adding.stdout is not None
        assert adding.stdout.readline()
        adding.kill()
    with Library.open(tmp_path / "library") as library:
        view = cut_short(library)
        assert view is not None
        assert (view.total, view.places) == (FILES, (str(folder),))
        assert 0 < view.articles <= view.done + 1 <= FILES
        list(library.add([folder]))
        assert cut_short(library) is None
        assert [one.articles for one in imports_of(library)] == [FILES]


def test_one_that_added_nothing_yet_is_listed_and_can_be_forgotten(
    library: Library, folder: Path
) -> None:
    list(library.add([folder]))
    for path in sorted(folder.iterdir()):
        path.write_text(path.read_text() + "Nobody was hurt.\n")
    told = 0

    def stopped() -> bool:
        return told >= 30

    for _ in library.add([folder], stopped=stopped):
        told += 1
    latest, first = imports_of(library)
    assert (latest.state, latest.articles, latest.total) == (ImportState.STOPPED, 0, FILES)
    assert first.state is ImportState.COMPLETE
    assert take_back(library, latest.id).articles == 0
    assert imports_of(library) == [first]
    assert library.count() == FILES


def test_one_of_copies_alone_is_offered_and_gone_on_with(library: Library, folder: Path) -> None:
    list(library.add([folder]))
    again = folder.parent / "again"
    again.mkdir()
    for path in folder.iterdir():
        (again / path.name).write_bytes(path.read_bytes())
    asked = iter(range(60))
    list(library.add([again], stopped=lambda: next(asked, None) is None))
    view = cut_short(library)
    assert view is not None
    assert (view.articles, view.places) == (0, (str(again),))
    assert 0 < view.copies <= view.done + 1 < FILES
    list(library.add([again]))
    assert cut_short(library) is None
    latest = imports_of(library)[0]
    assert (latest.id, latest.copies, latest.state) == (view.id, FILES, ImportState.COMPLETE)


def test_what_was_taken_back_is_not_offered_and_offered_again_after_undo(
    library: Library, folder: Path
) -> None:
    stopped_after(library, folder, 30)
    view = cut_short(library)
    assert view is not None
    take_back(library, view.id)
    assert cut_short(library) is None
    library.undo()
    assert cut_short(library) == view


ITEMS = 200


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture(autouse=True)
def loopback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A config file that allows loopback."""
    (tmp_path / "config.toml").write_text("[fetching]\nprivate = true\n")
    monkeypatch.setenv("CULM_CONFIG", str(tmp_path / "config.toml"))


def feed() -> bytes:
    items = "".join(
        f"<item><guid>{number}</guid><title>{title}</title><description>{text}</description></item>"
        for number, (title, text) in enumerate(map(article, range(ITEMS)))
    )
    head = '<?xml version="1.0"?><rss version="2.0"><channel><title>Island News</title>'
    return f"{head}{items}</channel></rss>".encode()


def adding(library: Path, url: str, how: Sequence[str] = ("add",)) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-m", "tui.cli", "--library", str(library), *how, url]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen([*command, "--json"], stdout=subprocess.PIPE, env=environment)


def completed(library: Path, url: str) -> Sequence[int]:
    """How many articles each import brought, once the feed was added again and read whole."""
    with adding(library, url) as again:
        again.communicate()
    with Library.open(library) as opened:
        assert cut_short(opened) is None
        return [one.articles for one in imports_of(opened)]


def test_a_feed_that_is_killed_while_it_is_read_first_is_gone_on_with(
    tmp_path: Path, server: Server
) -> None:
    server.pages["/feed"] = Answer(feed())
    with adding(tmp_path / "library", server.url("/feed")) as first:
        assert first.stdout is not None
        assert first.stdout.readline()
        first.kill()
    with Library.open(tmp_path / "library") as library:
        view = cut_short(library)
        assert view is not None
        assert view.places == (server.url("/feed"),)
        assert 0 < view.articles < ITEMS
    assert completed(tmp_path / "library", server.url("/feed")) == [ITEMS]


def test_a_feed_that_is_killed_while_it_is_asked_for_first_is_gone_on_with(
    tmp_path: Path, server: Server
) -> None:
    def killing(_: Asked) -> Answer:
        first.kill()
        return Answer(feed())

    server.pages["/feed"] = killing
    first = adding(tmp_path / "library", server.url("/feed"))
    with first:
        assert first.stdout is not None
        assert first.stdout.read() == b""
    server.pages["/feed"] = Answer(feed())
    with Library.open(tmp_path / "library") as library:
        view = cut_short(library)
        assert view is not None
        assert (view.places, view.articles) == ((server.url("/feed"),), 0)
    assert completed(tmp_path / "library", server.url("/feed")) == [ITEMS]


def test_a_page_whose_feed_is_to_be_followed_is_gone_on_with(
    tmp_path: Path, server: Server
) -> None:
    page = b'<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head>'

    def killing(_: Asked) -> Answer:
        first.kill()
        return Answer(feed())

    follow = ("sources", "add")
    server.pages |= {"/": Answer(page + b"<p>News.</p></html>"), "/feed": killing}
    first = adding(tmp_path / "library", server.url("/"), follow)
    with first:
        first.communicate()
    server.pages["/feed"] = Answer(feed())
    with Library.open(tmp_path / "library") as library:
        view = cut_short(library)
        assert view is not None
        assert (view.places, view.follow, view.articles) == ((server.url("/"),), True, 0)
    # That the page itself is added is something else.
    with adding(tmp_path / "library", server.url("/")) as page_added:
        page_added.communicate()
    with Library.open(tmp_path / "library") as library:
        assert cut_short(library) == view
    with adding(tmp_path / "library", server.url("/"), follow) as again:
        again.communicate()
    with Library.open(tmp_path / "library") as library:
        assert cut_short(library) is None
        assert [one.url for one in library.archive.web.followed()] == [server.url("/feed")]


def test_an_import_that_another_of_the_same_ends_comes_to_its_end(
    library: Library, folder: Path
) -> None:
    begun, ended = Event(), Event()

    def second() -> list[Imported]:
        def waits(progress: Progress) -> None:
            if progress.done == 1 and not ended.is_set():
                begun.set()
                assert ended.wait(30)

        (folder / "more.txt").write_text("A lighthouse\n\nIt was lit when the others were told.\n")
        with Library.open(library.path) as other:
            return list(other.add([folder], on_progress=waits))

    with ThreadPoolExecutor(1) as pool:
        theirs: list[Future[list[Imported]]] = []

        def begins_another(progress: Progress) -> None:
            if progress.done == 1 and not theirs:
                theirs.append(pool.submit(second))
                assert begun.wait(30)

        mine = list(library.add([folder], on_progress=begins_another))
        ended.set()
        assert [one.error for one in (*mine, *theirs[0].result(30)) if one.error] == []
    told = [(view.articles, view.state) for view in imports_of(library)]
    assert sorted(told) == [(1, ImportState.COMPLETE), (FILES, ImportState.COMPLETE)]
