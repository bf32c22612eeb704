"""Reading files in processes of their own, so that no file can harm the one that imports.

A process serves many files. One that dies or falls silent is replaced; the
file it had in hand is taken up again where it was left, without the document
that was the end of it.
"""

from __future__ import annotations

import io
import os
import pickle
import select
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from index.article import Article
from index.children import Child, Crew, command
from index.errors import ReadError
from index.readers.model import DEFAULT_OPTIONS, NO_FACTS, ReadOptions
from index.readers.reading import Outcome
from index.readers.reading_process import SIZE, Request

SILENCE = 20.0
"""Seconds without a word after which a process is killed."""

AT_ONCE = 2
"""Processes at most: more find nothing to do beside those that analyse."""

_KEPT_AHEAD = 64
_LETTERS_AHEAD = 2_000_000
"""What one file may have given before it is asked for."""

_DEATHS_TO_GIVE_UP = 4
_FAILED_STARTS_TO_GIVE_UP = 3
_PLAIN = frozenset({"index.article", "index.errors", "datetime"})
"""The modules whose values an answer consists of."""
_COMMAND = command("index.readers.reading_process")


class FileReading:
    """What is in one file, as it is being read."""

    def __init__(self, request: Request, changed: threading.Condition) -> None:
        self.request = request
        self.deaths = 0
        self.in_hand = request.source
        self._changed = changed
        self._found: deque[Outcome] = deque()
        self._letters = 0
        self._ended = False
        self._abandoned = False

    def outcomes(self) -> Iterator[Outcome]:
        """Articles and errors in the order in which the file holds them."""
        while True:
            with self._changed:
                while not self._found and not self._ended:
                    self._changed.wait()
                if not self._found:
                    return
                outcome = self._found.popleft()
                self._letters -= _letters(outcome)
                self._changed.notify_all()
            yield outcome

    def add(self, outcome: Outcome) -> bool:
        """Keep an outcome, when there is room for it; false when nobody wants it any more."""
        with self._changed:
            while not self._abandoned and self._is_full():
                self._changed.wait()
            self._found.append(outcome)
            self._letters += _letters(outcome)
            self.request = replace(self.request, given=self.request.given + 1)
            self._changed.notify_all()
            return not self._abandoned

    def end(self, error: ReadError | None = None) -> None:
        """There is nothing more in the file."""
        with self._changed:
            if error is not None:
                self._found.append(error)
            self._ended = True
            self._changed.notify_all()

    def abandon(self, why: str | None = None) -> None:
        """Nobody asks for it any more, or, with ``why``, nobody reads it; the lock is held."""
        if why is not None and not self._ended:
            self._found.append(ReadError(self.request.source, why))
        self._abandoned = self._ended = True

    def _is_full(self) -> bool:
        return len(self._found) >= _KEPT_AHEAD or self._letters > _LETTERS_AHEAD


def _letters(outcome: Outcome) -> int:
    return len(outcome.text) if isinstance(outcome, Article) else 0


