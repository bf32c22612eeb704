"""Whoever waits for another culm is told so, also where no progress is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from time import monotonic

from index.files import lock_holders
from index.library.imports.import_record import LOCK as IMPORTING
from index.library.upkeep.taking_turns import LOCK as REMOVING
from tui.cli.output import Output

PATIENCE = 1.5
"""Seconds without a word before somebody is looked for who is waited for."""
LOOKS_EVERY = 0.5
_WRITTEN = ("archive.db", "notes.db", REMOVING)


@contextmanager
def patience(library: Path, out: Output) -> Iterator[Callable[[], None]]:
    """While the block runs and nothing is told for long, say once who is waited for.

    Gives the function to call when something is told.
    """
    ended, told_at = Event(), monotonic()

    def told() -> None:
        nonlocal told_at
        told_at = monotonic()

    def look() -> None:
        while not ended.wait(LOOKS_EVERY):
            if monotonic() - told_at > PATIENCE and (words := waited_for(library)):
                if not ended.is_set():
                    out.say(f"waiting for {words}")
                return

    thread = Thread(target=look, daemon=True)
    thread.start()
    try:
        yield told
    finally:
        ended.set()
        thread.join()


def waited_for(library: Path) -> str:
    """Who else writes to a library now, as far as the system tells; empty for nobody."""
    for names, does in (((IMPORTING,), "imports"), (_WRITTEN, "writes to the library")):
        holders = lock_holders([library / name for name in names])
        if holders:
            return f"another culm (process {holders[0]}) that {does}"
    return ""
