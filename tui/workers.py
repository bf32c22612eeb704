"""Coroutines run beside the event handlers of a screen or widget."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVarTuple

from textual.css.query import NoMatches

from index.errors import CulmError, LibraryDamaged

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.widget import Widget
    from textual.worker import Worker

Arguments = TypeVarTuple("Arguments")

TOLD_FOR = 6.0
"""Seconds for which an error is on the screen."""
PATIENCE = 1.0
"""Seconds that is waited, at a time, for what a widget was sent."""
_MOST_ROUNDS = 5
OPENING = "opening"
"""The group of what fetches something for another screen and then shows it: Escape gives it up."""


def run(
    owner: DOMNode,
    work: Callable[[*Arguments], Coroutine[Any, Any, None]],
    *arguments: *Arguments,
    group: str,
    exclusive: bool = False,
) -> Worker[None]:
    """Have ``owner`` run ``work(*arguments)``; with ``exclusive``, in the place of its ``group``.

    The coroutine is only made once the worker runs: a worker that is cancelled before that
    would leave behind one that nobody ever awaits. A screen that is being closed loses its
    widgets before its workers are cancelled: what a worker no longer finds there is no error.
    What went wrong with the library or a file (a full disk, a lock) is told, and culm goes
    on; only damage ends it.
    """

    async def begun() -> None:
        try:
            await work(*arguments)
        except NoMatches:
            if not is_leaving(owner):
                raise
        except LibraryDamaged:
            raise
        except (CulmError, OSError) as error:
            if not is_leaving(owner):
                owner.app.notify(words_of(error), markup=False, severity="error", timeout=TOLD_FOR)

    return owner.run_worker(begun, group=group, exclusive=exclusive)


def words_of(error: CulmError | OSError | ValueError) -> str:
    """What to tell a person of an error."""
    if not isinstance(error, OSError):
        return str(error)
    about = f"{error.filename}: " if error.filename else ""
    return f"{about}{error.strerror or error or type(error).__name__}"


async def ended(worker: Worker[Any]) -> None:
    """Wait until a worker has ended, however it did. Who gives up waiting does not end it."""
    waiting = asyncio.ensure_future(worker.wait())
    waiting.add_done_callback(_heard)
    await asyncio.wait({waiting})


async def has_settled(widget: Widget) -> None:
    """Wait until a widget has dealt with the messages, such as keys, that it was sent.

    And with those that it sent itself because of them. Of one that never rests nobody waits
    for the end.
    """
    for _ in range(_MOST_ROUNDS):
        done = asyncio.Event()
        widget.call_later(done.set)
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), PATIENCE)
        if not widget.message_queue_size:
            return


def _heard(waiting: asyncio.Future[Any]) -> None:
    # Else an error that nobody waits for any more would be written over the screen.
    if not waiting.cancelled():
        waiting.exception()


def is_leaving(node: DOMNode) -> bool:
    """Whether the node's screen is being closed, or culm is."""
    return not node.is_attached or node.screen not in node.app.screen_stack
