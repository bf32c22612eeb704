"""What a program in a terminal costs: CPU time, bytes, and when its answer was there."""

from __future__ import annotations

import select
import statistics
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.support.terminal import Terminal

QUIET = 0.25
"""Seconds without a byte after which an answer is taken to be whole."""


@dataclass(frozen=True)
class Cost:
    """Milliseconds until the first and the last byte, of CPU time, and how many bytes."""

    first: float
    last: float
    cpu: float
    bytes: int


class Timed(Terminal):
    """A terminal that times what a key brings."""

    def cpu_seconds(self) -> float:
        """CPU time of the program and of all its children so far."""
        return sum(_cpu(pid) for pid in family(self.pid))

    def own_cpu_seconds(self) -> float:
        """CPU time of the program alone."""
        return _cpu(self.pid)

    def cost(self, key: str) -> Cost:
        """Press a key and wait until nothing comes any more."""
        self.drain(QUIET)
        cpu, before = self.own_cpu_seconds(), len(self.raw)
        begun = time.perf_counter()
        self.send(key)
        first = last = begun
        while select.select([self._fd], [], [], QUIET)[0] and self._read(0):
            last = time.perf_counter()
            first = last if first == begun else first
        told = self.own_cpu_seconds() - cpu
        return Cost((first - begun) * 1e3, (last - begun) * 1e3, told * 1e3, len(self.raw) - before)

    def held(self, key: str, times: int, rate: float) -> Cost:
        """A key that repeats so many times a second; the cost of one of them."""
        self.drain(QUIET)
        cpu, before = self.own_cpu_seconds(), len(self.raw)
        begun = time.perf_counter()
        for number in range(times):
            due = begun + number / rate
            while (left := due - time.perf_counter()) > 0:
                self._read(left)
            self.send(key)
        self.drain(QUIET)
        took = (time.perf_counter() - begun - QUIET) * 1e3
        told = (self.own_cpu_seconds() - cpu) * 1e3
        return Cost(took / times, took / times, told / times, (len(self.raw) - before) // times)

    def private_megabytes(self) -> float:
        """Memory that only the program has (its proportional share of what is shared)."""
        rollup = Path(f"/proc/{self.pid}/smaps_rollup").read_text()
        return int(rollup.split("Pss:")[1].split()[0]) / 1024


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    found = [pid]
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        found += family(int(child))
    return found


def _cpu(pid: int) -> float:
    """Seconds of CPU time of all threads of another process, to the nanosecond.

    The clock of a process has the number that ``clock_getcpuclockid`` gives (Linux: the
    inverted process id, and which clock).
    """
    return time.clock_gettime(~pid << 3 | 2)


def median(costs: Iterable[Cost]) -> Cost:
    """The median of each figure."""
    every = list(costs)
    return Cost(
        statistics.median(one.first for one in every),
        statistics.median(one.last for one in every),
        statistics.median(one.cpu for one in every),
        int(statistics.median(one.bytes for one in every)),
    )


def p95(values: Iterable[float]) -> float:
    """The value that one in twenty exceeds."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
