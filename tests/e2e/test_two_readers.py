"""Two culms on one library, each in a terminal of its own."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from index.library import Library
from tests.support.at_the_terminal import marks, open_article, reader
from tests.support.terminal import Terminal

TRIES = 5


def seconds_until(screen: Terminal, happened: Callable[[], bool], words: str) -> float:
    """How long it takes until something is on a screen."""
    begun = time.monotonic()
    screen.until(happened, words)
    return time.monotonic() - begun


@pytest.mark.slow
def test_each_sees_within_a_second_what_the_other_marks(library: Path) -> None:
    with reader(library) as here, reader(library) as there:
        for screen in (here, there):
            open_article(screen, "bouquet")
        took = []
        for number in range(TRIES):
            mine, other = (here, there) if number % 2 else (there, here)
            mine.send("s", "3")
            mine.until(lambda n=number: len(marks(library)) == n + 1, "on disk")
            sign = f"✎{number + 1}"
            took.append(seconds_until(other, lambda s=other, w=sign: w in s.text, sign))
            mine.until(lambda s=mine, w=sign: w in s.text, sign)
            mine.send(")")
            other.send(")")
        assert statistics.median(took) <= 1.0, took


def test_neither_overwrites_the_other_and_both_versions_are_shown(
    library: Path,
) -> None:
    with reader(library) as here:
        open_article(here, "bouquet")
        here.send("s", "3")
        here.wait("3 blue")
        with reader(library) as there:
            open_article(there, "bouquet")
            there.wait("3 blue")
            for screen, words in ((here, "from here"), (there, "from there")):
                screen.send("a")
                screen.wait("ctrl.s save")
                screen.send(*words)
                screen.wait(words)
            here.send("ctrl+s")
            here.until(lambda: marks(library)[0].note == "from here", "on disk")
            there.send("ctrl+s")
            there.wait("Changed elsewhere meanwhile")
            for words in ("There now", "from here", "Yours", "from there"):
                there.wait(words)
            there.send("+")
            both = "from here\n\nfrom there"
            there.until(lambda: marks(library)[0].note == both, "both notes")
            there.wait_gone("Changed elsewhere")
            there.send("x")
            there.wait("Moved to the trash")
            assert marks(library) == []
            here.wait_gone("3 blue")


@pytest.mark.parametrize("ending", ["escape", "kill"])
def test_what_is_not_decided_on_is_there_after_a_restart(
    library: Path,
    ending: str,
) -> None:
    with reader(library) as here:
        open_article(here, "bouquet")
        here.send("s", "3")
        here.wait("3 blue")
        here.send("a")
        here.wait("ctrl.s save")
        here.send(*"typed here")
        here.wait("typed here")
        with Library.open(library) as elsewhere:
            (mark,) = elsewhere.notes.all()
            elsewhere.notes.edit(mark.id, mark.revision, note="theirs")
        here.send("ctrl+s")
        here.wait("Changed elsewhere meanwhile")
        if ending == "escape":
            here.send("escape")
            here.wait("Left as it is there now")
        here.until(lambda: "typed here" in draft(library), "on disk")
        here.kill()
    with reader(library) as here:
        open_article(here, "bouquet")
        here.wait("3 blue")
        here.send("a")
        here.wait("draft restored")
        here.wait("typed here")


def draft(library: Path) -> str:
    file = library / "draft.json"
    return file.read_text(encoding="utf-8") if file.exists() else ""
