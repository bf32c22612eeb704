"""A child process that reads files: ``python -m index.readers.apart_process``.

It reads requests from standard input and answers with messages on standard output: the
source of each document before it is read (a string), what was found, ``None`` at the end
of the file. All are pickles, which travel between a process and its own child only; an
answer has its size before it. What a file may cost is bounded here, and what a reader may
do: no socket, no other process, nothing written. The process ends when its input does,
thus also when its parent is killed.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from index.errors import ReadError
from index.readers.files import printable
from index.readers.model import DEFAULT_OPTIONS, ReadOptions
from index.readers.reading import Outcome, TookTooLong, read_path

SECONDS = 10
"""CPU time that one document may take."""
MEMORY = 1 << 30
"""Bytes of address space that the process may have."""

SIZE = struct.Struct("!Q")
"""What stands before each message: its size in bytes."""

Message = Outcome | str | None


@dataclass(frozen=True, slots=True)
class Request:
    """A file to be read.

    Reading gives the same each time, so that a file whose reading was killed can be
    taken up again: the first ``given`` outcomes were received already, and the documents
    in ``deadly`` are not read.
    """

    path: Path
    key: str
    options: ReadOptions = DEFAULT_OPTIONS
    given: int = 0
    deadly: frozenset[str] = frozenset()


def main() -> None:
    """Answer until there is nothing more to answer."""
    # The parent alone answers to the keyboard.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGPROF, _too_long)
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def send(message: Message) -> None:
        packed = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
        output.write(SIZE.pack(len(packed)))
        output.write(packed)
        output.flush()

    _limit()
    sys.addaudithook(_refuse)
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

    found = read_path(request.path, key=request.key, options=request.options, watch=watch)
    number = 0
    try:
        _stop_after(SECONDS)
        for number, outcome in enumerate(found, 1):
            _stop_after(0)
            if number > request.given:
                send(outcome)
            _stop_after(SECONDS)
    except TookTooLong:
        send(ReadError(printable(str(request.path)), "takes too long to read"))
    finally:
        _stop_after(0)
    send(None)


def _stop_after(seconds: float) -> None:
    """Raise :class:`TookTooLong` after so much more CPU time; 0: never."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


def _too_long(number: int, frame: FrameType | None) -> None:
    raise TookTooLong


def _limit() -> None:
    """Bound the memory of this process, and take from it what writes files."""
    import resource

    # Not every system knows every limit.
    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, 0)):
        with suppress(OSError, ValueError):
            resource.setrlimit(kind, (most, most))
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_NEVER_USED = """
socket. subprocess. os.exec os.fork os.posix_spawn os.system os.remove os.rename os.rmdir os.mkdir
os.link os.symlink os.chmod os.chown os.truncate shutil. webbrowser. ftplib. smtplib. urllib.
"""
_NEVER = tuple(_NEVER_USED.split())


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Stop what reading a file has no business doing (an audit hook)."""
    if event == "open":
        flags = arguments[2]
        if isinstance(flags, int) and flags & _WRITING:
            raise PermissionError(f"a reader may not write {arguments[0]!r}")
    elif event.startswith(_NEVER):
        raise PermissionError(f"a reader may not use {event}")


if __name__ == "__main__":
    main()
