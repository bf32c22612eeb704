"""The first screen, shown at once: as it was left, while all else is still being imported.

What the terminal showed when culm was left is kept as one small file in the library, with
what it depends on: the terminal, the library's state, the release. If none of that has
changed, it is what the next start comes to show, and it is written before anything heavy is
imported; the app draws over it when it has as much to show. Little of culm and of the
standard library is needed for that.

A library may have come from somebody else: nothing is written to the terminal but letters,
colours and places (see :data:`_DRAWN`).
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
import termios
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index import __version__
from index.steering import steers

FILE = "first-screen.json"
_BIGGEST = 512 * 1024
_KEPT_AS = 1
"""The form of the file; to be raised when that changes."""
_ENVIRONMENT = ("TERM", "COLORTERM", "NO_COLOR", "CULM_CONFIG")
_FILES = ("archive.db", "notes.db", "screen.json")
_DRAWN = re.compile(r"\x1b\[(?:[0-9]{1,4};[0-9]{1,4}H|[0-9;]{0,60}m)")
"""What a kept screen may have of sequences: places and colours."""
_BEGUN = "\x1b[?1049h\x1b[?25l\x1b[2J"
_ENDED = "\x1b[m\x1b[2J\x1b[?25h\x1b[?1049l"


class FirstScreen:
    """The terminal while the app comes; ``attributes`` are what it had (see :mod:`termios`)."""

    # No dataclass: importing what makes them would take as long as all else here.
    def __init__(self, attributes: list[Any], *, is_drawn: bool) -> None:
        self.attributes = attributes
        self.is_drawn = is_drawn
        """Whether the terminal shows what was kept; else what it showed before."""
        self.taken_over = False
        """Whether the app draws on the terminal now, and leaves it when it ends."""


@contextlib.contextmanager
def first_screen(library: Path) -> Iterator[FirstScreen]:
    """Show the first screen, if the one that is kept holds.

    What is typed from then on waits for the app as it was typed, and is not shown. Afterwards
    the terminal is as it was, whether the app took it over or never came to that.
    """
    terminal = sys.stdin.fileno()
    drawing = _kept(library)
    shown = FirstScreen(termios.tcgetattr(terminal), is_drawn=bool(drawing))
    termios.tcsetattr(terminal, termios.TCSANOW, _as_typed(shown.attributes))
    try:
        if shown.is_drawn:
            _write(_BEGUN + drawing)
        yield shown
    finally:
        # The terminal may be gone.
        with contextlib.suppress(OSError, termios.error):
            if shown.is_drawn and not shown.taken_over:
                _write(_ENDED)
            termios.tcsetattr(terminal, termios.TCSANOW, shown.attributes)


def _as_typed(attributes: list[Any]) -> list[Any]:
    """Attributes with which a terminal hands on each key, and only ``ctrl+c`` does something.

    Else Enter would come as a line feed, which is another key, and ``ctrl+s`` would stop it.
    """
    heard = list(attributes)
    heard[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON | termios.IXOFF)
    heard[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    return heard


def keep(library: Path, drawing: str) -> None:
    """Keep what the terminal shows for the next start; an empty ``drawing`` keeps nothing."""
    with contextlib.suppress(OSError):
        if not drawing:
            (library / FILE).unlink(missing_ok=True)
            return
        import tempfile

        handle, name = tempfile.mkstemp(prefix=FILE, dir=library)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({"holds": _state(library), "drawing": drawing}, file)
            os.replace(name, library / FILE)
        except OSError:
            os.unlink(name)
            raise


def only_draws(drawing: str) -> bool:
    """Whether there is nothing in what was kept but letters, colours and places."""
    return not steers(_DRAWN.sub("", drawing))


def _kept(library: Path) -> str:
    try:
        if not (library / FILE).is_file():
            return ""
        with (library / FILE).open("rb") as file:
            told = json.loads(file.read(_BIGGEST))
        holds, drawing = told["holds"], told["drawing"]
        if holds != _state(library) or not only_draws(drawing):
            return ""
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return ""
    return str(drawing)


def _state(library: Path) -> list[Any]:
    """All that the first screen depends on, as JSON gives it back."""
    size = os.get_terminal_size(sys.stdout.fileno())
    files = [
        [found.st_size, found.st_mtime_ns] if (found := _stat(library / name)) else None
        for name in _FILES
    ]
    environment = [os.environ.get(name) for name in _ENVIRONMENT]
    return [_KEPT_AS, __version__, size.columns, size.lines, environment, files]


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


def _write(text: str) -> None:
    data = text.encode("utf-8")
    # Textual draws on standard error; the terminal is the same.
    while data:
        data = data[os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, data) :]
