"""The terminal is left as it was found, however the app ends. Under a real pty."""

from __future__ import annotations

import os
import re
import signal
import sys
from pathlib import Path

import pytest

from index.library import Library
from tests.support.terminal import Terminal

CULM = (sys.executable, "-m", "tui.cli", "--library")
ROOT = Path(__file__).parents[2]
COLOURS = re.compile(rb"\x1b\[([0-9;]+)m")
OPENED = b"\x1b[?1049h"
LEFT = (
    b"\x1b[?1049l",  # the screen that was there before
    b"\x1b[?25h",  # the cursor
    b"\x1b[?1000l",  # the mouse
    b"\x1b[?2004l",  # bracketed paste
)


def open_culm(library: Path, **more: str) -> Terminal:
    return Terminal([*CULM, str(library)], folder=ROOT, environment=more or None)


def status_after(terminal: Terminal) -> int:
    """The status of the program once it stopped or ended, its output read meanwhile."""
    for _ in range(200):
        terminal._read(0.05)
        pid, status = os.waitpid(terminal.pid, os.WNOHANG | os.WUNTRACED)
        if pid:
            terminal.drain()
            return status
    raise AssertionError(f"neither stopped nor ended:\n{terminal.text}")


def assert_left_tidy(raw: bytes) -> None:
    after = raw[raw.rindex(OPENED) :]
    assert [sequence for sequence in LEFT if sequence not in after] == []
    assert after.rindex(b"\x1b[?1049l") > after.rindex(b"\x1b[?25l")


def test_quitting(library: Path) -> None:
    with open_culm(library) as terminal:
        terminal.wait("32nd National Diplomatic")
        terminal.send("q")
        assert terminal.join() == 0
        assert_left_tidy(bytes(terminal.raw))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_ending_by_signal(library: Path, number: signal.Signals) -> None:
    with open_culm(library) as terminal:
        terminal.wait("32nd National Diplomatic")
        os.kill(terminal.pid, number)
        assert terminal.join() == 128 + number
        assert_left_tidy(bytes(terminal.raw))


def test_a_screen_that_something_else_wrote_on_is_drawn_again(library: Path) -> None:
    with open_culm(library) as terminal:
        terminal.wait("32nd National Diplomatic")
        # A bell's worth of line noise: text, colours, a scroll region, letters for lines.
        terminal.write_over(b"\x1b[7;31m\x1b[3;9rnoise\n" * 30 + b"\x1b(0qqxx\x1b[?25h")
        assert "noise" in terminal.text
        terminal.send("ctrl+l")
        terminal.wait_gone("noise|qqxx")
        for everywhere in ("5 articles", "3 Events", "32nd National Diplomatic", r"\? help"):
            terminal.wait(everywhere)
        assert terminal.screen.cursor.hidden
        terminal.send("?")
        terminal.wait("─ Help ─")
        terminal.write_over(b"\x1b[2J")
        terminal.send("ctrl+l")
        terminal.wait("─ Help ─")


def test_sleeping_and_waking(library: Path) -> None:
    with open_culm(library) as terminal:
        terminal.wait("32nd National Diplomatic")
        terminal.send("ctrl+z")
        assert os.WIFSTOPPED(status_after(terminal))
        os.kill(terminal.pid, signal.SIGCONT)
        terminal.wait("32nd National Diplomatic")
        terminal.send("q")
        assert terminal.join() == 0
        raw = bytes(terminal.raw)
        assert raw.count(OPENED) == 2
        assert raw.index(LEFT[0]) < raw.rindex(OPENED)
        assert_left_tidy(raw)


def test_a_damaged_library_is_told_in_words(library: Path) -> None:
    (library / "archive.db").write_bytes(b"nothing that SQLite knows" * 400)
    with open_culm(library) as terminal:
        assert terminal.join() == 5
        after = bytes(terminal.raw).rpartition(b"\x1b[?1049l")[2].decode()
        assert "archive.db" in after
        assert "Traceback" not in after


