"""The first screen of a later start: there at once, the same, and never what no longer holds."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from index.library import Library
from tests.support.at_the_terminal import CULM, reader
from tests.support.terminal import Terminal

TITLE = "President meets"
READY = r"━1 Articles(.|\n)*2 Article(.|\n)*Mentions"
SYNCHRONISED = b"\x1b[?2026$p"
"""What Textual asks a terminal before it draws."""


@pytest.fixture
def left(library: Path) -> Path:
    """A library that was read in and left."""
    with reader(library) as screen:
        leave(screen)
    return library


def leave(screen: Terminal) -> str:
    """Wait until all is there, and leave; what was on the screen then."""
    shown = screen.wait(READY)
    screen.drain(0.5)
    shown = screen.text
    screen.send("q")
    assert screen.join() == 0
    return shown


def test_it_is_there_before_the_app_and_stays_while_that_comes(left: Path) -> None:
    with reader(left) as screen:
        first = screen.wait(rf"{TITLE}(.|\n)*\? help")
        assert before_the_app(screen) == first
        assert screen.raw.count(b"\x1b[?1049h") == 1
        seen = set()
        screen.until(lambda: seen.add(screen.text) or asked(screen), "the app")
        screen.drain(0.5)
        assert seen | {screen.text} == {first}
        # By itself the app draws nothing where nothing is to be changed.
        screen.send("ctrl+l")
        screen.until(lambda: drawn(screen), "the app")
        screen.drain(0.5)
        assert screen.text == first
        assert screen.raw.count(b"\x1b[?1049h") == 1
        leave(screen)
        assert screen.raw.count(b"\x1b[?1049l") == 1


def asked(screen: Terminal) -> bool:
    return SYNCHRONISED in screen.raw


def before_the_app(screen: Terminal) -> str:
    """What stood on the screen before Textual said anything, however fast that came."""
    return screen.shown_by(bytes(screen.raw).partition(SYNCHRONISED)[0])


def drawn(screen: Terminal) -> bool:
    return b"\x1b[?2026h" in screen.raw


def test_keys_that_come_before_the_app_are_not_lost_and_not_shown(left: Path) -> None:
    with reader(left) as screen:
        screen.send("/", *"bouquet")
        screen.wait("bouquet .*1 article")
        assert "/bouquet" not in screen.text


def test_keys_for_what_is_not_there_yet_wait_for_it(left: Path) -> None:
    """A terminal that nobody told otherwise would also make a line feed of Enter."""
    with reader(left) as screen:
        screen.wait(TITLE)
        screen.send("enter", "s", "1")
        screen.wait("1 yellow")


@pytest.mark.parametrize(
    ("keys", "rows", "pane"),
    [
        (["2", " "], 40, "2 Article"),
        (["2", "G", "k", "k"], 40, "2 Article"),
        (["G", "k"], 15, "1 Articles"),
    ],
)
def test_culm_begins_where_it_was_left(
    library: Path, keys: list[str], rows: int, pane: str
) -> None:
    with reader(library, rows=rows) as screen:
        screen.wait(READY if rows == 40 else TITLE)
        screen.until(lambda: drawn(screen), "the app")
        for key in keys:
            screen.send(key)
            screen.drain(0.5)
        left = screen.wait(f"━{pane}")
        screen.send("q")
        assert screen.join() == 0
    with reader(library, rows=rows) as screen:
        assert screen.wait(rf"━{pane}(.|\n)*\? help") == left
        assert before_the_app(screen) == left
        # By itself the app draws nothing where nothing is to be changed.
        screen.send("ctrl+l")
        screen.until(lambda: drawn(screen), "the app")
        screen.drain(0.5)
        assert screen.text == left


@pytest.mark.parametrize("key", ["z", "h", "3"])
def test_what_a_start_does_not_come_back_to_is_not_shown_first(left: Path, key: str) -> None:
    with reader(left) as screen:
        screen.wait(READY)
        screen.send(key)
        screen.drain(0.5)
        screen.send("q")
        assert screen.join() == 0
    with reader(left) as screen:
        screen.wait(TITLE)
        assert asked(screen)


@pytest.mark.parametrize("change", ["an article", "a mark", "the size", "colours", "damage"])
def test_what_no_longer_holds_is_not_shown(left: Path, tmp_path: Path, change: str) -> None:
    environment, columns = {}, 120
    if change == "an article":
        (tmp_path / "new.txt").write_text("Something else\n\nIt is told in other words.")
        with Library.open(left) as library:
            assert [done.error for done in library.add([tmp_path / "new.txt"])] == [""]
    elif change == "a mark":
        with Library.open(left) as library:
            library.notes.star([library.article(1).key])
    elif change == "the size":
        columns = 100
    elif change == "colours":
        environment = {"NO_COLOR": "1"}
    else:
        (left / "first-screen.json").write_text('{"holds": [[[')
    with reader(left, columns=columns, environment=environment) as screen:
        screen.wait(TITLE)
        assert SYNCHRONISED in screen.raw


def test_a_library_of_somebody_else_steers_no_terminal(left: Path) -> None:
    file = left / "first-screen.json"
    told = json.loads(file.read_text())
    for steering in ("\x1b]52;c;cm0=\x07", "\x1b[6n", "\x07", "\x9b2J", "\u202e", "\U000e0041"):
        file.write_text(json.dumps({**told, "drawing": told["drawing"] + steering}))
        with reader(left) as screen:
            screen.wait(TITLE)
            assert SYNCHRONISED in screen.raw


def test_the_terminal_is_left_as_it_was(left: Path, tmp_path: Path) -> None:
    code = (
        "import json, subprocess, sys, termios\n"
        "before = termios.tcgetattr(0)\n"
        "ended = subprocess.call(sys.argv[2:])\n"
        "same = repr(termios.tcgetattr(0)) == repr(before)\n"
        "open(sys.argv[1], 'w').write(json.dumps([ended, same]))"
    )
    ended = tmp_path / "ended"
    culm = [*CULM, "--library", str(left)]
    with Terminal([sys.executable, "-c", code, str(ended), *culm]) as screen:
        leave(screen)
    assert json.loads(ended.read_text()) == [0, True]


def test_what_goes_wrong_on_the_way_leaves_the_terminal_as_it_was(left: Path) -> None:
    (left / "archive.db").chmod(0)
    shutil.rmtree(left / "search")
    broken = {"PYTHONPATH": os.environ.get("PYTHONPATH", ""), "TEXTUAL_COLOR_SYSTEM": "no such"}
    with reader(left, environment=broken) as screen:
        screen.wait(TITLE)
        screen.join(30)
        assert bytes(screen.raw).rstrip().count(b"\x1b[?1049h") == screen.raw.count(b"\x1b[?1049l")


def test_nothing_heavy_is_imported_before_it() -> None:
    code = (
        "import sys, tui.cli.parser, tui.cli.output, tui.cli.reading, tui.first_screen\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"textual", "rich", "sqlite3", "asyncio", "dataclasses", "tempfile"} & set(
        done.stdout.split()
    )
