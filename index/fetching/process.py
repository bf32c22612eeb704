"""Fetching in a process of its own, which alone of all that culm is speaks with the net.

The process is started at the first request and killed when it does not answer; what it had
in hand is then told as failed, what waited is asked of another.
"""

from __future__ import annotations

import json
import os
import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any, BinaryIO

from msgspec.structs import asdict

from index import frames
from index.children import Child, begin, command
from index.errors import NotFetched
from index.fetching.fetcher import Fetched, Wanted
from index.fetching.robots import LONGEST_PAUSE
from index.fetching.rules import FetchRules
from index.fetching.urls import shown

LOOK = 0.2
"""Seconds between looks at whether one was asked to stop."""
PATIENCE = 15.0
"""Seconds that the process has beyond those that a document may take."""
_COMMAND = command("index.fetching.child")

Answer = tuple[Wanted, Fetched | NotFetched]
_Frame = tuple[dict[str, Any], bytes] | None


class Fetching:
    """Fetches documents; a context, whose process is gone at its end."""

    def __init__(self, rules: FetchRules, robots: Mapping[str, str] | None = None) -> None:
        """``robots``: by origin what its robots.txt says, from :attr:`robots_found` of before."""
        self._rules = rules
        self._robots = dict(robots or {})
        self.robots_found: dict[str, str] = {}
        """By origin what its robots.txt was found to say: may be kept for a day."""
        self._child: Child | None = None
        self._frames: queue.SimpleQueue[_Frame] = queue.SimpleQueue()
        self._asked: dict[int, Wanted] = {}
        self._begun: set[int] = set()
        self._number = 0

    def __enter__(self) -> Fetching:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process, whatever it is doing."""
        child, self._child = self._child, None
        if child is not None:
            child.end()

    def ask(self, wanted: Wanted) -> None:
        """Have a document fetched; its answer comes from :meth:`answers`."""
        self._number += 1
        self._asked[self._number] = wanted
        if self._child is not None:
            self._send(self._number)

    @property
    def under_way(self) -> int:
        """How many were asked for and have no answer yet."""
        return len(self._asked)

    def answers(self, stopped: Callable[[], bool] = lambda: False) -> Iterator[Answer]:
        """Answers as they come, until there is one for each request or ``stopped`` says so."""
        while self._asked and not stopped():
            if self._child is None and not self._start():
                for wanted in self._taken_all():
                    yield (
                        wanted,
                        _error(wanted, "could not be fetched: no process could be started"),
                    )
                return
            silent_since = time.monotonic()
            patience = self._rules.total + max(self._rules.pause, LONGEST_PAUSE) + PATIENCE
            while self._asked and not stopped():
                try:
                    frame = self._frames.get(timeout=LOOK)
                except queue.Empty:
                    if time.monotonic() - silent_since < patience:
                        continue
                    frame = None
                silent_since = time.monotonic()
                if frame is None:
                    yield from self._died()
                    break
                answer = self._answer(*frame)
                if answer is not None:
                    yield answer

    # -- the process ---------------------------------------------------------------------

    def _start(self) -> bool:
        rules = json.dumps(asdict(self._rules))
        self._child = begin([*_COMMAND, rules], _environment())
        if self._child is None:
            return False
        self._frames = queue.SimpleQueue()
        threading.Thread(
            target=_receive, args=(self._child.output, self._frames), daemon=True
        ).start()
        self._tell({"robots": self._robots})
        for number in list(self._asked):
            self._send(number)
        return True

    def _send(self, number: int) -> None:
        self._tell({"n": number, **asdict(self._asked[number])})

    def _tell(self, header: dict[str, Any]) -> None:
        assert self._child is not None
        # Of one that has died the end of its output tells.
        with suppress(OSError):
            self._child.input.write(frames.encode(header))
            self._child.input.flush()

    def _answer(self, header: dict[str, Any], data: bytes) -> Answer | None:
        number = header["n"]
        if header.get("begun"):
            self._begun.add(number)
            return None
        self._begun.discard(number)
        self._robots |= header["robots"]
        self.robots_found |= header["robots"]
        wanted = self._asked.pop(number)
        if "failed" in header:
            return wanted, NotFetched(**header["failed"])
        found = None if header["unchanged"] else data
        told = {name: header[name] for name in ("url", "home", "etag", "modified", "charset")}
        fetched = Fetched(**told, data=found)
        return wanted, fetched

    def _died(self) -> Iterator[Answer]:
        """What was in hand failed; without anything in hand all did, lest it go on for ever."""
        self.close()
        numbers = self._begun & self._asked.keys() or set(self._asked)
        self._begun.clear()
        for number in sorted(numbers):
            wanted = self._asked.pop(number)
            yield wanted, _error(wanted, "could not be had (it was the end of what fetches)")

    def _taken_all(self) -> list[Wanted]:
        wanted = list(self._asked.values())
        self._asked.clear()
        return wanted


def _receive(output: BinaryIO, into: queue.SimpleQueue[_Frame]) -> None:
    with suppress(OSError, ValueError):
        while (frame := frames.read(output)) is not None:
            into.put(frame)
    into.put(None)


def _error(wanted: Wanted, reason: str) -> NotFetched:
    return NotFetched(shown(wanted.url), reason)


def _environment() -> dict[str, str]:
    """This process's environment without what makes a program speak through another host."""
    return {
        name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")
    }
