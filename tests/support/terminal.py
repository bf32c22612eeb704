"""A terminal for tests: a program under a real pty, its screen kept by an emulator.

Nothing here sleeps: :meth:`Terminal.wait` reads until what it waits for is on
the screen, and fails with the screen when time runs out.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import tempfile
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

import pyte
from wcwidth import wcwidth

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}

# Sequences that the emulator takes for text: what they do is not on the screen.
_UNKNOWN = re.compile(
    rb"\x1b\[[<=>][0-9;:]*[A-Za-z]"
    rb"|\x1b\[\?[0-9;]*\$[A-Za-z]"
    rb"|\x1b\[[0-9;?]*[ !\"'][A-Za-z]"
    rb"|\x1b[PX^_][^\x07\x1b]*(?:\x1b\\|\x07)"
)
_STACKS = Path(__file__).parent / "stacks"
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;:<=>?$ !\"']*|[PX^_\]][^\x07\x1b]*)?$")


class Ended(AssertionError):
    """The program ended while something was waited for on its screen."""


def display_of(screen: pyte.Screen) -> list[str]:
    """What is on a screen, a line a row.

    pyte has none of its own when it is asked in the middle of a frame: of a wide character
    that was half overwritten it keeps the other half, which terminals show as a blank.
    """
    lines = []
    for y in range(screen.lines):
        told, is_wide = [], False
        for x in range(screen.columns):
            data = screen.buffer[y][x].data
            told.append("" if is_wide else data or " ")
            is_wide = bool(data) and not is_wide and wcwidth(data[0]) == 2
        lines.append("".join(told))
    return lines


class Terminal:
    """Runs ``arguments`` under a pty of the given size until it is closed."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        columns: int = 120,
        rows: int = 40,
        environment: dict[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._rest = b""
        self.raw = bytearray()
        self.status: int | None = None
        self._stacks = Path(tempfile.gettempdir()) / f"culm-stacks-{os.getpid()}-{id(self)}"
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            settings = {
                **os.environ,
                "TERM": "xterm-256color",
                "COLORTERM": "truecolor",
                "LC_ALL": "C.UTF-8",
                "CULM_TEST_STACKS": str(self._stacks),
                **(environment or {}),
            }
            ways = [str(_STACKS), settings.get("PYTHONPATH", "")]
            settings["PYTHONPATH"] = os.pathsep.join(filter(None, ways))
            for name in ("COLUMNS", "LINES", "NO_COLOR"):
                if name not in (environment or {}):
                    settings.pop(name, None)
            if folder is not None:
                os.chdir(folder)
            os.execvpe(arguments[0], list(arguments), settings)
        self._size(columns, rows)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()

    @property
    def text(self) -> str:
        """What is on the screen, a line a row, without trailing blanks."""
        return "\n".join(line.rstrip() for line in display_of(self.screen))

    def shown_by(self, written: bytes) -> str:
        """What a screen of this size would show of these bytes alone, as :attr:`text`."""
        screen = pyte.Screen(self.screen.columns, self.screen.lines)
        pyte.ByteStream(screen).feed(_UNKNOWN.sub(b"", written))
        return "\n".join(line.rstrip() for line in display_of(screen))

    def send(self, *keys: str) -> None:
        """Press keys: names of :data:`KEYS`, or characters as typed."""
        for key in keys:
            os.write(self._fd, KEYS.get(key, key).encode())

    def write(self, data: bytes) -> None:
        """Send bytes as they are: sequences that have no name here."""
        os.write(self._fd, data)

    def drain(self, quiet: float = 0.01) -> None:
        """Read what has been written until nothing comes for so many seconds."""
        while self._read(quiet):
            pass

    def press(self, key: str, until: str, timeout: float = 60.0) -> str:
        """Press a key and wait until ``until`` (a regular expression) is on the screen."""
        self.send(key)
        return self.wait(until, timeout)

    def wait(self, pattern: str, timeout: float = 60.0) -> str:
        """Read until the pattern is on the screen; the screen's text."""
        wanted = re.compile(pattern, re.M)
        return self._until(lambda: wanted.search(self.text), pattern, timeout)

    def wait_gone(self, pattern: str, timeout: float = 60.0) -> str:
        """Read until the pattern is no longer on the screen; the screen's text."""
        unwanted = re.compile(pattern, re.M)
        return self._until(lambda: not unwanted.search(self.text), f"no {pattern}", timeout)

    def until(self, happened: Callable[[], bool], words: str, timeout: float = 60.0) -> str:
        """Read until something is so (``words`` say what, for the failure); the screen's text."""
        return self._until(happened, words, timeout)

    def part(self, first: int, last: int) -> str:
        """The columns from ``first`` up to ``last`` of every row."""
        return "\n".join(line[first:last].rstrip() for line in display_of(self.screen))

    def write_over(self, noise: bytes) -> None:
        """Have something else than the program write to the terminal."""
        self._stream.feed(noise)

    def resize(self, columns: int, rows: int) -> None:
        """Change the terminal's size."""
        self.screen.resize(rows, columns)
        self._size(columns, rows)

    def find(self, text: str) -> tuple[int, int]:
        """Column and row of a text on the screen."""
        for row, line in enumerate(display_of(self.screen)):
            if text in line:
                return line.index(text), row
        raise AssertionError(f"{text!r} is not on the screen:\n{self.text}")

    def cell(self, column: int, row: int) -> pyte.screens.Char:
        """One cell: ``data``, ``fg``, ``bg``, ``bold``, ``reverse``, ``underscore``."""
        return self.screen.buffer[row][column]

    def join(self, timeout: float = 60.0) -> int:
        """Wait for the program to end by itself; its exit code."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            self._read(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                while self._read(0.05):
                    pass
                os.close(self._fd)
                self.status = os.waitstatus_to_exitcode(status)
                return self.status
        raise AssertionError(f"still running after {timeout} s:\n{self._where()}\n{self.text}")

    def kill(self, number: int = signal.SIGKILL) -> None:
        """End the program at once."""
        if self.status is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)
        _, status = os.waitpid(self.pid, 0)
        self.status = os.waitstatus_to_exitcode(status)
        os.close(self._fd)

    def _until(self, happened: Callable[[], object], words: str, timeout: float) -> str:
        end = time.monotonic() + timeout
        while not happened():
            if time.monotonic() > end or not self._read(0.1, end_is_error=True):
                if happened():
                    break
                if time.monotonic() > end:
                    raise AssertionError(f"{words!r} did not come:\n{self._where()}\n{self.text}")
        return self.text

    def _where(self) -> str:
        """What the program waits for, as far as it can still tell."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGUSR1)
        self.drain(1.0)
        with contextlib.suppress(OSError):
            told = self._stacks.read_text(encoding="utf-8")
            self._stacks.unlink()
            return told[-12_000:]
        return "it does not tell where it is"

    def _read(self, timeout: float, *, end_is_error: bool = False) -> bool:
        ready, _, _ = select.select([self._fd], [], [], timeout)
        if not ready:
            return False
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            data = b""
        if not data:
            if end_is_error:
                raise Ended(f"the program ended:\n{self.text}")
            return False
        self.raw += data
        self._answer(data)
        data = self._rest + data
        cut = _UNFINISHED.search(data)
        self._rest = data[cut.start() :] if cut else b""
        data = data[: cut.start()] if cut else data
        self._stream.feed(_UNKNOWN.sub(b"", data))
        return True

    def _answer(self, data: bytes) -> None:
        if b"\x1b[?2026$p" in data:
            os.write(self._fd, b"\x1b[?2026;2$y")
        if b"\x1b[c" in data:
            os.write(self._fd, b"\x1b[?62;22c")
        if b"\x1b[6n" in data:
            os.write(self._fd, b"\x1b[1;1R")

    def _size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
