"""One reader that stays open for twenty thousand operations; by ``make torture``.

It must not grow: not its memory, nor that of its search process, nor what they hold open,
nor what lies about. What is made meanwhile (annotations, what can be undone) is on disk.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.monkey import AN_ESCAPE, SIZES, code_of
from tests.support.reading_room import annotated_library, known_annotations, missing
from tests.support.terminal import Terminal

KEYS = int(os.environ.get("CULM_KEYS", "20000"))
SEED = int(os.environ.get("CULM_SEED", "0")) or random.randrange(1, 1 << 30)
ACTS: tuple[tuple[str, ...], ...] = (
    ("/", *"president", "enter", "n", "N", "escape", "escape"),
    ("/", *"viet nam", "down", "down", "S", "S", "escape", "escape"),
    ("/", *"conference", "ctrl+n", "escape", "escape", "escape"),
    ("j", "enter", " ", "}", ")", "{", "escape"),
    ("G", "enter", "s", "2", "u", "escape"),
    ("g", "g", "enter", "s", "a", *"a thought", "ctrl+s", "]", "a", "x", "u", "ctrl+r", "escape"),
    ("k", "enter", "v", "W", "W", "o", "4", "u", "escape", "escape"),
    ("enter", "]", "e", "enter", "escape", "f", *"nam", "enter", "escape", "escape"),
    ("enter", ";", "escape", "d", "d", "p", "escape"),
    ("3", "j", "j", "w", "escape", "escape"),
    ("3", "enter", "escape", "c", "enter", "j", "escape", "escape", "escape"),
    ("A", "j", "k", "/", *"bam", "escape", "escape", "escape"),
    ("T", "j", "enter", "+", "-", "escape", "escape"),
    ("g", "l", "j", "j", "escape"),
    ("g", "r", "escape", "H", "escape", "'", "'", "escape"),
    ("?", *"mark", "escape", "escape"),
    (":", *"theme", "escape", "escape"),
    ("O", "O", "O", "h", "l", "D", "z", "z", "L", "escape"),
    ("m", "m", "r", "r", "v", "J", "t", "escape", "escape", "escape"),
)
"""What is done at a time; each ends where the next may begin, the list in sight."""
LOOKS = 20
GROWTH = 1.15
"""How much more memory the last quarter of the looks may see than the second quarter."""
OPEN_MORE = 4
"""How many more files may be open: one that is just being read."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a reader and its search process take: megabytes of each, open files of both."""

    reader: float
    search: float
    open: int


@pytest.mark.slow
def test_a_reader_that_stays_open_does_not_grow(tmp_path: Path) -> None:
    print(f"\nCULM_SEED={SEED}")
    path = annotated_library(tmp_path / "library", tmp_path)
    known, chance = known_annotations(path), random.Random(SEED)
    home = tmp_path / "home"
    (home / "tmp").mkdir(parents=True, exist_ok=True)
    quiet = {"EDITOR": "true", "VISUAL": "true", "BROWSER": "true", "HOME": str(home)}
    looks: list[Look] = []
    with Terminal(
        [sys.executable, "-P", "-m", "tui.cli", "--library", str(path)],
        environment={**quiet, "TMPDIR": str(home / "tmp")},
        folder=home,
    ) as screen:
        screen.wait("Article")
        pressed = 0
        while pressed < KEYS:
            if chance.random() < 0.05:
                screen.resize(*chance.choice(SIZES))
            pressed += perform(screen, chance.choice(ACTS))
            screen.raw.clear()
            if pressed * LOOKS // KEYS > len(looks):
                perform(screen, ("escape",) * 6)
                screen.press(":", r"what do you want to do\?")
                perform(screen, ("escape", "escape"))
                looks.append(look(screen.pid))
                print(f"{pressed} keys: {looks[-1]}", flush=True)
        perform(screen, ("escape",) * 6)
        screen.send("q")
        assert screen.join() == 0
    assert missing(path, known) == []
    assert list((home / "tmp").iterdir()) == []
    early, late = looks[LOOKS // 4 : LOOKS // 2], looks[-LOOKS // 4 :]
    for part in ("reader", "search"):
        before, after = (median_of(some, part) for some in (early, late))
        assert after <= before * GROWTH, (part, before, after)
    assert min(one.open for one in late) <= min(one.open for one in early) + OPEN_MORE


def perform(screen: Terminal, keys: tuple[str, ...]) -> int:
    """Press keys as fast as they are answered; how many."""
    for key in keys:
        screen.write(code_of(key))
        screen.drain(AN_ESCAPE if key == "escape" else 0.01)
    return len(keys)


def median_of(looks: list[Look], part: str) -> float:
    return statistics.median(getattr(one, part) for one in looks)


def look(pid: int) -> Look:
    """What the reader ``pid`` takes now, its children with it."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    taken = [megabytes(int(child)) for child in children]
    return Look(
        megabytes(pid),
        max(taken, default=0.0),
        sum(len(os.listdir(f"/proc/{one}/fd")) for one in (pid, *map(int, children))),
    )


def megabytes(pid: int) -> float:
    """The memory of a process that is its own."""
    told = dict(
        line.split(":", 1)
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    )
    return sum(int(told[name].split()[0]) for name in ("Private_Clean", "Private_Dirty")) / 1024
