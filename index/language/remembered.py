"""Remembering what was worked out, within bounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Remembered(dict[Any, Any]):
    """Key → what ``of`` makes of it, worked out once.

    Holds at most twice ``limit`` keys: forgets those that were not asked for lately. Reading
    what is known costs no call, which :func:`functools.lru_cache` does not manage.
    """

    def __init__(self, of: Callable[[Any], Any], limit: int) -> None:
        super().__init__()
        self._of = of
        self._limit = limit
        self._older: dict[Any, Any] = {}

    def __missing__(self, key: Any) -> Any:
        if len(self) >= self._limit:
            self._older = dict(self)
            self.clear()
        value = self._older.get(key)
        self[key] = value = self._of(key) if value is None else value
        return value
