"""Charts of one line, of little bars: pure, from numbers to text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

CHART_CELLS = 40
"""The most cells of a chart of days."""
_BARS = "▁▂▃▄▅▆▇█"


def bars(amounts: Sequence[float]) -> str:
    """A bar for each amount, the greatest a whole cell high; nothing (a blank) where it is 0."""
    most = max(amounts, default=0)
    if most <= 0:
        return " " * len(amounts)
    return "".join(
        " " if amount <= 0 else _BARS[min(7, int(8 * amount / most * 0.9999))] for amount in amounts
    )


def chart(days: Sequence[date], cells: int = CHART_CELLS) -> str:
    """How many of ``days`` fall into each of ``cells`` equal stretches of time, as little bars.

    Empty when they do not spread over at least two days.
    """
    if not days or min(days) == max(days):
        return ""
    first = min(days).toordinal()
    length = max(days).toordinal() - first + 1
    cells = min(cells, length)
    counts = [0] * cells
    for day in days:
        counts[(day.toordinal() - first) * cells // length] += 1
    return bars(counts)


def in_cells(amounts: Sequence[float], cells: int) -> list[float]:
    """``amounts`` of equal stretches, shared out to ``cells`` equal stretches of the same whole."""
    if cells < 1 or not amounts:
        return []
    sums = [0.0]
    for amount in amounts:
        sums.append(sums[-1] + amount)
    width = len(amounts) / cells

    def up_to(place: float) -> float:
        whole = min(int(place), len(amounts) - 1)
        return sums[whole] + (place - whole) * amounts[whole]

    return [up_to((cell + 1) * width) - up_to(cell * width) for cell in range(cells)]


def bar(amount: float, most: float, cells: int) -> str:
    """A bar that lies: ``cells`` long for ``most``, to half a cell, and never quite nothing."""
    if amount <= 0 or most <= 0:
        return ""
    halves = max(1, round(2 * cells * min(1.0, amount / most)))
    return "━" * (halves // 2) + "╸" * (halves % 2)
