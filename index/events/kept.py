"""What was worked out of records while events are settled, kept by the identity of its sources.

A record is met many times while its neighbours settle. What is kept holds its sources too, so
that their identity is not given to others; whoever read the records anew says with
:func:`forget` that nobody will ask by the old ones again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Generic, ParamSpec, TypeVar

K = TypeVar("K")
V = TypeVar("V")
P = ParamSpec("P")
T = TypeVar("T")

_every: list[Kept[Any, Any]] = []


class Kept(dict[K, V], Generic[K, V]):
    """A dictionary that is emptied when it is full, and by :func:`forget`."""

    def __init__(self, most: int = 16_384) -> None:
        super().__init__()
        self._most = most
        self._weight = 0
        _every.append(self)

    def keep(self, key: K, value: V, weight: int = 1) -> V:
        """Keep ``value``, which takes as much room as ``weight`` others; returns it."""
        if self._weight >= self._most:
            self.clear()
        self[key] = value
        self._weight += weight
        return value

    def clear(self) -> None:
        super().clear()
        self._weight = 0


def forget() -> None:
    """Forget all that is kept."""
    for kept in _every:
        kept.clear()


def forgetting(work: Callable[P, T]) -> Callable[P, T]:
    """``work``, after which all that was kept is forgotten: it reads records of its own."""

    @wraps(work)
    def and_forget(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return work(*args, **kwargs)
        finally:
            forget()

    return and_forget
