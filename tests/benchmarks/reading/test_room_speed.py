"""Start, keys, memory and bytes of the reader in a real terminal, beside its peers.

The peers are the smallest app that Textual can show and newsboat with 20,000 items, all in the
same run, taking turns. The library is the one that CULM_BENCH_LIBRARY names (of 100,000
articles, say), or one of the samples' sentences recombined.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from index.library import Library
from tests.benchmarks.reading.stopwatch import Cost, Timed, median, p95
from tests.benchmarks.search.report import write_section

SEEDS = Path(__file__).parents[3] / "seeds"
ROUNDS = 5
PRESSES = 24
ITEMS = 20_000
ARTICLES = 1_000
LIST = "━1 Articles"
THERE = r"[━─](1 Articles|2 Article\b)"
"""A reader that has something to show, in whichever pane it was left."""
DRAWN = b"\x1b[?2026h"
"""How Textual begins to draw."""
SMALLEST = """
from textual.app import App
from textual.widgets import Static

class Smallest(App):
    def compose(self):
        yield Static("the smallest there is")

Smallest().run()
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library to read in."""
    named = os.environ.get("CULM_BENCH_LIBRARY")
    if named:
        return Path(named)
    folder = tmp_path_factory.mktemp("room")
    chance = random.Random(3)
    sentences = [
        sentence.strip()
        for path in sorted(SEEDS.glob("*.txt"))
        for sentence in path.read_text(encoding="utf-8").split(". ")
    ]
    with (folder / "news.jsonl").open("w", encoding="utf-8") as out:
        for number in range(ARTICLES):
            text = ". ".join(chance.sample(sentences, 12))
            day = f"20{number % 20:02}-{number % 12 + 1:02}-{number % 28 + 1:02}"
            record = {"id": f"n{number}", "title": f"Report {number}", "text": text, "date": day}
            out.write(json.dumps(record) + "\n")
    with Library.open(folder / "library") as library:
        for _ in library.add([folder / "news.jsonl"]):
            pass
    return folder / "library"


@pytest.fixture(scope="module")
def newsboat(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """How to run newsboat offline on a feed of 20,000 items; empty when it is not here."""
    program = shutil.which("newsboat")
    if program is None:
        return []
    folder = tmp_path_factory.mktemp("newsboat")
    items = "".join(
        f"<item><title>Item number {number} of the feed</title><guid>g{number}</guid>"
        f"<description>{'Some words of an item. ' * 20}</description></item>"
        for number in range(ITEMS)
    )
    head = '<?xml version="1.0"?><rss version="2.0"><channel><title>A feed of many</title>'
    (folder / "feed.xml").write_text(f"{head}{items}</channel></rss>")
    (folder / "urls").write_text(f"file://{folder}/feed.xml\n")
    (folder / "config").write_text("show-read-feeds yes\n")
    told = [program, "-u", f"{folder}/urls", "-c", f"{folder}/cache", "-C", f"{folder}/config"]
    subprocess.run([*told, "-x", "reload"], check=True, stdout=subprocess.DEVNULL)
    return told


def culm(library: Path) -> list[str]:
    return [sys.executable, "-P", "-m", "tui.cli", "--library", str(library)]


def started(arguments: list[str], shown: str, columns: int = 120, rows: int = 40) -> Timed:
    screen = Timed(arguments, columns=columns, rows=rows)
    screen.wait(shown, timeout=120)
    return screen


@pytest.mark.slow
def test_start_beside_the_smallest_app_and_newsboat(
    library: Path, newsboat: list[str], tmp_path: Path
) -> None:
    smallest = tmp_path / "smallest.py"
    smallest.write_text(SMALLEST)
    with started(culm(library), THERE) as screen:
        screen.drain(3.0)
        screen.send("q")
        screen.join(30)

    def on_screen(words: str) -> Callable[[Timed], bool]:
        return lambda screen: bool(re.search(words, screen.text))

    def drawn(screen: Timed) -> bool:
        return DRAWN in screen.raw

    runs: dict[str, tuple[list[str], Callable[[Timed], bool]]] = {
        "culm, its text": (culm(library), on_screen(THERE)),
        "culm, all of it live": (culm(library), drawn),
        "smallest Textual app": ([sys.executable, str(smallest)], on_screen("the smallest there")),
    }
    if newsboat:
        runs["newsboat, 20,000 items"] = (newsboat, on_screen("A feed of many"))
    took: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, (arguments, is_there) in runs.items():
            begun = time.perf_counter()
            with Timed(arguments, columns=120, rows=40) as screen:
                screen.until(lambda now=screen, there=is_there: there(now), name, 120)
                took[name].append((time.perf_counter() - begun, screen.own_cpu_seconds()))
    lines = ["| until it is there | wall, ms | CPU of the program, ms |", "|---|---:|---:|"]
    middle = {
        name: tuple(statistics.median(run[place] for run in every) * 1e3 for place in (0, 1))
        for name, every in took.items()
    }
    lines += [f"| {name} | {wall:.0f} | {cpu:.0f} |" for name, (wall, cpu) in middle.items()]
    show("Start", library, lines)
    assert middle["culm, its text"][1] < middle["smallest Textual app"][1]
    assert middle["culm, all of it live"][1] < 5 * middle["smallest Textual app"][1]


@pytest.mark.slow
def test_keys_bytes_and_memory(library: Path, newsboat: list[str]) -> None:
    lines = [
        "| key | first byte, ms | last byte, ms (p95) | CPU, ms | bytes |",
        "|---|---:|---:|---:|---:|",
    ]

    def tell(name: str, costs: list[Cost]) -> Cost:
        one = median(costs)
        slow = p95(cost.last for cost in costs)
        lines.append(
            f"| {name} | {one.first:.0f} | {one.last:.0f} ({slow:.0f}) | {one.cpu:.0f} "
            f"| {one.bytes:,} |"
        )
        return one

    for columns, rows in ((120, 40), (80, 24)):
        size = f"{columns}×{rows}"
        with started(culm(library), THERE, columns, rows) as screen:
            screen.send("1")
            screen.wait(LIST)
            nothing = tell(f"{size}: a key that means nothing", pressed(screen, "\x1b[24~"))
            tell(f"{size}: `j` in the list, followed by the reader", pressed(screen, "j"))
            tell(f"{size}: `j` held, 30 a second", [screen.held("j", 60, 30) for _ in range(3)])
            screen.send("g")
            screen.send("enter")
            screen.wait("━2 Article")
            cursor = tell(f"{size}: `l` in the reader", pressed(screen, "l"))
            tell(f"{size}: `j` in the reader", pressed(screen, "j", 8))
            tell(f"{size}: a page and back", [*pressed(screen, " ", 1), *pressed(screen, "b", 1)])
            redraw = tell(f"{size}: a repaint of all", pressed(screen, "ctrl+l", 5))
            lines.append(
                f"| {size}: memory of the reader, MB | | | {screen.private_megabytes():.0f} | |"
            )
            assert cursor.bytes < 1_000
            assert cursor.cpu < nothing.cpu + 30
            assert redraw.bytes < 40_000
    if newsboat:
        with started(newsboat, "A feed of many") as screen:
            screen.send("enter")
            screen.wait("Item number")
            tell("newsboat: `j` in its list", pressed(screen, "j"))
            tell("newsboat: a page", pressed(screen, "\x1b[6~", 8))
            lines.append(f"| newsboat: memory, MB | | | {screen.private_megabytes():.0f} | |")
    show("Keys, bytes and memory", library, lines)


def pressed(screen: Timed, key: str, times: int = PRESSES) -> list[Cost]:
    return [screen.cost(key) for _ in range(times)]


def show(title: str, library: Path, lines: list[str]) -> None:
    with Library.open(library) as opened:
        count = opened.count()
    print("\n" + "\n".join(lines))
    if os.environ.get("CULM_BENCH_REPORT"):
        write_section(f"The reading room: {title.lower()}, {count:,} articles", "\n".join(lines))
