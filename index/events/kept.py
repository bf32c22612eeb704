"""What was worked out of records while events are settled, kept until they are.

A record is met many times while its neighbours settle. What is kept by the identity of its
sources holds these too, so that their identity is not given to others; whoever read the records
anew says with :func:`forget` that nobody will ask by the old ones again. What is kept by what
its sources say (:func:`keeping`) would be right later, too, but each settlement has its own
claims: kept from one to the next they would only grow, to some 60 MB.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Generic, ParamSpec, TypeVar, cast

K = TypeVar("K")
V = TypeVar("V")
P = ParamSpec("P")
T = TypeVar("T")

_every: list[Callable[[], None]] = []


class Kept(dict[K, V], Generic[K, V]):
    """A dictionary that is emptied when it is full, and by :func:`forget`."""

    def __init__(self, most: int = 16_384) -> None:
        super().__init__()
        self._most = most
        self._weight = 0
        _every.append(self.clear)

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


def keeping(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Has a function keep what it gave last, for ``most`` calls, until :func:`forget`."""

    def kept(work: Callable[P, T]) -> Callable[P, T]:
        remembered = lru_cache(most)(work)
        _every.append(remembered.cache_clear)
        return cast("Callable[P, T]", remembered)

    return kept


def forget() -> None:
    """Forget all that is kept."""
    for clear in _every:
        clear()


def forgetting(work: Callable[P, T]) -> Callable[P, T]:
    """``work``, after which all that was kept is forgotten: it reads records of its own."""

    @wraps(work)
    def and_forget(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return work(*args, **kwargs)
        finally:
            forget()

    return and_forget
