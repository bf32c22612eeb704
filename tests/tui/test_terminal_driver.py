"""A terminal that is closed while culm draws: culm ends, and waits for nobody."""

from __future__ import annotations

import os
import pty
import time
from pathlib import Path
from threading import Thread

import pytest
from textual.drivers._writer_thread import MAX_QUEUED_WRITES, WriterThread

from tests.support.at_the_terminal import reader
from tui.terminal_driver import UntilClosed


def test_who_writes_to_a_closed_terminal_is_not_held_up() -> None:
    master, slave = pty.openpty()
    with os.fdopen(slave, "w") as file:
        os.close(master)
        lasting = UntilClosed(file)
        writer = WriterThread(lasting)  # type: ignore[arg-type]
        writer.start()

        def draw() -> None:
            for _ in range(3 * MAX_QUEUED_WRITES):
                writer.write("a drawing" * 1000)
            writer.stop()

        drawing = Thread(target=draw, daemon=True)
        drawing.start()
        drawing.join(30)
        assert not drawing.is_alive()


@pytest.mark.parametrize("again", [False, True], ids=["first", "later"])
def test_culm_ends_with_its_terminal(library: Path, again: bool) -> None:
    if again:
        with reader(library) as screen:
            screen.wait("32nd National Diplomatic")
            screen.drain(0.3)
            screen.send("q")
            assert screen.join() == 0
    screen = reader(library)
    try:
        screen.wait("32nd National Diplomatic")
        screen.send(*"jkjkjkjkjk" * 12)
        os.close(screen._fd)
        end = time.monotonic() + 60
        while not os.waitpid(screen.pid, os.WNOHANG)[0]:
            assert time.monotonic() < end, "still there"
    finally:
        screen.status = 0
