"""The driver of a terminal: begins on what it shows already, and outlives its being closed.

It also tells the app each new size in the order of the sizes, however fast they come.
"""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any

from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.geometry import Size

if TYPE_CHECKING:
    from tui.first_screen import FirstScreen

_OTHER_SCREEN = "\x1b[?1049h"


class UntilClosed:
    """A file that takes what is written to it also when nobody is there to read it any more.

    Textual writes in a thread. A terminal that is closed would end that thread by an error,
    and the app would wait for ever to hand it the next drawing.
    """

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        with suppress(OSError):
            self._file.write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()

    def isatty(self) -> bool:
        return self._file.isatty()


def driver_after(shown: FirstScreen) -> type[LinuxDriver]:
    """A driver that begins on what was shown, and leaves the terminal as it was before that."""

    class TerminalDriver(LinuxDriver):
        """Textual's, for a terminal that may show culm already, and may be gone at any time."""

        def __init__(self, *arguments: Any, **settings: Any) -> None:
            super().__init__(*arguments, **settings)
            self._file: Any = UntilClosed(self._file)

        def start_application_mode(self) -> None:
            super().start_application_mode()  # type: ignore[no-untyped-call]
            # A handler of the interpreter is interrupted by the next signal: while a window is
            # drawn larger, the size that is read first would be told last.
            asyncio.get_running_loop().add_signal_handler(signal.SIGWINCH, self._tell_size)
            if not shown.taken_over:
                self.attrs_before: list[Any] | None = shown.attributes
                shown.taken_over = True

        def _tell_size(self) -> None:
            if not self._in_band_window_resize:
                size = Size(*self._get_terminal_size())
                self._app.post_message(Resize(size, size))

        def write(self, data: str) -> None:
            # Some terminals clear the other screen when they are told to go there again.
            if data != _OTHER_SCREEN or shown.taken_over or not shown.is_drawn:
                super().write(data)

    return TerminalDriver