def test_a_locked_library_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "library").write_text("a file, no folder")
    with open_culm(tmp_path / "library") as terminal:
        assert terminal.join() != 0
        assert b"Traceback" not in bytes(terminal.raw)


def test_no_colour_and_a_dumb_terminal(library: Path) -> None:
    for settings in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        with open_culm(library, **settings) as terminal:
            terminal.wait("32nd National Diplomatic")
            terminal.send("q")
            assert terminal.join() == 0
            assert b"38;2;" not in bytes(terminal.raw)
            assert b"48;2;" not in bytes(terminal.raw)


def test_a_shell_and_back_between_any_keys(library: Path) -> None:
    with open_culm(library) as terminal:
        terminal.wait("32nd National Diplomatic")
        for keys, shown in ((("j", "enter"), "↵ look"), (("?",), "─ Help ─")):
            terminal.send(*keys)
            terminal.wait(shown)
            terminal.send("ctrl+z")
            assert os.WIFSTOPPED(status_after(terminal))
            assert_left_tidy(bytes(terminal.raw))
            terminal.write_over(b"\x1b[2J\x1b[Hsomething that the shell wrote")
            os.kill(terminal.pid, signal.SIGCONT)
            terminal.wait(shown)
            terminal.wait_gone("the shell wrote")


@pytest.mark.parametrize("kind", ["xterm", "linux", "screen"])
def test_sixteen_colours_are_the_terminal_s_own(library: Path, kind: str) -> None:
    (library / "screen.json").write_text('{"theme": "culm-light"}')
    with open_culm(library, TERM=kind, COLORTERM="") as terminal:
        terminal.wait("32nd National Diplomatic")
        terminal.press("?", "─ Help ─")
        terminal.send("escape")
        terminal.wait_gone("─ Help ─")
        terminal.send("q")
        assert terminal.join() == 0
        found = COLOURS.findall(bytes(terminal.raw))
        sent = {code for codes in found for code in codes.split(b";")}
        # The cell of a cursor alone has a ground.
        grounds = {b"%d" % code for code in (*range(40, 47), *range(100, 108))}
        assert b"36" in sent
        assert not sent & {b"38", b"48", *grounds}
    assert '"culm-light"' in (library / "screen.json").read_text()


def test_escape_and_a_key_that_come_together_are_both_heard(library: Path) -> None:
    """A terminal sends alt and that key alike; where that means nothing, it was the two."""
    with open_culm(library) as terminal:
        terminal.wait("32nd National Diplomatic")
        terminal.press("A", "Nothing is marked|No marks|Notes  ")
        terminal.write(b"\x1b3")
        terminal.wait("━3 Events")
        terminal.press("T", "by (year|month|day)")
        terminal.write(b"\x1bq")
        assert terminal.join() == 0


def test_a_storm_of_sizes_keeps_the_place(library: Path) -> None:
    with open_culm(library) as terminal:
        terminal.wait("32nd National Diplomatic")
        terminal.send("/", *"consensus", "enter")
        terminal.wait("━2 Article · . of . hit")
        terminal.wait("consensus")
        for round_ in range(12):
            for columns, rows in ((40, 15), (200, 60), (80, 24), (61, 19), (23, 7), (120, 40)):
                terminal.resize(columns, rows)
                if round_ % 3 == 0:
                    terminal.drain()
        terminal.wait("(?s)1 Articles.*2 Article.*3 Events.*help")
        terminal.wait("consensus")
        terminal.send("s", "1")
        terminal.wait("1 yellow")
        # An Escape with a letter right behind it is another key.
        terminal.press("escape", "━1 Articles")
        terminal.send("q")
        assert terminal.join() == 0
    with Library.open(library) as opened:
        assert ["consensus" in one.exact for one in opened.notes.all()] == [True]
