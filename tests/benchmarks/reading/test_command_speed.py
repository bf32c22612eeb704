"""What the command line costs before it says anything, beside Python and what search stands on."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.reading.test_room_speed import culm, library, show

__all__ = ["library"]

ROUNDS = 9


@pytest.mark.slow
def test_the_command_line(library: Path) -> None:
    told = {
        "`python -c pass`": [sys.executable, "-P", "-c", "pass"],
        "importing numpy and Whoosh": [sys.executable, "-P", "-c", "import numpy, whoosh.query"],
        "`culm --version`": [sys.executable, "-P", "-m", "tui.cli", "--version"],
        "`culm search`": [*culm(library), "search", "vietnam"],
    }
    took: dict[str, list[float]] = {name: [] for name in told}
    for _ in range(ROUNDS):
        for name, arguments in told.items():
            took[name].append(_cpu(arguments))
    lines = ["| command | CPU, ms | least |", "|---|---:|---:|"]
    lines += [
        f"| {name} | {statistics.median(every):.0f} | {min(every):.0f} |"
        for name, every in took.items()
    ]
    show("the command line", library, lines)
    heavy = statistics.median(took["importing numpy and Whoosh"])
    assert statistics.median(took["`culm search`"]) < 3 * heavy


def _cpu(arguments: list[str]) -> float:
    """Milliseconds of CPU time of a program and of all that it waited for."""
    running = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    assert running.returncode == 0
    return (used.ru_utime + used.ru_stime) * 1e3
