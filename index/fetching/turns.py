"""Whose turn it is: one document from a host at a time, and a pause behind it."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import Generic, TypeVar

T = TypeVar("T")


class Turns(Generic[T]):
    """Work that waits, by host; any number of threads take it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: dict[str, deque[T]] = {}
        self._busy: set[str] = set()
        self._not_before: dict[str, float] = {}
        self._closed = False

    def add(self, host: str, work: T) -> None:
        """Have something done with a host after all that waits for it."""
        with self._changed:
            self._waiting.setdefault(host, deque()).append(work)
            self._changed.notify()

    def take(self) -> tuple[str, T] | None:
        """The next work that may be begun; waits for it, ``None`` when there will be no more."""
        with self._changed:
            while True:
                now = time.monotonic()
                free = [host for host in self._waiting if host not in self._busy]
                for host in free:
                    if self._not_before.get(host, 0.0) <= now:
                        self._busy.add(host)
                        return host, self._next(host)
                if self._closed and not self._waiting:
                    return None
                soonest = min((self._not_before[host] for host in free), default=None)
                self._changed.wait(None if soonest is None else soonest - now)

    def done(self, host: str, pause: float) -> None:
        """The host may be asked again after ``pause`` seconds."""
        with self._changed:
            self._busy.discard(host)
            self._not_before[host] = time.monotonic() + pause
            self._changed.notify_all()

    def close(self) -> None:
        """There will be no more work than what waits."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _next(self, host: str) -> T:
        line = self._waiting[host]
        work = line.popleft()
        if not line:
            del self._waiting[host]
        return work
