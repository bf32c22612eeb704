"""The driver of an app whose first screen stands on the terminal already."""

from __future__ import annotations

from typing import Any

from textual.drivers.linux_driver import LinuxDriver

from tui.first_screen import FirstScreen

_OTHER_SCREEN = "\x1b[?1049h"


def driver_after(shown: FirstScreen) -> type[LinuxDriver]:
    """A driver that begins on what was shown, and leaves the terminal as it was before that."""

    class TakingOver(LinuxDriver):
        """Textual's, but at first the terminal shows culm already."""

        def start_application_mode(self) -> None:
            super().start_application_mode()  # type: ignore[no-untyped-call]
            self.attrs_before: list[Any] | None = shown.attributes
            shown.taken_over = True

        def write(self, data: str) -> None:
            # Some terminals clear the other screen when they are told to go there again.
            if not shown.taken_over and data == _OTHER_SCREEN:
                return
            super().write(data)

    return TakingOver
