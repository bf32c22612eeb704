"""What a key costs in an article of 1 MB with 1,000 annotations.

CPU time of the whole app, headless, 120 by 40 cells, the cursor in the middle of the
article; a key that means nothing, pressed in the same run, is taken off. The least of
several rounds counts: others use the machine as well.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.benchmarks.reading.long_article import long_and_short
from tests.tui.screens import Driver, reading

ROUNDS, PRESSES = 7, 12
MIDDLE = 600_000

NOTHING = ("f12",)
KEYS = (
    ("l", (), ("l",)),
    ("W", (), ("W",)),
    ("j", (), ("j",)),
    (")", (), (")",)),
    ("l, selecting", ("v",), ("l",)),
    ("j, selecting", ("v",), ("j",)),
    ("W, selecting", ("v",), ("W",)),
    ("]e", (), ("]", "e")),
    ("]a", (), ("]", "a")),
    ("a page", (), ("space",)),
)
"""What is measured: its name, what is pressed before, what is pressed again and again."""


async def cost(on: Driver, before: tuple[str, ...], keys: tuple[str, ...]) -> float:
    """Milliseconds of CPU time that ``keys`` take, with what went ``before`` already done."""
    on.reader.put_caret(MIDDLE)
    await on.press(*before, *keys)
    rounds = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        for _ in range(PRESSES):
            await on.press(*keys)
        rounds.append((time.process_time() - begun) / PRESSES * 1000)
    if before:
        await on.press("escape")
    return min(rounds)


@pytest.mark.slow
async def test_a_caret_step_costs_little_in_a_long_article(tmp_path: Path) -> None:
    async with reading(long_and_short(tmp_path)) as on:
        await on.press("enter")
        await on.until(lambda: on.reader.has_focus, "the reader")
        empty = await cost(on, (), NOTHING)
        print(f"\n| key | CPU ms beyond an empty key ({empty:.1f}) |\n|---|---:|")
        net = {}
        for name, before, keys in KEYS:
            net[name] = await cost(on, before, keys) - empty * len(keys)
            print(f"| `{name}` | {net[name]:.1f} |")
        assert max(net[name] for name in ("l", "W", "j", "j, selecting")) < 3 * max(empty, 1.5)