class ReadingProcesses(Crew[FileReading]):
    """Reads files in other processes; a context, whose processes are gone at its end.

    Nothing is started before the first file.
    """

    def __init__(self, processes: int | None = None) -> None:
        super().__init__()
        self._wanted = max(1, min(os.cpu_count() or 1, AT_ONCE)) if processes is None else processes
        self._readings: set[FileReading] = set()

    @property
    def ahead(self) -> int:
        """Files that are worth being begun before they are wanted."""
        return 2 * self._wanted

    def read(
        self,
        path: Path,
        key: str,
        options: ReadOptions = DEFAULT_OPTIONS,
        facts: Mapping[str, str] = NO_FACTS,
    ) -> FileReading:
        """Have a file read, after those that were asked for before."""
        return self._asked_for(Request(path, key, options, facts=dict(facts)))

    def read_data(
        self,
        data: bytes,
        key: str,
        facts: Mapping[str, str],
        options: ReadOptions = DEFAULT_OPTIONS,
    ) -> FileReading:
        """Have bytes read that are no file's; ``facts`` as in :func:`index.readers.read`."""
        return self._asked_for(Request(Path(), key, options, data=data, facts=facts))

    def _asked_for(self, request: Request) -> FileReading:
        reading = FileReading(request, self._changed)
        with self._changed:
            self._readings.add(reading)
            self._put(reading)
        # Not one more than there are files that nobody has in hand.
        if len(self._threads) < min(self._wanted, len(self._readings)):
            self._begin_thread()
        return reading

    # -- one thread and its process ----------------------------------------------------

    def _serve(self) -> None:
        failed_starts = 0
        try:
            while (reading := self._next()) is not None:
                if failed_starts >= _FAILED_STARTS_TO_GIVE_UP:
                    self._finish(reading, "could not be read (no process could be started for it)")
                    continue
                failed_starts = 0 if self._with_process(reading) else failed_starts + 1
        finally:
            # Whoever waits must not wait for ever when this thread ends by an error of its own.
            with self._changed:
                self._give_up(None if self._closed else "could not be read")
                self._changed.notify_all()

    def _give_up(self, why: str | None = None) -> None:
        for reading in self._readings:
            reading.abandon(why)

    def _with_process(self, first: FileReading) -> bool:
        """Have a process read files until it dies, this one first; whether it came to work."""
        with self._children.child(_COMMAND, buffered=False) as child:
            if child is None:
                self._take_back(first)
                return False
            reading: FileReading | None = first
            came_to_work = False
            while reading is not None:
                # One that dies without a word on a file did not die of it.
                began = False
                try:
                    for message in _messages(child, reading.request):
                        began = came_to_work = True
                        self._take(reading, message)
                except Exception:  # what it sends may raise anything as it is unpacked
                    self._died(reading, began)
                    return came_to_work
                self._finish(reading)
                reading = self._next()
        return True

    def _take(self, reading: FileReading, message: object) -> None:
        if isinstance(message, str):
            reading.in_hand = message
        elif not isinstance(message, Article | ReadError) or not reading.add(message):
            raise EOFError

    def _died(self, reading: FileReading, began: bool) -> None:
        """A process died: another reads on, without what was the end of one that had begun."""
        if began:
            reading.deaths += 1
            request = reading.request
            reading.request = replace(request, deadly=request.deadly | {reading.in_hand})
        if reading.deaths < _DEATHS_TO_GIVE_UP:
            self._take_back(reading)
        else:
            self._finish(reading, "could not be read (it was the end of each process that tried)")

    def _take_back(self, reading: FileReading) -> None:
        with self._changed:
            self._waiting.appendleft(reading)
            self._changed.notify_all()

    def _finish(self, reading: FileReading, why: str = "") -> None:
        error = ReadError(reading.request.source, why) if why else None
        reading.end(error)
        with self._changed:
            self._readings.discard(reading)


def _messages(child: Child, request: Request) -> Iterator[object]:
    """Have a process read one file: what it says of it.

    Raises ``EOFError`` when the process dies or falls silent.
    """
    pickle.dump(request, child.input, pickle.HIGHEST_PROTOCOL)
    child.input.flush()
    pipe = child.output.fileno()
    while True:
        (size,) = SIZE.unpack(_received(pipe, SIZE.size))
        message: Any = _PlainValues(io.BytesIO(_received(pipe, size))).load()
        if message is None:
            return
        yield message


class _PlainValues(pickle.Unpickler):
    """Takes articles and errors out of an answer, and refuses everything else.

    A document that takes a reading process over would else be free to send what does
    something as it is unpacked.
    """

    def find_class(self, module: str, name: str) -> Any:
        if module in _PLAIN:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no part of an answer")


def _received(pipe: int, size: int) -> bytes:
    """So many bytes from a pipe; raises ``EOFError`` when it ends or nothing comes for too long."""
    parts: list[bytes] = []
    while size:
        if not select.select([pipe], [], [], SILENCE)[0]:
            raise EOFError
        part = os.read(pipe, min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
