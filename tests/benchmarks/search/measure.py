"""Interleaved runs, medians, and the table they make."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.benchmarks.search.engines import Engine
from tests.benchmarks.search.questions import Question

ROUNDS = 5
_PATIENCE = 20.0
"""Seconds that one engine may spend on one kind of question; fewer rounds are run then."""


@dataclass(frozen=True)
class Timing:
    """Milliseconds of one kind of question: CPU and wall, median and 95th percentile."""

    cpu: float
    cpu_95: float
    wall: float
    wall_95: float


def ask_all(
    engines: list[Engine], questions: list[Question], rounds: int = ROUNDS
) -> dict[str, dict[str, Timing]]:
    """Timings by kind and engine. Engines take turns at every single question."""
    spent: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for kind in dict.fromkeys(question.kind for question in questions):
        ready = [
            (engine, engine.prepare(question))
            for question in questions
            if question.kind == kind
            for engine in engines
        ]
        for _, answer in ready:
            answer()
        patience = dict.fromkeys((engine.name for engine in engines), _PATIENCE)
        for _ in range(rounds):
            for engine, answer in ready:
                name = engine.name
                if patience[name] > 0:
                    engine.settle()
                    cpu, wall = timed(answer)
                    spent.setdefault((kind, name), []).append((cpu, wall))
                    patience[name] -= wall / 1000
    table: dict[str, dict[str, Timing]] = {}
    for (kind, name), times in spent.items():
        cpus, walls = [time[0] for time in times], [time[1] for time in times]
        table.setdefault(kind, {})[name] = Timing(
            statistics.median(cpus), _high(cpus), statistics.median(walls), _high(walls)
        )
    return table


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """CPU and wall milliseconds of one call."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000


def _high(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def table(title: str, timings: dict[str, dict[str, Timing]], names: list[str]) -> str:
    """A Markdown table: median CPU (95th percentile), and how culm compares with each."""
    others = [name for name in names if name != "culm"]
    head = [*names, *(f"{name} / culm" for name in others)]
    lines = [f"### {title}", "", "| CPU ms, p50 (p95) | " + " | ".join(head) + " |"]
    lines.append("|---|" + "---:|" * len(head))
    for kind, row in timings.items():
        cells = [f"{row[name].cpu:.2f} ({row[name].cpu_95:.2f})" for name in names]
        ratios = [f"{row[name].cpu / row['culm'].cpu:.1f}" for name in others]
        lines.append(f"| {kind} | " + " | ".join(cells + ratios) + " |")
    return "\n".join(lines) + "\n"
