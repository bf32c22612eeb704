"""A child process that reads files: ``python -m index.readers.reading_process``.

It reads requests from standard input and answers with messages on standard output: the
source of each document before it is read (a string), what was found, ``None`` at the end
of the file. All are pickles, which travel between a process and its own child only; an
answer has its size before it. What a file may cost is bounded here, and what a reader may
do: no socket, no other process, nothing written. The process ends when its input does,
thus also when its parent is killed.
"""

from __future__ import annotations

import io
import pickle
import signal
import struct
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import FrameType

from msgspec import Struct, field

from index.children import answering
from index.confining import CHANGING_FILES, RUNNING, confine
from index.errors import ReadError
from index.readers.files import printable
from index.readers.model import DEFAULT_OPTIONS, ReadOptions
from index.readers.reading import Outcome, TookTooLong, read_path, read_stream

SECONDS = 10
"""CPU time that one document may take."""
MEMORY = 1 << 30
"""Bytes of address space that the process may have."""

NEVER_USED = (
    *("socket.", "webbrowser.", "ftplib.", "smtplib.", "urllib."),
    *RUNNING,
    *CHANGING_FILES,
)

SIZE = struct.Struct("!Q")
"""What stands before each message: its size in bytes."""

Message = Outcome | str | None


class Request(Struct, frozen=True):
    """A file to be read, or ``data`` that came from elsewhere and is called by its key.

    ``facts`` are what is known of it from elsewhere, as :func:`index.readers.read` has them.

    Reading gives the same each time, so that a file whose reading was killed can be
    taken up again: the first ``given`` outcomes were received already, and the documents
    in ``deadly`` are not read.
    """

    path: Path
    key: str
    options: ReadOptions = DEFAULT_OPTIONS
    given: int = 0
    deadly: frozenset[str] = frozenset()
    data: bytes | None = None
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def source(self) -> str:
        """What is read, for people."""
        return printable(str(self.path)) if self.data is None else self.key

    def read(self, watch: Callable[[str], None]) -> Iterator[Outcome]:
        """What is in it; ``watch`` as in :func:`index.readers.read_path`."""
        if self.data is None:
            return read_path(
                self.path, key=self.key, metadata=self.facts, options=self.options, watch=watch
            )
        return read_stream(
            self.source,
            io.BytesIO(self.data),
            key=self.key,
            metadata=self.facts,
            options=self.options,
            watch=watch,
        )


def main() -> None:
    """Answer until there is nothing more to answer."""
    output = answering()
    signal.signal(signal.SIGPROF, _too_long)

    def send(message: Message) -> None:
        packed = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
        output.write(SIZE.pack(len(packed)))
        output.write(packed)
        output.flush()

    confine(MEMORY, NEVER_USED)
    with suppress(EOFError, BrokenPipeError):
        while True:
            _answer(pickle.load(sys.stdin.buffer), send)


def _answer(request: Request, send: Callable[[Message], None]) -> None:
    """Read one file and send what is in it."""

    def watch(source: str) -> None:
        _stop_after(0)
        send(source)
        if source in request.deadly:
            raise ReadError(source, "could not be read (it was the end of a process that tried)")
        _stop_after(SECONDS)

    found = request.read(watch)
    number = 0
    try:
        _stop_after(SECONDS)
        for number, outcome in enumerate(found, 1):
            _stop_after(0)
            if number > request.given:
                send(outcome)
            _stop_after(SECONDS)
    except TookTooLong:
        send(ReadError(request.source, "takes too long to read"))
    finally:
        _stop_after(0)
    send(None)


def _stop_after(seconds: float) -> None:
    """Raise :class:`TookTooLong` after so much more CPU time; 0: never."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


def _too_long(number: int, frame: FrameType | None) -> None:
    raise TookTooLong


if __name__ == "__main__":
    main()
