"""Fetching in a process of its own, which alone of all that culm is speaks with the net.

The process is started at the first request and killed when it does not answer; what it had
in hand is then told as failed, what waited is asked of another.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict
from types import TracebackType
from typing import Any, BinaryIO, cast

from index import frames
from index.errors import NotFetched
from index.fetching.fetcher import Fetched, Wanted
from index.fetching.robots import LONGEST_PAUSE
from index.fetching.rules import FetchRules
from index.fetching.urls import shown

LOOK = 0.2
"""Seconds between looks at whether one was asked to stop."""
PATIENCE = 15.0
"""Seconds that the process has beyond those that a document may take."""
# -P: the folder in which the user happens to be must not be searched for modules.
_COMMAND = (sys.executable, "-P", "-m", "index.fetching.child")

Answer = tuple[Wanted, Fetched | NotFetched]
_Frame = tuple[dict[str, Any], bytes] | None


class Fetching:
    """Fetches documents; a context, whose process is gone at its end."""

    def __init__(self, rules: FetchRules) -> None:
        self._rules = rules
        self._process: subprocess.Popen[bytes] | None = None
        self._frames: queue.SimpleQueue[_Frame] = queue.SimpleQueue()
        self._asked: dict[int, Wanted] = {}
        self._begun: set[int] = set()
        self._number = 0

    def __enter__(self) -> Fetching:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process, whatever it is doing."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    def ask(self, wanted: Wanted) -> None:
        """Have a document fetched; its answer comes from :meth:`answers`."""
        self._number += 1
        self._asked[self._number] = wanted
        if self._process is not None:
            self._send(self._number)

    @property
    def under_way(self) -> int:
        """How many were asked for and have no answer yet."""
        return len(self._asked)

    def answers(self, stopped: Callable[[], bool] = lambda: False) -> Iterator[Answer]:
        """Answers as they come, until there is one for each request or ``stopped`` says so."""
        while self._asked and not stopped():
            if self._process is None and not self._start():
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
        try:
            self._process = process = subprocess.Popen(
                [*_COMMAND, json.dumps(asdict(self._rules))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                env=_environment(),
            )
        except OSError:
            return False
        self._frames = queue.SimpleQueue()
        threading.Thread(target=_receive, args=(process, self._frames), daemon=True).start()
        for number in list(self._asked):
            self._send(number)
        return True

    def _send(self, number: int) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        wanted = self._asked[number]
        # Of one that has died the end of its output tells.
        with suppress(OSError):
            self._process.stdin.write(frames.encode({"n": number, **asdict(wanted)}))
            self._process.stdin.flush()

    def _answer(self, header: dict[str, Any], data: bytes) -> Answer | None:
        number = header["n"]
        if header.get("begun"):
            self._begun.add(number)
            return None
        self._begun.discard(number)
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


def _receive(process: subprocess.Popen[bytes], into: queue.SimpleQueue[_Frame]) -> None:
    output = cast(BinaryIO, process.stdout)
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
