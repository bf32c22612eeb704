"""Coroutines run beside the event handlers of a screen or widget."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVarTuple

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.worker import Worker, WorkType

Arguments = TypeVarTuple("Arguments")


def run(
    owner: DOMNode,
    work: Callable[[*Arguments], Coroutine[Any, Any, None]],
    *arguments: *Arguments,
    group: str,
    exclusive: bool = False,
) -> Worker[None]:
    """Have ``owner`` run ``work(*arguments)``; with ``exclusive``, in the place of its ``group``.

    The coroutine is only made once the worker runs: a worker that is cancelled before that
    would leave behind one that nobody ever awaits.
    """
    begun: WorkType[None] = partial(work, *arguments)
    return owner.run_worker(begun, group=group, exclusive=exclusive)
