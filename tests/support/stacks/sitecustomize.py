"""Found first by every program that a test runs in a terminal: on SIGUSR1 it tells where it is.

What each thread and each busy task waits for is written to the file of ``CULM_TEST_STACKS``:
a program that hangs on a machine that nobody sees is told of by that, or not at all.
"""

import os
import signal
import sys

IDLE = {"Queue.get", "Timer._run", "Event.wait"}
"""What a task that has nothing to do waits in."""


def _awaited(waiting: object) -> list[str]:
    """The functions that a coroutine is in, from the outside in."""
    found = []
    while waiting is not None:
        frame = getattr(waiting, "cr_frame", None)
        if frame is not None:
            found.append(f"{frame.f_code.co_qualname}:{frame.f_lineno}")
        waiting = getattr(waiting, "cr_await", None)
    return found


def _tell(*_: object) -> None:
    import asyncio
    import faulthandler
    import gc

    with open(os.environ["CULM_TEST_STACKS"], "a", encoding="utf-8") as file:
        for task in [one for one in gc.get_objects() if isinstance(one, asyncio.Task)]:
            inside = _awaited(task.get_coro()) if not task.done() else []
            if inside and inside[-1].rpartition(":")[0] not in IDLE:
                print(task.get_name(), "in", *inside, file=file)
        file.flush()
        faulthandler.dump_traceback(file=file)


if "CULM_TEST_STACKS" in os.environ and sys.platform != "win32":
    signal.signal(signal.SIGUSR1, _tell)
