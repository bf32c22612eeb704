"""What a key costs in an article of 1 MB with 1,000 annotations.

CPU time of the whole app, headless, 120 by 40 cells, the cursor in the middle of the
article; a key that means nothing, pressed in the same run, is taken off. The least of
several rounds counts: others use the machine as well.
"""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

import pytest

from index.library import Library
from index.notes.model import Colour
from tests.tui.screens import Driver, reading

SEEDS = Path(__file__).parents[3] / "seeds"
SIZE = 1_000_000
ANNOTATIONS = 1_000
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


def library_of_one(folder: Path) -> Path:
    """A library with one article of the samples' paragraphs, shuffled, and its annotations."""
    chance = random.Random(7)
    paragraphs = [
        part
        for path in sorted(SEEDS.glob("*.txt"))
        for part in path.read_text(encoding="utf-8").split("\n\n")
        if len(part) > 80
    ]
    text = ""
    parts: list[str] = []
    while len(text) < SIZE:
        parts += chance.sample(paragraphs, len(paragraphs))
        text = "\n\n".join(parts)
    told = {"id": "big", "title": "A long article", "body": text[:SIZE], "date": "2023-12-19"}
    source = folder / "big.jsonl"
    source.write_text(json.dumps(told), encoding="utf-8")
    with Library.open(folder / "library") as library:
        assert [done.error for done in library.add([source]) if done.error] == []
        article = library.article(library.find("big"))
        for number in range(ANNOTATIONS):
            start = chance.randrange(len(article.text) - 400)
            library.notes.annotate(
                article.key,
                article.version,
                article.text,
                start,
                start + chance.randrange(20, 300),
                chance.choice(tuple(Colour)),
                "A note." if number % 3 == 0 else "",
            )
    return folder / "library"


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
    async with reading(library_of_one(tmp_path)) as on:
        await on.press("enter")
        await on.until(lambda: on.reader.has_focus, "the reader")
        empty = await cost(on, (), NOTHING)
        print(f"\n| key | CPU ms beyond an empty key ({empty:.1f}) |\n|---|---:|")
        net = {}
        for name, before, keys in KEYS:
            net[name] = await cost(on, before, keys) - empty * len(keys)
            print(f"| `{name}` | {net[name]:.1f} |")
        assert max(net[name] for name in ("l", "W", "j", "j, selecting")) < 3 * max(empty, 1.5)
