"""Random keys, typing, mouse and sizes on a real terminal, the same for the same seed.

After every few keys the reader has to answer: whatever was opened is closed with
Escape, and the palette has to come. A reader that crashes ends with another status
than 0; one that hangs does not answer.
"""

from __future__ import annotations

import random
import re
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support.terminal import KEYS, Ended, Terminal
from tui.commands import COMMANDS

SIZES = ((120, 40), (80, 24), (40, 15), (100, 30), (200, 50), (61, 19))
A_BURST = 40
"""Keys between two questions whether the reader still answers."""
ANSWERS_WITHIN = 60.0
AN_ESCAPE = 0.15
"""Seconds after which an Escape is one, and not the beginning of a sequence."""
WORDS = (
    "president",
    "viet nam",
    'person:"',
    "date:2023",
    "tag:x",
    "is:unread",
    "((",
    "ngườ",
    "한국",
    "*",
)
KEY_CODES = {
    **KEYS,
    "space": " ",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "delete": "\x1b[3~",
    "shift+tab": "\x1b[Z",
    "shift+left": "\x1b[1;2D",
    "shift+right": "\x1b[1;2C",
    "shift+up": "\x1b[1;2A",
    "shift+down": "\x1b[1;2B",
    "ctrl+home": "\x1b[1;5H",
    "ctrl+end": "\x1b[1;5F",
    "ctrl+left": "\x1b[1;5D",
    "ctrl+right": "\x1b[1;5C",
    "ctrl+enter": "\x1b[13;5u",
    "alt+left": "\x1b[1;3D",
    "alt+right": "\x1b[1;3C",
}
_SEQUENCE = re.compile(rb"\x1b\[[0-9;?<>=]*[A-Za-z]")
_LEAVING = frozenset({"app.quit", "app.suspend"})
_READS_THE_DISK = "Bring articles in"
"""Where what is typed is a path: a slash alone would read the whole machine."""


@dataclass(frozen=True, slots=True)
class Played:
    """What was done: ``keys`` pressed, and ``starts`` of the reader."""

    keys: int
    starts: int


def play(library: Path, folder: Path, chance: random.Random, keys: int) -> Played:
    """Press about so many keys in the reader of a library; files it writes go into ``folder``.

    Raises :class:`AssertionError` with the last keys and the screen when the reader
    crashes or no longer answers.
    """
    pressed = starts = 0
    while pressed < keys:
        starts += 1
        columns, rows = chance.choice(SIZES)
        with _reader(library, folder, columns, rows) as screen:
            screen.wait("Article")
            monkey = Monkey(screen, chance)
            for _ in range(chance.randrange(10, 40)):
                pressed += monkey.burst()
                if pressed >= keys or monkey.has_left:
                    break
            monkey.leave()
    return Played(pressed, starts)


def _reader(library: Path, folder: Path, columns: int, rows: int) -> Terminal:
    quiet = {"EDITOR": "true", "VISUAL": "true", "BROWSER": "true", "HOME": str(folder)}
    return Terminal(
        [sys.executable, "-P", "-m", "tui.cli", "--library", str(library)],
        columns=columns,
        rows=rows,
        environment=quiet,
        folder=folder,
    )


class Monkey:
    """Plays on a screen; remembers what it did since it was last answered."""

    def __init__(self, screen: Terminal, chance: random.Random) -> None:
        self.screen = screen
        self.chance = chance
        self.keys = sorted({key for one in COMMANDS if one.id not in _LEAVING for key in one.keys})
        self.done: list[str] = []
        self.has_left = False

    def burst(self) -> int:
        """Some random keys, then a question; how many keys were pressed."""
        self.done = []
        try:
            for _ in range(A_BURST):
                self._step()
            self._ask()
        except (Ended, OSError):
            self.has_left = True
        except AssertionError as error:
            raise AssertionError(f"after {self.done}:\n{error}") from error
        return len(self.done)

    def leave(self) -> None:
        """Quit, if a key has not done so; a crash shows as a status other than 0."""
        if not self.has_left:
            self._close_all()
            # Asked whether to cut an import short, who quits again means it.
            self.screen.send("ctrl+q", "ctrl+q")
        status = self.screen.join(ANSWERS_WITHIN)
        # In the moment in which the terminal is no longer culm's, ctrl+c interrupts.
        if status not in (0, 130, -signal.SIGINT):
            told = _SEQUENCE.sub(b"", bytes(self.screen.raw[-40_000:])).decode(errors="replace")
            raise AssertionError(f"ended with {status} after {self.done}:\n{told}")

    def _step(self) -> None:
        draw = self.chance.random()
        if draw < 0.80:
            self._press(self.chance.choice(self.keys).split())
        elif draw < 0.88:
            self._press(list(self.chance.choice(WORDS)))
        elif draw < 0.94:
            self._mouse()
        elif draw < 0.96:
            self.screen.resize(*self.chance.choice(SIZES))
            self.done.append("resize")
        elif draw < 0.98:
            self._press(["escape"])
        else:
            self._press([chr(self.chance.choice((0, 7, 27, 127, 0x301, 0x202E, 0x1F469)))])

    def _press(self, keys: Sequence[str]) -> None:
        if _READS_THE_DISK in self.screen.text:
            keys = ["escape"]
        for key in keys:
            self.screen.write(code_of(key))
            self.done.append(key)
        self.screen.drain()

    def _mouse(self) -> None:
        columns, rows = self.screen.screen.columns, self.screen.screen.lines
        button = self.chance.choice((0, 0, 0, 2, 64, 65))
        at = [(self.chance.randrange(columns) + 1, self.chance.randrange(rows) + 1)] * 2
        if button == 0 and self.chance.random() < 0.5:
            at[1] = (self.chance.randrange(columns) + 1, self.chance.randrange(rows) + 1)
        (x, y), (to_x, to_y) = at
        codes = f"\x1b[<{button};{x};{y}M"
        if button < 3:
            codes += f"\x1b[<{button + 32};{to_x};{to_y}M\x1b[<{button};{to_x};{to_y}m"
        self.screen.write(codes.encode())
        self.done.append(f"mouse {button} {at}")
        self.screen.drain()

    def _ask(self) -> None:
        """The palette has to come, and to go."""
        self._close_all()
        self.screen.send("ctrl+p")
        self.screen.wait(r"what do you want to do\?", ANSWERS_WITHIN)
        self.screen.send("escape")

    def _close_all(self) -> None:
        for _ in range(6):
            self.screen.write(b"\x1b")
            self.screen.drain(AN_ESCAPE)


def code_of(key: str) -> bytes:
    if key.startswith("alt+"):
        return b"\x1b" + code_of(key.removeprefix("alt+"))
    return KEY_CODES.get(key, key).encode("utf-8", "surrogatepass")
