"""Opening a very long article, and keys while articles come in, in a real terminal."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import statistics
import time
from contextlib import closing
from pathlib import Path

import pytest

from index.library import Library
from tests.benchmarks.reading.long_article import SEEDS, long_and_short
from tests.benchmarks.reading.stopwatch import Cost, Timed, family, median, p95
from tests.benchmarks.reading.test_room_speed import (
    LIST,
    THERE,
    culm,
    library,
    pressed,
    show,
    started,
)

__all__ = ["library"]

ROUNDS = 9
COMING = 20_000
SPANS = 5_000


@pytest.mark.slow
def test_opening_a_megabyte_with_thousands_of_spans(tmp_path: Path) -> None:
    path = long_and_short(tmp_path)
    with Library.open(path) as opened:
        article = opened.article(opened.find("big"))
        analysis = opened.archive.analyses.analysis(article.id)
        spans = len(analysis.mentions) + len(opened.notes.all())
    took: dict[str, list[float]] = {"long": [], "short": []}
    seen: dict[str, list[float]] = {"long": [], "short": []}
    with started(culm(path), THERE) as screen:
        screen.send("1")
        screen.wait(LIST)
        for _ in range(ROUNDS):
            for name, key in (("short", "j"), ("long", "k")):
                screen.drain(1.0)
                cpu, begun = screen.own_cpu_seconds(), time.perf_counter()
                screen.send(key)
                (screen.wait if name == "short" else screen.wait_gone)("No more\\.")
                seen[name].append(time.perf_counter() - begun)
                screen.drain(1.0)
                took[name].append(screen.own_cpu_seconds() - cpu)
    lines = ["| the cursor of the list comes to | its text, ms | CPU, ms |", "|---|---:|---:|"]
    cpu_of = {name: statistics.median(every) * 1e3 for name, every in took.items()}
    for name, what in (("short", "an article of two words"), ("long", f"1 MB, {spans:,} spans")):
        lines.append(f"| {what} | {statistics.median(seen[name]) * 1e3:.0f} | {cpu_of[name]:.0f} |")
    show("a long article", path, lines)
    assert spans >= SPANS
    assert cpu_of["long"] - cpu_of["short"] < 150


@pytest.mark.slow
def test_keys_while_articles_come_in(library: Path, tmp_path: Path) -> None:
    copy = tmp_path / "library"
    shutil.copytree(library, copy)
    chance = random.Random(11)
    sentences = [
        sentence.strip()
        for path in sorted(SEEDS.glob("*.txt"))
        for sentence in path.read_text(encoding="utf-8").split(". ")
    ]
    source = tmp_path / "more.jsonl"
    with source.open("w", encoding="utf-8") as out:
        for number in range(COMING):
            text = ". ".join(chance.sample(sentences, 20))
            told = {"id": f"more{number}", "title": f"More {number}", "text": text}
            out.write(json.dumps({**told, "date": "1999-01-01"}) + "\n")
    lines = ["| key | idle: last byte, ms (p95) | while articles come in | CPU, ms |"]
    lines += ["|---|---:|---:|---:|"]
    with started(culm(copy), THERE) as screen:
        screen.send("1")
        screen.wait(LIST)
        idle = _walked(screen)
    before = _articles(copy)
    with started([*culm(copy), str(source)], THERE) as screen:
        screen.send("1")
        screen.wait(LIST)
        screen.until(lambda: _articles(copy) > before, "articles that come in", 300)
        busy = _walked(screen)
        assert len(family(screen.pid)) > 2
        assert _articles(copy) < before + COMING
    for name, one in idle.items():
        other = busy[name]
        lines.append(
            f"| {name} | {_last(one):.0f} ({p95(c.last for c in one):.0f}) "
            f"| {_last(other):.0f} ({p95(c.last for c in other):.0f}) "
            f"| {median(one).cpu:.1f}, {median(other).cpu:.1f} |"
        )
    show("keys while articles come in", copy, lines)
    assert max(_last(busy[name]) / max(_last(idle[name]), 3) for name in idle) < 10


def _walked(screen: Timed) -> dict[str, list[Cost]]:
    screen.send("enter")
    screen.wait("━2 Article")
    told = {
        "`l` in the reader": pressed(screen, "l"),
        "`j` in the reader": pressed(screen, "j", 12),
    }
    told["a page"] = [one for _ in range(6) for one in (screen.cost(" "), screen.cost("b"))]
    return told


def _last(costs: list[Cost]) -> float:
    return statistics.median(one.last for one in costs)


def _articles(library: Path) -> int:
    with closing(sqlite3.connect(f"file:{library}/archive.db?mode=ro", uri=True)) as database:
        count: int = database.execute("SELECT count(*) FROM article").fetchone()[0]
        return count
