"""What work costs, measured against a yardstick of the same moment: seconds say more of the
machine, and of who else uses it, than of the code.
"""

import gc
import time
from collections.abc import Callable

TRIES = 4
STEPS = 400_000


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of this thread that `work` takes, the garbage collector kept out of it: what
    other tests left behind is not this work's to clear away."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        began = time.thread_time()
        work()
        return time.thread_time() - began
    finally:
        if collecting:
            gc.enable()


def _steps() -> int:
    total = 0
    for step in range(STEPS):
        total += step & 7
    return total


def yardsticks(work: Callable[[], object], enough: float = 0.0) -> float:
    """How many times as long as a plain loop of `STEPS` steps (some 20 ms on a machine of 2024)
    `work` takes: the least of a few tries, each beside a loop of its own. Trying ends as soon as
    one was at most `enough`."""
    least = float("inf")
    for _ in range(TRIES):
        loop = seconds(_steps)
        least = min(least, seconds(work) / loop)
        if least <= enough:
            break
    return least


def growth(work: Callable[[int], object], size: int, times: int) -> float:
    """How many times as long `work(size * times)` takes as `work(size)`: about `times` where
    cost is linear, about its square where it is quadratic. The least of a few tries."""
    work(max(1, size // 8))
    least = float("inf")
    for _ in range(TRIES):
        small = min(seconds(lambda: work(size)) for _ in range(3))
        least = min(least, seconds(lambda: work(size * times)) / max(small, 1e-4))
        if least <= 1.5 * times:
            break
    return least
